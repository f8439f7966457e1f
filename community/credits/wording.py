"""Outside the usual files of a slice: time in words, as people say it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def time_words(minutes: int) -> str:
    """Minutes, of either sign, as “2 uur”, “1,5 uur”, “een half uur”, “1 uur en 20 minuten”, “niets”."""
    size = abs(minutes)
    hours, rest = divmod(size, 60)
    if size == 0:
        return _("niets")
    if size == 30:
        return _("een half uur")
    if rest == 30:
        return _("%(hours)s,5 uur") % {"hours": hours}
    parts = []
    if hours:
        parts.append(_("%(hours)s uur") % {"hours": hours})
    if rest:
        parts.append(ngettext("%(minutes)s minuut", "%(minutes)s minuten", rest) % {"minutes": rest})
    return _(" en ").join(parts)


def balance_words(minutes: int) -> str:
    """What somebody has, as a title: “U heeft 2 uur tegoed”."""
    if minutes > 0:
        return _("U heeft %(time)s tegoed") % {"time": time_words(minutes)}
    if minutes < 0:
        return _("U kreeg %(time)s meer dan u gaf") % {"time": time_words(minutes)}
    return _("U gaf en kreeg evenveel tijd")
