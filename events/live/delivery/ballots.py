"""The ballot box of a room in one process: what comes in within a fraction of a second is counted together."""

from __future__ import annotations

import asyncio
from typing import Any

from events.live.actions.voting import Ballot, cast_ballots
from events.live.delivery.threads import in_thread
from events.live.exceptions import LiveError
from events.live.models import Room

BATCH_SECONDS = 0.15
BATCH_AT_MOST = 500


class BallotBox:
    def __init__(self, room_id: int) -> None:
        self.room = Room(pk=room_id)
        self.waiting: list[tuple[Ballot, asyncio.Future[dict[str, Any]]]] = []
        self.counting: asyncio.Task[None] | None = None

    async def put(self, ballot: Ballot) -> dict[str, Any]:
        """The answer, once it is committed. Raises the refusal, or what the database said."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[dict[str, Any]] = loop.create_future()
        self.waiting.append((ballot, future))
        if self.counting is None or self.counting.done():
            self.counting = loop.create_task(self.count())
        return await future

    async def count(self) -> None:
        while self.waiting:
            await asyncio.sleep(BATCH_SECONDS)
            batch = self.next_batch()
            try:
                ballots = [ballot for ballot, _future in batch]
                answers = await in_thread(cast_ballots, room=self.room, ballots=ballots)
            except Exception as failure:
                for _ballot, future in batch:
                    if not future.done():
                        future.set_exception(failure)
                continue
            for (_ballot, future), answer in zip(batch, answers, strict=True):
                if future.done():
                    continue
                if isinstance(answer, LiveError):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)

    def next_batch(self) -> list[tuple[Ballot, asyncio.Future[dict[str, Any]]]]:
        """The oldest ones. The same command twice goes into two batches, so that the second sees the first."""
        batch: list[tuple[Ballot, asyncio.Future[dict[str, Any]]]] = []
        later: list[tuple[Ballot, asyncio.Future[dict[str, Any]]]] = []
        names: set[tuple[str, str]] = set()
        for ballot, future in self.waiting:
            name = (ballot.key, ballot.c)
            if len(batch) >= BATCH_AT_MOST or (ballot.c and name in names):
                later.append((ballot, future))
            else:
                names.add(name)
                batch.append((ballot, future))
        self.waiting = later
        return batch
