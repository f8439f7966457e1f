"""The room hub: one per room, process and event loop. It follows the log of its room and writes to all its sockets.

The hub holds what a socket needs without a query: the newest messages (the ring), the numbers, everybody's own
questions. Hints move it on; where one is missing it reads the log, and every few seconds it compares itself with the
room's counters, so that a lost hint is a delay and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import Site

from events.live import frames
from events.live.delivery.loading import Loaded, load
from events.live.delivery.numbers import Numbers
from events.live.delivery.seats import BANNED, OVER, RESTART, Seat
from events.live.delivery.snapshots import Snapshots
from events.live.delivery.threads import in_thread
from events.live.enums import QuestionState, RoomState, Show, Stream
from events.live.queries import REPLAY_AT_MOST

logger = logging.getLogger("portal.live")

RING = 512
GONE = frozenset({"q.gone", "note.gone"})


@dataclass(slots=True)
class Entry:
    seq: int
    kind: str
    subject: str
    frame: str


# To operators, who fetch their page anew: somebody rings, or a question by telephone went on. It is not replayed.
LOOK_AGAIN = '{"v":1,"t":"desk","d":{}}'


class RoomHub:
    def __init__(self, room_id: int) -> None:
        self.room_id = room_id
        self.loop = asyncio.get_running_loop()
        self.seats: set[Seat] = set()
        self.by_key: dict[str, set[Seat]] = {}
        self.ready = False
        self.early: list[dict[str, Any]] = []
        self.epoch, self.revision = "", -1
        self.last = {Stream.PUBLIC: 0, Stream.MODERATORS: 0}
        self.ring: dict[str, deque[Entry]] = {stream: deque(maxlen=RING) for stream in Stream}
        self.numbers = Numbers(self.loop, self.tell_numbers)
        self.shut_timer: asyncio.TimerHandle | None = None
        self.line: str = "null"
        self.mine: dict[str, dict[str, Any]] = {}
        self.banned: set[str] = set()
        self.state: str = RoomState.LOBBY
        self.shut_at: datetime | None = None
        self.secret = ""
        self.site: Site = Site()
        self.resyncing: asyncio.Task[None] | None = None
        self.resync_again = False
        self.snapshots = Snapshots(self)
        self.missed_at = 0.0
        self.empty_since = time.monotonic()

    # --- Following the log ------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Read where the room stands, then take the hints that came meanwhile."""
        self.reset(await in_thread(load, self.room_id))
        self.ready = True
        early, self.early = self.early, []
        for hint in early:
            self.on_hint(hint)

    def reset(self, loaded: Loaded) -> None:
        self.epoch = loaded.room.epoch
        for stream in Stream:
            self.ring[stream].clear()
        self.last = {Stream.PUBLIC: 0, Stream.MODERATORS: 0}
        for row in loaded.rows:
            self.keep(row.stream, row.seq, row.type, row.subject, frames.encode(row.body))
        self.last = {Stream.PUBLIC: loaded.room.seq, Stream.MODERATORS: loaded.room.mseq}
        self.take_values(loaded, tell=False)

    def on_hint(self, hint: dict[str, Any]) -> None:
        if not self.ready:
            self.early.append(hint)
            return
        if hint["epoch"] != self.epoch:
            self.resync()
            return
        for stream, seq, kind, subject, body in hint["events"]:
            if seq == self.last[stream] + 1:
                self.accept(stream, seq, kind, subject, body)
            elif seq > self.last[stream]:
                self.resync()
        if hint["revision"] > self.revision:
            if hint["revision"] > self.revision + 1:
                self.resync()
            else:
                self.revision = hint["revision"]
            self.take_hint(hint)

    def take_hint(self, hint: dict[str, Any]) -> None:
        """What counts by its last value: numbers, the caption, an asker's own view, a ban."""
        self.numbers.set(hint.get("votes", {}), hint.get("poll", {}))
        if "line" in hint:
            self.set_line(frames.encode(hint["line"]))
        for key, mine, asked, at in hint["mine"]:
            own = self.mine.setdefault(key, {"mine": {}})
            own["asked"], own["at"] = asked, at
            own["mine"][mine["question"]] = mine
            self.tell(key, mine)
        if "ban" in hint:
            key, on = hint["ban"]
            self.set_banned(self.banned | {key} if on else self.banned - {key})

    def keep(self, stream: str, seq: int, kind: str, subject: str, body: str) -> str:
        """Put a message into the ring; what left the public set takes its words out of it."""
        if kind in GONE:
            self.forget(stream, kind, subject, body)
        frame = self.frame(seq, kind, body)
        self.ring[stream].append(Entry(seq, kind, subject, frame))
        self.last[stream] = seq  # type: ignore[index]
        return frame

    def frame(self, seq: int, kind: str, body: str) -> str:
        return f'{{"v":1,"e":"{self.epoch}","s":{seq},"t":"{kind}","d":{body}}}'

    def forget(self, stream: str, kind: str, subject: str, body: str) -> None:
        for entry in self.ring[stream]:
            if entry.subject == subject:
                entry.kind, entry.frame = kind, self.frame(entry.seq, kind, body)

    def wipe(self, subject: str) -> None:
        """A question was removed: no words of it in what moderators can replay."""
        for entry in self.ring[Stream.MODERATORS]:
            if entry.subject == subject:
                body = frames.without_words(entry.kind, json.loads(entry.frame)["d"])
                entry.frame = self.frame(entry.seq, entry.kind, frames.encode(body))

    def accept(self, stream: str, seq: int, kind: str, subject: str, body: str) -> None:
        """The next message of a stream: keep it, learn from it, write it to everybody whom it is for."""
        frame = self.keep(stream, seq, kind, subject, body)
        learn = LEARN.get(kind)
        if learn is not None:
            learn(self, json.loads(body))
        self.broadcast(stream, seq, frame)

    def broadcast(self, stream: str, seq: int, frame: str) -> None:
        message = {"type": "websocket.send", "text": frame}
        for seat in tuple(self.seats):
            if stream == Stream.MODERATORS and not seat.moderates:
                if seat.takes_calls and seat.greeted and seat.backlog is None:
                    seat.write(LOOK_AGAIN)
                continue
            if seat.backlog is not None:
                seat.backlog.append((stream, seq, message))
            elif seat.greeted:
                seat.push(message)

    def resync(self) -> None:
        """Something is missing: read the log and the numbers, once for all."""
        self.missed_at = time.monotonic()
        if self.resyncing is not None and not self.resyncing.done():
            self.resync_again = True
            return
        self.resyncing = self.loop.create_task(self.read_again())

    async def caught_up(self) -> None:
        """Wait for one reading of the log."""
        self.resync()
        if self.resyncing is not None:
            await asyncio.shield(self.resyncing)

    async def read_again(self) -> None:
        self.resync_again = True
        while self.resync_again:
            self.resync_again = False
            try:
                loaded = await in_thread(
                    load, self.room_id, self.last[Stream.PUBLIC], self.last[Stream.MODERATORS], self.epoch
                )
            except DatabaseError as failure:
                logger.warning("live room cannot read its log: %s", type(failure).__name__)
                return  # the next comparison tries again
            self.take_loaded(loaded)

    def take_loaded(self, loaded: Loaded) -> None:
        if loaded.room.epoch != self.epoch:
            self.reset(loaded)
            for seat in tuple(self.seats):
                seat.close(RESTART)
            return
        for row in loaded.rows:
            if row.seq == self.last[row.stream] + 1:  # type: ignore[index]
                self.accept(row.stream, row.seq, row.type, row.subject, frames.encode(row.body))
        self.take_values(loaded, tell=True)

    def take_values(self, loaded: Loaded, *, tell: bool) -> None:
        if loaded.room.revision < self.revision:
            return  # a hint was faster
        self.revision, self.secret, self.site = loaded.room.revision, loaded.room.secret, loaded.room.site
        self.set_room(loaded.room.state, loaded.room.shut_at)
        self.numbers.set_phone(loaded.room.phone_count)
        self.numbers.counts_from = loaded.room.counts_from
        self.numbers.look_at_counts()
        self.numbers.replace(loaded.votes, loaded.poll)
        self.set_line(frames.encode(loaded.line))
        before, self.mine = self.mine, loaded.mine
        self.set_banned(loaded.banned)
        for key in self.by_key.keys() & loaded.mine.keys() if tell else ():
            known = before.get(key, {"mine": {}})["mine"]
            for uuid, mine in loaded.mine[key]["mine"].items():
                if known.get(uuid) != mine:
                    self.tell(key, mine)

    # --- What counts by its last value ------------------------------------------------------------------------------

    def set_room(self, state: str, shut_at: Any) -> None:
        self.state, self.shut_at = state, shut_at
        if self.shut_timer is not None:
            self.shut_timer.cancel()
            self.shut_timer = None
        if shut_at is not None:
            self.shut_timer = self.loop.call_later(max(0.0, shut_at.timestamp() - time.time()), self.shut)

    @property
    def is_shut(self) -> bool:
        return self.shut_at is not None and self.shut_at.timestamp() <= time.time()

    def shut(self) -> None:
        for seat in tuple(self.seats):
            seat.close(OVER)

    def set_banned(self, keys: set[str]) -> None:
        self.banned = keys
        for key in keys & self.by_key.keys():
            for seat in tuple(self.by_key[key]):
                seat.close(BANNED)

    def set_line(self, line: str) -> None:
        if line == self.line:
            return
        self.line = line
        if line != "null":
            text = f'{{"v":1,"e":"{self.epoch}","t":"line","d":{line}}}'
            self.to_all({"type": "websocket.send", "text": text}, "line")

    def tell(self, key: str, mine: dict[str, Any]) -> None:
        text = f'{{"v":1,"e":"{self.epoch}","t":"mine","d":{frames.encode(mine)}}}'
        for seat in tuple(self.by_key.get(key, ())):
            if seat.greeted:
                seat.write(text)

    def tell_numbers(self, body: str) -> None:
        text = f'{{"v":1,"e":"{self.epoch}","t":"tick","d":{body}}}'
        self.to_all({"type": "websocket.send", "text": text}, "tick")

    def full_tick(self) -> str:
        return f'{{"v":1,"e":"{self.epoch}","t":"tick","d":{self.numbers.all()}}}'

    def look_at_counts(self) -> None:
        """The moment that counts may be seen, all of them are told; read anew, for they were kept out of sight."""
        if self.numbers.look_at_counts():
            self.resync()

    def to_all(self, message: dict[str, Any], kind: str) -> None:
        for seat in tuple(self.seats):
            if seat.greeted and seat.backlog is None:
                seat.push(message, kind)

    # --- Seats ------------------------------------------------------------------------------------------------------

    def join(self, seat: Seat) -> None:
        seat.leave, seat.full_tick = self.leave, self.full_tick
        self.seats.add(seat)
        if seat.key:
            self.by_key.setdefault(seat.key, set()).add(seat)

    def leave(self, seat: Seat) -> None:
        self.seats.discard(seat)
        others = self.by_key.get(seat.key or "")
        if others is not None:
            others.discard(seat)
            if not others:
                del self.by_key[seat.key or ""]
        if not self.seats:
            self.empty_since = time.monotonic()

    def people(self) -> int:
        """How many people sit here; who has two windows open is one."""
        return len({seat.key or id(seat) for seat in self.seats if seat.greeted})

    def replay(self, seat: Seat, epoch: str | None, seq: int, mseq: int) -> list[str] | None:
        """What a socket missed, of all its streams; None when one of them cannot be told whole."""
        if epoch != self.epoch:
            return None
        streams = [(Stream.PUBLIC, seq)] + ([(Stream.MODERATORS, mseq)] if seat.moderates else [])
        found: list[str] = []
        for stream, since in streams:
            gap = self.last[stream] - since
            if gap < 0 or gap > min(REPLAY_AT_MOST, len(self.ring[stream])):
                return None
            if gap:
                ring = self.ring[stream]
                found += [ring[i].frame for i in range(len(ring) - gap, len(ring))]
        return found

    def end(self) -> None:
        self.numbers.end()
        if self.shut_timer is not None:
            self.shut_timer.cancel()
        if self.resyncing is not None:
            self.resyncing.cancel()


