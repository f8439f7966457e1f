"""Many at once on one ledger: nothing lost, no floor crossed, the sum always zero; with a red twin that overspends."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.credits import actions
from community.credits.exceptions import CeilingReached, CreditError, FloorReached, SelfTransfer
from community.credits.models import Account, Entry, Transfer
from community.credits.queries import broken_invariants
from tests.factories.credits import account_for, wish
from tests.faults.test_apply_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("entries_may_go_after_the_test"),
]

WRITERS, TRANSFERS = 16, 1000


def test_one_thousand_random_transfers_by_sixteen_writers():
    people = [account_for() for _person in range(12)]
    booked = refused = 0
    lock = threading.Lock()

    def work(number: int) -> None:
        nonlocal booked, refused
        dice = random.Random(number)
        try:
            for turn in range(TRANSFERS // WRITERS + 1):
                payer, receiver = dice.choice(people), dice.choice(people)
                order = wish(dice.randrange(1, 240), key=f"{number}:{turn}")
                try:
                    actions.give(payer=payer, receiver=receiver, wish=order, by=payer.user)
                    done = True
                except (FloorReached, CeilingReached, SelfTransfer):
                    done = False
                with lock:
                    booked, refused = booked + done, refused + (not done)
                if connection.vendor == "postgresql":
                    connection.close()  # back into the pool, which is smaller than the number of writers
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    print(f"{booked} booked, {refused} refused by a limit, of {booked + refused} by {WRITERS} writers")  # noqa: T201  -s shows it
    assert booked + refused >= TRANSFERS
    assert booked > refused > 0
    assert Entry.objects.count() == Transfer.objects.count() == booked
    assert sum(Account.objects.values_list("balance", flat=True)) == 0
    assert list(broken_invariants()) == []


def test_one_order_sent_ten_times_is_booked_once():
    """Eight at once, as many as the pool has connections for, and two more after that."""
    payer, receiver = account_for(), account_for()
    order = wish(60, key="klik")
    tries = [lambda: actions.give(payer=payer, receiver=receiver, wish=order, by=payer.user)] * 8
    results = [*at_once(tries), *at_once(tries[:2])]
    assert len(results) == 10
    assert not [result for result in results if isinstance(result, Exception)]
    assert len({result.pk for result in results}) == Entry.objects.count() == 1
    assert Account.objects.get(pk=receiver.pk).balance == 60


def test_last_hour_is_given_once():
    payer, receivers = account_for(floor=-60), [account_for() for _person in range(8)]
    results = at_once(
        [lambda r=r: actions.give(payer=payer, receiver=r, wish=wish(60), by=payer.user) for r in receivers]
    )
    assert sum(isinstance(result, FloorReached) for result in results) == 7
    assert Account.objects.get(pk=payer.pk).balance == -60


def test_yes_and_no_at_once_is_one_of_them():
    helper, helped = account_for(), account_for()
    asked = actions.ask(receiver=helper, payer=helped, wish=wish(60), by=helper.user)
    fresh = [Transfer.objects.select_related("payer__user", "receiver__user").get(pk=asked.pk) for _n in range(8)]
    tasks = [
        (lambda t=t: actions.accept(transfer=t, by=helped.user))
        if number % 2
        else (lambda t=t: actions.refuse(transfer=t, answer="", by=helped.user))
        for number, t in enumerate(fresh)
    ]
    results = at_once(tasks)
    assert sum(isinstance(result, CreditError) for result in results) == 7
    state = Transfer.objects.get().state
    assert Entry.objects.count() == (1 if state == "booked" else 0)


def test_red_twin_reading_first_overspends():
    """The race is real: who reads the balance first and writes then, goes far below the floor."""
    left, given = 60, []
    together = threading.Barrier(8, timeout=20)

    def read_then_give() -> None:
        enough = left - 60 * len(given) >= 60
        together.wait()
        if enough:
            given.append(60)

    at_once([read_then_give] * 8)
    assert sum(given) > left
