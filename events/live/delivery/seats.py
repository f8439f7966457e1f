"""One socket in a room: what is written to it, and what happens when it does not read.

A write starts the server's `send` and is done when that did not have to wait, which is nearly always: no task, no
queue, no switch. Only a socket that is behind gets a task of its own, with a short queue; nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

from events.live.enums import LiveRole
from events.live.frames import encode

FRAMES_AT_MOST = 64
BYTES_AT_MOST = 256 * 1024
STUCK_SECONDS = 8.0
CLOSE_SECONDS = 5.0
RETRY_MS = 8000
COME_BACK = range(4400, 4500)

RESTART, RIGHTS, SLOW, SILENT, CROWDED = 4400, 4401, 4408, 4410, 4429
UNKNOWN_ROOM, BANNED, OVER, UNKNOWN_VERSION = 4500, 4501, 4503, 4510
BINARY, HUGE = 1003, 1009

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]


class Rest:
    """What is left of a coroutine that was started by hand and had to wait: awaiting it finishes the work."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self.coroutine, self.waits_for = coroutine, waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        yield self.waits_for
        yield from self.coroutine.__await__()


def poke(coroutine: Coroutine[Any, Any, None]) -> Rest | None:
    """Run a coroutine up to where it waits; None when it was done without waiting."""
    try:
        return Rest(coroutine, coroutine.send(None))
    except StopIteration:
        return None


class Seat:
    """A socket with who sits behind it. Everything that is written to the socket goes through here, in order."""

    __slots__ = (
        "application",
        "backlog",
        "closed",
        "full_tick",
        "greeted",
        "key",
        "leave",
        "loop",
        "queue",
        "queued_bytes",
        "roles",
        "send",
        "session_key",
        "since",
        "task",
        "tick_is_late",
        "user_id",
    )

    def __init__(
        self,
        send: Send,
        *,
        key: str | None,
        user_id: int | None = None,
        session_key: str = "",
        roles: frozenset[LiveRole] = frozenset(),
    ) -> None:
        self.send, self.key, self.user_id, self.session_key, self.roles = send, key, user_id, session_key, roles
        self.loop = asyncio.get_running_loop()
        self.application = asyncio.current_task()
        self.greeted = False
        self.closed = False
        self.backlog: list[tuple[str, int, Message]] | None = None
        self.queue: deque[tuple[str, Message]] = deque()
        self.queued_bytes = 0
        self.task: asyncio.Task[None] | None = None
        self.since = 0.0
        self.tick_is_late = False
        self.leave: Callable[[Seat], None] = lambda seat: None
        self.full_tick: Callable[[], str] = lambda: ""

    @property
    def moderates(self) -> bool:
        return LiveRole.MODERATOR in self.roles

    @property
    def takes_calls(self) -> bool:
        """An operator who does not moderate: hears that something happened at the desk, never what."""
        return LiveRole.OPERATOR in self.roles and not self.moderates

    def write(self, text: str) -> None:
        self.push({"type": "websocket.send", "text": text})

    def push(self, message: Message, kind: str = "") -> None:
        """Write a message; `kind` is "tick" or "line" for what may be replaced by a later one."""
        if self.closed:
            return
        if self.task is not None:
            self.put_aside(message, kind)
            return
        try:
            rest = poke(self.send(message))  # type: ignore[arg-type]
        except Exception:
            self.lost()
            return
        if rest is not None:
            self.since = self.loop.time()
            self.task = self.loop.create_task(self.catch_up(rest))
            self.loop.call_later(STUCK_SECONDS, self.look, self.since)

    def put_aside(self, message: Message, kind: str) -> None:
        if kind == "tick":
            self.tick_is_late = True
            return
        if kind == "line":
            self.queue = deque(entry for entry in self.queue if entry[0] != "line")
        self.queue.append((kind, message))
        self.queued_bytes = sum(len(entry["text"].encode()) for _kind, entry in self.queue)
        if len(self.queue) > FRAMES_AT_MOST or self.queued_bytes > BYTES_AT_MOST:
            self.drop(SLOW)

    async def catch_up(self, rest: Rest) -> None:
        try:
            await rest
            while self.queue:
                _kind, message = self.queue.popleft()
                await self.send(message)
            if self.tick_is_late:
                self.tick_is_late = False
                await self.send({"type": "websocket.send", "text": self.full_tick()})
        except Exception:
            self.lost()
        finally:
            self.task = None

    def look(self, since: float) -> None:
        """Still waiting for the same write: the socket does not read."""
        if self.task is not None and self.since == since and not self.closed:
            self.drop(SLOW)

    def lost(self) -> None:
        """The other side is gone; the application hears it from the server."""
        self.closed = True
        self.queue.clear()
        self.leave(self)

    def drop(self, code: int) -> None:
        """Too slow: first out of the room, then try to say so for a moment, then cut."""
        self.queue.clear()
        self.close(code)

    def close(self, code: int) -> None:
        """Say goodbye with a code. Nothing is written after it."""
        if self.closed:
            return
        self.closed = True
        self.leave(self)
        closing = self.loop.create_task(self.say_goodbye(code))
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)

    async def say_goodbye(self, code: int) -> None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                if self.task is not None:
                    await self.task
                if self.greeted:
                    await self.send({"type": "websocket.send", "text": bye(code)})
                await self.send({"type": "websocket.close", "code": code})
        except Exception:
            self.cut()

    def cut(self) -> None:
        """The socket takes nothing any more, not even a close: abort it where the server lets us."""
        transport = getattr(getattr(self.send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
        if self.application is not None:
            self.application.cancel()


_closing: set[asyncio.Task[None]] = set()


def bye(code: int) -> str:
    retry = random.randrange(RETRY_MS) if code in COME_BACK else None
    return encode({"v": 1, "t": "bye", "d": {"code": code, "retry_ms": retry}})
