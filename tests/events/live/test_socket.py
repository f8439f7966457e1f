"""The socket as an outside client sees it: docs/live.md to the letter."""

from __future__ import annotations

import asyncio
import contextlib
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db.backends.signals import connection_created
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Site

from community.people.enums import Role
from events.live.actions import asking, calling, hosting, moderating
from events.live.models import Participant, Question, Room
from portal.settings.environment import Rate
from tests.events.live.client import Closed, LiveTestCase
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, TipFactory, moderator, notetaker, operator
from tests.factories.people import UserFactory

pytestmark = pytest.mark.xdist_group("live")


class SocketTest(LiveTestCase):
    def setUp(self) -> None:
        self.room = RoomFactory()
        self.by = moderator(first_name="Joris", last_name="Zandweerd")

    # --- Coming in --------------------------------------------------------------------------------------------------

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

    # --- Bad input --------------------------------------------------------------------------------------------------

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

    # --- Questions --------------------------------------------------------------------------------------------------

    async def test_a_question_goes_to_everybody_and_its_state_to_the_asker(self):
        async with self.live(), self.connected(room=self.room) as client, self.connected(room=self.room) as other:
            answer = await client.ask("ask", text=" Hoe kom ik de kerst door? ", name="Wim", anonymous=False)
            assert answer["d"] == {"id": answer["d"]["id"], "state": "zichtbaar", "same": False}
            told = (await other.until("q.add"))["d"]["question"]
            assert (told["text"], told["by"], told["votes"], told["via"]) == (
                "Hoe kom ik de kerst door?",
                "Wim",
                0,
                "web",
            )
            mine = (await client.until("mine"))["d"]
            assert mine == {
                "question": answer["d"]["id"],
                "state": "zichtbaar",
                "text": "Hoe kom ik de kerst door?",
                "shown": None,
                "reason": None,
                "answer": None,
            }
            assert not [m for m in await other.quiet() if m["t"] == "mine"]

    async def test_limits_of_questions(self):
        async with self.live(), self.connected(room=self.room) as client:
            limits = (await client.until("limits"))["d"]
            assert limits == {"ask": {"wait": 0, "left": 10}, "vote": {"wait": 0}}
            first = await client.ask("ask", text="Een", anonymous=True)
            assert (await client.until("limits"))["d"]["ask"] == {"wait": 20, "left": 9}
            again = await client.ask("ask", text="Een ", anonymous=True)
            assert again["d"] == {"id": first["d"]["id"], "state": "zichtbaar", "same": True}
            soon = await client.ask("ask", text="Twee", anonymous=True)
            assert (soon["err"], soon["wait"]) == ("rate", 20)

    async def test_the_same_command_is_done_once(self):
        async with self.live(), self.connected(room=self.room) as client:
            first = await client.ask("ask", "zelfde", text="Een", anonymous=True)
            again = await client.ask("ask", "zelfde", text="Een", anonymous=True)
            assert again == {**first, "again": 1}
            other = await client.ask("ask", "zelfde", text="Twee", anonymous=True)
            assert other["err"] == "conflict"
            assert await self.do(self.room.questions.count) == 1

    async def test_closed_rooms_take_no_questions(self):
        await self.do(hosting.change_room, room=self.room, by=self.by, state="paused")
        question = await self.do(QuestionFactory, room=self.room)
        async with self.live(), self.connected(room=self.room) as client:
            assert (await client.ask("ask", text="Een", anonymous=True))["err"] == "closed"
            assert (await client.ask("vote", id=str(question.uuid), on=True))["err"] == "closed"

    async def test_withdrawing(self):
        other = await self.do(QuestionFactory, room=self.room)
        async with self.live(), self.connected(room=self.room) as client:
            uuid = (await client.ask("ask", text="Een", anonymous=True))["d"]["id"]
            assert (await client.ask("withdraw", id=str(other.uuid)))["err"] == "not_found"
            assert (await client.ask("withdraw", id=uuid))["d"] == {"state": "ingetrokken"}
            assert (await client.until("q.gone"))["d"] == {"id": uuid, "why": "ingetrokken"}
            assert (await client.ask("withdraw", id=uuid))["err"] == "step"

    async def test_a_question_with_a_sign_of_danger_is_kept_from_the_screen(self):
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            answer = await client.ask("ask", text="Ik wil niet meer leven", anonymous=True)
            assert answer["d"]["state"] == "wacht"
            assert {"0800-0113", "112"} <= {line["phone"] for line in answer["d"]["help"]}
            assert (await desk.until("m.add"))["d"]["question"]["flag"] == "zorg"
            assert not [m for m in await client.quiet() if m.get("t", "").startswith("q.")]

    # --- Votes and polls --------------------------------------------------------------------------------------------

    async def test_votes_count_once_and_are_told_together(self):
        question = await self.do(QuestionFactory, room=self.room)
        uuid = str(question.uuid)
        async with self.live(), self.connected(room=self.room) as client, self.connected(room=self.room) as other:
            assert (await client.ask("vote", id=uuid, on=True))["d"] == {"on": True, "votes": 1}
            assert (await client.ask("vote", id=uuid, on=True))["d"] == {"on": True, "votes": 1}
            assert (await other.until("tick"))["d"]["votes"] == {uuid: 1}
            assert (await other.ask("vote", id=uuid, on=True))["d"]["votes"] == 2
            assert (await client.ask("vote", id=uuid, on=False))["d"] == {"on": False, "votes": 1}
        await self.do(question.refresh_from_db)
        assert question.votes == 1

    async def test_hidden_questions_and_those_of_other_rooms_are_not_there(self):
        hidden = await self.do(QuestionFactory, room=self.room, state="wacht")
        elsewhere = await self.do(QuestionFactory)
        done = await self.do(QuestionFactory, room=self.room, state="beantwoord")
        async with self.live(), self.connected(self.by, self.room) as client:
            for uuid in (hidden.uuid, elsewhere.uuid):
                assert (await client.ask("vote", id=str(uuid), on=True))["err"] == "not_found"
            assert (await client.ask("vote", id=str(done.uuid), on=True))["err"] == "step"
            assert (await client.ask("mod.state", id=str(elsewhere.uuid), to="nu"))["err"] == "not_found"

    async def test_a_poll_shows_its_results_when_it_says_so(self):
        live = await self.do(PollFactory, room=self.room)
        after = await self.do(PollFactory, room=self.room, show="after")
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            assert (await client.ask("answer_poll", poll=str(live.uuid), option=str(live.uuid)))["err"] == "not_found"
            for poll in (live, after):
                assert (await desk.ask("mod.poll.open", poll=str(poll.uuid)))["d"] == {}
                opened = (await client.until("poll.open"))["d"]["poll"]
                options = [option["id"] for option in opened["options"]]
                assert opened["results"] == (dict.fromkeys(options, 0) if poll is live else None)
                answer = await client.ask("answer_poll", poll=str(poll.uuid), option=options[0])
                assert answer["d"] == {"results": {options[0]: 1, options[1]: 0}}
                again = await client.ask("answer_poll", poll=str(poll.uuid), option=options[1])
                assert again["err"] == "already_answered"
                heard = [m["d"] for m in await client.quiet(0.8) if m["t"] == "tick" and "poll" in m["d"]]
                assert heard == ([{"poll": {options[0]: 1}}] if poll is live else [])
                await desk.ask("mod.poll.close", poll=str(poll.uuid))
                closed = (await client.until("poll.close"))["d"]
                assert closed["results"] == {options[0]: 1, options[1]: 0}
                assert (await desk.ask("mod.poll.open", poll=str(poll.uuid)))["err"] == "step"

    # --- Rights -----------------------------------------------------------------------------------------------------

    async def test_every_command_asks_for_its_role(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        commands = {
            "mod.flag": ({"id": question, "on": False}, {"moderator"}),
            "mod.lock": ({"id": question, "on": False}, {"moderator"}),
            "mod.say": ({"text": "Dag"}, {"moderator"}),
            "note.put": ({"id": None, "text": "x", "tag": "y"}, {"moderator", "notetaker"}),
            "line.put": ({"id": None, "text": "x", "final": True}, {"moderator", "notetaker"}),
            "phone.ask": ({"text": "Een vraag", "name": None}, {"moderator", "operator"}),
            "phone.count": ({"n": 4}, {"moderator", "operator"}),
        }
        people = {
            "moderator": self.by,
            "notetaker": await self.do(notetaker),
            "operator": await self.do(operator),
            "resident": await self.do(UserFactory),
            "nobody": None,
        }
        async with self.live():
            for role, user in people.items():
                async with self.connected(user, self.room) as client:
                    assert client.welcome["roles"] == ([role] if role in {"moderator", "notetaker", "operator"} else [])
                    for kind, (data, roles) in commands.items():
                        answer = await client.ask(kind, **data)
                        assert answer.get("err") == (None if role in roles else "forbidden"), (role, kind)
                    heard = await client.quiet()
                    assert bool([m for m in heard if m.get("t", "").startswith("m.")]) == (role == "moderator")

    async def test_an_operator_hears_that_somebody_rings_and_nothing_of_what_moderators_read(self):
        def ring() -> None:
            calling.press(room=self.room, call="lijn-3", number="0612345633", digit=1)
            asking.ask(room=self.room, key="a" * 64, text="Ik ben niet veilig")

        async with self.live():
            async with (
                self.connected(await self.do(operator), self.room) as desk,
                self.connected(None, self.room) as visitor,
            ):
                await self.do(ring)
                assert (await desk.until("desk"))["d"] == {}
                heard = [*await desk.quiet(), *await visitor.quiet()]
                assert not [m for m in heard if m.get("t", "").startswith("m.")]
                assert "veilig" not in str(heard)
                assert {m["t"] for m in heard} <= {"desk", "tick", "limits"}

    async def test_a_moderator_of_another_site_is_a_visitor_here(self):
        def elsewhere() -> Room:
            site = Site.objects.create(hostname="elders.localhost", root_page=self.room.site.root_page)
            return RoomFactory(site=site, event__site=site)

        other = await self.do(elsewhere)
        name = f"{Role.MODERATOR.value} elders.localhost"
        stranger = await self.do(UserFactory)
        await self.do(lambda: stranger.groups.add(Group.objects.create(name=name)))
        async with self.live():
            async with self.connected(stranger, self.room) as client:
                assert client.welcome["roles"] == []
                assert (await client.ask("mod.say", text="Dag"))["err"] == "forbidden"
            async with self.connected(stranger, other, host="elders.localhost") as client:
                assert client.welcome["roles"] == ["moderator"]
                assert (await client.ask("mod.say", text="Dag"))["ok"] == 1
            async with self.connected(self.by, other, host="elders.localhost") as client:
                assert client.welcome["roles"] == []

    async def test_logging_out_closes_the_sockets_of_that_session_alone(self):
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(self.by, self.room) as two:
            from events.live.delivery.rights import on_logout

            key = one.scope["headers"][2][1].decode().split("=")[1]
            await self.do(on_logout, None, type("Request", (), {"session": Session(session_key=key)}))
            assert await one.closed() == 4401
            assert (await two.ask("mod.say", text="Ik ben er nog"))["ok"] == 1

    async def test_a_lost_role_ends_the_socket_at_the_next_command_or_sooner(self):
        async with self.live(), self.connected(self.by, self.room) as client:
            await self.do(self.by.groups.clear)
            assert await client.closed() == 4401
        async with self.live(), self.connected(await self.do(moderator), self.room) as client:
            await self.do(Session.objects.all().delete)
            client.say("mod.say", {"text": "Nog even"})
            assert await client.closed() == 4401

    async def test_a_ban_closes_and_keeps_out_and_can_be_taken_back(self):
        async with self.live(), self.connected(self.by, self.room) as desk:
            async with self.connected(room=self.room) as client:
                cookie = dict(client.accepted["headers"])[b"set-cookie"].decode().split(";")[0].split("=", 1)
                uuid = (await client.ask("ask", text="Onzin", anonymous=True))["d"]["id"]
                await desk.ask("mod.ban", question=uuid, on=True)
                assert await client.closed() == 4501
                assert client.heard[-1]["d"] == {"code": 4501, "retry_ms": None}
            async with self.connected(room=self.room, cookies=dict([cookie]), hello=False) as client:
                assert await client.closed() == 4501
            await desk.ask("mod.ban", question=uuid, on=False)
            await asyncio.sleep(0.1)
            async with self.connected(room=self.room, cookies=dict([cookie])) as client:
                assert client.welcome["mine"]

    async def test_muted_people_cannot_ask(self):
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            uuid = (await client.ask("ask", text="Onzin", anonymous=True))["d"]["id"]
            await desk.until("m.add")
            await desk.ask("mod.mute", question=uuid, on=True)
            assert (await desk.until("m.add"))["d"]["question"]["muted"]
            assert (await client.ask("ask", text="Nog meer", anonymous=True))["err"] == "muted"

    # --- Moderating -------------------------------------------------------------------------------------------------

    async def test_locks_belong_to_a_person(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        other = await self.do(moderator)
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(other, self.room) as two:
            await one.ask("mod.lock", id=question, on=True)
            assert (await two.until("m.lock"))["d"]["by"] == "Joris Zandweerd"
            for kind, data in (("mod.state", {"to": "nu"}), ("mod.edit", {"text": "x"}), ("mod.redact", {})):
                assert (await two.ask(kind, id=question, **data))["err"] == "locked"
            assert (await one.ask("mod.edit", id=question, text="Anders"))["ok"] == 1
            await one.ask("mod.lock", id=question, on=False)
            assert (await two.ask("mod.state", id=question, to="nu"))["ok"] == 1

    async def test_undo_is_for_the_own_last_step(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        other = await self.do(moderator)
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(other, self.room) as two:
            await one.ask("mod.state", id=question, to="geparkeerd")
            assert (await two.until("q.gone"))["d"] == {"id": question, "why": "verborgen"}
            assert (await two.ask("mod.undo", id=question))["err"] == "step"
            assert (await one.ask("mod.undo", id=question))["ok"] == 1
            assert (await two.until("q.add"))["d"]["question"]["state"] == "zichtbaar"
            assert (await one.ask("mod.undo", id=question))["err"] == "step"

    async def test_a_room_that_closes_says_goodbye(self):
        with override_settings(LIVE_CLOSE_AFTER=1):
            async with (
                self.live(),
                self.connected(self.by, self.room) as desk,
                self.connected(room=self.room) as client,
            ):
                assert (await desk.ask("mod.room", state="closed"))["ok"] == 1
                assert (await client.until("room.state"))["d"]["state"] == "closed"
                assert (await client.ask("ask", text="Nog een", anonymous=True))["err"] == "closed"
                assert await client.closed() == 4503
                async with self.connected(room=self.room, hello=False) as late:
                    assert await late.closed() == 4503

    # --- Replay -----------------------------------------------------------------------------------------------------

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

    # --- Slow sockets and addresses ---------------------------------------------------------------------------------

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

    # --- Anonymity --------------------------------------------------------------------------------------------------

    async def test_an_anonymous_question_has_no_author_anywhere(self):
        resident = await self.do(UserFactory, first_name="Herkenbaar", email="herkenbaar@example.org")
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            async with self.connected(resident, self.room) as asker:
                answer = await asker.ask("ask", text="Mag het anoniem?", name="Herkenbaar", anonymous=True)
            wire = json.dumps([*await desk.quiet(), *await client.quiet(), await desk.hello()])
            assert "Mag het anoniem?" in wire
            question = await self.do(Question.objects.get, uuid=answer["d"]["id"])
            person = await self.do(Participant.objects.get, pk=question.participant_id)
            for sign in ("Herkenbaar", "herkenbaar", str(resident.uuid), person.key, "10.0.0.1"):
                assert sign not in wire
            assert question.asked_at.second == 0
            assert {field.name for field in Participant._meta.get_fields()} & {"user", "address", "name"} == set()
            assert str(resident.pk) not in person.key.split(":")

    async def test_once_the_secret_is_gone_nothing_can_be_linked(self):
        async with self.live(), self.connected(room=self.room) as client:
            await client.ask("ask", text="Een", anonymous=True)
            question = await self.do(QuestionFactory, room=self.room)
            await client.ask("vote", id=str(question.uuid), on=True)
        long_ago = timezone.now() - timedelta(days=8)
        await self.do(Room.objects.filter(pk=self.room.pk).update, state="closed", closed_at=long_ago)
        assert await self.do(asking.forget_people) == 1
        assert await self.do(asking.forget_people) == 0
        room = await self.do(Room.objects.get, pk=self.room.pk)
        assert room.secret == ""
        assert await self.do(Participant.objects.count) == 0
        assert await self.do(room.commands.count) == 0
        assert await self.do(list, room.questions.values_list("participant", flat=True)) == [None, None]

    # --- Hints ------------------------------------------------------------------------------------------------------

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
