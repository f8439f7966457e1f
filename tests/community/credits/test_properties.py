"""Whatever people do with their time in whatever order: the sum is zero, no limit is crossed, nothing is booked twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.credits import actions
from community.credits.enums import AccountKind, TransferState
from community.credits.exceptions import CreditError
from community.credits.models import Account, Entry, Transfer
from community.credits.queries import broken_invariants
from tests.factories.credits import account_for, wish
from tests.factories.people import CoordinatorFactory

pytestmark = pytest.mark.django_db

ACTS = (
    "give",
    "ask",
    "ask_onward",
    "accept",
    "refuse",
    "withdraw",
    "expire",
    "reverse",
    "many",
    "from_pot",
    "to_pot",
    "again",
)
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7), st.integers(1, 600))


class World:
    """Three people with little room, one who may save nothing more, the pot, and who keeps the ledger."""

    def __init__(self) -> None:
        self.people = [account_for(floor=-600, ceiling=900) for _number in range(3)]
        self.people.append(account_for(ceiling=0))
        self.pot = actions.open_pot(site=self.people[0].site, kind=AccountKind.GIFT)
        self.desk = CoordinatorFactory()
        self.number = 0

    def order(self, minutes: int, **more: Any) -> actions.Wish:
        self.number += 1
        return wish(minutes, key=f"stap-{self.number}", **more)

    def transfer(self, number: int) -> Transfer:
        rows = list(Transfer.objects.select_related("payer__user", "receiver__user", "site").order_by("pk"))
        if not rows:
            raise CreditError
        return rows[number % len(rows)]

    def do(self, act: str, one: int, other: int, minutes: int) -> None:
        payer, receiver = (self.people[number % len(self.people)] for number in (one, other))
        getattr(self, f"do_{act}")(payer, receiver, minutes, one)

    def do_give(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.give(payer=payer, receiver=receiver, wish=self.order(minutes), by=payer.user)

    def do_again(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.give(payer=payer, receiver=receiver, wish=wish(minutes, key="steeds-dezelfde"), by=payer.user)

    def do_ask(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.ask(receiver=receiver, payer=payer, wish=self.order(minutes), by=receiver.user)

    def do_ask_onward(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.ask(receiver=receiver, payer=payer, wish=self.order(minutes, onward=True), by=receiver.user)

    def do_many(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.give_to_many(payer=self.pot, receivers=self.people, wish=self.order(minutes), by=self.desk)

    def do_from_pot(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.pay_from_pot(receiver=receiver, wish=self.order(minutes), by=self.desk)

    def do_to_pot(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.give(payer=payer, receiver=self.pot, wish=self.order(minutes), by=payer.user)

    def do_accept(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        found = self.transfer(number)
        actions.accept(transfer=found, by=found.payer.user or self.desk)

    def do_refuse(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        found = self.transfer(number)
        actions.refuse(transfer=found, answer="", by=found.payer.user or self.desk)

    def do_withdraw(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        found = self.transfer(number)
        actions.withdraw(transfer=found, by=found.receiver.user or self.desk)

    def do_expire(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        late = timezone.now() - timedelta(minutes=1)
        Transfer.objects.filter(pk=self.transfer(number).pk, state=TransferState.ASKED).update(expires_at=late)
        actions.expire_due()

    def do_reverse(self, payer: Account, receiver: Account, minutes: int, number: int) -> None:
        actions.reverse_transfer(transfer=self.transfer(number), reason="vergissing", by=self.desk)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=30))
def test_no_order_of_events_breaks_the_ledger(site, steps):
    with transaction.atomic():
        world = World()
        for step in steps:
            try:
                with transaction.atomic():
                    world.do(*step)
            except CreditError:
                continue
            assert list(broken_invariants()) == [], step
        assert sum(Account.objects.values_list("balance", flat=True)) == 0
        assert Transfer.objects.filter(key="steeds-dezelfde").count() <= 1
        booked = Transfer.objects.filter(state__in=[TransferState.BOOKED, TransferState.REVERSED]).count()
        assert Entry.objects.count() == booked
        passed = Transfer.objects.filter(key__startswith="onward:", state=TransferState.BOOKED).count()
        assert passed <= Transfer.objects.filter(onward=True, state=TransferState.BOOKED).count()
        transaction.set_rollback(True)
