from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from wagtail.models import Site

from community.credits.models import Account, Transfer
from community.credits.queries import Month, account_of, months_of, waiting_for
from community.credits.wording import balance_words, time_words

register = template.Library()

BLOCK, GAP, COLUMN = 26, 5, 88
UNITS = (30, 60, 120, 240, 480, 960)
MOST = 12


@register.filter
def as_time(minutes: int) -> str:
    return time_words(minutes)


@register.filter
def as_balance(minutes: int) -> str:
    return balance_words(minutes)


@register.filter
def seen_by(transfer: Transfer, account: Account) -> dict[str, Any]:
    """The other one and whether time came in or went out, as this account sees a transfer."""
    comes_in = transfer.receiver_id == account.pk
    return {"other": transfer.payer if comes_in else transfer.receiver, "comes_in": comes_in}


@register.simple_tag(takes_context=True)
def my_time(context: template.Context) -> dict[str, Any] | None:
    """The visitor's own time: account, what waits for an answer, the last months; None for who never used it."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    account = account_of(request.user, site.pk) if site else None
    if account is None:
        return None
    months = months_of(account)[-3:]
    return {"account": account, "waiting": list(waiting_for(account)), "months": months}


@register.inclusion_tag("credits/chart.html")
def time_chart(months: Sequence[Month]) -> dict[str, Any]:
    """Blocks of time: what was given stands on the line, what was received lies in the river below it."""
    most = max((max(month.gave, month.received) for month in months), default=0)
    unit = next((unit for unit in UNITS if -(-most // unit) <= MOST), UNITS[-1])
    columns: list[dict[str, Any]] = [
        {
            "x": number * COLUMN,
            "month": month,
            "above": blocks(month.gave, unit, up=True),
            "below": blocks(month.received, unit, up=False),
        }
        for number, month in enumerate(months)
    ]
    tallest = {side: max((rows(len(c[side])) for c in columns), default=0) for side in ("above", "below")}
    top = tallest["above"] * (BLOCK + GAP) + 10
    height = top + max(1, tallest["below"]) * (BLOCK + GAP) + 12
    width = max(1, len(columns)) * COLUMN + 20
    return {"columns": columns, "unit": unit, "top": top, "height": height, "width": width, "block": BLOCK}


def rows(count: int) -> int:
    return -(-count // 2)


def blocks(minutes: int, unit: int, *, up: bool) -> list[tuple[int, int]]:
    """(x, y) of every block, two to a row, counted from the line; a begun unit is a whole block."""
    step = BLOCK + GAP
    places = []
    for number in range(-(-minutes // unit)):
        row, column = divmod(number, 2)
        places.append((6 + column * step, -(row + 1) * step + GAP if up else row * step + 4))
    return places
