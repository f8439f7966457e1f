"""How the bank stands: counted per municipality, few is hidden, and the page fits an alderman."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.places.models import Neighbourhood
from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.factories.placements import application_for
from vacancies.placements.figures import Figures, hide, stand_of
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = date(2026, 11, 25)


def open_places(count: int, **values) -> None:
    for _number in range(count):
        VacancyFactory(published_at=NOW, **values)


def test_counts_by_place_and_in_total(site):
    open_places(6, place="Tiel")
    open_places(5, place="Buren")
    VacancyFactory.create_batch(5, place="Tiel", filled=True, published_at=NOW, filled_on=TODAY)
    VacancyFactory(place="Tiel", published_at=NOW - timedelta(days=400))
    VacancyFactory(place="Tiel", draft=True)
    stand = stand_of(site.pk, TODAY)
    assert [row.name for row in stand.rows] == ["Buren", "Tiel"]
    tiel = stand.rows[1]
    assert (tiel.open_now, tiel.published, tiel.filled, tiel.organisations) == (7, 11, 5, 12)
    assert (stand.total.open_now, stand.total.published, stand.total.filled) == (12, 16, 5)


def test_municipality_is_the_top_of_the_tree(site):
    tiel = Neighbourhood.objects.create(site=site, name="Tiel", slug="tiel", cbs_code="GM0281")
    wijk = Neighbourhood.objects.create(site=site, name="Drumpt", slug="drumpt", cbs_code="WK028102", parent=tiel)
    open_places(5, place="Drumpt", neighbourhood=wijk)
    open_places(5, place="Elders", neighbourhood=Neighbourhood.objects.create(site=site, name="Los", slug="los"))
    assert [row.name for row in stand_of(site.pk, TODAY).rows] == ["Elders", "Tiel"]


def test_under_five_is_hidden_and_a_single_one_takes_a_neighbour_along(site):
    open_places(4, place="Buren")
    open_places(5, place="Culemborg")
    open_places(9, place="Tiel")
    buren, culemborg, tiel = stand_of(site.pk, TODAY).rows
    assert [row.shown("open_now") for row in (buren, culemborg, tiel)] == [None, None, 9]
    assert dict(buren.cells)["Nu open"] == "onder 5"


def test_two_hidden_ones_guard_each_other():
    rows = [Figures("A", open_now=1), Figures("B", open_now=2), Figures("C", open_now=8)]
    hide(rows, Figures("", open_now=11))
    assert [row.shown("open_now") for row in rows] == [None, None, 8]


def test_median_of_working_days_needs_five_answers(site):
    vacancy = VacancyFactory(place="Tiel", published_at=NOW)
    for number in range(5):
        made = application_for(vacancy, email=f"wim{number}@example.org")
        monday = datetime(2026, 11, 16, 12, 0, tzinfo=NOW.tzinfo)
        Application.objects.filter(pk=made.pk).update(received_at=monday, answered_at=monday + timedelta(days=number))
        days = stand_of(site.pk, TODAY).rows[0].days
        assert days == (2 if number == 4 else None)


def test_answers_of_another_site_and_another_year_do_not_count(site):
    made = application_for(VacancyFactory(place="Tiel", published_at=NOW))
    Application.objects.filter(pk=made.pk).update(received_at=NOW - timedelta(days=400), answered_at=NOW)
    assert stand_of(site.pk, TODAY).total.waits == []
    assert stand_of(site.pk + 1, TODAY).rows == []


def test_sentences_say_it_in_plain_words(site):
    few = Figures("Tiel", hidden={"open_now", "published", "filled", "organisations"})
    many = Figures("Tiel", open_now=12, published=20, filled=8, members=set(range(6)), waits=[1, 2, 2, 3, 4])
    assert few.sentences == ["Er staan nu minder dan vijf plekken open."]
    assert many.sentences == [
        "Er staan nu 12 plekken open.",
        "Dit jaar zijn er 20 geplaatst.",
        "Daarvan zijn er 8 vervuld.",
        "6 organisaties zoeken vrijwilligers.",
        "Wie zich aanmeldt, heeft meestal binnen 2 werkdagen antwoord.",
    ]


def test_paid_work_and_stopped_organisations_do_not_count(site):
    open_places(5, place="Tiel", organisation=OrganisationFactory(state="ended"))
    open_places(3, place="Tiel", kind="paid")
    stand = stand_of(site.pk, timezone.localdate())
    assert (stand.total.open_now, stand.total.organisations) == (5, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_one_and_for_many(site, count, django_assert_num_queries):
    for number in range(count):
        application_for(VacancyFactory(place=f"Plaats {number}", published_at=NOW))
    with django_assert_num_queries(3):
        stand_of(site.pk, TODAY)
