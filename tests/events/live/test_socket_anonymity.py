"""An anonymous question is anonymous on the wire and in the database."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events.live.actions import asking
from events.live.models import Participant, Question, Room
from tests.events.live.client import RoomTestCase
from tests.factories.live import QuestionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.xdist_group("live")


class AnonymityTest(RoomTestCase):
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
