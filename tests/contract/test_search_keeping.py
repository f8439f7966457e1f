"""What an engine keeps: changes arrive, differences are seen, and a rebuild mends them beside live traffic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search import outbox, rebuilding, wordlists
from search.models import RebuildState, SearchDocument
from search.tasks import deliver_now
from tests.contract.asking import ask, titles
from tests.factories.bank import VacancyFactory
from vacancies.bank.enums import VacancyState
from vacancies.bank.models import Vacancy

pytestmark = pytest.mark.django_db


def test_change_and_removal_arrive(engine, site):
    vacancy = VacancyFactory(title="Eerst zo")
    assert titles(ask(site, q="zwaan")) == []
    vacancy.title = "Zwanen tellen"
    vacancy.save()
    outbox.write_changes([vacancy.pk])
    assert titles(ask(site, q="zwaan")) == ["Zwanen tellen"]
    Vacancy.objects.filter(pk=vacancy.pk).update(state=VacancyState.ARCHIVED)
    outbox.write_changes([vacancy.pk])
    assert titles(ask(site)) == []


def test_check_sees_every_difference_and_rebuild_mends_it(engine, site):
    first, second = VacancyFactory(title="Een"), VacancyFactory(title="Twee")
    deliver_now()
    assert all(found.is_none for found in rebuilding.check(site.pk))
    # Behind the back of the actions: one changed, one gone, one new.
    Vacancy.objects.filter(pk=first.pk).update(title="Anders")
    Vacancy.objects.filter(pk=second.pk).update(state=VacancyState.DRAFT)
    found = rebuilding.check(site.pk)[0]
    assert (found.stale, found.ghost, found.missing) == ([first.pk], [second.pk], [])
    SearchDocument.objects.filter(object_id=first.pk).delete()
    assert rebuilding.check(site.pk)[0].missing == [first.pk]
    assert rebuilding.rebuild([site.pk], [site.pk], lambda n: None)
    assert all(found.is_none for found in rebuilding.check(site.pk))
    assert titles(ask(site)) == ["Anders"]


def test_rebuild_that_was_stopped_goes_on_and_loses_nothing(engine, site, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for number in range(6):
        VacancyFactory(title=f"Plek {number}")
    deliver_now()
    done: list[int] = []

    def stop_halfway(count: int) -> None:
        done.append(count)
        if sum(done) >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild([site.pk], [site.pk], stop_halfway)
    late = VacancyFactory(title="Intussen geplaatst")
    Vacancy.objects.filter(pk=late.pk).update(title="Intussen veranderd")
    outbox.write_changes([late.pk])
    counted: list[int] = []
    assert rebuilding.rebuild([site.pk], [site.pk], counted.append)
    assert counted[0] == 4  # what the first attempt did is not done again
    assert sum(counted) == 7
    assert not RebuildState.objects.exists()
    assert len(titles(ask(site))) == 7
    assert all(found.is_none for found in rebuilding.check(site.pk))


def test_second_rebuild_makes_the_first_start_over(engine, site):
    VacancyFactory()
    deliver_now()
    counted: list[int] = []

    def meanwhile(count: int) -> None:
        counted.append(count)
        if len(counted) == 1:
            with pytest.raises(rebuilding.RebuildBusy):
                rebuilding.rebuild([site.pk], [site.pk], lambda n: None)

    assert rebuilding.rebuild([site.pk], [site.pk], meanwhile)
    assert counted == [1, 1]


def test_terms_of_other_word_lists_are_out_of_date(engine, site):
    """A new list makes other terms of the same text: the index still has the old ones, and says so until it is rebuilt."""
    vacancy, _other = VacancyFactory(title="Snorrepot vullen"), VacancyFactory(title="Koffie schenken")
    deliver_now()
    now = wordlists.word_lists()
    with wordlists.lists_in_use(replace(now, stop=now.stop | {"snorrepot"})):
        assert rebuilding.check(site.pk)[0].stale == [vacancy.pk]
        assert rebuilding.rebuild([site.pk], [site.pk], lambda n: None)
        assert all(found.is_none for found in rebuilding.check(site.pk))
    assert rebuilding.check(site.pk)[0].stale == [vacancy.pk]
