"""A socket without a network: the application of the portal, spoken to over two queues."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import TransactionTestCase

from events.live import hints
from events.live.delivery.board import board
from events.live.delivery.threads import in_thread
from portal.asgi import application
from tests.factories.live import RoomFactory, moderator

PATIENCE = 8.0
ORIGIN = "http://localhost"


class Closed(Exception):
    """The socket was closed by the server; the code is the first argument."""


def session_of(user: Any) -> str:
    """A login of somebody; returns the key of the session."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


class Client:
    """One end of a socket. Messages that answer nothing wait in `heard`."""

    names = itertools.count()

    def __init__(
        self, slug: str, *, cookies: dict[str, str], origin: str | None, address: str, host: str = "localhost"
    ) -> None:
        headers = [(b"host", host.encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if cookies:
            headers.append((b"cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()))
        self.scope = {
            "type": "websocket",
            "path": f"/ws/live/{slug}/",
            "headers": headers,
            "client": (address, 1),
            "subprotocols": [],
            "query_string": b"",
            "root_path": "",
            "scheme": "ws",
        }
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.heard: list[dict[str, Any]] = []
        self.accepted: dict[str, Any] = {}

    async def send(self, message: dict[str, Any]) -> None:
        """What the server calls: waits while this client does not read."""
        await self.reads.wait()
        self.outbox.put_nowait(message)
        if message["type"] == "websocket.close":
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": message.get("code")})

    async def open(self) -> None:
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(application(self.scope, self.inbox.get, self.send))
        self.accepted = await asyncio.wait_for(self.outbox.get(), PATIENCE)
        if self.accepted["type"] != "websocket.accept":
            raise Closed(403)

    async def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1000})
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait_for(self.task, PATIENCE)

    async def next(self, patience: float = PATIENCE) -> dict[str, Any]:
        message = await asyncio.wait_for(self.outbox.get(), patience)
        if message["type"] == "websocket.close":
            raise Closed(message["code"])
        return json.loads(message["text"])

    def raw(self, text: str | None, data: bytes | None = None) -> None:
        self.inbox.put_nowait({"type": "websocket.receive", "text": text, "bytes": data})

    def say(self, kind: str, data: dict[str, Any] | None = None, c: str = "") -> str:
        name = c or f"c{next(self.names)}"
        text = json.dumps({"v": 1, "c": name, "t": kind, "d": data or {}}, ensure_ascii=False)
        self.raw(text)
        return name

    async def ask(self, kind: str, c: str = "", **data: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        name = self.say(kind, data, c)
        return await self.answer(name)

    async def answer(self, name: str | None) -> dict[str, Any]:
        while True:
            message = await self.next()
            if "c" in message and message["c"] == name:
                return message
            self.heard.append(message)

    async def hello(self, epoch: str | None = None, seq: int = 0, mseq: int = 0) -> dict[str, Any]:
        return (await self.ask("hello", epoch=epoch, seq=seq, mseq=mseq))["d"]

    async def until(self, kind: str, patience: float = PATIENCE) -> dict[str, Any]:
        """The next message of a type."""
        for number, message in enumerate(self.heard):
            if message.get("t") == kind:
                return self.heard.pop(number)
        while True:
            message = await self.next(patience)
            if message.get("t") == kind:
                return message
            self.heard.append(message)

    async def quiet(self, seconds: float = 0.3) -> list[dict[str, Any]]:
        """All that was heard until now and for a moment longer."""
        with contextlib.suppress(TimeoutError):
            while True:
                self.heard.append(await self.next(seconds))
        heard, self.heard = self.heard, []
        return heard

    async def closed(self, patience: float = PATIENCE) -> int:
        """Wait until the server closes; the code."""
        try:
            while True:
                self.heard.append(await self.next(patience))
        except Closed as end:
            return end.args[0]


class LiveTestCase(TransactionTestCase):
    """Tests of the socket: transactions really commit, and every test has a switchboard of its own."""

    serialized_rollback = True

    def tearDown(self) -> None:
        for known in tuple(hints.boards):
            hints.boards.remove(known)

    @contextlib.asynccontextmanager
    async def connected(
        self,
        user: Any = None,
        room: Any = None,
        *,
        slug: str = "",
        cookies: dict[str, str] | None = None,
        origin: str | None = ORIGIN,
        address: str = "10.0.0.1",
        host: str = "localhost",
        hello: bool = True,
    ) -> AsyncIterator[Client]:
        """A socket in a room, greeted unless told otherwise, and always left again."""
        cookies = dict(cookies or {})
        if user is not None:
            cookies[settings.SESSION_COOKIE_NAME] = await in_thread(session_of, user)
        client = Client(slug or room.event.slug, cookies=cookies, origin=origin, address=address, host=host)
        await client.open()
        try:
            if hello:
                client.welcome = await client.hello()
            yield client
        finally:
            await client.leave()

    async def do(self, action: Any, *args: Any, **values: Any) -> Any:
        """Call something that needs the database."""
        return await in_thread(action, *args, **values)

    @contextlib.asynccontextmanager
    async def live(self) -> AsyncIterator[None]:
        """The switchboard of this test's loop, ended with it."""
        switchboard = board()
        try:
            yield
        finally:
            switchboard.stop()
            await asyncio.sleep(0)


class RoomTestCase(LiveTestCase):
    """A room that is open, and a moderator."""

    def setUp(self) -> None:
        self.room = RoomFactory()
        self.by = moderator(first_name="Joris", last_name="Zandweerd")
