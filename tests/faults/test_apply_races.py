"""Many at once: one open sign-up per person, and never more places than there are; with a red twin that overbooks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory
from tests.factories.placements import application_for, sign_up
from vacancies.bank.models import Vacancy
from vacancies.placements import actions
from vacancies.placements.exceptions import NoPlaceLeft
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 8  # fewer than the connections that the pool gives out
PATIENCE = 20  # seconds until a thread that waits for one that failed gives up


def at_once(tasks: list[Callable[[], Any]]) -> list[Any]:
    """Run every task in a thread of its own, all starting together; exceptions come back as values."""
    gate, results = threading.Barrier(len(tasks), timeout=PATIENCE), [None] * len(tasks)

    def run(number: int) -> None:
        gate.wait()
        try:
            results[number] = tasks[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_same_person_at_the_same_moment_has_one_sign_up():
    vacancy = VacancyFactory()
    results = at_once([lambda: sign_up(vacancy) for _thread in range(THREADS)])
    assert not [result for result in results if isinstance(result, Exception)]
    assert Application.objects.count() == 1


def test_three_places_for_twelve_people():
    vacancy, by = VacancyFactory(places=3), CoordinatorFactory()
    people = [application_for(vacancy, email=f"mens{n}@example.org") for n in range(THREADS)]
    results = at_once([lambda a=a: actions.accept(application=a, answer="", by=by) for a in people])
    vacancy.refresh_from_db()
    assert sum(isinstance(result, NoPlaceLeft) for result in results) == THREADS - 3
    assert Application.objects.filter(state="accepted").count() == vacancy.filled_places == 3
    assert vacancy.state == "filled"


def test_red_twin_counting_first_overbooks():
    """The race is real: who counts first and writes then, gives away more places than there are."""
    vacancy = VacancyFactory(places=3)
    taken: list[int] = []
    together = threading.Barrier(THREADS, timeout=PATIENCE)

    def count_then_take() -> None:
        free = Vacancy.objects.values_list("places", flat=True).get(pk=vacancy.pk) - len(taken)
        together.wait()
        if free > 0:
            taken.append(1)

    results = at_once([count_then_take for _thread in range(THREADS)])
    assert not [result for result in results if isinstance(result, OperationalError)]
    assert len(taken) > 3
