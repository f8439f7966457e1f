from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Site

from portal.history import changed
from portal.vocabulary.models import Theme
from vacancies.bank.enums import Criterion, OrganisationState, VacancyState
from vacancies.bank.models import Organisation, Vacancy, VacancySlot

COMPLETE = {criterion.value: True for criterion in Criterion}


def default_site() -> Site:
    return Site.objects.get(is_default_site=True)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    site = factory.LazyFunction(default_site)
    name = factory.Sequence(lambda n: f"Stichting De Brug {n}")
    slug = factory.Sequence(lambda n: f"de-brug-{n}")
    state = OrganisationState.ACTIVE


class VacancyFactory(factory.django.DjangoModelFactory):
    """An open vacancy that search knows; `themes` takes names, `dayparts` values."""

    class Meta:
        model = Vacancy
        skip_postgeneration_save = True

    site = factory.LazyFunction(default_site)
    organisation = factory.SubFactory(OrganisationFactory, site=factory.SelfAttribute("..site"))
    title = factory.Sequence(lambda n: f"Koffie schenken {n}")
    slug = factory.Sequence(lambda n: f"koffie-schenken-{n}")
    description = "U schenkt koffie en maakt een praatje."
    state = VacancyState.PUBLISHED
    checklist = COMPLETE
    published_at = factory.LazyFunction(timezone.now)
    place = "Tiel"
    latitude = 51.8867
    longitude = 5.4290

    class Params:
        draft = factory.Trait(state=VacancyState.DRAFT, published_at=None)
        filled = factory.Trait(
            state=VacancyState.FILLED, filled_on=factory.LazyFunction(timezone.localdate), filled_places=1
        )

    @factory.post_generation
    def themes(self, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or []:
            self.themes.add(Theme.objects.get_or_create(name=name, defaults={"slug": name.lower()})[0])

    @factory.post_generation
    def dayparts(self, create: bool, values: list[str] | None, **kwargs: Any) -> None:
        VacancySlot.objects.bulk_create(VacancySlot(vacancy=self, daypart=value) for value in values or [])

    @classmethod
    def _after_postgeneration(cls, instance: Vacancy, create: bool, results: Any = None) -> None:
        super()._after_postgeneration(instance, create, results)
        changed.send(Vacancy, ids=[instance.pk])
