"""The numbers of docs/live.md: how many, how fast, how long; with the clock moved."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError

from events.live.actions import asking, calling, moderating, noting
from events.live.delivery import consumer
from events.live.exceptions import Locked, OverLimit, TooSoon, WrongStep
from events.live.models import Question
from tests.events.live.client import RoomTestCase
from tests.factories.live import QuestionFactory, RoomFactory, moderator

pytestmark = pytest.mark.xdist_group("live")
EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=UTC)


@pytest.fixture
def clock(db):
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


def ask(room, text: str) -> Question:
    return asking.ask(room=room, key="a" * 64, text=text).question


def test_one_question_in_twenty_seconds(clock):
    room = RoomFactory()
    ask(room, "Een")
    clock.shift(19)
    with pytest.raises(TooSoon) as refused:
        ask(room, "Twee")
    assert refused.value.wait == 1
    clock.shift(1)
    assert ask(room, "Twee")


def test_three_may_wait_and_one_that_was_read_makes_room(clock):
    room, by = RoomFactory(before=True), moderator()
    for text in ("Een", "Twee", "Drie"):
        first = ask(room, text)
        clock.shift(21)
    with pytest.raises(OverLimit, match="drie vragen"):
        ask(room, "Vier")
    moderating.move_question(room=room, uuid=first.uuid, to="zichtbaar", by=by)
    assert ask(room, "Vier").state == "wacht"


def test_ten_a_meeting_and_the_same_words_cost_no_turn(clock):
    room = RoomFactory()
    for number in range(10):
        assert ask(room, f"Vraag {number}") == ask(room, f"Vraag {number}")
        clock.shift(21)
    with pytest.raises(OverLimit):
        ask(room, "Nog een")
    assert room.questions.count() == 10


def test_what_was_taken_back_may_be_asked_anew(clock):
    room = RoomFactory()
    first = ask(room, "Een")
    asking.withdraw(room=room, key="a" * 64, uuid=first.uuid)
    clock.shift(21)
    assert ask(room, "Een") != first


def test_none_of_this_holds_for_callers(clock):
    room, by = RoomFactory(before=True), moderator()
    for number in range(12):
        calling.ask_for_caller(room=room, text=f"Beller {number % 6}", by=by)
    assert room.questions.filter(via="phone").count() == 12


def test_undo_is_over_after_ten_seconds(clock):
    room, by = RoomFactory(), moderator()
    question = QuestionFactory(room=room)
    for seconds, refused in ((9, False), (11, True)):
        moderating.move_question(room=room, uuid=question.uuid, to="geparkeerd", by=by)
        clock.shift(seconds)
        if refused:
            with pytest.raises(WrongStep):
                moderating.undo(room=room, uuid=question.uuid, by=by)
        else:
            assert moderating.undo(room=room, uuid=question.uuid, by=by).state == "zichtbaar"


def test_merging_is_taken_back_with_everything_that_was_told(clock):
    room, by = RoomFactory(), moderator()
    parent, child = QuestionFactory.create_batch(2, room=room)
    moderating.merge_question(room=room, uuid=child.uuid, into=parent.uuid, by=by)
    assert Question.objects.get(pk=child.pk).into == parent
    moderating.undo(room=room, uuid=child.uuid, by=by)
    child.refresh_from_db()
    assert (child.state, child.into, child.is_public) == ("zichtbaar", None, True)
    told = room.log.filter(stream="pub").last()
    assert (told.type, told.body["question"]["into"]) == ("q.add", None)


def test_lock_is_over_after_a_minute(clock):
    room, one, two = RoomFactory(), moderator(), moderator()
    question = QuestionFactory(room=room)
    moderating.lock_question(room=room, uuid=question.uuid, on=True, by=one)
    clock.shift(59)
    with pytest.raises(Locked):
        moderating.edit_question(room=room, uuid=question.uuid, text="Anders", by=two)
    clock.shift(2)
    assert moderating.edit_question(room=room, uuid=question.uuid, text="Anders", by=two).text == "Anders"


def test_lock_never_holds_up_the_asker(clock):
    room = RoomFactory()
    question = ask(room, "Een")
    moderating.lock_question(room=room, uuid=question.uuid, on=True, by=moderator())
    assert asking.withdraw(room=room, key="a" * 64, uuid=question.uuid).state == "ingetrokken"


def test_quoted_person_who_wants_to_be_left_out_is_gone_everywhere(client, clock):
    room, by = RoomFactory(), moderator()
    note = noting.put_note(room=room, uuid=None, text="Ik was toen alleen.", tag="rouw", by=by, speaker="Wim")
    noting.put_note(room=room, uuid=note.uuid, text="Ik was alleen, zei Wim.", tag="rouw", by=by)
    epoch = client.get(f"/agenda/{room.event.slug}/live/state").json()["epoch"]
    noting.put_note(room=room, uuid=note.uuid, text="", tag="", by=by)
    rest = ("", "state", f"state?e={epoch}&since=0", "tekst/", "tekst/?eenvoudig", "podium/")
    for path in rest:
        page = client.get(f"/agenda/{room.event.slug}/live/{path}").content.decode()
        assert "alleen" not in page.split("Alleen luisteren")[0]
        assert "Wim" not in page
    replay = client.get(f"/agenda/{room.event.slug}/live/state?e={epoch}&since=0").json()["events"]
    assert [(event["t"], event["d"]) for event in replay] == [("note.gone", {"id": str(note.uuid)})] * 3


class LimitsOfSocketsTest(RoomTestCase):
    async def test_votes_are_limited_per_person_however_many_windows_there_are(self):
        question = await self.do(QuestionFactory, room=self.room)
        async with self.live(), self.connected(room=self.room) as first:
            cookie = dict(first.accepted["headers"])[b"set-cookie"].decode().split(";")[0].split("=", 1)
            async with self.connected(room=self.room, cookies=dict([cookie])) as second:
                for number in range(12):
                    for window in (first, second):
                        window.say("vote", {"id": str(question.uuid), "on": number % 2 == 0})
                answers = []
                for window in (first, second):
                    own = 0
                    while own < 12:
                        message = await window.next()
                        if "c" in message:
                            own += 1
                            answers.append(message)
        late = [answer for answer in answers if answer.get("err") == "rate"]
        assert 1 <= len(late) <= 4
        assert all(answer["wait"] >= 1 for answer in late)
        await self.do(question.refresh_from_db)
        assert question.votes <= 1

    async def test_database_that_is_away_is_busy_with_a_wait_and_the_room_goes_on(self):
        def away(**values: object) -> None:
            raise OperationalError("the server closed the connection")

        real = consumer.run_command
        async with self.live(), self.connected(self.by, self.room) as client:
            consumer.run_command = away
            try:
                answer = await client.ask("mod.say", text="Hallo")
            finally:
                consumer.run_command = real
            assert (answer["err"], answer["wait"]) == ("busy", consumer.BUSY_SECONDS)
            assert "Het is even te druk." in answer["text"]
            assert (await client.ask("mod.say", text="Hallo"))["ok"] == 1

    async def test_nothing_that_is_logged_leads_to_the_asker(self):
        lines: list[str] = []
        ear = logging.Handler(logging.DEBUG)
        ear.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
        root = logging.getLogger()
        before = root.level
        root.addHandler(ear)
        root.setLevel(logging.DEBUG)
        try:
            async with self.live(), self.connected(room=self.room, address="203.0.113.77") as client:
                answer = await client.ask("ask", text="Mijn geheime vraag", name=None, anonymous=True)
                await client.ask("ask", text="Nog een geheime", name=None, anonymous=True)
        finally:
            root.removeHandler(ear)
            root.setLevel(before)
        said = [line for line in lines if not line.startswith("(0.")]  # what the database is asked is no log of ours
        for sign in ("203.0.113.77", "geheime", answer["d"]["id"]):
            assert sign not in json.dumps(said)


def test_moment_of_an_anonymous_question_is_a_whole_minute_in_everything(clock):
    clock.shift(timedelta(seconds=37))
    room = RoomFactory()
    question = ask(room, "Een")
    step = question.steps.get()
    assert (question.asked_at.second, step.at.second, step.by) == (0, 0, None)
