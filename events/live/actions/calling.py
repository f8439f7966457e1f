"""What an operator does for people who only have a telephone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from events.live.actions.asking import add_question
from events.live.enums import Via
from events.live.exceptions import Closed, Forbidden
from events.live.log import room_log, whole_minute
from events.live.models import Question, Room
from events.live.rules import can_take_calls


def ask_for_caller(*, room: Room, text: str, by: Any, name: str = "") -> Question:
    """Write down the question of a caller; none of the limits of the page holds for it."""
    if not can_take_calls(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if log.room.is_ended:
            raise Closed
        asked_at = timezone.now() if name else whole_minute()
        return add_question(log, text=text, name=name, person=None, via=Via.PHONE, asked_at=asked_at)


def count_callers(*, room: Room, n: int, by: Any) -> None:
    """Say how many people listen by telephone."""
    if not can_take_calls(by):
        raise Forbidden
    with room_log(room.pk) as log:
        Room.objects.filter(pk=room.pk).update(phone_count=n)
        log.moderators("m.phone", {"n": n})
