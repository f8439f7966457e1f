"""Outside the usual files of a slice: how a conversation went, in words, and what happens with the time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.credits.enums import AccountKind
from community.credits.models import Transfer
from community.help.actions import matches
from community.help.enums import MatchState, TimeWish
from community.help.models import HelpItem, HelpMatch


def side_of(match: HelpMatch, user: Any) -> str:
    """helper, helped, or nothing for who speaks for somebody without an account.

    Who was helped by somebody without an account has nobody to give time to; who helped one gets it from the pot.
    """
    helper, helped = matches.helper_and_helped(match)
    if helper is None:
        return ""
    return {helper.pk: "helper", getattr(helped, "pk", None): "helped"}.get(user.pk, "")


def wish_of(item: HelpItem) -> str:
    """What is ticked beforehand: as the text said, with time or without."""
    return TimeWish.MINE if item.with_time else TimeWish.NONE


def steps_of(match: HelpMatch) -> list[tuple[str, str]]:
    """(past, now or later; the word) of each stop on the line."""
    words = [_("in gesprek"), _("afgesproken"), _("gedaan"), _("tijd geboekt")]
    at = {MatchState.TALKING: 0, MatchState.PROPOSED: 0, MatchState.AGREED: 1, MatchState.DONE: 2}.get(match.state)  # type: ignore[call-overload]
    if at is None:
        return []
    booked = Transfer.objects.filter(site=match.site, key=matches.key_of(match), state="booked").exists()
    at = 3 if at == 2 and booked else at
    return [("past" if i < at else "now" if i == at else "later", word) for i, word in enumerate(words)]


def time_sentence(transfer: Transfer | None, wish: str = "") -> str:
    if transfer is None and wish == TimeWish.POT:
        return _("Opgeschreven. De tijd blijft in de weggeefpot. Mooi van u.")
    if transfer is None:
        return _("Opgeschreven. Een medewerker geeft u deze tijd uit de weggeefpot.")
    if transfer.is_asked and transfer.onward:
        return _("Opgeschreven. Zegt de ander ja, dan gaat de tijd naar de weggeefpot. Mooi van u.")
    if transfer.is_asked:
        return _("Opgeschreven. De ander zegt ja of nee tegen de tijd.")
    if transfer.payer.kind == AccountKind.GIFT:
        return _("Opgeschreven. De tijd is geboekt uit de weggeefpot.")
    return _("Opgeschreven. De tijd is geboekt.")
