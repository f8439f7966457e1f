from __future__ import annotations

import uuid
from typing import Any

from wagtail.models import Site

from community.credits import actions
from community.credits.models import Account
from tests.factories.people import UserFactory


def account_for(user: Any = None, **changes: Any) -> Account:
    """The time account of a (new) person; `changes` such as balance are written past the ledger."""
    account = actions.open_account(site=Site.objects.get(is_default_site=True), user=user or UserFactory())
    if changes:
        Account.objects.filter(pk=account.pk).update(**changes)
        account.refresh_from_db()
    return account


def wish(minutes: int = 60, reason: str = "samen naar de markt", key: str = "", **more: Any) -> actions.Wish:
    return actions.Wish(minutes=minutes, reason=reason, key=key or str(uuid.uuid4()), **more)
