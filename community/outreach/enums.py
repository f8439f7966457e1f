from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """How we came to know that somebody would like a visit, or may need one."""

    SELF = "self", _("vroeg het zelf")
    NEIGHBOUR = "neighbour", _("iemand maakt zich zorgen")
    DOOR = "door", _("aan de deur")
    QUESTION = "question", _("na een vraag")


class VisitState(TextChoices):
    ASKED = "asked", _("gevraagd")
    CALLED = "called", _("gebeld")
    PLANNED = "planned", _("afgesproken")
    VISITED = "visited", _("geweest")
    NOT_HOME = "not_home", _("niet thuis")
    DECLINED = "declined", _("liever niet")
    FOLLOWED = "followed", _("afgerond")


OPEN_STATES = (VisitState.ASKED, VisitState.CALLED, VisitState.PLANNED, VisitState.NOT_HOME, VisitState.VISITED)
# Where the resident said yes, in whatever way.
WITH_YES = (VisitState.PLANNED, VisitState.VISITED, VisitState.NOT_HOME)

TRANSITIONS: dict[str, frozenset[str]] = {
    VisitState.ASKED: frozenset({VisitState.CALLED, VisitState.PLANNED, VisitState.DECLINED, VisitState.FOLLOWED}),
    VisitState.CALLED: frozenset({VisitState.PLANNED, VisitState.DECLINED, VisitState.FOLLOWED}),
    # What was agreed can be moved, happen, find a closed door, or be called off.
    VisitState.PLANNED: frozenset({VisitState.PLANNED, VisitState.VISITED, VisitState.NOT_HOME, VisitState.DECLINED}),
    VisitState.NOT_HOME: frozenset({VisitState.PLANNED, VisitState.DECLINED, VisitState.FOLLOWED}),
    VisitState.VISITED: frozenset({VisitState.PLANNED, VisitState.FOLLOWED}),
    VisitState.DECLINED: frozenset({VisitState.CALLED}),
    VisitState.FOLLOWED: frozenset(),
}


class Part(TextChoices):
    """When somebody likes a visit."""

    MORNING = "morning", _("Ochtend")
    AFTERNOON = "afternoon", _("Middag")
    EVENING = "evening", _("Avond")


class YesHow(TextChoices):
    """How the resident said yes to a visit."""

    ASKED = "asked", _("vroeg het zelf")
    PHONE = "phone", _("aan de telefoon")
    DOOR = "door", _("aan de deur")


class DoorAnswer(TextChoices):
    TO_VISIT = "to_visit", _("nog niet geweest")
    WELCOME = "welcome", _("welkom")
    LATER = "later", _("later")
    NO = "no", _("nee")
    NOT_HOME = "not_home", _("niet thuis")


ANSWERS = (DoorAnswer.WELCOME, DoorAnswer.LATER, DoorAnswer.NO, DoorAnswer.NOT_HOME)


class Side(TextChoices):
    ALL = "all", _("beide kanten")
    EVEN = "even", _("even kant")
    ODD = "odd", _("oneven kant")


class HandOverState(TextChoices):
    """What somebody says to a new face."""

    ASKED = "asked", _("wacht op antwoord")
    YES = "yes", _("ja")
    ANOTHER = "another", _("liever een ander")
    NO_MORE = "no_more", _("het hoeft niet meer")


class CoreValue(TextChoices):
    """What we stand for at the door; a case is brought in under one of them."""

    LISTEN = "listen", _("eerst luisteren")
    STRENGTH = "strength", _("eigen kracht")
    RESPECT = "respect", _("een nee is een nee")
    TRUST = "trust", _("vertrouwen")
    NEAR = "near", _("nabij zijn")
    EQUAL = "equal", _("naast iemand staan")
    HONEST = "honest", _("eerlijk zijn")
    TOGETHER = "together", _("samen met de buurt")
    PATIENCE = "patience", _("geduld")
    COURAGE = "courage", _("durven")
