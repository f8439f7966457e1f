"""What is hidden is in no byte that everybody gets; who was put out stays out by form too."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from events.live.actions import asking, hosting, moderating
from events.live.models import Question
from tests.events.live.client import RoomTestCase
from tests.events.live.test_views import address, post
from tests.factories.live import QuestionFactory, RoomFactory, moderator

PUBLIC = ("", "?alles=1", "state", "podium/", "tekst/", "tekst/?eenvoudig", "blad/", "tips/")
SECRET = "Geheim-verdriet"


def hide(room, to: str, by) -> Question:
    """A question that everybody saw for a moment, and that then went into a state that is not public."""
    question = QuestionFactory(room=room, text=f"{SECRET} {to}", name="Herkenbare-naam")
    moderating.edit_question(room=room, uuid=question.uuid, text=f"Anders {SECRET} {to}", by=by)
    moderating.move_question(room=room, uuid=question.uuid, to=to, by=by, reason=f"Reden {SECRET}")
    return question


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["geparkeerd", "afgewezen"])
def test_what_was_taken_from_sight_is_in_no_public_answer(to):
    room, by = RoomFactory(), moderator()
    client = Client()
    epoch = client.get(address(room, "state")).json()["epoch"]
    hide(room, to, by)
    pages = [*PUBLIC, f"state?e={epoch}&since=0"]
    said = "".join(client.get(address(room, path)).content.decode() for path in pages)
    said += client.get(room.event.get_absolute_url()).content.decode()
    assert SECRET not in said
    assert "Herkenbare-naam" not in said


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["wacht", "prive", "ingetrokken"])
def test_what_was_never_public_has_not_even_an_id(state):
    room = RoomFactory()
    question = QuestionFactory(room=room, state=state, text=SECRET, reason=SECRET, answer_text=SECRET)
    client = Client()
    said = "".join(client.get(address(room, path)).content.decode() for path in PUBLIC)
    assert SECRET not in said
    assert str(question.uuid) not in said


@pytest.mark.django_db
def test_who_is_put_out_cannot_ask_or_vote_by_form_and_reads_why():
    room, browser = RoomFactory(), Client(enforce_csrf_checks=True)
    post(browser, room, "vraag/", text="Onzin", anonymous="1")
    own, other = Question.objects.get(), QuestionFactory(room=room)
    moderating.ban_person(room=room, uuid=own.uuid, on=True, by=moderator())
    asked = post(browser, room, "vraag/", text="Nog meer onzin", anonymous="1")
    assert asked.status_code == 422
    assert "U kunt hier geen vragen meer stellen. Bel ons als u wilt praten." in asked.content.decode()
    assert ">\nNog meer onzin</textarea>" in asked.content.decode()
    assert post(browser, room, f"vraag/{other.uuid}/ook/", on="1").status_code == 422
    other.refresh_from_db()
    assert (other.votes, Question.objects.count()) == (0, 2)


class LeaksOfSocketsTest(RoomTestCase):
    async def test_a_visitor_hears_and_replays_no_word_of_what_is_hidden(self):
        async with self.live(), self.connected(room=self.room) as client:
            for to in ("geparkeerd", "afgewezen"):
                await self.do(hide, self.room, to, self.by)
            heard = json.dumps(await client.quiet())
            assert f"Anders {SECRET} geparkeerd" in heard  # it was public for a moment
            again = json.dumps(await client.hello(client.welcome["epoch"], seq=0))
            fresh = json.dumps(await client.hello())
            for words in (SECRET, "Herkenbare-naam"):
                assert words not in again
                assert words not in fresh

    async def test_the_asker_alone_reads_the_reason_and_both_versions(self):
        async with (
            self.live(),
            self.connected(room=self.room) as asker,
            self.connected(room=self.room) as other,
        ):
            uuid = (await asker.ask("ask", text="Mijn eigen woorden", anonymous=True))["d"]["id"]
            question = await self.do(Question.objects.get, uuid=uuid)
            await self.do(
                moderating.edit_question, room=self.room, uuid=question.uuid, text="Andere woorden", by=self.by
            )
            await self.do(
                moderating.move_question,
                room=self.room,
                uuid=question.uuid,
                to="afgewezen",
                by=self.by,
                reason="Bel ons.",
            )
            mine = [m["d"] for m in await asker.quiet() if m["t"] == "mine"][-1]
            assert (mine["text"], mine["shown"], mine["state"], mine["reason"]) == (
                "Mijn eigen woorden", "Andere woorden", "afgewezen", "Bel ons.",
            )  # fmt: skip
            heard = json.dumps(await other.quiet())
            assert "Bel ons." not in heard
            assert "Mijn eigen woorden" in heard  # as it was asked, for everybody, before it was worded anew

    async def test_private_answer_reaches_the_asker_alone(self):
        def answer_privately() -> None:
            asked = asking.ask(room=self.room, key="a" * 64, text="Onder ons")
            for values in (
                {"to": "geparkeerd"},
                {"to": "prive"},
                {"to": "beantwoord", "how": "tekst", "text": "Kom langs."},
            ):
                moderating.move_question(room=self.room, uuid=asked.question.uuid, by=self.by, **values)

        await self.do(hosting.change_room, room=self.room, by=self.by, asking=True)
        async with self.live(), self.connected(room=self.room) as other:
            await self.do(answer_privately)
            assert "Kom langs." not in json.dumps(await other.quiet())
            assert "Onder ons" not in json.dumps(await other.hello())
        answered = await self.do(Question.objects.get)
        assert (answered.state, answered.is_public, answered.answer_text) == ("beantwoord", False, "Kom langs.")
