"""The room itself: opening and closing it, announcements, tips and polls."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from events.live import frames
from events.live.enums import ENDED_QUESTIONS, ENDED_ROOMS, QuestionState, RoomState, Via
from events.live.exceptions import Forbidden, NotFound, WrongStep
from events.live.log import RoomLog, room_log
from events.live.models import (
    Call,
    Command,
    Line,
    LogEvent,
    Note,
    Poll,
    PollAnswer,
    Room,
    Say,
    Step,
    Vote,
)
from events.live.models.room import new_epoch
from events.live.queries import polls_with_results
from events.live.rules import can_moderate, can_move_room
from portal.history.actions import record_change


def change_room(
    *, room: Room, by: Any, state: str = "", asking: bool | None = None, voting: bool | None = None
) -> Room:
    """Open, pause, close or archive the room; let people ask and vote or not. Raises WrongStep, Forbidden."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if state:
            move_room(log, state, by)
        if asking is not None:
            log.room.asking = asking
        if voting is not None:
            log.room.voting = voting
        log.room.save(update_fields=["state", "asking", "voting", "opened_at", "closed_at"])
        log.public("room.state", frames.room_frame(log.room))
    return log.room


def move_room(log: RoomLog, to: str, by: Any) -> None:
    room = log.room
    if not can_move_room(room, to):
        raise WrongStep(_("De zaal kan nu niet naar deze stand."))
    before, now = room.state, timezone.now()
    if to in ENDED_ROOMS:
        room.closed_at = room.closed_at or now
        for poll in room.polls.filter(opened_at__isnull=False, closed_at=None):
            finish_poll(log, poll)
    elif to == RoomState.OPEN:
        room.opened_at = room.opened_at or now
    room.state = RoomState(to)
    record_change(obj=room, from_state=before, to_state=to, by=by)


# As a question was before anybody did anything with it.
WAITING_AGAIN: dict[str, Any] = {
    "state": QuestionState.WAITING,
    "is_public": False,
    "into": None,
    "votes": 0,
    "answer_how": "",
    "answer_text": "",
    "answer_offset": None,
    "reason": "",
    "locked_by": None,
    "locked_until": None,
}


def reset_room(*, room: Room, by: Any) -> Room:
    """Begin anew, for a rehearsal: everything that was said is deleted, and everybody's page starts afresh.

    What people sent ahead was no rehearsal: it waits again, as it came in.
    """
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        ahead = log.room.questions.filter(via=Via.SENT).exclude(state__in=ENDED_QUESTIONS)
        log.room.questions.exclude(pk__in=ahead.values("pk")).delete()
        log.room.participants.filter(questions=None).delete()
        for model in (LogEvent, Command, Note, Say, Line, Call):
            model._default_manager.filter(room=log.room).delete()
        Vote.objects.filter(question__room=log.room).delete()
        Step.objects.filter(question__room=log.room).exclude(by=None).delete()
        ahead.update(**WAITING_AGAIN, text=F("original"))
        PollAnswer.objects.filter(poll__room=log.room).delete()
        log.room.tips.update(shown_at=None)
        log.room.polls.update(opened_at=None, closed_at=None)
        log.room.epoch, log.room.seq, log.room.mseq = new_epoch(), 0, 0
        log.room.state, log.room.opened_at, log.room.closed_at = RoomState.LOBBY, None, None
        log.room.save(update_fields=["epoch", "state", "opened_at", "closed_at"])
        record_change(obj=log.room, from_state=room.state, to_state=RoomState.LOBBY, by=by)
    return log.room


def announce(*, room: Room, text: str, by: Any) -> Say:
    """Say something to everybody."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        say = Say.objects.create(room=log.room, text=text, by=by, said_at=timezone.now())
        log.public("say", frames.say_frame(say))
    return say


def show_tip(*, room: Room, uuid: UUID, by: Any) -> None:
    """Show one of the host's tips, large. Raises WrongStep when it was shown already."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        tip = log.room.tips.filter(uuid=uuid).first()
        if tip is None:
            raise NotFound
        if not log.room.tips.filter(pk=tip.pk, shown_at=None).update(shown_at=timezone.now()):
            raise WrongStep(_("Deze tip staat er al."))
        log.public("tip.show", {"tip": frames.tip_frame(tip, log.room.tips.count())})


def find_poll(room: Room, uuid: UUID) -> Poll:
    poll = polls_with_results(room).filter(uuid=uuid).first()
    if poll is None:
        raise NotFound
    return poll


def open_poll(*, room: Room, uuid: UUID, by: Any) -> Poll:
    """Put a poll to everybody. Raises WrongStep for one that was opened before, or in a room that has ended."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        poll = find_poll(log.room, uuid)
        if poll.opened_at is not None or log.room.is_ended:
            raise WrongStep(_("Deze peiling is al geweest."))
        poll.opened_at = timezone.now()
        poll.save(update_fields=["opened_at"])
        log.public("poll.open", {"poll": frames.poll_frame(poll)})
    return poll


def close_poll(*, room: Room, uuid: UUID, by: Any) -> Poll:
    """End a poll and tell the results. Raises WrongStep for one that is not open."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        poll = find_poll(log.room, uuid)
        if not poll.is_open:
            raise WrongStep(_("Deze peiling is niet open."))
        finish_poll(log, poll)
    return poll


def finish_poll(log: RoomLog, poll: Poll) -> None:
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    counted = polls_with_results(log.room).get(pk=poll.pk)
    body = {
        "id": str(poll.uuid),
        "results": frames.results(counted),
        "phone": frames.results(counted, by_phone=True),
    }
    log.public("poll.close", body)
