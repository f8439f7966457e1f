"""The socket of the live room: read a message, call one command, write its answer. Nothing else happens here.

It is an ASGI application and no Channels consumer: those make a hop to a thread for every message of every socket,
which costs more than the rest together (docs/live.md). Broadcasts never come along here, the hub writes them.
"""

from __future__ import annotations

import asyncio
import logging
import math
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import parse_cookie
from django.utils import timezone, translation

from events.live import identity
from events.live.actions.asking import ASKED_AT_MOST, PAUSE_SECONDS, participant_key
from events.live.commands import BALLOTS, KINDS, Actor, ballot_of, digest_of, kind_of, read, run_command
from events.live.delivery import protocol
from events.live.delivery.board import Switchboard, board
from events.live.delivery.hub import RoomHub
from events.live.delivery.seats import (
    BANNED,
    BINARY,
    CROWDED,
    HUGE,
    OVER,
    RIGHTS,
    SILENT,
    UNKNOWN_ROOM,
    UNKNOWN_VERSION,
    Seat,
)
from events.live.delivery.threads import in_thread
from events.live.enums import Stream
from events.live.exceptions import Busy, HelloFirst, Invalid, LiveError, RightsChanged, TooSoon
from events.live.forms import HelloForm
from events.live.frames import encode, moment
from events.live.models import Room

logger = logging.getLogger("portal.live")

BUSY_SECONDS = 3
Scope = dict[str, Any]


