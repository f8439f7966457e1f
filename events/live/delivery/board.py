"""The switchboard of a process: its hubs, its one subscription to the channel layer, its limits per address."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import secrets
import signal
import threading
import time
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from events.live import hints
from events.live.delivery.ballots import BallotBox
from events.live.delivery.hub import RoomHub
from events.live.delivery.protocol import Tokens
from events.live.delivery.rights import lost_rights
from events.live.delivery.seats import RESTART, RIGHTS
from events.live.delivery.threads import in_thread
from events.live.identity import shade
from events.live.models import Presence
from events.live.queries import counters, find_room, people_here

logger = logging.getLogger("portal.live")

PULSE_SECONDS = 5.0
HASTY_SECONDS = 1.0
HASTY_FOR = 30.0
PRESENCE_EVERY = 10.0
EMPTY_SECONDS = 60.0
ADDRESS_WAIT = 5.0
HINTS_AT_MOST = 2000

Address = tuple[str, str]


class Switchboard:
    """One per event loop. `hub_for` makes what is needed; the pulse ends what is not needed any more."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.process = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.hubs: dict[int, RoomHub] = {}
        self.boxes: dict[int, BallotBox] = {}
        self.rooms: dict[Address, int] = {}
        self.starting: dict[int, asyncio.Future[RoomHub]] = {}
        self.channel: str | None = None
        self.listening = asyncio.Event()
        self.outbox: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self.votes: dict[str, Tokens] = {}
        self.fresh: dict[str, Tokens] = {}
        self.open: dict[str, int] = {}
        self.presence: dict[int, tuple[int, float]] = {}
        self.trouble_at = -math.inf
        self.tasks = [self.loop.create_task(work()) for work in (self.listen, self.deliver, self.pulse)]
        hints.boards.append(self)
        self.watch_for_the_end()

    # --- Hubs -------------------------------------------------------------------------------------------------------

    async def hub_for(self, host: str, slug: str) -> RoomHub | None:
        """The hub of a room by the host and slug of its address; None when there is no such room."""
        room_id = self.rooms.get((host, slug))
        if room_id is None:
            room_id = await in_thread(room_at, host, slug)
            if room_id is None:
                return None
            self.rooms[host, slug] = room_id
        return await self.hub(room_id)

    async def hub(self, room_id: int) -> RoomHub:
        known = self.hubs.get(room_id)
        if known is not None and known.ready:
            return known
        if room_id not in self.starting:
            self.starting[room_id] = asyncio.ensure_future(self.start(room_id))
        try:
            return await asyncio.shield(self.starting[room_id])
        finally:
            self.starting.pop(room_id, None)

    async def start(self, room_id: int) -> RoomHub:
        hub = self.hubs[room_id] = RoomHub(room_id)
        with contextlib.suppress(TimeoutError):  # without a layer the pulse does it
            await asyncio.wait_for(self.listening.wait(), hints.SEND_SECONDS)
        await self.subscribe(hints.group_of(room_id))
        try:
            await hub.start()
        except BaseException:
            del self.hubs[room_id]
            raise
        return hub

    def box(self, room_id: int) -> BallotBox:
        return self.boxes.setdefault(room_id, BallotBox(room_id))

    def vote_wait(self, key: str) -> float:
        now = self.loop.time()
        return self.votes.setdefault(key, Tokens(5.0, 20.0, now)).take(now)

    # --- The layer --------------------------------------------------------------------------------------------------

    def publish(self, group: str, hint: dict[str, Any]) -> None:
        if self.outbox.qsize() >= HINTS_AT_MOST:
            self.outbox.get_nowait()  # whoever misses it reads the log
        self.outbox.put_nowait((group, hint))

    async def deliver(self) -> None:
        """Send hints in their order. When the layer is away our own sockets still hear them at once."""
        while True:
            group, hint = await self.outbox.get()
            try:
                await hints.send(group, hint)
            except Exception as failure:
                self.note_trouble(failure)
                self.dispatch(hint)

    def note_trouble(self, failure: BaseException) -> None:
        if time.monotonic() - self.trouble_at > HASTY_FOR:
            logger.warning("channel layer is away, rooms read their log: %s", type(failure).__name__)
        self.trouble_at = time.monotonic()

    async def subscribe(self, group: str) -> None:
        layer = get_channel_layer()
        if layer is not None and self.channel is not None:
            try:
                await asyncio.wait_for(layer.group_add(group, self.channel), hints.SEND_SECONDS)
            except Exception as failure:
                self.note_trouble(failure)

    async def listen(self) -> None:
        """The one subscription of this process; made anew whenever it breaks."""
        layer = get_channel_layer()
        while layer is not None:
            try:
                self.channel = await layer.new_channel()
                for group in (hints.EVERYWHERE, *map(hints.group_of, self.hubs)):
                    await layer.group_add(group, self.channel)
                self.listening.set()
                while True:
                    self.take(await layer.receive(self.channel))
            except Exception as failure:
                self.channel = None
                self.listening.clear()
                self.note_trouble(failure)
                await asyncio.sleep(HASTY_SECONDS)

    def take(self, hint: dict[str, Any]) -> None:
        try:
            self.dispatch(hint)
        except Exception:
            logger.exception("a hint could not be used")
            if hint.get("room") in self.hubs:
                self.hubs[hint["room"]].resync()

    def dispatch(self, hint: dict[str, Any]) -> None:
        if hint.get("room") is None:
            self.everywhere(hint)
        elif hint["room"] in self.hubs:
            self.hubs[hint["room"]].on_hint(hint)

    def everywhere(self, hint: dict[str, Any]) -> None:
        """A session ended, or an account changed."""
        for hub in tuple(self.hubs.values()):
            for seat in tuple(hub.seats):
                if seat.session_key and shade(seat.session_key) == hint.get("session"):
                    seat.close(RIGHTS)
        if "user" in hint:
            self.loop.create_task(self.look_at_rights(hint["user"]))

    # --- The pulse --------------------------------------------------------------------------------------------------

    async def pulse(self) -> None:
        while True:
            hasty = time.monotonic() - self.last_trouble() < HASTY_FOR
            await asyncio.sleep(HASTY_SECONDS if hasty else PULSE_SECONDS)
            for hub in tuple(self.hubs.values()):
                try:
                    await self.look_after(hub)
                except DatabaseError as failure:
                    logger.warning("live room waits for the database: %s", type(failure).__name__)
                except Exception:
                    logger.exception("live room could not be looked after")
            try:
                await self.look_at_rights()
                self.forget_full()
            except Exception:
                logger.exception("rights could not be looked at")

    def last_trouble(self) -> float:
        return max([self.trouble_at, *(hub.missed_at for hub in self.hubs.values())])

    async def look_after(self, hub: RoomHub) -> None:
        if not hub.ready:
            return
        if not hub.seats and time.monotonic() - hub.empty_since > EMPTY_SECONDS:
            await self.end(hub)
            return
        found = await in_thread(counters, hub.room_id)
        if found is not None and (found[0] != hub.epoch or found[3] > hub.revision):
            hub.resync()
        hub.look_at_counts()
        await self.tell_presence(hub)

    async def tell_presence(self, hub: RoomHub) -> None:
        """Write how many people this process has, at least every ten seconds; read how many there are."""
        count, now = hub.people(), time.monotonic()
        before, at = self.presence.get(hub.room_id, (-1, -math.inf))
        write = count != before or now - at > PRESENCE_EVERY
        if write:
            self.presence[hub.room_id] = (count, now)
        hub.numbers.set_web(await in_thread(presence, hub.room_id, self.process, count if write else None))

    def greet(self, hub: RoomHub) -> None:
        """The first people of a room are told soon how many they are; later ones by the pulse."""
        if self.presence.get(hub.room_id) is None:
            self.presence[hub.room_id] = (-1, -math.inf)
            self.loop.call_later(0.5, lambda: self.loop.create_task(self.tell_first(hub)))

    async def tell_first(self, hub: RoomHub) -> None:
        with contextlib.suppress(DatabaseError):
            await self.tell_presence(hub)

    async def look_at_rights(self, user_id: int | None = None) -> None:
        """Close the sockets of who logged out, was blocked, or got other roles."""
        seats = [
            (seat, (seat.user_id, seat.session_key, seat.roles, hub.site))
            for hub in self.hubs.values()
            for seat in hub.seats
            if seat.user_id is not None and user_id in (None, seat.user_id)
        ]
        if not seats:
            return
        lost = await in_thread(lost_rights, {login for _seat, login in seats})
        for seat, login in seats:
            if login in lost:
                seat.close(RIGHTS)

    async def end(self, hub: RoomHub) -> None:
        """Nobody has been here for a while."""
        self.hubs.pop(hub.room_id, None)
        self.boxes.pop(hub.room_id, None)
        self.presence.pop(hub.room_id, None)
        self.rooms = {address: pk for address, pk in self.rooms.items() if pk != hub.room_id}
        hub.end()
        layer = get_channel_layer()
        if layer is not None and self.channel is not None:
            await layer.group_discard(hints.group_of(hub.room_id), self.channel)
        await in_thread(leave_presence, hub.room_id, self.process)

    def watch_for_the_end(self) -> None:
        """Before the server's own handler closes every connection, each is told to come back (4400)."""
        server = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is not threading.main_thread() or not callable(server):
            return

        def end(number: int, frame: Any) -> None:
            self.loop.call_soon_threadsafe(self.close_all)
            server(number, frame)

        signal.signal(signal.SIGTERM, end)

    def close_all(self) -> None:
        """The process ends: everybody comes back to another one, each after a moment of its own."""
        for hub in self.hubs.values():
            for seat in tuple(hub.seats):
                seat.close(RESTART)

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        for hub in self.hubs.values():
            hub.end()
        if self in hints.boards:
            hints.boards.remove(self)

    # --- Limits per address -----------------------------------------------------------------------------------------

    async def admit(self, address: str) -> bool:
        """Whether one more socket of this address may come in; waits a moment before it says no.

        A care home shares one address: it is slowed down, never shut out.
        """
        rate = settings.LIVE_ADDRESS_LIMIT
        if rate is None:
            return True
        now = self.loop.time()
        bucket = self.fresh.setdefault(address, Tokens(rate.per_minute / 60, rate.per_minute, now))
        wait = bucket.take(now)
        if wait or self.open.get(address, 0) >= rate.burst:
            if wait <= ADDRESS_WAIT:
                bucket.left -= 1 if wait else 0
            await asyncio.sleep(min(wait or ADDRESS_WAIT, ADDRESS_WAIT))
        return wait <= ADDRESS_WAIT and self.open.get(address, 0) < rate.burst

    def forget_full(self) -> None:
        now = self.loop.time()
        for kept in (self.votes, self.fresh):
            for name in [name for name, tokens in kept.items() if now - tokens.at > 120]:
                del kept[name]


def board() -> Switchboard:
    """The switchboard of the running loop."""
    loop = asyncio.get_running_loop()
    for known in hints.boards:
        if known.loop is loop:
            return known  # type: ignore[return-value]
    return Switchboard()


def room_at(host: str, slug: str) -> int | None:
    name, _colon, port = host.rpartition(":") if host.rpartition(":")[2].isdigit() else (host, "", "80")
    try:
        site = get_site_for_hostname(name, int(port))
    except Site.DoesNotExist:
        return None
    room = find_room(site.pk, slug) if site is not None else None
    return room.pk if room else None


def presence(room_id: int, process: str, count: int | None) -> int:
    if count is not None:
        Presence.objects.update_or_create(
            room_id=room_id, process=process, defaults={"count": count, "at": timezone.now()}
        )
    return people_here(room_id)


def leave_presence(room_id: int, process: str) -> None:
    Presence.objects.filter(room_id=room_id, process=process).delete()
