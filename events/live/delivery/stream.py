"""Server-sent events: the public messages of a hub for who cannot have a socket."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

from django.utils import timezone

from events.live.delivery.board import board
from events.live.delivery.hub import RoomHub
from events.live.delivery.seats import FRAMES_AT_MOST, Seat
from events.live.enums import Stream
from events.live.frames import encode, moment

NUMBERED = re.compile(r'\{"v":1,"e":"(\w+)","s":(\d+),')
BEAT_SECONDS = 15.0


class Overflow(Exception):
    """The reader does not read; it comes back by itself with its last number."""


async def public_stream(room_id: int, last_id: str) -> AsyncIterator[bytes]:
    hub = await board().hub(room_id)
    waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(message: dict[str, Any]) -> None:
        if waiting.qsize() > FRAMES_AT_MOST * 4:
            raise Overflow
        waiting.put_nowait(message)

    seat = Seat(send, key=None)
    seat.application = None
    hub.join(seat)
    try:
        yield b"retry: 3000\n\n"
        for frame in await begin(hub, seat, last_id):
            yield as_event(frame)
        while not seat.closed or not waiting.empty():
            try:
                message = await asyncio.wait_for(waiting.get(), BEAT_SECONDS)
            except TimeoutError:
                yield b": nog verbonden\n\n"
                continue
            if message["type"] == "websocket.close":
                return
            yield as_event(message["text"])
    finally:
        seat.closed = True
        hub.leave(seat)


async def begin(hub: RoomHub, seat: Seat, last_id: str) -> list[str]:
    """What the reader missed, else a welcome with a snapshot; the seat hears the rest from then on."""
    epoch, _dot, number = last_id.rpartition(".")
    if number.isdigit() and len(number) < 17:
        missed = hub.replay(seat, epoch, int(number), 0)
        if missed is not None:
            seat.greeted = True
            return [*missed, hub.full_tick()]
    seat.backlog = []
    snapshot = await hub.snapshots.after(hub.epoch, hub.last[Stream.PUBLIC], hub.last[Stream.MODERATORS])
    later = [message["text"] for _stream, seq, message in seat.backlog if seq > snapshot.seq]
    seat.backlog, seat.greeted = None, True
    body = f'{{{snapshot.public},"line":{hub.line},"tick":{hub.numbers.all()}}}'
    head = encode({"epoch": hub.epoch, "seq": snapshot.seq, "roles": [], "now": moment(timezone.now())})[:-1]
    welcome = (
        f'{{"v":1,"e":"{hub.epoch}","s":{snapshot.seq},"t":"welcome","d":{head},"recovered":false,"snapshot":{body}}}}}'
    )
    return [welcome, *later]


def as_event(frame: str) -> bytes:
    """One event; what is not replayed has no id."""
    numbered = NUMBERED.match(frame)
    mark = f"id: {numbered[1]}.{numbered[2]}\n" if numbered else ""
    return f"{mark}data: {unnumbered(frame)}\n\n".encode()


def unnumbered(frame: str) -> str:
    """A welcome is numbered for its id alone."""
    return re.sub(r'^(\{"v":1,"e":"\w+"),"s":\d+,"t":"welcome"', r'\1,"t":"welcome"', frame)
