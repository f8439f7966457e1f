from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from events.agenda.actions.signing_up import Guest, sign_up
from events.agenda.enums import EventState
from events.agenda.models import Event, Registration, Series
from portal.vocabulary.models import Theme
from tests.factories.bank import default_site


def in_days(days: float, hour: int = 10) -> Any:
    """A moment so many days from today, at a whole hour of the clock on the wall."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    site = factory.LazyFunction(default_site)
    title = factory.Sequence(lambda n: f"Wandelgroep {n}")


class EventFactory(factory.django.DjangoModelFactory):
    """An event on the site, a week from now; `themes` takes names."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    site = factory.LazyFunction(default_site)
    title = factory.Sequence(lambda n: f"Koffie op de dijk {n}")
    slug = factory.Sequence(lambda n: f"koffie-op-de-dijk-{n}")
    summary = "Gewoon binnenlopen."
    state = EventState.PUBLISHED
    starts_at = factory.LazyFunction(lambda: in_days(7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    location_name = "De Peilstok"
    place = "Tiel"
    published_at = factory.LazyFunction(timezone.now)

    class Params:
        draft = factory.Trait(state=EventState.DRAFT, published_at=None)
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: in_days(-7)))
        cancelled = factory.Trait(state=EventState.CANCELLED, cancelled_reason="De gastvrouw is ziek.")

    @factory.post_generation
    def themes(self, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or []:
            self.themes.add(Theme.objects.get_or_create(name=name, defaults={"slug": name.lower()})[0])


def guest(name: str = "Wim", **changes: Any) -> Guest:
    """Somebody as the form would clean it; by mail unless said otherwise."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return Guest(**{"name": name, "channel": "email", "email": email, **changes})


def by_phone(name: str = "Cor", number: str = "+31344012502") -> Guest:
    return Guest(name=name, channel="phone", phone=number)


def come(holder: Any, name: str = "Wim", *, by: Any = None, **changes: Any) -> Registration:
    return sign_up(holder=holder, guest=guest(name, **changes), by=by)
