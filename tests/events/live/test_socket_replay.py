"""What a socket hears that was away, is slow, or whose process missed a hint."""

from __future__ import annotations

import asyncio
import contextlib
import json

import pytest
from django.db.backends.signals import connection_created
from django.test import override_settings

from events.live.actions import hosting, moderating
from events.live.models import Question
from portal.settings.environment import Rate
from tests.events.live.client import RoomTestCase
from tests.factories.live import QuestionFactory

pytestmark = pytest.mark.xdist_group("live")


class ReplayTest(RoomTestCase):
    # --- Replay -------------------------------------------------------------------------------------------------------

    async def test_who_comes_back_hears_what_was_missed(self):
        async with self.live(), self.connected(self.by, self.room) as desk:
            epoch = desk.welcome["epoch"]
            for text in ("Een", "Twee", "Drie"):
                await desk.ask("mod.say", text=text)
            await desk.until("say")
            await desk.quiet()
            async with self.connected(room=self.room, hello=False) as client:
                missed = await client.hello(epoch, seq=1)
                assert missed["recovered"]
                assert [(m["s"], m["t"], m["d"]["text"]) for m in missed["events"]] == [
                    (2, "say", "Twee"),
                    (3, "say", "Drie"),
                ]
                assert missed["tick"]["here"]
                assert missed["line"] is None
                assert (await client.hello(epoch, seq=3))["events"] == []
                assert not (await client.hello(epoch, seq=4))["recovered"]
                assert not (await client.hello("anders", seq=1))["recovered"]
                assert not (await client.hello(None, seq=1))["recovered"]

    async def test_many_who_come_back_together_cost_no_query_each(self):
        async with self.live(), self.connected(self.by, self.room) as desk:
            epoch, cookies = desk.welcome["epoch"], []
            for _person in range(20):
                async with self.connected(room=self.room) as client:
                    cookies.append(dict(client.accepted["headers"])[b"set-cookie"].decode().split(";")[0].split("=", 1))
            await desk.ask("mod.say", text="Gemist")
            await desk.until("say")
            used: list[object] = []

            def count(**values: object) -> None:
                used.append(values["connection"])

            connection_created.connect(count, dispatch_uid="live.test")
            try:
                async with contextlib.AsyncExitStack() as stack:
                    back = [
                        await stack.enter_async_context(
                            self.connected(room=self.room, cookies=dict([cookie]), hello=False)
                        )
                        for cookie in cookies
                    ]
                    told = await asyncio.gather(*(client.hello(epoch, seq=0) for client in back))
                    assert [welcome["events"][0]["d"]["text"] for welcome in told] == ["Gemist"] * 20
                    assert len(used) <= 2
            finally:
                connection_created.disconnect(dispatch_uid="live.test")

    async def test_replay_carries_no_words_of_what_is_gone(self):
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            uuid = (await client.ask("ask", text="Mijn geheim", name="Riet", anonymous=False))["d"]["id"]
            await desk.ask("mod.edit", id=uuid, text="Een geheim")
            await desk.ask("mod.redact", id=uuid)
            await client.until("q.gone")
            await desk.quiet()
            again = await client.hello(client.welcome["epoch"], seq=0)
            assert [(m["s"], m["t"], m["d"]) for m in again["events"]] == [
                (seq, "q.gone", {"id": uuid, "why": "weg"}) for seq in (1, 2, 3)
            ]
            told = await desk.hello(desk.welcome["epoch"], 0, 0)
            fresh = await desk.hello()
            for words in ("geheim", "Riet"):
                assert words not in json.dumps(again)
                assert words not in json.dumps(told)
                assert words not in json.dumps(fresh)

    async def test_too_far_back_gets_a_snapshot_never_a_part(self):
        def many() -> None:
            for number in range(301):
                hosting.announce(room=self.room, text=str(number), by=self.by)

        await self.do(many)
        async with self.live(), self.connected(room=self.room) as client:
            epoch = client.welcome["epoch"]
            assert len((await client.hello(epoch, seq=1))["events"]) == 300
            assert not (await client.hello(epoch, seq=0))["recovered"]

    # --- Slow sockets and addresses -----------------------------------------------------------------------------------

    async def test_a_socket_that_does_not_read_is_dropped_and_holds_up_nobody(self):
        async with self.live(), self.connected(room=self.room) as stuck, self.connected(self.by, self.room) as desk:
            stuck.reads.clear()
            for number in range(70):
                await self.do(hosting.announce, room=self.room, text=str(number), by=self.by)
            heard = []
            while len(heard) < 70:
                heard.append((await desk.until("say"))["d"]["text"])
            assert heard == [str(number) for number in range(70)]
            stuck.reads.set()
            assert await stuck.closed() == 4408

    async def test_one_address_is_slowed_down(self):
        with override_settings(LIVE_ADDRESS_LIMIT=Rate(per_minute=600, burst=2)):
            async with self.live(), self.connected(room=self.room), self.connected(room=self.room):
                from events.live.delivery import board as boards

                before, boards.ADDRESS_WAIT = boards.ADDRESS_WAIT, 0.2
                try:
                    async with self.connected(room=self.room, hello=False) as third:
                        assert await third.closed() == 4429
                    async with self.connected(room=self.room, address="10.0.0.2") as other:
                        assert other.welcome
                finally:
                    boards.ADDRESS_WAIT = before

    # --- Hints --------------------------------------------------------------------------------------------------------

    async def test_hints_are_only_hints(self):
        """Swallowed, doubled and out of order: everybody still hears everything once, in order."""
        from events.live.delivery.board import board

        async with self.live(), self.connected(room=self.room) as client, self.connected(self.by, self.room) as desk:
            switchboard = board()
            kept, real = [], switchboard.dispatch
            switchboard.dispatch = kept.append
            for number in range(12):
                await desk.ask("mod.say", text=str(number))
                await asyncio.sleep(0.21)
            hints = [hint for hint in kept if hint.get("room") == self.room.pk]
            switchboard.dispatch = real
            for hint in (hints[5], hints[2], hints[2], hints[0], hints[8], hints[7]):
                switchboard.take(hint)
            heard = [(await client.until("say"))["d"]["text"] for _time in range(12)]
            assert heard == [str(number) for number in range(12)]
            await asyncio.sleep(0.3)
            assert not [m for m in await client.quiet() if m["t"] == "say"]

    async def test_the_last_hint_that_is_lost_is_found_by_comparing(self):
        from events.live.delivery import board as boards

        before, boards.PULSE_SECONDS = boards.PULSE_SECONDS, 0.2
        try:
            async with self.live(), self.connected(room=self.room) as client:
                switchboard = boards.board()
                switchboard.dispatch = lambda hint: None
                await self.do(hosting.announce, room=self.room, text="Niemand zei het", by=self.by)
                assert (await client.until("say"))["d"]["text"] == "Niemand zei het"
        finally:
            boards.PULSE_SECONDS = before

    async def test_a_new_epoch_sends_everybody_back_for_a_fresh_state(self):
        async with self.live(), self.connected(room=self.room) as client:
            epoch = client.welcome["epoch"]
            await self.do(hosting.announce, room=self.room, text="Voor de herhaling", by=self.by)
            await self.do(hosting.reset_room, room=self.room, by=self.by)
            assert await client.closed() == 4400
            async with self.connected(room=self.room, hello=False) as again:
                fresh = await again.hello(epoch, seq=1)
                assert (fresh["recovered"], fresh["snapshot"]["say"]) == (False, [])

    async def test_moved_question_and_merged_ones(self):
        parent = str((await self.do(QuestionFactory, room=self.room)).uuid)
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            uuid = (await client.ask("ask", text="Dit ook", anonymous=True))["d"]["id"]
            await desk.ask("mod.merge", id=uuid, into=parent)
            assert (await client.until("q.merge"))["d"] == {"id": uuid, "into": parent}
            await self.do(
                moderating.move_question, room=self.room, uuid=Question(uuid=parent).uuid, to="nu", by=self.by
            )
            assert (await client.until("q.state"))["d"] == {"id": parent, "state": "nu", "answer": None}
