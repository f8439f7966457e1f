from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.people.enums import Role
from community.people.rules import has_role
from events.agenda.rules import can_handle_guests, can_keep_agenda
from events.live.enums import QUESTION_STEPS, ROOM_STEPS, VOTED_STATES, LiveRole, RoomState
from events.live.models import Question, Room

GROUPS: dict[LiveRole, tuple[Role, ...]] = {
    LiveRole.MODERATOR: (Role.MODERATOR, Role.ADMINISTRATOR),
    LiveRole.OPERATOR: (Role.OPERATOR,),
    LiveRole.NOTETAKER: (Role.NOTETAKER,),
}

# What nobody may overlook in a question. Parts of words, in small letters; a sign is a reason to call, not a verdict.
SIGNS_OF_DANGER = (
    "zelfmoord",
    "zelfdoding",
    "suicid",
    "suïcid",
    "niet meer leven",
    "niet meer willen leven",
    "wil dood",
    "dood wil",
    "liever dood",
    "uit het leven stappen",
    "einde aan mijn leven",
    "einde aan maken",
    "mezelf iets aan",
    "mijzelf iets aan",
    "mezelf wat aan",
    "mezelf pijn",
    "hij slaat me",
    "hij slaat mij",
    "zij slaat me",
    "zij slaat mij",
    "slaat mijn kind",
    "slaat de kinderen",
    "mishandel",
    "misbruikt",
    "verkracht",
    "word bedreigd",
    "wordt bedreigd",
    "bedreigt mij",
    "bedreigt me",
    "ben niet veilig",
    "voel me niet veilig",
    "voel mij niet veilig",
    "kan zo niet verder",
    "zie geen uitweg",
    "kill myself",
    "want to die",
)


def shows_danger(text: str) -> bool:
    """Whether a question has one of the signs of danger in it."""
    plain = " ".join(text.lower().replace("’", "'").split())
    return any(sign in plain for sign in SIGNS_OF_DANGER)


def roles_of(user: Any) -> frozenset[LiveRole]:
    """What somebody may do in the rooms. A participant, logged in or not, has no role."""
    return frozenset(role for role, groups in GROUPS.items() if has_role(user, *groups))


def can_moderate(user: Any) -> bool:
    return LiveRole.MODERATOR in roles_of(user)


def can_prepare(user: Any) -> bool:
    """Who keeps the agenda makes rooms and writes down tips and polls; so may moderators."""
    return can_keep_agenda(user) or can_moderate(user)


def can_take_calls(user: Any) -> bool:
    """Operators, and moderators who do it themselves."""
    return bool(roles_of(user) & {LiveRole.OPERATOR, LiveRole.MODERATOR})


def can_take_notes(user: Any) -> bool:
    return bool(roles_of(user) & {LiveRole.NOTETAKER, LiveRole.MODERATOR})


def can_ask_for_tips(room: Room, tips: int) -> bool:
    """Before, during and after, as long as there are tips; not once nobody may be known any more."""
    return bool(room.secret) and tips > 0


def can_send_tips(user: Any) -> bool:
    """Names and addresses are for who handles guests, and for moderators."""
    return can_handle_guests(user) or can_moderate(user)


def can_step(question: Question, to: str) -> bool:
    return to in QUESTION_STEPS[question.state]


def can_move_room(room: Room, to: str) -> bool:
    """A room that never closes stays open, for who tries it out."""
    return to in ROOM_STEPS[room.state] and not (room.always_open and to == RoomState.CLOSED)


def can_restart(room: Room) -> bool:
    """Only what was a rehearsal: nobody has a report of it, and it is not the room that is always open."""
    return room.state != RoomState.LOBBY and room.archive_id is None and not room.always_open


def can_ask(room: Room) -> bool:
    return room.state == RoomState.OPEN and room.asking


def can_send_ahead(room: Room) -> bool:
    """Before it begins, for who would rather not ask in the middle of it."""
    return room.state == RoomState.LOBBY and room.asking


def can_vote(room: Room) -> bool:
    return room.state == RoomState.OPEN and room.voting


def can_vote_on(question: Question) -> bool:
    return question.is_public and question.state in VOTED_STATES


def is_locked_for(question: Question, user: Any) -> bool:
    """Whether another moderator is busy with it. A lock never blocks the asker."""
    return question.is_locked and question.locked_by_id != getattr(user, "pk", None)


def lock_is_over(question: Question) -> bool:
    return question.locked_until is None or question.locked_until <= timezone.now()
