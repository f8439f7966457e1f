"""The log of a room: what an action tells, numbered and written in the action's own transaction.

Every change goes through `room_log`, which locks the room's row: changes of one room happen one after the other, on
PostgreSQL by the row lock, on SQLite because a transaction takes the only write lock when it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.live import frames
from events.live.enums import Stream
from events.live.hints import give_hint
from events.live.models import LogEvent, Participant, Question, Room


@dataclass
class RoomLog:
    """What one transaction tells. `room` is the locked row; its counters are moved by `write`."""

    room: Room
    events: list[LogEvent] = field(default_factory=list)
    mine: list[list[Any]] = field(default_factory=list)
    hint: dict[str, Any] = field(default_factory=dict)

    def public(self, kind: str, body: dict[str, Any], subject: str = "") -> None:
        self.events.append(self._event(Stream.PUBLIC, kind, body, subject))

    def moderators(self, kind: str, body: dict[str, Any], subject: str = "") -> None:
        self.events.append(self._event(Stream.MODERATORS, kind, body, subject))

    def _event(self, stream: Stream, kind: str, body: dict[str, Any], subject: str) -> LogEvent:
        if stream == Stream.PUBLIC:
            self.room.seq += 1
            seq = self.room.seq
        else:
            self.room.mseq += 1
            seq = self.room.mseq
        return LogEvent(room=self.room, stream=stream, seq=seq, type=kind, body=body, subject=subject)

    def tell_asker(self, question: Question) -> None:
        """The asker's own view of it, to the asker's sockets alone."""
        if question.participant is not None:
            self.mine.append([question.participant.key, frames.mine_frame(question), *asked(question.participant)])

    def gone(self, question: Question, why: str) -> None:
        """The question left the public set: what was said of it before loses its words, here and in every ring."""
        body = {"id": str(question.uuid), "why": why}
        self.room.log.filter(stream=Stream.PUBLIC, subject=body["id"]).update(type="q.gone", body=body)
        self.public("q.gone", body, body["id"])

    def wipe_words(self, question: Question) -> None:
        """The same for what moderators were told of a removed question."""
        rows = list(self.room.log.filter(stream=Stream.MODERATORS, subject=str(question.uuid)))
        for row in rows:
            row.body = frames.without_words(row.type, row.body)
        LogEvent.objects.bulk_update(rows, ["body"])

    def write(self) -> None:
        """Move the counters, keep the messages, and give the hint once all of it is committed."""
        room = self.room
        room.revision += 1
        counters = {"seq": room.seq, "mseq": room.mseq, "revision": room.revision}
        Room.objects.filter(pk=room.pk).update(**counters)
        LogEvent.objects.bulk_create(self.events)
        hint = {
            "epoch": room.epoch,
            "revision": room.revision,
            "events": [[e.stream, e.seq, e.type, e.subject, frames.encode(e.body)] for e in self.events],
            "mine": self.mine,
            **self.hint,
        }
        room_id = room.pk
        transaction.on_commit(lambda: give_hint(room_id, hint))


def asked(participant: Participant) -> list[Any]:
    """How many questions somebody asked, and when the last one was, as a number of seconds."""
    return [participant.asked, participant.asked_at.timestamp() if participant.asked_at else None]


@contextmanager
def room_log(room_id: int) -> Iterator[RoomLog]:
    """Lock the room, let the action work, write what it told. An exception takes all of it back."""
    with transaction.atomic():
        room = Room.objects.select_for_update(of=("self",)).select_related("event").get(pk=room_id)
        log = RoomLog(room)
        yield log
        log.write()


def whole_minute(moment: Any = None) -> Any:
    """Anonymous moments are kept without their seconds, so that they cannot be laid beside another log."""
    return (moment or timezone.now()).replace(second=0, microsecond=0)
