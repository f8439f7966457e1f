"""What an operator does for people who only have a telephone."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.live.actions.asking import add_question, participant_key
from events.live.actions.voting import Ballot, cast
from events.live.enums import Via
from events.live.exceptions import Closed, Forbidden, NotFound, WrongStep
from events.live.log import room_log, whole_minute
from events.live.models import Call, Question, Room
from events.live.queries import current_question, polls_with_results
from events.live.rules import can_take_calls

HAND, ALSO = 1, 2


def ask_for_caller(*, room: Room, text: str, by: Any, name: str = "", card: bool = False) -> Question:
    """Write down the question of a caller, or of who sent a `card`; none of the limits of the page holds for it."""
    if not can_take_calls(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if log.room.is_ended:
            raise Closed
        asked_at = timezone.now() if name else whole_minute()
        return add_question(
            log, text=text, name=name, person=None, via=Via.SENT if card else Via.PHONE, asked_at=asked_at
        )


def count_callers(*, room: Room, n: int, by: Any) -> None:
    """Say how many people listen by telephone."""
    if not can_take_calls(by):
        raise Forbidden
    with room_log(room.pk) as log:
        Room.objects.filter(pk=room.pk).update(phone_count=n)
        log.moderators("m.phone", {"n": n})


def bridge_token(room: Room) -> str:
    """What the telephone bridge says to prove itself; gone with the room's secret."""
    return hmac.new(room.secret.encode(), b"bridge", hashlib.sha256).hexdigest()[:32] if room.secret else ""


def line_of(room: Room, call: str) -> str:
    """A call's name within this room, from which nobody gets the call."""
    return hmac.new(room.secret.encode(), f"line:{call}".encode(), hashlib.sha256).hexdigest()


def press(*, room: Room, call: str, number: str, digit: int) -> str:
    """A key on the telephone: with an open poll a choice, else 1 to ask something and 2 for “ik ook”.

    Returns what it did: "poll", "hand" or "vote". Raises a LiveError when it can do nothing now.
    """
    key = participant_key(room=room, identity=f"phone:{call}")
    if key is None or room.is_ended:
        raise Closed
    poll = next((poll for poll in polls_with_results(room) if poll.is_open), None)
    if poll is not None:
        option = next((one for one in poll.options.all() if one.number == digit), None)
        if option is None:
            raise WrongStep
        cast(room=room, ballot=Ballot(key=key, target=poll.uuid, option=option.uuid, via=Via.PHONE))
        return "poll"
    if digit == HAND:
        raise_hand(room, line_of(room, call), number)
        return "hand"
    question = current_question(room) if digit == ALSO else None
    if question is None:
        raise WrongStep
    cast(room=room, ballot=Ballot(key=key, target=question.uuid, via=Via.PHONE))
    return "vote"


def raise_hand(room: Room, line: str, number: str) -> None:
    """The caller waits to be taken; pressing twice is waiting once."""
    tail = "".join(char for char in number if char.isdigit())[-2:]
    try:
        with transaction.atomic():
            Call.objects.create(room=room, line=line, tail=tail, waiting_since=timezone.now())
    except IntegrityError:
        return
    tell_calls(room)


def hang_up(*, room: Room, call: str) -> None:
    """The caller is gone; whoever waited, waits no more."""
    if room.secret and room.calls.filter(line=line_of(room, call)).exclude(state=Call.State.DONE).update(
        state=Call.State.DONE
    ):
        tell_calls(room)


def tell_calls(room: Room) -> None:
    """Wake the desks: the number of listeners is told again, and they look at the callers anew."""
    with room_log(room.pk) as log:
        log.moderators("m.phone", {"n": log.room.phone_count})


def take_call(*, room: Room, uuid: UUID, by: Any) -> Call:
    """Take a waiting caller on the line. Raises WrongStep when a colleague was first."""
    return move_call(room, uuid, by, Call.State.WAITING, Call.State.TALKING)


def finish_call(*, room: Room, uuid: UUID, by: Any) -> Call:
    """The talk with a caller is over."""
    return move_call(room, uuid, by, Call.State.TALKING, Call.State.DONE)


def move_call(room: Room, uuid: UUID, by: Any, before: str, after: str) -> Call:
    if not can_take_calls(by):
        raise Forbidden
    values = {"taken_at": timezone.now()} if after == Call.State.TALKING else {}
    if not room.calls.filter(uuid=uuid, state=before).update(state=after, **values):
        if not room.calls.filter(uuid=uuid).exists():
            raise NotFound
        raise WrongStep(_("Een collega was u voor."))
    tell_calls(room)
    return room.calls.get(uuid=uuid)