# --- What a hub learns from a message -------------------------------------------------------------------------------


def learn_question(hub: RoomHub, body: dict[str, Any]) -> None:
    question = body["question"]
    votes = hub.numbers.votes
    votes[question["id"]] = question["votes"] or votes.get(question["id"], 0)


def learn_gone(hub: RoomHub, body: dict[str, Any]) -> None:
    hub.numbers.votes.pop(body["id"], None)


def learn_removal(hub: RoomHub, body: dict[str, Any]) -> None:
    if body["state"] == QuestionState.REMOVED:
        hub.wipe(body["id"])


def learn_poll(hub: RoomHub, body: dict[str, Any]) -> None:
    if body["poll"]["show"] == Show.LIVE:
        hub.numbers.poll |= {option["id"]: 0 for option in body["poll"]["options"]}


def learn_poll_end(hub: RoomHub, body: dict[str, Any]) -> None:
    for option in body["results"]:
        hub.numbers.poll.pop(option, None)


def learn_room(hub: RoomHub, body: dict[str, Any]) -> None:
    if body["state"] in (RoomState.CLOSED, RoomState.ARCHIVED) and hub.shut_at is None:
        hub.set_room(body["state"], timezone.now() + timedelta(seconds=settings.LIVE_CLOSE_AFTER))
    else:
        hub.state = body["state"]


def learn_phone(hub: RoomHub, body: dict[str, Any]) -> None:
    hub.numbers.set_phone(body["n"])


LEARN = {
    "q.add": learn_question,
    "q.gone": learn_gone,
    "m.state": learn_removal,
    "poll.open": learn_poll,
    "poll.close": learn_poll_end,
    "room.state": learn_room,
    "m.phone": learn_phone,
}
