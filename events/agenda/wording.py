"""Outside the usual files of a slice: the facts of an event in words, for pages, rows, mails and feeds. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.enums import PriceClass
from events.agenda.models import Event, Limited


def clock(moment: datetime) -> str:
    """19.30, as the clock on the wall says it."""
    return f"{timezone.localtime(moment):%-H.%M}"


def day_text(day: date, today: date | None = None) -> str:
    """woensdag 25 november; with the year when it is not this one."""
    same = day.year == (today or timezone.localdate()).year
    return formats.date_format(day, "l j F" if same else "l j F Y")


def when_text(event: Event) -> str:
    """woensdag 25 november, 17.30 tot 19.30 uur; over midnight both days are said."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    words = {"day": day_text(start.date()), "from": clock(start), "to": clock(end)}
    if start.date() == end.date():
        return _("%(day)s, %(from)s tot %(to)s uur") % words
    return _("%(day)s, %(from)s uur tot %(last)s, %(to)s uur") % {**words, "last": day_text(end.date())}


def where_text(event: Event) -> str:
    """De Pannenkamer, Drumpt; met de telefoon; op internet."""
    ways = [part for part in (event.location_name, event.place) if part]
    if event.phone_number:
        ways.append(_("met de telefoon") if not ways else _("of met de telefoon"))
    if event.link:
        ways.append(_("op internet") if not ways else _("of op internet"))
    return ", ".join(ways) or _("dat hoort u nog")


def euro(cents: int) -> str:
    """6 euro; 2,50 euro; niets."""
    if cents == 0:
        return _("niets")
    amount = str(cents // 100) if cents % 100 == 0 else formats.number_format(cents / 100, decimal_pos=2)
    return _("%(amount)s euro") % {"amount": amount}


def price_text(event: Event) -> str:
    """gratis; 6 euro; 2 tot 6 euro; u geeft wat u wilt."""
    amounts = sorted({int(row["cents"]) for row in event.prices if int(row["cents"])})
    if event.price_class != PriceClass.PAID or not amounts:
        return str(PriceClass(event.price_class).label)
    if len(amounts) == 1:
        return euro(amounts[0])
    return _("%(low)s tot %(high)s") % {"low": euro(amounts[0]).split()[0], "high": euro(amounts[-1])}


def price_rows(event: Event) -> list[dict[str, Any]]:
    """What it costs whom, in words."""
    return [{"label": row["label"], "note": row.get("note", ""), "amount": euro(row["cents"])} for row in event.prices]


def places_text(limited: Limited) -> str:
    """nog 4 plekken; er is plek; vol."""
    left = limited.places_left
    if left is None:
        return _("er is plek")
    if left == 0:
        return _("vol")
    if left > 5:
        return _("er is plek")
    return ngettext("nog %(n)d plek", "nog %(n)d plekken", left) % {"n": left}
