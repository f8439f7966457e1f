"""Outside the usual files of a slice: the facts of an event in words, for pages, rows, mails and feeds. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.enums import EventKind, PriceClass
from events.agenda.models import Event, Limited, Series


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


def where_text(event: Event, *, street: bool = False) -> str:
    """De Pannenkamer, Drumpt; met de telefoon; op internet. With the street for who has to find it."""
    ways = [part for part in (event.location_name, event.street if street else "", event.place) if part]
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


def offer_text(event: Any) -> str:
    """What a row says below: gratis, er is plek; 6 euro, vol, 3 wachten."""
    price = price_text(event)
    if not event.takes_sign_up:
        here = event.location_name or event.place
        text = _("%(price)s, loop zo binnen") if here else _("%(price)s, zonder aanmelden")
        return text % {"price": price}
    text = _("%(price)s, %(places)s") % {"price": price, "places": places_text(limit_of(event))}
    waiting = getattr(event, "waiting", 0)
    if waiting:
        text += ", " + ngettext("%(n)d wacht", "%(n)d wachten", waiting) % {"n": waiting}
    return text


def limit_of(event: Event) -> Event | Series:
    """Where the places of an event are counted: of a course on the series."""
    return event.series if event.series is not None and event.series.as_a_whole else event


def relative_day(day: date, today: date) -> str:
    """vandaag; morgen; woensdag 2 december."""
    if day == today:
        return _("vandaag")
    if day == today + timedelta(days=1):
        return _("morgen")
    return day_text(day, today)


KIND_DRAWINGS = {
    EventKind.TELESEMINAR: "phone",
    EventKind.COURSE: "book",
    EventKind.WALK: "shoes",
    EventKind.MEAL: "soup",
    EventKind.CAREGIVERS_CAFE: "chairs",
    EventKind.NETWORK_DRINKS: "table",
    EventKind.FAREWELL: "blossom",
}


def thing_of(event: Event) -> str:
    """The drawing of an event: its own, else that of its kind."""
    return event.drawing or KIND_DRAWINGS.get(EventKind(event.kind), "pot")
