"""The socket as an outside client sees it: docs/live.md to the letter. Coming in, and bad input."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.events.live.client import Closed, RoomTestCase
from tests.factories.live import PollFactory, QuestionFactory, TipFactory

pytestmark = pytest.mark.xdist_group("live")


class SocketTest(RoomTestCase):
    # --- Coming in ----------------------------------------------------------------------------------------------------

    async def test_foreign_origins_are_refused_in_the_handshake(self):
        async with self.live():
            for origin in (None, "http://evil.example", "null", "http://localhost.evil.example"):
                with pytest.raises(Closed) as refused:
                    async with self.connected(room=self.room, origin=origin):
                        pass
                assert refused.value.args == (403,)

    async def test_unknown_room_is_accepted_and_closed_with_its_code(self):
        async with self.live(), self.connected(slug="nergens", hello=False) as client:
            assert await client.closed() == 4500

    async def test_who_says_nothing_is_sent_away(self):
        from events.live.delivery import protocol

        before, protocol.HELLO_SECONDS = protocol.HELLO_SECONDS, 0.2
        try:
            async with self.live(), self.connected(room=self.room, hello=False) as client:
                assert await client.closed() == 4410
        finally:
            protocol.HELLO_SECONDS = before

    async def test_a_visitor_gets_a_cookie_and_is_the_same_person_with_it(self):
        async with self.live():
            async with self.connected(room=self.room) as client:
                headers = dict(client.accepted["headers"])
                cookie = headers[b"set-cookie"].decode()
                await client.ask("ask", text="Mag ik huilen?", name=None, anonymous=True, for_other=False)
            name, value = cookie.split(";")[0].split("=", 1)
            assert name == f"live-{self.room.event.slug}"
            assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
            async with self.connected(room=self.room, cookies={name: value}) as again:
                assert again.accepted["headers"] == []
                assert [mine["text"] for mine in again.welcome["mine"]] == ["Mag ik huilen?"]
            async with self.connected(room=self.room, cookies={name: value + "x"}) as other:
                assert other.welcome["mine"] == []
                assert b"set-cookie" in dict(other.accepted["headers"])

    async def test_welcome_has_what_the_role_may_see(self):
        await self.do(QuestionFactory, room=self.room, state="wacht", text="Niet voor iedereen")
        await self.do(PollFactory, room=self.room)
        await self.do(TipFactory, room=self.room)
        async with self.live():
            async with self.connected(room=self.room) as client:
                welcome = client.welcome
                assert welcome["roles"] == []
                assert "mseq" not in welcome
                assert not welcome["recovered"]
                snapshot = welcome["snapshot"]
                assert set(snapshot) == {"room", "questions", "polls", "notes", "say", "tips", "line", "tick"}
                assert (snapshot["questions"], snapshot["polls"], snapshot["tips"]) == ([], [], [])
                assert snapshot["tick"] == {"votes": {}, "poll": {}, "here": {"web": 0, "phone": 0}}
            async with self.connected(self.by, self.room) as client:
                own = client.welcome["snapshot"]["m"]
                assert client.welcome["roles"] == ["moderator"]
                assert client.welcome["mseq"] == 0
                assert [q["text"] for q in own["questions"]] == ["Niet voor iedereen"]
                assert (len(own["polls"]), len(own["tips"]), own["phone"]) == (1, 1, {"n": 0})

    # --- Bad input ----------------------------------------------------------------------------------------------------

    async def test_bad_messages_get_their_code_and_the_room_goes_on(self):
        hello = {"v": 1, "c": "a", "t": "hello", "d": {}}
        cases = [
            ("{not json", "bad_json", None),
            ("\x00", "bad_json", None),
            ("[" * 3000, "bad_json", None),
            ('{"v":1,"c":"a","t":"hello","d":{"seq":NaN}}', "bad_json", None),
            ("[1]", "bad_message", None),
            ('"s"', "bad_message", None),
            (json.dumps(hello | {"c": "a b"}), "bad_message", None),
            (json.dumps(hello | {"d": []}), "bad_message", "a"),
            (json.dumps(hello | {"t": 1}), "bad_message", "a"),
            (json.dumps({"c": "a", "t": "hello", "d": {}}), "bad_message", "a"),
            ("x" * 4097, "too_large", None),
            (json.dumps(hello | {"t": "vote"}), "hello_first", "a"),
        ]
        async with self.live():
            for text, code, c in cases:
                async with self.connected(room=self.room, hello=False) as client:
                    client.raw(text)
                    answer = await client.next()
                    assert (answer["err"], answer["c"]) == (code, c), text[:60]
                    assert answer["text"]
                    assert (await client.hello())["seq"] == 0

    async def test_what_cannot_be_talked_with_is_closed(self):
        async with self.live():
            for text, data, code in (
                (None, b"\x00", 1003),
                ("x" * 8193, None, 1009),
                ('{"v":2,"c":"a","t":"hello","d":{}}', None, 4510),
                ('{"v":true,"c":"a","t":"hello","d":{}}', None, 4510),
            ):
                async with self.connected(room=self.room, hello=False) as client:
                    client.raw(text, data)
                    assert await client.closed() == code

    async def test_five_refusals_in_a_row_end_it_and_anything_else_begins_anew(self):
        async with self.live(), self.connected(room=self.room) as client:
            for _time in range(4):
                client.raw("{")
            await client.ask("vote", id="x")
            for _time in range(4):
                client.raw("{")
            await client.ask("vote", id="x")
            for _time in range(5):
                client.raw("{")
            assert await client.closed() == 4429
            bye = client.heard[-1]
            assert bye["t"] == "bye"
            assert bye["d"]["code"] == 4429
            assert 0 <= bye["d"]["retry_ms"] < 8000

    async def test_wrong_values_name_their_field(self):
        question = await self.do(QuestionFactory, room=self.room)
        uuid = str(question.uuid)
        cases = [
            ("ask", {"text": ""}, "text"),
            ("ask", {"text": "x" * 501}, "text"),
            ("ask", {"text": 5}, "text"),
            ("ask", {"text": "\ud800"}, "text"),
            ("ask", {"text": "a\u202eb"}, "text"),
            ("ask", {"text": "Hoe?", "name": "x" * 61}, "name"),
            ("ask", {"text": "Hoe?", "anonymous": "ja"}, "anonymous"),
            ("vote", {"id": uuid, "on": 1}, "on"),
            ("vote", {"id": "1", "on": True}, "id"),
            ("vote", {"on": True}, "id"),
            ("mod.state", {"id": uuid, "to": "kapot"}, "to"),
            ("mod.state", {"id": uuid, "to": "beantwoord", "how": "tekst"}, "text"),
            ("mod.say", {"text": "x" * 501}, "text"),
            ("mod.room", {}, "state"),
            ("note.put", {"id": None, "text": "", "tag": "x"}, "text"),
            ("note.put", {"id": None, "text": "x", "tag": "x" * 41}, "tag"),
            ("phone.count", {"n": -1}, "n"),
            ("phone.count", {"n": 10**20}, "n"),
            ("phone.count", {"n": 1.5}, "n"),
        ]
        async with self.live(), self.connected(self.by, self.room) as client:
            for kind, data, field in cases:
                answer = await client.ask(kind, **data)
                assert (answer.get("err"), answer.get("field")) == ("invalid", field), (kind, data)
                await asyncio.sleep(0.2)
            emoji = await client.ask("ask", text="😀" * 500, name=None, anonymous=True, for_other=False)
            assert emoji["ok"] == 1

    async def test_commands_are_limited_per_socket(self):
        async with self.live(), self.connected(room=self.room) as client:
            await client.until("limits")
            for _time in range(16):
                client.say("vote", {"id": "x", "on": True})
            answers = [await client.next() for _time in range(16)]
            late = [answer for answer in answers if answer["err"] == "rate"]
            assert [answer["err"] for answer in answers if answer not in late] == ["invalid"] * (16 - len(late))
            assert 1 <= len(late) <= 2
            assert late[0]["wait"] == 1
