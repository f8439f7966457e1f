from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AmbassadorState(TextChoices):
    ASKED = "asked", _("wacht op ons")
    ACTIVE = "active", _("ambassadeur")
    DECLINED = "declined", _("nu niet")
    STOPPED = "stopped", _("gestopt")


TRANSITIONS: dict[str, frozenset[str]] = {
    AmbassadorState.ASKED: frozenset({AmbassadorState.ACTIVE, AmbassadorState.DECLINED, AmbassadorState.STOPPED}),
    AmbassadorState.ACTIVE: frozenset({AmbassadorState.STOPPED}),
    AmbassadorState.DECLINED: frozenset({AmbassadorState.ASKED}),
    AmbassadorState.STOPPED: frozenset({AmbassadorState.ASKED}),
}


class ArrivalState(TextChoices):
    """Somebody who came through an ambassador: a welcome only if both want it."""

    CAME = "came", _("kwam binnen")
    WELCOME_ASKED = "welcome_asked", _("de ambassadeur is gevraagd")
    BOTH_WANT = "both_want", _("beiden willen elkaar zien")
    PLANNED = "planned", _("er is een moment")
    MET = "met", _("welkom geheten")
    CLOSED = "closed", _("klaar")


ARRIVAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ArrivalState.CAME: frozenset({ArrivalState.CLOSED}),
    ArrivalState.WELCOME_ASKED: frozenset({ArrivalState.BOTH_WANT, ArrivalState.CAME, ArrivalState.CLOSED}),
    ArrivalState.BOTH_WANT: frozenset({ArrivalState.PLANNED, ArrivalState.CLOSED}),
    ArrivalState.PLANNED: frozenset({ArrivalState.MET, ArrivalState.BOTH_WANT, ArrivalState.CLOSED}),
    ArrivalState.MET: frozenset({ArrivalState.CLOSED}),
    ArrivalState.CLOSED: frozenset(),
}
WAITING_FOR_US = (ArrivalState.CAME, ArrivalState.BOTH_WANT, ArrivalState.PLANNED)
