from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HelpKind(TextChoices):
    OFFER = "offer", _("aangeboden")
    REQUEST = "request", _("gevraagd")


class Origin(TextChoices):
    """Who wrote it. Only coordinators see that somebody else did."""

    SELF = "self", _("de bewoner zelf")
    TRUSTED = "trusted", _("iemand die de bewoner vertrouwt")
    WORKER = "worker", _("een medewerker, samen met de bewoner")


class ConsentWay(TextChoices):
    """How the person said yes to the public text."""

    CLICK = "click", _("met een klik")
    PHONE = "phone", _("aan de telefoon")
    PAPER = "paper", _("op papier, getekend")


class Recurrence(TextChoices):
    ONCE = "once", _("één keer")
    WEEKLY = "weekly", _("elke week")
    MONTHLY = "monthly", _("elke maand")
    FLEXIBLE = "flexible", _("af en toe")


class ItemState(TextChoices):
    DRAFT = "draft", _("concept")
    CONSENT_PENDING = "consent", _("wacht op een ja")
    MODERATED = "moderated", _("wordt nagelezen")
    OPEN = "open", _("open")
    TALKING = "talking", _("in gesprek")
    AGREED = "agreed", _("afgesproken")
    DONE = "done", _("gedaan")
    NOT_DONE = "not_done", _("niet doorgegaan")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")


# Whoever looks on the site finds these; the page says which it is. Only open ones take an answer.
OPEN_STATES = (ItemState.OPEN, ItemState.TALKING)
FILLED_STATES = (ItemState.AGREED, ItemState.DONE)
SEARCHABLE_STATES = (*OPEN_STATES, *FILLED_STATES)
PUBLIC_STATES = (*SEARCHABLE_STATES, ItemState.EXPIRED)
BEFORE_STATES = (ItemState.DRAFT, ItemState.CONSENT_PENDING, ItemState.MODERATED)
RENEWABLE_STATES = (*OPEN_STATES, ItemState.EXPIRED)
ENDED_STATES = (ItemState.DONE, ItemState.NOT_DONE, ItemState.WITHDRAWN, ItemState.EXPIRED)

ITEM_TRANSITIONS: dict[str, frozenset[str]] = {
    ItemState.DRAFT: frozenset({ItemState.CONSENT_PENDING, ItemState.MODERATED, ItemState.WITHDRAWN}),
    ItemState.CONSENT_PENDING: frozenset({ItemState.MODERATED, ItemState.DRAFT, ItemState.WITHDRAWN}),
    ItemState.MODERATED: frozenset({ItemState.OPEN, ItemState.DRAFT, ItemState.WITHDRAWN}),
    ItemState.OPEN: frozenset(
        {ItemState.TALKING, ItemState.AGREED, ItemState.WITHDRAWN, ItemState.EXPIRED, ItemState.MODERATED}
    ),
    ItemState.TALKING: frozenset(
        {ItemState.OPEN, ItemState.AGREED, ItemState.WITHDRAWN, ItemState.EXPIRED, ItemState.MODERATED}
    ),
    ItemState.AGREED: frozenset(
        {ItemState.DONE, ItemState.NOT_DONE, ItemState.OPEN, ItemState.TALKING, ItemState.WITHDRAWN}
    ),
    ItemState.DONE: frozenset(),
    ItemState.NOT_DONE: frozenset({ItemState.OPEN}),
    ItemState.WITHDRAWN: frozenset(),
    ItemState.EXPIRED: frozenset({ItemState.OPEN, ItemState.WITHDRAWN}),
}


class TimeWish(TextChoices):
    """What who helped does with the time, once it is done."""

    MINE = "mine", _("Voor mij. Dan kan ik zelf ook eens iets vragen")
    POT = "pot", _("Liever naar de weggeefpot, voor wie nu niets terug kan doen")
    NONE = "none", _("Niets. Ik deed het graag")


class MatchState(TextChoices):
    TALKING = "talking", _("in gesprek")
    PROPOSED = "proposed", _("voorstel")
    AGREED = "agreed", _("afgesproken")
    DONE = "done", _("gedaan")
    NOT_DONE = "not_done", _("niet doorgegaan")
    DECLINED = "declined", _("nee, dank u")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")


LIVE_MATCHES = (MatchState.TALKING, MatchState.PROPOSED, MatchState.AGREED)
# What lapses with the offer itself; what was agreed goes on.
LOOSE_MATCHES = (MatchState.TALKING, MatchState.PROPOSED)

MATCH_TRANSITIONS: dict[str, frozenset[str]] = {
    MatchState.TALKING: frozenset({MatchState.PROPOSED, MatchState.DECLINED, MatchState.WITHDRAWN, MatchState.EXPIRED}),
    MatchState.PROPOSED: frozenset(
        {
            MatchState.PROPOSED,
            MatchState.AGREED,
            MatchState.TALKING,
            MatchState.DECLINED,
            MatchState.WITHDRAWN,
            MatchState.EXPIRED,
        }
    ),
    MatchState.AGREED: frozenset({MatchState.DONE, MatchState.NOT_DONE, MatchState.WITHDRAWN}),
    MatchState.DONE: frozenset(),
    MatchState.NOT_DONE: frozenset(),
    MatchState.DECLINED: frozenset(),
    MatchState.WITHDRAWN: frozenset(),
    MatchState.EXPIRED: frozenset(),
}


class Field(TextChoices):
    """What somebody may give to one other, and take back."""

    PHONE = "phone", _("telefoonnummer")
    ADDRESS = "address", _("adres")


class InvitationState(TextChoices):
    """A worker asked somebody whether this is something for them."""

    ASKED = "asked", _("gevraagd")
    YES = "yes", _("ja")
    NO = "no", _("nee, dank u")


class ReportState(TextChoices):
    OPEN = "open", _("nieuw")
    KEPT = "kept", _("gezien, blijft staan")
    REMOVED = "removed", _("weggehaald")


class Daypart(TextChoices):
    MON_MORNING = "mon-morning", _("maandagochtend")
    MON_AFTERNOON = "mon-afternoon", _("maandagmiddag")
    MON_EVENING = "mon-evening", _("maandagavond")
    TUE_MORNING = "tue-morning", _("dinsdagochtend")
    TUE_AFTERNOON = "tue-afternoon", _("dinsdagmiddag")
    TUE_EVENING = "tue-evening", _("dinsdagavond")
    WED_MORNING = "wed-morning", _("woensdagochtend")
    WED_AFTERNOON = "wed-afternoon", _("woensdagmiddag")
    WED_EVENING = "wed-evening", _("woensdagavond")
    THU_MORNING = "thu-morning", _("donderdagochtend")
    THU_AFTERNOON = "thu-afternoon", _("donderdagmiddag")
    THU_EVENING = "thu-evening", _("donderdagavond")
    FRI_MORNING = "fri-morning", _("vrijdagochtend")
    FRI_AFTERNOON = "fri-afternoon", _("vrijdagmiddag")
    FRI_EVENING = "fri-evening", _("vrijdagavond")
    SAT_MORNING = "sat-morning", _("zaterdagochtend")
    SAT_AFTERNOON = "sat-afternoon", _("zaterdagmiddag")
    SAT_EVENING = "sat-evening", _("zaterdagavond")
    SUN_MORNING = "sun-morning", _("zondagochtend")
    SUN_AFTERNOON = "sun-afternoon", _("zondagmiddag")
    SUN_EVENING = "sun-evening", _("zondagavond")
