from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoomState(TextChoices):
    LOBBY = "lobby", _("nog niet begonnen")
    OPEN = "open", _("bezig")
    PAUSED = "paused", _("pauze")
    CLOSED = "closed", _("afgelopen")
    ARCHIVED = "archived", _("bewaard")


ENDED_ROOMS = (RoomState.CLOSED, RoomState.ARCHIVED)

ROOM_STEPS: dict[str, frozenset[str]] = {
    RoomState.LOBBY: frozenset({RoomState.OPEN}),
    RoomState.OPEN: frozenset({RoomState.PAUSED, RoomState.CLOSED}),
    RoomState.PAUSED: frozenset({RoomState.OPEN, RoomState.CLOSED}),
    RoomState.CLOSED: frozenset({RoomState.ARCHIVED}),
    RoomState.ARCHIVED: frozenset(),
}


class Moderation(TextChoices):
    """Whether a moderator reads a question before everybody does, or after."""

    BEFORE = "before", _("eerst lezen, dan tonen")
    AFTER = "after", _("meteen tonen")


class Via(TextChoices):
    WEB = "web", _("op de pagina")
    PHONE = "phone", _("met de telefoon")
    SENT = "sent", _("vooraf gestuurd")


class QuestionState(TextChoices):
    """The values are the words on the wire."""

    WAITING = "wacht", _("wacht")
    VISIBLE = "zichtbaar", _("wacht op antwoord")
    NOW = "nu", _("nu aan de beurt")
    ANSWERED = "beantwoord", _("beantwoord")
    PARKED = "geparkeerd", _("bewaard voor later")
    MERGED = "samengevoegd", _("samen met een andere vraag")
    PRIVATE = "prive", _("u krijgt zelf antwoord")
    REFUSED = "afgewezen", _("niet gesteld")
    WITHDRAWN = "ingetrokken", _("ingetrokken")
    REMOVED = "weg", _("verwijderd")


_LEAVING = {
    QuestionState.VISIBLE,
    QuestionState.MERGED,
    QuestionState.PRIVATE,
    QuestionState.REFUSED,
    QuestionState.WITHDRAWN,
}

# The one table of allowed steps; "any to removed" is added below. Wiping is no step back, so removed has none.
QUESTION_STEPS: dict[str, frozenset[str]] = {
    QuestionState.WAITING: frozenset(_LEAVING | {QuestionState.PARKED}),
    QuestionState.PARKED: frozenset(_LEAVING),
    QuestionState.VISIBLE: frozenset(
        {
            QuestionState.NOW,
            QuestionState.ANSWERED,
            QuestionState.PARKED,
            QuestionState.MERGED,
            QuestionState.REFUSED,
            QuestionState.WITHDRAWN,
        }
    ),
    QuestionState.NOW: frozenset({QuestionState.ANSWERED, QuestionState.VISIBLE}),
    QuestionState.PRIVATE: frozenset({QuestionState.ANSWERED}),
    QuestionState.ANSWERED: frozenset(),
    QuestionState.MERGED: frozenset(),
    QuestionState.REFUSED: frozenset(),
    QuestionState.WITHDRAWN: frozenset(),
    QuestionState.REMOVED: frozenset(),
}
QUESTION_STEPS = {
    state: steps | ({QuestionState.REMOVED} - {state})  # type: ignore[operator]
    for state, steps in QUESTION_STEPS.items()
}

# A moderator goes to these by one command; merging and wiping have commands of their own.
MODERATOR_STATES = (
    QuestionState.VISIBLE,
    QuestionState.NOW,
    QuestionState.ANSWERED,
    QuestionState.PARKED,
    QuestionState.PRIVATE,
    QuestionState.REFUSED,
)
VOTED_STATES = (QuestionState.VISIBLE, QuestionState.NOW)
ENDED_QUESTIONS = (QuestionState.REFUSED, QuestionState.WITHDRAWN, QuestionState.REMOVED)
# Into these a question can be merged.
PARENT_STATES = (
    QuestionState.WAITING,
    QuestionState.PARKED,
    QuestionState.VISIBLE,
    QuestionState.NOW,
    QuestionState.PRIVATE,
    QuestionState.ANSWERED,
)
# These can be worded anew.
EDITED_STATES = PARENT_STATES


class AnswerHow(TextChoices):
    LIVE = "live", _("in het gesprek")
    TEXT = "tekst", _("op papier")
    LATER = "later", _("later")


class Flag(TextChoices):
    CARE = "zorg", _("zorg")


class Gone(TextChoices):
    """Why a question left the public set."""

    WITHDRAWN = "ingetrokken", _("ingetrokken")
    HIDDEN = "verborgen", _("verborgen")
    REMOVED = "weg", _("verwijderd")


class Stream(TextChoices):
    PUBLIC = "pub", _("voor iedereen")
    MODERATORS = "mod", _("voor moderatoren")


class Show(TextChoices):
    """When the results of a poll are shown."""

    LIVE = "live", _("tijdens de peiling")
    AFTER = "after", _("na de peiling")


class LiveRole(TextChoices):
    MODERATOR = "moderator", _("moderator")
    OPERATOR = "operator", _("telefonist")
    NOTETAKER = "notetaker", _("verslaglegger")


class StepKind(TextChoices):
    STATE = "state", _("stand")
    EDIT = "edit", _("woorden")
    MERGE = "merge", _("samenvoegen")
