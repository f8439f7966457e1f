from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from community.people.enums import Role
from events.agenda.enums import EventKind
from events.live.enums import Moderation, RoomState, Show
from events.live.models import Poll, PollOption, Question, Room, Tip
from tests.factories.agenda import EventFactory
from tests.factories.bank import default_site
from tests.factories.people import UserFactory


class RoomFactory(factory.django.DjangoModelFactory):
    """A room that is open, in which everybody sees a question at once."""

    class Meta:
        model = Room

    site = factory.LazyFunction(default_site)
    event = factory.SubFactory(EventFactory, kind=EventKind.TELESEMINAR, phone_number="0344 - 01 29 00")
    state = RoomState.OPEN
    moderation = Moderation.AFTER
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))

    class Params:
        before = factory.Trait(moderation=Moderation.BEFORE)


class PollFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Poll
        skip_postgeneration_save = True

    room = factory.SubFactory(RoomFactory)
    question = "Waar luistert u?"
    show = Show.LIVE

    @factory.post_generation
    def options(self, create: bool, texts: list[str] | None, **kwargs: Any) -> None:
        for number, text in enumerate(texts or ["Thuis", "Elders"], start=1):
            PollOption.objects.create(poll=self, number=number, text=text)


class TipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tip

    room = factory.SubFactory(RoomFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Leg een trui apart."


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question that everybody sees, of nobody in particular."""

    class Meta:
        model = Question

    room = factory.SubFactory(RoomFactory)
    text = factory.Sequence(lambda n: f"Hoe kom ik dag {n} door?")
    original = factory.SelfAttribute("text")
    asked_at = factory.LazyFunction(timezone.now)
    state = "zichtbaar"
    is_public = factory.LazyAttribute(lambda q: q.state in {"zichtbaar", "nu", "beantwoord"})


def moderator(**values: Any) -> Any:
    return UserFactory(roles=[Role.MODERATOR], **values)


def operator(**values: Any) -> Any:
    return UserFactory(roles=[Role.OPERATOR], **values)


def notetaker(**values: Any) -> Any:
    return UserFactory(roles=[Role.NOTETAKER], **values)
