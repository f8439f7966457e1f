"""Snapshots of a room for its hub: built once for all who ask at the same moment, kept while nothing changes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.live import frames, queries
from events.live.delivery.threads import in_thread
from events.live.enums import Stream

if TYPE_CHECKING:
    from events.live.delivery.hub import RoomHub

FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class Snapshot:
    """`public` and `moderators` are JSON; the caption and the numbers are added when it is sent."""

    epoch: str
    seq: int
    mseq: int
    revision: int
    public: str
    moderators: str


def build(room_id: int) -> Snapshot:
    room, public, moderators = queries.snapshot(room_id)
    body = frames.encode(public)[1:-1]
    return Snapshot(room.epoch, room.seq, room.mseq, room.revision, body, frames.encode(moderators))


class Snapshots:
    def __init__(self, hub: RoomHub) -> None:
        self.hub = hub
        self.kept: Snapshot | None = None
        self.kept_at = 0.0
        self.building: asyncio.Task[Snapshot] | None = None

    def is_fresh(self, kept: Snapshot) -> bool:
        """The same messages; of votes alone it may lag a second, the numbers beside it are of now."""
        hub = self.hub
        same = (kept.epoch, kept.seq, kept.mseq) == (hub.epoch, hub.last[Stream.PUBLIC], hub.last[Stream.MODERATORS])
        return same and (kept.revision == hub.revision or time.monotonic() - self.kept_at < FRESH_SECONDS)

    async def get(self) -> Snapshot:
        if self.kept is not None and self.is_fresh(self.kept):
            return self.kept
        if self.building is None or self.building.done():
            self.building = asyncio.get_running_loop().create_task(self.build())
        return await asyncio.shield(self.building)

    async def after(self, epoch: str, seq: int, mseq: int) -> Snapshot:
        """One that has at least these messages in it, with a hub that has all of the snapshot's behind it."""
        snapshot = await self.get()
        while snapshot.epoch != epoch or snapshot.seq < seq or snapshot.mseq < mseq:
            if snapshot.epoch != epoch and snapshot.epoch == self.hub.epoch:
                break
            snapshot = await self.get()
        while not self.is_behind_hub(snapshot):
            await self.hub.caught_up()
        return snapshot

    def is_behind_hub(self, snapshot: Snapshot) -> bool:
        last = self.hub.last
        return snapshot.epoch != self.hub.epoch or (
            snapshot.seq <= last[Stream.PUBLIC] and snapshot.mseq <= last[Stream.MODERATORS]
        )

    async def build(self) -> Snapshot:
        self.kept = await in_thread(build, self.hub.room_id)
        self.kept_at = time.monotonic()
        return self.kept
