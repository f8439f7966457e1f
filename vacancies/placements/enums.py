from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    RECEIVED = "received", _("nieuw")
    IN_CONVERSATION = "in_conversation", _("in gesprek")
    PROPOSED = "proposed", _("voorgesteld")
    ACCEPTED = "accepted", _("aangenomen")
    DECLINED = "declined", _("niet doorgegaan")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    DONE = "done", _("afgerond")


class Topic(TextChoices):
    """What somebody comes for. Only who comes to take part, or for an internship, can be given a place."""

    TAKING_PART = "taking_part", _("meedoen")
    CALL_BACK = "call_back", _("wil gebeld worden")
    CAREGIVER = "caregiver", _("mantelzorg, wil gebeld worden")
    INTERNSHIP = "internship", _("zoekt een maatschappelijke stage")
    INTERNSHIP_HOST = "internship_host", _("biedt een stageplek")


PLACE_TOPICS = (Topic.TAKING_PART, Topic.INTERNSHIP)
CALL_TOPICS = (Topic.CALL_BACK, Topic.CAREGIVER)

OPEN_STATES = (ApplicationState.RECEIVED, ApplicationState.IN_CONVERSATION, ApplicationState.PROPOSED)
ENDED_STATES = (
    ApplicationState.ACCEPTED,
    ApplicationState.DECLINED,
    ApplicationState.WITHDRAWN,
    ApplicationState.DONE,
)

TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationState.RECEIVED: frozenset(
        {
            ApplicationState.IN_CONVERSATION,
            ApplicationState.PROPOSED,
            ApplicationState.ACCEPTED,
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
            ApplicationState.DONE,
        }
    ),
    ApplicationState.IN_CONVERSATION: frozenset(
        {
            ApplicationState.PROPOSED,
            ApplicationState.ACCEPTED,
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
            ApplicationState.DONE,
        }
    ),
    ApplicationState.PROPOSED: frozenset(
        {
            ApplicationState.IN_CONVERSATION,
            ApplicationState.ACCEPTED,
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.ACCEPTED: frozenset(),
    ApplicationState.DECLINED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
    ApplicationState.DONE: frozenset(),
}
