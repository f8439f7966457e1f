"""Two hundred at once for twelve places, and cancelling at the same moment: never more places than there are."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError

from events.agenda.actions.answering import cancel_registration, confirm_offer
from events.agenda.exceptions import AlreadyChanged
from events.agenda.models import Event, Registration
from tests.factories.agenda import EventFactory, come
from tests.faults.test_apply_races import PATIENCE, THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE, PLACES = 200, 12


def states(event: Event) -> dict[str, int]:
    rows = list(Registration.objects.filter(event=event).values_list("state", flat=True))
    return {state: rows.count(state) for state in set(rows)}


def test_two_hundred_people_for_twelve_places():
    event = EventFactory(capacity=PLACES)
    names = [f"Mens {n}" for n in range(PEOPLE)]
    queue = iter(names)
    lock = threading.Lock()

    def sign_up_until_empty() -> list[Any]:
        made = []
        while True:
            with lock:
                name = next(queue, None)
            if name is None:
                return made
            made.append(come(event, name))

    results = at_once([sign_up_until_empty for _thread in range(THREADS)])
    assert not [result for result in results if isinstance(result, Exception)]
    event.refresh_from_db()
    assert states(event) == {"registered": PLACES, "waiting": PEOPLE - PLACES}
    assert event.taken == PLACES


def test_same_person_at_the_same_moment_holds_one_place():
    event = EventFactory(capacity=PLACES)
    results = at_once([lambda: come(event) for _thread in range(THREADS)])
    assert not [result for result in results if isinstance(result, Exception)]
    event.refresh_from_db()
    assert Registration.objects.filter(original=None).count() == event.taken == 1


def test_all_cancel_at_once_and_each_place_goes_to_one_who_waits():
    event = EventFactory(capacity=4)
    guests = [come(event, f"Gast {n}") for n in range(4)]
    for n in range(6):
        come(event, f"Wacht {n}")
    # Each place is cancelled twice at the same moment.
    twice = [Registration.objects.get(pk=guest.pk) for guest in guests for _time in range(2)]
    results = at_once([lambda row=row: cancel_registration(registration=row) for row in twice])
    assert sum(isinstance(result, AlreadyChanged) for result in results) == 4
    event.refresh_from_db()
    assert states(event) == {"cancelled": 4, "offered": 4, "waiting": 2}
    assert event.taken == 4


def test_yes_and_no_at_the_same_moment_is_one_of_them():
    event = EventFactory(capacity=1)
    wim, els = come(event, "Wim"), come(event, "Els")
    cancel_registration(registration=wim)
    one, other = Registration.objects.get(pk=els.pk), Registration.objects.get(pk=els.pk)
    results = at_once([lambda: confirm_offer(registration=one), lambda: cancel_registration(registration=other)])
    assert sum(isinstance(result, AlreadyChanged) for result in results) == 1
    els.refresh_from_db()
    event.refresh_from_db()
    assert (els.state, event.taken) in {("confirmed", 1), ("cancelled", 0)}


def test_red_twin_counting_first_overbooks():
    """The race is real: who counts first and writes then, gives away more places than there are."""
    event = EventFactory(capacity=PLACES // 4)
    taken: list[int] = []
    together = threading.Barrier(THREADS, timeout=PATIENCE)

    def count_then_take() -> None:
        free = Event.objects.values_list("capacity", flat=True).get(pk=event.pk) - len(taken)  # type: ignore[operator]
        together.wait()
        if free > 0:
            taken.append(1)

    results = at_once([count_then_take for _thread in range(THREADS)])
    assert not [result for result in results if isinstance(result, OperationalError)]
    assert len(taken) > PLACES // 4
