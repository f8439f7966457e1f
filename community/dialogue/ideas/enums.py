from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IdeaState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("nog niet bevestigd")
    WAITING = "waiting", _("wacht op ons")
    IDEA = "idea", _("idee")
    CHOSEN = "chosen", _("gekozen")
    TRYING = "trying", _("wij proberen het")
    SCALED = "scaled", _("gelukt, wij gaan ermee door")
    STOPPED = "stopped", _("gestopt")
    REJECTED = "rejected", _("niet geplaatst")
    WITHDRAWN = "withdrawn", _("ingetrokken")


PUBLIC_STATES = (IdeaState.IDEA, IdeaState.CHOSEN, IdeaState.TRYING, IdeaState.SCALED, IdeaState.STOPPED)
WITH_LESSON = (IdeaState.SCALED, IdeaState.STOPPED)

# Every step may be taken back by one, for a click that was a mistake.
TRANSITIONS: dict[str, frozenset[str]] = {
    IdeaState.UNCONFIRMED: frozenset({IdeaState.WAITING, IdeaState.WITHDRAWN}),
    IdeaState.WAITING: frozenset({IdeaState.IDEA, IdeaState.REJECTED, IdeaState.WITHDRAWN}),
    IdeaState.IDEA: frozenset({IdeaState.CHOSEN, IdeaState.REJECTED, IdeaState.WAITING, IdeaState.WITHDRAWN}),
    IdeaState.CHOSEN: frozenset({IdeaState.TRYING, IdeaState.STOPPED, IdeaState.IDEA, IdeaState.WITHDRAWN}),
    IdeaState.TRYING: frozenset({IdeaState.SCALED, IdeaState.STOPPED, IdeaState.CHOSEN, IdeaState.WITHDRAWN}),
    IdeaState.SCALED: frozenset({IdeaState.TRYING, IdeaState.WITHDRAWN}),
    IdeaState.STOPPED: frozenset({IdeaState.TRYING, IdeaState.CHOSEN, IdeaState.WITHDRAWN}),
    IdeaState.REJECTED: frozenset({IdeaState.WAITING, IdeaState.WITHDRAWN}),
    IdeaState.WITHDRAWN: frozenset(),
}
BACK: dict[str, IdeaState] = {
    IdeaState.IDEA: IdeaState.WAITING,
    IdeaState.CHOSEN: IdeaState.IDEA,
    IdeaState.TRYING: IdeaState.CHOSEN,
    IdeaState.SCALED: IdeaState.TRYING,
    IdeaState.STOPPED: IdeaState.CHOSEN,
    IdeaState.REJECTED: IdeaState.WAITING,
}
