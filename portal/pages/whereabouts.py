"""Outside the usual files of a slice: the words for where a worker is, for pages and lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.pages.enums import AwayReason
from portal.pages.models import WorkerPage
from portal.pages.opening import clock
from portal.pages.presence import Away, Day, Here, Rota, coming_days, here_now, next_walk_in


@dataclass(frozen=True)
class Whereabouts:
    """The answer to “Is Bram er ook?”: yes or no, a sentence, and the days to come."""

    is_here: bool
    answer: str
    sentence: str
    stand_in: Any
    days: list[dict[str, Any]]


def whereabouts(page: WorkerPage, rota: Rota, now: datetime, stand_ins: dict[int, WorkerPage]) -> Whereabouts:
    """`now` is a local moment without a time zone; `stand_ins` are pages by their number."""
    here, away = here_now(rota, now), rota.away_on(now.date())
    days = [day_row(page, day, stand_ins) for day in coming_days(rota, now)]
    stand_in = stand_ins.get(away.stand_in or 0) if away else None
    if here is not None:
        answer = _("Ja, nu.") if here.walk_in else _("Aan het werk, op afspraak.")
        return Whereabouts(here.walk_in, answer, here_sentence(page, here), None, days)
    if away is not None and (rota.usual(now.date()) or away.last > now.date()):
        return Whereabouts(False, _("Vandaag niet."), away_sentence(page, away), stand_in, days)
    return Whereabouts(False, _("Nu niet."), next_sentence(page, rota, now), None, days)


def here_sentence(page: WorkerPage, here: Here) -> str:
    words = {"who": capital(page.subject_word), "where": place_words(here), "time": clock(here.closes)}
    if here.walk_in:
        return _("%(who)s is tot %(time)s uur in %(where)s.") % words
    return f"{place_words(here)}."


def away_sentence(page: WorkerPage, away: Away) -> str:
    words = {"name": page.first_name, "reason": AwayReason(away.reason).label, "day": day_words(away.last)}
    if away.first == away.last:
        return _("%(name)s is %(reason)s.") % words
    return _("%(name)s is %(reason)s tot en met %(day)s.") % words


def next_sentence(page: WorkerPage, rota: Rota, now: datetime) -> str:
    found = next_walk_in(rota, now)
    if found is None:
        return _("Bel ons. Dan zoeken wij uit wanneer het kan.")
    day, here = found
    words = {"day": near_words(day, now.date()), "time": clock(here.opens), "where": place_words(here)}
    return capital(_("%(day)s om %(time)s uur is %(who)s in %(where)s.") % {**words, "who": page.subject_word})


def place_words(here: Here) -> str:
    return f"{here.where}, {here.note}" if here.note else here.where


def times_words(here: Here) -> str:
    if not here.walk_in:
        return _("op afspraak")
    return _("%(opens)s tot %(closes)s uur") % {"opens": clock(here.opens), "closes": clock(here.closes)}


def near_words(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead < 2:
        return [_("vandaag"), _("morgen")][ahead]
    return str(WEEKDAYS[day.weekday()]) if ahead < 7 else day_words(day)


def day_words(day: date) -> str:
    return format_date(day, pgettext("datum", "l j F"))


def day_row(page: WorkerPage, day: Day, stand_ins: dict[int, WorkerPage]) -> dict[str, Any]:
    """One row of the list: the day in words, and where, or who stands in."""
    stretches = [
        {"where": place_words(each), "times": times_words(each), "place_id": each.place_id} for each in day.stretches
    ]
    label = (
        near_words(day.date, day.date)
        if day.ahead == 0
        else _("morgen")
        if day.ahead == 1
        else str(WEEKDAYS[day.date.weekday()])
    )
    row: dict[str, Any] = {"date": day.date, "label": capital(label), "stretches": stretches}
    if day.away is not None:
        reason = AwayReason(day.away.reason).label
        row["away"] = _("%(name)s is %(reason)s.") % {"name": page.first_name, "reason": reason}
        row["stand_in"] = stand_ins.get(day.away.stand_in or 0)
    return row


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
