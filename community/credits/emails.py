"""Mails about time. None says what the help was about; every one says what happens next."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from community.credits.models import Account, Transfer
from portal.notices.actions import send_notice
from portal.notices.enums import Topic


def tell(account: Account, kind: str, transfer: Transfer, **context: Any) -> None:
    """Only people with an account get mail; pots and organisations are looked at by the desk."""
    if account.user is None or not account.user.is_active:
        return
    send_notice(
        site=transfer.site,
        kind=f"credits.{kind}",
        object_key=f"credits.transfer:{transfer.uuid}",
        recipient=account.user.email,
        template=f"credits/{kind}",
        context={
            "transfer": transfer,
            "name": account.user.get_short_name(),
            "payer": str(transfer.payer),
            "receiver": str(transfer.receiver),
            "mine_url": settings.WAGTAILADMIN_BASE_URL + reverse("credits:mine"),
            **context,
        },
        topic=Topic.TIME,
    )


def tell_given(transfer: Transfer) -> None:
    tell(transfer.receiver, "given", transfer)


def tell_asked(transfer: Transfer) -> None:
    tell(transfer.payer, "asked", transfer)


def tell_accepted(transfer: Transfer) -> None:
    tell(transfer.receiver, "accepted", transfer)


def tell_refused(transfer: Transfer) -> None:
    tell(transfer.receiver, "refused", transfer)


def tell_expired(transfer: Transfer) -> None:
    tell(transfer.receiver, "expired", transfer)


def tell_reversed(transfer: Transfer, reason: str) -> None:
    for account in (transfer.payer, transfer.receiver):
        tell(account, "reversed", transfer, reason=reason)
