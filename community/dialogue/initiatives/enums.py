from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InitiativeState(TextChoices):
    FORMING = "forming", _("begint")
    RUNNING = "running", _("loopt")
    DONE = "done", _("klaar")
    STOPPED = "stopped", _("gestopt")


TRANSITIONS: dict[str, frozenset[str]] = {
    InitiativeState.FORMING: frozenset({InitiativeState.RUNNING, InitiativeState.STOPPED}),
    InitiativeState.RUNNING: frozenset({InitiativeState.DONE, InitiativeState.STOPPED}),
    InitiativeState.DONE: frozenset({InitiativeState.RUNNING}),
    InitiativeState.STOPPED: frozenset({InitiativeState.FORMING}),
}
OPEN_STATES = (InitiativeState.FORMING, InitiativeState.RUNNING)
ENDED = (InitiativeState.DONE, InitiativeState.STOPPED)


class TaskState(TextChoices):
    OPEN = "open", _("nog niemand")
    TAKEN = "taken", _("iemand doet het")
    DONE = "done", _("gedaan")


class Direction(TextChoices):
    IN = "in", _("komt erbij")
    OUT = "out", _("gaat eraf")
