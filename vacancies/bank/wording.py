"""Outside the usual files of a slice: the facts of a vacancy in words, for pages, rows and mails. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vacancies.bank.enums import Daypart, Frequency

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")


def day_names() -> dict[str, str]:
    return dict(
        zip(
            DAYS,
            [_("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"), _("zondag")],
            strict=True,
        )
    )


def part_names() -> dict[str, str]:
    return dict(zip(PARTS, [_("ochtend"), _("middag"), _("avond")], strict=True))


def listed(words: list[str]) -> str:
    """maandag, dinsdag en woensdag"""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def when_text(dayparts: Iterable[str]) -> str:
    """dinsdagochtend; dinsdag en donderdag, ’s ochtends; doordeweeks; in overleg."""
    given = set(dayparts)
    chosen = [part for part in Daypart.values if part in given]
    if not chosen:
        return _("in overleg")
    if len(chosen) <= 2:
        return listed([str(Daypart(part).label) for part in chosen])
    if len(chosen) == len(Daypart.values):
        return _("alle dagen, in overleg")
    days = [day for day in DAYS if any(part.startswith(day) for part in chosen)]
    parts = [part for part in PARTS if any(choice.endswith(part) for choice in chosen)]
    names = day_names()
    text = day_text(days, names)
    if len(chosen) != len(days) * len(parts) or len(parts) == len(PARTS):
        return text
    return f"{text}, {listed([part_names()[part] for part in parts])}"


def day_text(days: list[str], names: dict[str, str]) -> str:
    if len(days) == len(DAYS):
        return _("alle dagen")
    if days == list(DAYS[:5]):
        return _("maandag tot en met vrijdag")
    if days == list(DAYS[5:]):
        return _("in het weekend")
    return listed([names[day] for day in days])


def hours_text(hours: Any, frequency: str) -> str:
    """2 uur per week; een uur, elke maand; empty when nothing is known."""
    often = str(Frequency(frequency).label) if frequency else ""
    if hours is None:
        return often
    amount = Decimal(str(hours)).normalize()
    # “2,5 uur”: the plural of hours is the same word in Dutch.
    number = number_format(amount if amount != amount.to_integral() else int(amount), use_l10n=True)
    text = ngettext("%(n)s uur", "%(n)s uur", int(amount) or 2) % {"n": number}
    if frequency == Frequency.WEEKLY or not frequency:
        return _("%(hours)s per week") % {"hours": text}
    return f"{text}, {often}"


def age_text(minimum_age: int | None) -> str:
    return _("vanaf %(age)d jaar") % {"age": minimum_age} if minimum_age else _("iedereen")


def distance_text(distance_km: float | None) -> str:
    """1 km, 2,5 km is rounded to whole kilometres: nobody walks decimals. Empty when not known."""
    if distance_km is None:
        return ""
    if distance_km < 1:
        return _("vlakbij")
    return _("%(n)d km") % {"n": round(distance_km)}


def where_text(place: str, distance_km: float | None, remote: bool) -> str:
    """Tiel, 1 km; vanuit huis."""
    parts = [part for part in (place, distance_text(distance_km)) if part]
    if remote:
        parts.append(_("kan vanuit huis"))
    return ", ".join(parts) or _("in overleg")
