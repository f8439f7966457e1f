"""Time of the demo: two residents who help each other, a library that thanks them, a gift pot, one open question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.credits.actions import Wish, ask, give, open_account, open_for_owner, open_pot
from community.credits.enums import AccountKind
from community.credits.models import Account, Transfer
from community.people.models import User
from portal.management.demo import read
from vacancies.bank.models import Organisation


def load_credits(site: Site, people: dict[str, User]) -> None:
    if Transfer.objects.filter(site=site).exists():
        return
    library = Organisation.objects.get(site=site, slug="het-leeslint")
    accounts = {
        "pot": open_pot(site=site, kind=AccountKind.GIFT),
        "library": open_for_owner(
            site=site, kind=AccountKind.ORGANISATION, owner=f"organisation:{library.uuid}", name=library.name
        ),
        **{key: open_account(site=site, user=people[key]) for key in ("resident", "resident2")},
    }
    for number, data in enumerate(read("credits")):
        load_transfer(number, data, accounts, people["coordinator"])


def load_between_residents(site: Site, people: dict[str, User], rows: list[dict[str, Any]]) -> None:
    """Time of residents and the gift pot alone, for a site whose organisations take no part."""
    if Transfer.objects.filter(site=site).exists():
        return
    keys = {key for row in rows for key in (row["payer"], row["receiver"])} - {"pot"}
    accounts = {key: open_account(site=site, user=people[key]) for key in sorted(keys)}
    accounts["pot"] = open_pot(site=site, kind=AccountKind.GIFT)
    for number, data in enumerate(rows):
        load_transfer(number, data, accounts, people["coordinator"])


def load_transfer(number: int, data: dict[str, Any], accounts: dict[str, Account], coordinator: User) -> None:
    payer, receiver = accounts[data["payer"]], accounts[data["receiver"]]
    wish = Wish(data["minutes"], data["reason"], f"demo:{number}")
    if data.get("asked"):
        ask(receiver=receiver, payer=payer, wish=wish, by=receiver.user)
        return
    at = timezone.now() - timedelta(days=data["days_ago"])
    give(payer=payer, receiver=receiver, wish=wish, by=payer.user or coordinator, at=at)
