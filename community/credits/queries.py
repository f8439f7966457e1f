from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from community.credits.enums import AccountKind, TransferState
from community.credits.models import Account, Entry, Transfer
from community.credits.rules import can_keep_ledger


@dataclass(frozen=True)
class Month:
    """What somebody gave and received in one month, in minutes."""

    first_day: datetime
    gave: int
    received: int


def account_of(user: Any, site_id: int) -> Account | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return Account.objects.filter(site_id=site_id, user=user).first()


def accounts_visible_to(user: Any, site_id: int) -> QuerySet[Account]:
    """All of the site for who keeps the ledger, one's own for anyone else."""
    rows = Account.objects.filter(site_id=site_id).select_related("user")
    if can_keep_ledger(user):
        return rows
    return rows.filter(user=user) if getattr(user, "is_authenticated", False) else rows.none()


def account_by_code(site_id: int, text: str) -> Account | None:
    """Whose code this is, however it is typed."""
    code = "".join(text.split()).upper()
    code = code[:1] + code[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    return Account.objects.filter(site_id=site_id, code=code).select_related("user").first()


def transfers_of(account: Account) -> QuerySet[Transfer]:
    """Everything that an account took part in, the newest first."""
    rows = Transfer.objects.filter(Q(payer=account) | Q(receiver=account))
    return rows.select_related("payer__user", "receiver__user", "reversed_by")


def transfers_visible_to(user: Any, site_id: int) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(site_id=site_id).select_related("payer__user", "receiver__user", "reversed_by")
    if can_keep_ledger(user):
        return rows
    mine = account_of(user, site_id)
    return rows.filter(Q(payer=mine) | Q(receiver=mine)) if mine else rows.none()


def waiting_for(account: Account) -> QuerySet[Transfer]:
    """What others ask of this account, the oldest first."""
    rows = Transfer.objects.filter(payer=account, state=TransferState.ASKED)
    return rows.select_related("payer__user", "receiver__user").order_by("asked_at", "pk")


def months_of(account: Account, since: datetime | None = None) -> list[Month]:
    """Per month what was given (helped others) and received (was helped), oldest first.

    What goes into the gift pot or comes out of it is no help, and what was turned back never happened.
    """
    pot, undone = AccountKind.GIFT, Q(transfer__state=TransferState.REVERSED) | Q(transfer__reverses__isnull=False)
    rows = Entry.objects.filter(Q(debit=account) | Q(credit=account)).exclude(undone)
    rows = rows.exclude(debit__kind=pot).exclude(credit__kind=pot)
    if since is not None:
        rows = rows.filter(booked_at__gte=since)
    found = (
        rows.annotate(month=TruncMonth("booked_at"))
        .values("month")
        .annotate(
            received=Coalesce(Sum("minutes", filter=Q(debit=account)), 0),
            gave=Coalesce(Sum("minutes", filter=Q(credit=account)), 0),
        )
        .order_by("month")
    )
    return [Month(row["month"], row["gave"], row["received"]) for row in found]


def years_of(account: Account) -> list[int]:
    years = Entry.objects.filter(Q(debit=account) | Q(credit=account)).dates("booked_at", "year")
    return [day.year for day in years]


def entries_of_year(account: Account, year: int) -> QuerySet[Entry]:
    rows = Entry.objects.filter(Q(debit=account) | Q(credit=account), booked_at__year=year)
    return rows.select_related("transfer", "debit__user", "credit__user").order_by("booked_at", "pk")


def balance_at(account: Account, moment: datetime) -> int:
    """What the entries before a moment add up to, in minutes."""
    rows = Entry.objects.filter(Q(debit=account) | Q(credit=account), booked_at__lt=moment)
    return rows.aggregate(total=Coalesce(Sum(signed(account)), 0))["total"]


def signed(account: Account) -> Case:
    """Minutes as this account sees them: out is negative."""
    return Case(When(credit=account, then=F("minutes")), default=-F("minutes"), output_field=IntegerField())


def asked_and_late(now: datetime | None = None) -> QuerySet[Transfer]:
    return Transfer.objects.filter(state=TransferState.ASKED, expires_at__lte=now or timezone.now())


def broken_invariants() -> Iterator[str]:
    """One English line for everything that is not as a ledger must be; nothing when all is well."""
    yield from _wrong_balances()
    yield from _wrong_entries()
    yield from _wrong_transfers()


def _wrong_balances() -> Iterator[str]:
    sums: dict[int, int] = {}
    for side, sign in (("debit", -1), ("credit", 1)):
        for row in Entry.objects.order_by().values(side).annotate(total=Sum("minutes")):
            sums[row[side]] = sums.get(row[side], 0) + sign * row["total"]
    if total := sum(sums.values()):
        yield f"time: all entries add up to {total} minutes, not to zero"
    for account in Account.objects.iterator():
        if account.balance != sums.get(account.pk, 0):
            yield f"time: account {account.pk} says {account.balance}, its entries {sums.get(account.pk, 0)}"
        if account.floor is not None and account.balance < account.floor:
            yield f"time: account {account.pk} is below its floor ({account.balance} < {account.floor})"
        if account.ceiling is not None and account.balance > account.ceiling:
            yield f"time: account {account.pk} is above its ceiling ({account.balance} > {account.ceiling})"


def _wrong_entries() -> Iterator[str]:
    unlike = ~Q(minutes=F("transfer__minutes")) | ~Q(debit=F("transfer__payer")) | ~Q(credit=F("transfer__receiver"))
    for pk in Entry.objects.filter(unlike).values_list("pk", flat=True):
        yield f"time: entry {pk} differs from its transfer"
    for pk in Entry.objects.exclude(debit__site=F("credit__site")).values_list("pk", flat=True):
        yield f"time: entry {pk} crosses two communities"


def _wrong_transfers() -> Iterator[str]:
    booked = Q(state__in=[TransferState.BOOKED, TransferState.REVERSED])
    wrong = {
        "is booked and has no entry": Transfer.objects.filter(booked, entry=None),
        "is not booked and has an entry": Transfer.objects.exclude(booked).exclude(entry=None),
        "says reversed and no counter-entry does it": Transfer.objects.filter(
            state=TransferState.REVERSED, reversed_by=None
        ),
    }
    for what, rows in wrong.items():
        for pk in rows.values_list("pk", flat=True):
            yield f"time: transfer {pk} {what}"


def pot_of(site_id: int) -> Account | None:
    return Account.objects.filter(site_id=site_id, kind=AccountKind.GIFT).first()


def ledger_figures(site_id: int) -> dict[str, int]:
    """How many take part and how much time went round, in minutes."""
    people = Account.objects.filter(site_id=site_id, kind=AccountKind.PERSON)
    entries = Entry.objects.filter(debit__site_id=site_id)
    return {
        "people": people.count(),
        "minutes": entries.aggregate(total=Coalesce(Sum("minutes"), 0))["total"],
        "waiting": Transfer.objects.filter(site_id=site_id, state=TransferState.ASKED).aggregate(n=Count("pk"))["n"],
    }
