"""Questions, votes and polls over the socket."""

from __future__ import annotations

import pytest

from events.live.actions import hosting
from tests.events.live.client import RoomTestCase
from tests.factories.live import PollFactory, QuestionFactory

pytestmark = pytest.mark.xdist_group("live")


class AskingTest(RoomTestCase):
    # --- Questions ----------------------------------------------------------------------------------------------------

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

    # --- Votes and polls ----------------------------------------------------------------------------------------------

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
