"""Outside the usual files of a slice: when, how often and until when, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.help.enums import Daypart
from community.help.models import HelpItem

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")


def day_names() -> dict[str, str]:
    names = [_("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"), _("zondag")]
    return dict(zip(DAYS, names, strict=True))


def part_names() -> dict[str, str]:
    return dict(zip(PARTS, [_("ochtend"), _("middag"), _("avond")], strict=True))


def listed(words: list[str]) -> str:
    """maandag, dinsdag en woensdag"""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def dayparts_text(dayparts: Iterable[str]) -> str:
    """dinsdagochtend; in het weekend; op drie dagen; in overleg."""
    given = set(dayparts)
    chosen = [part for part in Daypart.values if part in given]
    if not chosen or len(chosen) == len(Daypart.values):
        return _("in overleg")
    if len(chosen) <= 3:
        return listed([str(Daypart(part).label) for part in chosen])
    days = [day for day in DAYS if any(part.startswith(day) for part in chosen)]
    if days == list(DAYS[:5]):
        return _("maandag tot en met vrijdag")
    if days == list(DAYS[5:]):
        return _("in het weekend")
    return _("alle dagen") if len(days) == len(DAYS) else listed([day_names()[day] for day in days])


def when_text(item: HelpItem) -> str:
    """dinsdagochtend, elke week"""
    parts = dayparts_text(slot.daypart for slot in item.slots.all())
    return f"{parts}, {item.get_recurrence_display()}" if item.recurrence else parts


def until_text(item: HelpItem) -> str:
    return _("zolang het nodig is") if item.open_ended else date_format(item.visible_until, "j F")


def distance_text(km: float) -> str:
    return _("dichtbij") if km < 1 else _("op %(n)d km") % {"n": round(km)}
