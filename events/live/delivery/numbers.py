"""The numbers of a room that move without a message of their own, told at most twice a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from events.live.frames import encode
from events.live.queries import rounded

TICK_SECONDS = 0.5


class Numbers:
    """Votes of public questions, counts of open polls, who is here. Always absolute; a tick holds what changed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, tell: Callable[[str], None]) -> None:
        self.loop, self.tell = loop, tell
        self.votes: dict[str, int] = {}
        self.poll: dict[str, int] = {}
        self.here = {"web": 0, "phone": 0}
        self.changed: dict[str, dict[str, int]] = {}
        self.counts_from: datetime | None = None
        self.counts_shown = True
        self.ticked_at = -TICK_SECONDS
        self.timer: asyncio.TimerHandle | None = None

    def set(self, votes: dict[str, int], poll: dict[str, int]) -> None:
        """New numbers; what is not public, or not any more, stays out."""
        for known, given, name in ((self.votes, votes, "votes"), (self.poll, poll, "poll")):
            for uuid, n in given.items():
                if uuid in known and known[uuid] != n:
                    known[uuid] = n
                    if name == "poll" or self.counts_shown:
                        self.changed.setdefault(name, {})[uuid] = n
        self.tick_soon()

    def replace(self, votes: dict[str, int], poll: dict[str, int]) -> None:
        """All numbers as they were read."""
        new_votes = {uuid: n for uuid, n in votes.items() if self.votes.get(uuid) != n}
        new_poll = {uuid: n for uuid, n in poll.items() if self.poll.get(uuid) != n}
        self.votes, self.poll = dict(votes), dict(poll)
        if new_votes and self.counts_shown:
            self.changed.setdefault("votes", {}).update(new_votes)
        if new_poll:
            self.changed.setdefault("poll", {}).update(new_poll)
        self.tick_soon()

    def set_phone(self, n: int) -> None:
        self.set_here("phone", n)

    def set_web(self, n: int) -> None:
        self.set_here("web", rounded(n))

    def set_here(self, name: str, n: int) -> None:
        if n != self.here[name]:
            self.here[name] = n
            self.changed["here"] = self.here
            self.tick_soon()

    def look_at_counts(self) -> bool:
        """Whether the numbers of votes may be seen; True at the moment that they first may."""
        shown = self.counts_from is None or self.counts_from.timestamp() <= time.time()
        first = shown and not self.counts_shown
        self.counts_shown = shown
        if first:
            self.changed["votes"] = dict(self.votes)
            self.tick_soon()
        return first

    def tick_soon(self) -> None:
        if self.changed and self.timer is None:
            wait = self.ticked_at + TICK_SECONDS - self.loop.time()
            self.timer = self.loop.call_later(max(0.0, wait), self.tick)

    def tick(self) -> None:
        self.timer, self.ticked_at = None, self.loop.time()
        changed, self.changed = self.changed, {}
        changed["votes"] = {uuid: n for uuid, n in changed.get("votes", {}).items() if uuid in self.votes}
        changed["poll"] = {uuid: n for uuid, n in changed.get("poll", {}).items() if uuid in self.poll}
        told = {name: values for name, values in changed.items() if values}
        if told:
            self.tell(encode(told))

    def all(self) -> str:
        votes = self.votes if self.counts_shown else {}
        return encode({"votes": votes, "poll": self.poll, "here": self.here})

    def end(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
