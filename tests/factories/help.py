from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Site

from community.help.actions.items import About, Words
from community.help.enums import ConsentWay, HelpKind, ItemState
from community.help.models import HelpItem, HelpSlot
from community.help.where import Where
from portal.history import changed
from portal.vocabulary.models import Theme
from tests.factories.bank import default_site
from tests.factories.people import UserFactory


class HelpItemFactory(factory.django.DjangoModelFactory):
    """An open request that search knows; `themes` takes names, `dayparts` values."""

    class Meta:
        model = HelpItem
        skip_postgeneration_save = True

    site = factory.LazyFunction(default_site)
    kind = HelpKind.REQUEST
    state = ItemState.OPEN
    person = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Wie loopt met mij naar de markt {n}")
    text = "Samen gaat het beter. Ik neem de koffie mee."
    place = "Tiel"
    latitude = 51.8867
    longitude = 5.4290
    consent_way = ConsentWay.CLICK
    consent_at = factory.LazyFunction(timezone.now)
    consent_version = 1
    published_at = factory.LazyFunction(timezone.now)
    visible_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))

    class Params:
        offer = factory.Trait(kind=HelpKind.OFFER, title=factory.Sequence(lambda n: f"Ik loop graag met u mee {n}"))
        done = factory.Trait(state=ItemState.DONE, taken=1, ended_at=factory.LazyFunction(timezone.now))
        unread = factory.Trait(state=ItemState.MODERATED, published_at=None)

    @factory.post_generation
    def themes(self, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or []:
            self.themes.add(Theme.objects.get_or_create(name=name, defaults={"slug": name.lower()})[0])

    @factory.post_generation
    def dayparts(self, create: bool, values: list[str] | None, **kwargs: Any) -> None:
        HelpSlot.objects.bulk_create(HelpSlot(item=self, daypart=value) for value in values or [])

    @classmethod
    def _after_postgeneration(cls, instance: HelpItem, create: bool, results: Any = None) -> None:
        super()._after_postgeneration(instance, create, results)
        changed.send(HelpItem, ids=[instance.pk])


def words(**changes: Any) -> Words:
    """What somebody wrote, as the form cleans it."""
    values: dict[str, Any] = {
        "kind": HelpKind.REQUEST,
        "title": "Wie hangt een lamp voor mij op?",
        "text": "De lamp ligt klaar. Een trap heb ik ook.",
        "where": Where("Tiel", "", None, 51.8867, 5.4290),
    }
    return Words(**{**values, **changes})


def about(**changes: Any) -> About:
    return About(**changes)


def site() -> Site:
    return default_site()
