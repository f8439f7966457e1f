from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CircleState(TextChoices):
    FORMING = "forming", _("de kring begint")
    MEETING_PLANNED = "meeting_planned", _("wij komen bij elkaar")
    PLAN_MADE = "plan_made", _("het plan is af")
    RUNNING = "running", _("de kring loopt")
    RESTING = "resting", _("de kring rust")
    CLOSED = "closed", _("de kring is gestopt")


# The plan is made among one another: professionals see nothing of it until the owner shares it.
PLANNING = (CircleState.FORMING, CircleState.MEETING_PLANNED)

TRANSITIONS: dict[str, frozenset[str]] = {
    CircleState.FORMING: frozenset(
        {CircleState.MEETING_PLANNED, CircleState.PLAN_MADE, CircleState.RESTING, CircleState.CLOSED}
    ),
    CircleState.MEETING_PLANNED: frozenset(
        {CircleState.FORMING, CircleState.PLAN_MADE, CircleState.RESTING, CircleState.CLOSED}
    ),
    CircleState.PLAN_MADE: frozenset(
        {CircleState.RUNNING, CircleState.MEETING_PLANNED, CircleState.RESTING, CircleState.CLOSED}
    ),
    CircleState.RUNNING: frozenset({CircleState.RESTING, CircleState.MEETING_PLANNED, CircleState.CLOSED}),
    CircleState.RESTING: frozenset({CircleState.RUNNING, CircleState.FORMING, CircleState.CLOSED}),
    CircleState.CLOSED: frozenset(),
}


class Level(TextChoices):
    """How much support somebody wants now. It goes up and down without a new intake."""

    LITTLE = "little", _("een beetje steun")
    NORMAL = "normal", _("gewone steun")
    MUCH = "much", _("veel steun")


LEVELS: tuple[str, ...] = (Level.LITTLE, Level.NORMAL, Level.MUCH)


class MemberKind(TextChoices):
    OWNER = "owner", _("in het midden")
    FAMILY = "family", _("familie")
    FRIEND = "friend", _("vriend of vriendin")
    NEIGHBOUR = "neighbour", _("buur")
    VOLUNTEER = "volunteer", _("vrijwilliger")
    PROFESSIONAL = "professional", _("beroepskracht")


GUEST_KINDS = [(kind.value, kind.label) for kind in MemberKind if kind != MemberKind.OWNER]


class MemberState(TextChoices):
    ACTIVE = "active", _("in de kring")
    LEFT = "left", _("uit de kring gegaan")
    REVOKED = "revoked", _("uit de kring gehaald")
    ENDED = "ended", _("de kring stopte")


class InvitationState(TextChoices):
    OPEN = "open", _("wacht op antwoord")
    ACCEPTED = "accepted", _("zei ja")
    REFUSED = "refused", _("zei nee")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")


class ItemKind(TextChoices):
    TASK = "task", _("iets om te doen")
    APPOINTMENT = "appointment", _("een afspraak")
    MEETING = "meeting", _("de kring komt bij elkaar")


class ItemState(TextChoices):
    OPEN = "open", _("nog niemand")
    TAKEN = "taken", _("iemand doet het")
    DONE = "done", _("gedaan")
    CANCELLED = "cancelled", _("gaat niet door")


ITEM_TRANSITIONS: dict[str, frozenset[str]] = {
    ItemState.OPEN: frozenset({ItemState.TAKEN, ItemState.DONE, ItemState.CANCELLED}),
    ItemState.TAKEN: frozenset({ItemState.OPEN, ItemState.DONE, ItemState.CANCELLED}),
    ItemState.DONE: frozenset({ItemState.TAKEN, ItemState.OPEN}),
    ItemState.CANCELLED: frozenset({ItemState.OPEN, ItemState.TAKEN}),
}


class CarriedBy(TextChoices):
    US = "us", _("wij zelf")
    PROFESSIONAL = "professional", _("een beroepskracht")


class Audience(TextChoices):
    """Who reads a note. Its writer and the owner of the circle always do."""

    ALL = "all", _("iedereen in de kring")
    US = "us", _("wij onder elkaar, zonder beroepskrachten")
    SOME = "some", _("alleen wie ik kies")


class Part(TextChoices):
    """What somebody looked at. The owner reads this."""

    WEEK = "week", _("de week")
    ITEM = "item", _("een taak of afspraak")
    PLAN = "plan", _("het plan")
    PEOPLE = "people", _("wie er meedoen")
    CALENDAR = "calendar", _("de agenda, met de eigen telefoon")
    LINK = "link", _("een taak, met de link uit een mail")
