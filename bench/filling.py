"""A database full of generated vacancies, written row by row without the importer: that is measured by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from bench.generator import lines
from portal.vocabulary.models import Skill, Theme
from search.rebuilding import rebuild
from vacancies.bank.enums import OrganisationState, VacancyState
from vacancies.bank.models import Organisation, Vacancy, VacancySkill, VacancySlot, VacancyTheme

BATCH = 2000
FIELDS = (
    "external_id", "kind", "title", "summary", "description", "place", "latitude", "longitude", "frequency",
    "hours_per_week", "minimum_age", "remote",
)  # fmt: skip


def fill(site_id: int, count: int) -> None:
    """Open vacancies until there are `count`; the search is built by `rebuild` afterwards."""
    have = Vacancy.objects.filter(site_id=site_id).count()
    if have >= count:
        return
    known: dict[str, dict[str, Any]] = {"organisation": {}, "theme": {}, "skill": {}}
    for batch in batches(lines(count)):
        wanted = [line for line in batch if int(line["external_id"].removeprefix("bench-")) >= have]
        if wanted:
            write(site_id, wanted, known)
    rebuild([site_id], [site_id], lambda n: None)


def batches(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(found, BATCH)):
        yield batch


def write(site_id: int, batch: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> None:
    vacancies = Vacancy.objects.bulk_create(
        Vacancy(
            site_id=site_id,
            organisation=organisation(site_id, line["organisation"]["name"], known["organisation"]),
            slug=line["external_id"],
            state=VacancyState.PUBLISHED,
            published_at=timezone.now(),
            **{name: line[name] for name in FIELDS},
        )
        for line in batch
    )
    pairs = list(zip(vacancies, batch, strict=True))
    VacancySlot.objects.bulk_create(
        VacancySlot(vacancy=vacancy, daypart=part) for vacancy, line in pairs for part in line["dayparts"]
    )
    for name, model, through in (("theme", Theme, VacancyTheme), ("skill", Skill, VacancySkill)):
        through.objects.bulk_create(
            through(content_object=vacancy, tag=tag(model, word, known[name]))
            for vacancy, line in pairs
            for word in line[f"{name}s"]
        )


def organisation(site_id: int, name: str, known: dict[str, Any]) -> Organisation:
    if name not in known:
        known[name], _made = Organisation.objects.get_or_create(
            site_id=site_id, slug=slugify(name), defaults={"name": name, "state": OrganisationState.ACTIVE}
        )
    return known[name]


def tag(model: Any, word: str, known: dict[str, Any]) -> Any:
    if word not in known:
        known[word], _made = model.objects.get_or_create(slug=slugify(word), defaults={"name": word})
    return known[word]
