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


OPEN_STATES = (ApplicationState.RECEIVED, ApplicationState.IN_CONVERSATION, ApplicationState.PROPOSED)
ENDED_STATES = (ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN)

TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationState.RECEIVED: frozenset(
        {
            ApplicationState.IN_CONVERSATION,
            ApplicationState.PROPOSED,
            ApplicationState.ACCEPTED,
            ApplicationState.DECLINED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.IN_CONVERSATION: frozenset(
        {ApplicationState.PROPOSED, ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN}
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
}
