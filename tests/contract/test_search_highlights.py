"""What editors put on top, and what they lift a little."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search.highlights import save_highlight
from search.models import Highlight
from tests.contract.asking import ask, titles
from tests.factories.bank import VacancyFactory
from vacancies.bank.models import Vacancy

pytestmark = pytest.mark.django_db


def highlight(vacancy, words, effect="pin", days=(0, 7)):
    today = timezone.localdate()
    return save_highlight(
        highlight=Highlight(
            site=vacancy.site,
            vacancy=vacancy,
            words=words,
            effect=effect,
            from_day=today + timedelta(days=days[0]),
            until_day=today + timedelta(days=days[1]),
            note="actieweek",
        )
    )


def test_editors_put_a_vacancy_on_top_for_a_question_and_a_time(engine, site):
    VacancyFactory(title="Werken in de moestuin", description="Moestuin.")
    chosen = VacancyFactory(title="Soep koken", description="Met groente.", hours_per_week=2)
    passed = VacancyFactory(title="Vorige week", description="Kaarten.")
    highlight(chosen, "moestuinen")
    highlight(passed, "moestuin", days=(-7, -1))
    answer = ask(site, q="in de moestuin")
    assert titles(answer) == ["Soep koken", "Werken in de moestuin"]
    assert [hit.highlighted for hit in answer.hits] == [True, False]
    assert titles(ask(site, q="moestuin", page=2, page_size=1)) == ["Werken in de moestuin"]
    # What the visitor chose holds for it too, and another order is just that order.
    assert titles(ask(site, q="moestuin", max_hours=1)) == []
    assert titles(ask(site, q="moestuin", sort="newest")) == ["Werken in de moestuin"]
    assert ask(site, q="kaarten").hits[0].highlighted is False


def test_pins_keep_their_order_also_in_the_list_without_words(engine, site):
    first, second, _third = (VacancyFactory(title=f"Plek {n}") for n in range(3))
    highlight(second, "")
    highlight(first, "")
    assert titles(ask(site)) == ["Plek 1", "Plek 0", "Plek 2"]
    assert titles(ask(site, place="Tiel"))[:2] == ["Plek 1", "Plek 0"]


def test_pinned_vacancy_that_is_filled_is_not_shown(engine, site):
    vacancy = VacancyFactory(title="Vervuld", filled=True)
    highlight(vacancy, "koken")
    assert titles(ask(site, q="koken")) == []


def test_lifted_vacancy_stands_higher_but_only_when_it_fits(engine, site):
    VacancyFactory(title="Koken in het buurthuis", description="Soep.")
    lifted = VacancyFactory(title="Soep koken", description="Soep.")
    other = VacancyFactory(title="Bomen planten", description="Buiten.")
    before = titles(ask(site, q="koken"))
    lifted = lifted if before[0] != lifted.title else Vacancy.objects.get(title=before[1])
    highlight(lifted, "koken", "lift")
    highlight(other, "koken", "lift")
    assert titles(ask(site, q="koken")) == [before[1], before[0]]