class LiveSocket:
    """One connection, from the handshake to the end."""

    def __init__(self, scope: Scope, receive: Any, send: Any) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.slug: str = scope["url_route"]["kwargs"]["slug"]
        self.headers = {name.lower(): value for name, value in scope["headers"]}
        self.board: Switchboard = board()
        self.tokens = protocol.Tokens(protocol.COMMANDS_PER_SECOND, protocol.COMMANDS_BURST, self.board.loop.time())
        self.refusals = 0
        self.tasks: set[asyncio.Task[None]] = set()

    @classmethod
    def as_asgi(cls) -> Any:
        async def application(scope: Scope, receive: Any, send: Any) -> None:
            await cls(scope, receive, send).run()

        return application

    async def run(self) -> None:
        message = await self.receive()
        if message["type"] != "websocket.connect":
            return
        address = (self.scope.get("client") or ("",))[0]
        if not await self.board.admit(address):
            await self.refuse(CROWDED)
            return
        counts = settings.LIVE_ADDRESS_LIMIT is not None
        if counts:
            self.board.open[address] = self.board.open.get(address, 0) + 1
        try:
            await self.enter()
        finally:
            if counts:
                self.board.open[address] -= 1
                if not self.board.open[address]:
                    del self.board.open[address]

    async def refuse(self, code: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        """Accepted first, so that the browser gets to see the code."""
        await self.send({"type": "websocket.accept", "headers": headers or []})
        await self.send({"type": "websocket.close", "code": code})

    async def enter(self) -> None:
        host = self.headers.get(b"host", b"").decode("latin-1")
        try:
            hub = await self.board.hub_for(host, self.slug)
        except DatabaseError:
            await self.refuse(CROWDED)
            return
        if hub is None:
            await self.refuse(UNKNOWN_ROOM)
            return
        self.hub: RoomHub = hub
        self.room = Room(pk=hub.room_id, site=hub.site, secret=hub.secret)
        login, cookie, headers = await self.who()
        key = self.key_of(login.user_id if login else None, cookie)
        if key in hub.banned or hub.is_shut:
            await self.refuse(OVER if hub.is_shut else BANNED, headers)
            return
        await self.send({"type": "websocket.accept", "headers": headers})
        self.seat = Seat(
            self.send,
            key=key,
            user_id=login.user_id if login else None,
            session_key=login.session_key if login else "",
            roles=login.roles if login else frozenset(),
        )
        hub.join(self.seat)
        await self.stay()

    async def who(self) -> tuple[identity.Login | None, str | None, list[tuple[bytes, bytes]]]:
        """The login, else the room's cookie, else a new one with the header that sets it."""
        cookies = parse_cookie(self.headers.get(b"cookie", b"").decode("latin-1"))
        session_key = cookies.get(settings.SESSION_COOKIE_NAME)
        login = await in_thread(identity.login_of, session_key, self.hub.site) if session_key else None
        name = identity.cookie_name(self.slug)
        cookie = identity.read_cookie(self.slug, cookies.get(name))
        if login is not None or cookie is not None:
            return login, cookie, []
        value = identity.new_cookie(self.slug)
        return None, identity.read_cookie(self.slug, value), [(b"set-cookie", set_cookie(name, value))]

    def key_of(self, user_id: int | None, cookie: str | None) -> str | None:
        known = identity.identity_of(user_id, cookie)
        return participant_key(room=self.room, identity=known) if known else None

    async def stay(self) -> None:
        """Until the other side goes, or the seat is taken away."""
        silent = self.board.loop.call_later(protocol.HELLO_SECONDS, self.look_for_hello)
        try:
            while True:
                message = await self.receive()
                if message["type"] == "websocket.disconnect":
                    return
                await self.take(message)
        except asyncio.CancelledError:
            if not self.seat.closed:
                raise
        finally:
            silent.cancel()
            self.seat.closed = True
            self.hub.leave(self.seat)

    def look_for_hello(self) -> None:
        if not self.seat.greeted:
            self.seat.close(SILENT)

    # --- Messages ---------------------------------------------------------------------------------------------------

    async def take(self, message: dict[str, Any]) -> None:
        if self.seat.closed:
            return
        text = message.get("text")
        if text is None:
            self.seat.close(BINARY)
        elif len(text.encode("utf-8", "surrogatepass")) > protocol.HUGEST:
            self.seat.close(HUGE)
        else:
            try:
                await self.obey(protocol.parse(text))
            except protocol.UnknownVersion:
                self.seat.close(UNKNOWN_VERSION)
            except protocol.Refused as refused:
                self.answer_refusal(refused.c, refused.error)

    async def obey(self, message: protocol.Message) -> None:
        try:
            if not self.seat.greeted and message.kind != "hello":
                raise HelloFirst
            self.spend(message)
            if message.kind == "hello":
                await self.hello(message)
            elif message.kind in BALLOTS and self.seat.key:
                self.vote(message)
            else:
                await self.command(message)
        except LiveError as error:
            self.answer_refusal(message.c, error)
        except DatabaseError as failure:
            logger.warning("live hello waits for the database: %s", type(failure).__name__)
            self.answer_refusal(message.c, Busy(wait=BUSY_SECONDS))

    def spend(self, message: protocol.Message) -> None:
        wait = self.tokens.take(self.board.loop.time())
        if not wait and message.kind == "vote" and self.seat.key:
            wait = self.board.vote_wait(self.seat.key)
        if wait:
            raise TooSoon(wait=math.ceil(wait))

    def answer_refusal(self, c: str | None, error: LiveError) -> None:
        with translation.override("nl"):
            self.seat.write(protocol.refused(c, error))
        self.refusals = self.refusals + 1 if error.code in protocol.REFUSALS else 0
        if self.refusals >= protocol.REFUSALS_IN_A_ROW:
            self.seat.close(CROWDED)

    def answer(self, c: str, data: dict[str, Any]) -> None:
        self.refusals = 0
        self.seat.write(protocol.done(c, data))

    @property
    def actor(self) -> Actor:
        seat = self.seat
        return Actor(key=seat.key, user_id=seat.user_id, session_key=seat.session_key, roles=seat.roles)

    async def command(self, message: protocol.Message) -> None:
        kind_of(message.kind, self.seat.roles)
        answer = await self.safely(
            in_thread(
                in_dutch,
                run_command,
                room=self.room,
                actor=self.actor,
                name=message.kind,
                data=message.data,
                c=message.c,
            )
        )
        if answer is not None:
            self.answer(message.c, answer)
            if message.kind == "ask" and not answer.get("again"):
                self.seat.write(self.limits(answer["id"]))

    def vote(self, message: protocol.Message) -> None:
        """Votes are counted in batches; nothing else that this person says waits for that."""
        task = self.board.loop.create_task(self.count(message))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def count(self, message: protocol.Message) -> None:
        try:
            try:
                data = read(KINDS[message.kind].form, message.data)
            except Invalid:
                await self.command(message)  # which looks first whether the name was used before
                return
            digest = digest_of(self.room.secret, message.kind, message.data)
            ballot = ballot_of(message.kind, self.actor, data, message.c, digest)
            answer = await self.safely(self.board.box(self.hub.room_id).put(ballot))
            if answer is not None:
                self.answer(message.c, answer)
        except LiveError as error:
            self.answer_refusal(message.c, error)

    async def safely(self, work: Any) -> dict[str, Any] | None:
        """The answer; None when the seat was taken away. A database that is away is `busy`, never a traceback."""
        try:
            return await work
        except RightsChanged:
            self.seat.close(RIGHTS)
            return None
        except DatabaseError as failure:
            logger.warning("live command waits for the database: %s", type(failure).__name__)
            raise Busy(wait=BUSY_SECONDS) from None

    # --- Hello ------------------------------------------------------------------------------------------------------

    async def hello(self, message: protocol.Message) -> None:
        said = read(HelloForm, message.data)
        self.refusals = 0
        seat, hub = self.seat, self.hub
        missed = hub.replay(seat, said["epoch"], said["seq"], said["mseq"])
        if missed is not None:
            events = f'"recovered":true,"events":[{",".join(missed)}],"tick":{hub.numbers.all()},"line":{hub.line}'
            self.welcome(message.c, events, hub.last[Stream.PUBLIC], hub.last[Stream.MODERATORS])
            return
        seat.backlog = []
        try:
            snapshot = await hub.snapshots.after(hub.epoch, hub.last[Stream.PUBLIC], hub.last[Stream.MODERATORS])
        except BaseException:
            seat.backlog = None
            raise
        if seat.closed:
            return
        moderators = f',"m":{snapshot.moderators}' if seat.moderates else ""
        body = f'{{{snapshot.public},"line":{hub.line},"tick":{hub.numbers.all()}{moderators}}}'
        backlog, seat.backlog = seat.backlog or [], None
        self.welcome(message.c, f'"recovered":false,"snapshot":{body}', snapshot.seq, snapshot.mseq)
        told = {"pub": snapshot.seq, "mod": snapshot.mseq}
        for stream, seq, frame in backlog:
            if seq > told[stream]:
                seat.push(frame)

    def welcome(self, c: str, rest: str, seq: int, mseq: int) -> None:
        seat, hub = self.seat, self.hub
        counters: dict[str, Any] = {"epoch": hub.epoch, "seq": seq}
        if seat.moderates:
            counters["mseq"] = mseq
        own = hub.mine.get(seat.key or "", {"mine": {}})["mine"]
        head = encode(
            {**counters, "roles": sorted(seat.roles), "now": moment(timezone.now()), "mine": list(own.values())}
        )
        seat.greeted = True
        seat.write(f'{{"v":1,"c":"{c}","e":"{hub.epoch}","t":"welcome","d":{head[:-1]},{rest}}}}}')
        seat.write(self.limits())
        self.board.greet(hub)

    def limits(self, just_asked: str = "") -> str:
        """How long until the next question, how many are left. The hub may not have heard of the newest one yet."""
        own = self.hub.mine.get(self.seat.key or "", {"mine": {}})
        asked, at = own.get("asked", 0), own.get("at")
        now = timezone.now().timestamp()
        if just_asked and just_asked not in own["mine"]:
            asked, at = asked + 1, now
        wait = max(0, math.ceil(at + PAUSE_SECONDS - now)) if at else 0
        body = {"ask": {"wait": wait, "left": max(0, ASKED_AT_MOST - asked)}, "vote": {"wait": 0}}
        return encode({"v": 1, "e": self.hub.epoch, "t": "limits", "d": body})


def in_dutch(work: Any, **values: Any) -> Any:
    """Refusals are said in Dutch, whatever the thread did before."""
    with translation.override("nl"):
        try:
            return work(**values)
        except LiveError as error:
            error.args = (str(error),)
            raise


def set_cookie(name: str, value: str) -> bytes:
    jar: SimpleCookie = SimpleCookie()
    jar[name] = value
    options = identity.cookie_options()
    jar[name]["path"], jar[name]["samesite"] = options["path"], options["samesite"]
    jar[name]["httponly"], jar[name]["max-age"] = True, options["max_age"]
    if options["secure"]:
        jar[name]["secure"] = True
    return jar[name].OutputString().encode()
