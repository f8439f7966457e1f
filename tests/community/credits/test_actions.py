from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from community.credits import actions
from community.credits.enums import AccountKind
from community.credits.exceptions import (
    AlreadyChanged,
    CeilingReached,
    FloorReached,
    KeyReused,
    NotAllowed,
    ReasonMissing,
    SelfTransfer,
)
from community.credits.models import Account, Entry, Transfer
from community.credits.queries import broken_invariants, months_of
from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.factories.credits import account_for, wish
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def balances(*accounts: Account) -> list[int]:
    return [Account.objects.get(pk=account.pk).balance for account in accounts]


def test_gift_is_booked_at_once_and_adds_up_to_zero():
    payer, receiver = account_for(), account_for()
    transfer = actions.give(payer=payer, receiver=receiver, wish=wish(90), by=payer.user)
    assert transfer.state == "booked"
    assert balances(payer, receiver) == [-90, 90]
    assert list(broken_invariants()) == []
    assert Notice.objects.get().recipient == receiver.user.email


def test_mail_about_time_never_says_what_it_was_for():
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(reason="schulden op een rij gezet"), by=payer.user)
    assert "schulden" in Transfer.objects.get().reason
    assert "schulden" not in Notice.objects.get().text


def test_nobody_gives_another_ones_time_away():
    payer, receiver = account_for(), account_for()
    for stranger in (receiver.user, CoordinatorFactory(), UserFactory()):
        with pytest.raises(NotAllowed):
            actions.give(payer=payer, receiver=receiver, wish=wish(), by=stranger)
    assert Transfer.objects.count() == 0


def test_asked_time_is_booked_after_a_yes_of_who_pays():
    helper, helped = account_for(), account_for()
    asked = actions.ask(receiver=helper, payer=helped, wish=wish(45), by=helper.user)
    assert (asked.state, balances(helper, helped)) == ("asked", [0, 0])
    with pytest.raises(NotAllowed):
        actions.accept(transfer=asked, by=helper.user)
    actions.accept(transfer=asked, by=helped.user)
    assert balances(helper, helped) == [45, -45]
    assert [row.to_state for row in history_of(asked)] == ["asked", "accepted", "booked"]


def test_refused_and_withdrawn_time_is_never_booked():
    helper, helped = account_for(), account_for()
    first = actions.ask(receiver=helper, payer=helped, wish=wish(), by=helper.user)
    actions.refuse(transfer=first, answer="Het was een half uur.", by=helped.user)
    assert Transfer.objects.get(pk=first.pk).answer == "Het was een half uur."
    second = actions.ask(receiver=helper, payer=helped, wish=wish(), by=helper.user)
    actions.withdraw(transfer=second, by=helper.user)
    for ended in (first, second):
        with pytest.raises(AlreadyChanged):
            actions.accept(transfer=Transfer.objects.get(pk=ended.pk), by=helped.user)
    assert Entry.objects.count() == 0


def test_question_without_an_answer_ends_after_two_weeks():
    helper, helped = account_for(), account_for()
    asked = actions.ask(receiver=helper, payer=helped, wish=wish(), by=helper.user)
    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        assert actions.expire_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        with pytest.raises(AlreadyChanged):
            actions.accept(transfer=Transfer.objects.get(), by=helped.user)
        assert (actions.expire_due(), actions.expire_due()) == (1, 0)
    asked.refresh_from_db()
    assert asked.state == "expired"


def test_floor_is_kept_to_the_minute():
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(720), by=payer.user)
    with pytest.raises(FloorReached):
        actions.give(payer=payer, receiver=receiver, wish=wish(1), by=payer.user)
    assert balances(payer, receiver) == [-720, 720]
    assert Transfer.objects.count() == 1


def test_ceiling_is_kept_to_the_minute():
    payer, receiver = account_for(), account_for(ceiling=60)
    actions.give(payer=payer, receiver=receiver, wish=wish(60), by=payer.user)
    with pytest.raises(CeilingReached):
        actions.give(payer=payer, receiver=receiver, wish=wish(1), by=payer.user)
    assert balances(payer, receiver) == [-60, 60]


def test_accepting_beyond_the_floor_leaves_the_question_open():
    helper, helped = account_for(), account_for(floor=-30)
    asked = actions.ask(receiver=helper, payer=helped, wish=wish(60), by=helper.user)
    with pytest.raises(FloorReached):
        actions.accept(transfer=asked, by=helped.user)
    assert Transfer.objects.get().state == "asked"


def test_same_key_is_the_same_transfer_however_often_it_is_sent():
    payer, receiver = account_for(floor=-60), account_for()
    order = wish(60, key="klik")
    made = {actions.give(payer=payer, receiver=receiver, wish=order, by=payer.user).pk for _click in range(10)}
    assert len(made) == 1
    assert balances(payer, receiver) == [-60, 60]
    with pytest.raises(KeyReused):
        actions.give(payer=payer, receiver=receiver, wish=wish(30, key="klik"), by=payer.user)


def test_nobody_pays_themselves_or_for_nothing():
    payer, receiver = account_for(), account_for()
    with pytest.raises(SelfTransfer):
        actions.give(payer=payer, receiver=payer, wish=wish(), by=payer.user)
    with pytest.raises(ReasonMissing):
        actions.give(payer=payer, receiver=receiver, wish=wish(reason="  "), by=payer.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.give(payer=payer, receiver=receiver, wish=wish(0), by=payer.user)


def test_mistake_is_undone_once_by_a_counter_entry():
    payer, receiver, by = account_for(), account_for(), CoordinatorFactory()
    transfer = actions.give(payer=payer, receiver=receiver, wish=wish(), by=payer.user)
    with pytest.raises(NotAllowed):
        actions.reverse_transfer(transfer=transfer, reason="Verkeerde persoon", by=payer.user)
    with pytest.raises(ReasonMissing):
        actions.reverse_transfer(transfer=transfer, reason=" ", by=by)
    counter = actions.reverse_transfer(transfer=transfer, reason="Verkeerde persoon", by=by)
    assert counter.reverses == transfer
    assert balances(payer, receiver) == [0, 0]
    assert Entry.objects.count() == 2
    for again in (transfer, Transfer.objects.get(pk=transfer.pk)):
        with pytest.raises(AlreadyChanged):
            actions.reverse_transfer(transfer=again, reason="Nog eens", by=by)
    assert list(broken_invariants()) == []
    assert Notice.objects.filter(kind="credits.reversed").count() == 2


def test_group_transfer_is_all_or_nothing(site):
    by = CoordinatorFactory()
    library = actions.open_for_owner(site=site, kind=AccountKind.ORGANISATION, owner="organisation:1", name="Leeslint")
    people = [account_for(), account_for(ceiling=30), account_for()]
    with pytest.raises(CeilingReached):
        actions.give_to_many(payer=library, receivers=people, wish=wish(60), by=by)
    assert balances(library, *people) == [0, 0, 0, 0]
    made = actions.give_to_many(payer=library, receivers=people, wish=wish(30), by=by)
    assert balances(library, *people) == [-90, 30, 30, 30]
    assert len({transfer.group for transfer in made}) == 1


def test_pot_gives_what_is_in_it_and_no_more(site):
    giver, receiver, by = account_for(), account_for(), CoordinatorFactory()
    pot = actions.open_pot(site=site, kind=AccountKind.GIFT)
    actions.give(payer=giver, receiver=pot, wish=wish(60), by=giver.user)
    with pytest.raises(NotAllowed):
        actions.pay_from_pot(receiver=receiver, wish=wish(30), by=receiver.user)
    actions.pay_from_pot(receiver=receiver, wish=wish(45), by=by)
    with pytest.raises(FloorReached):
        actions.pay_from_pot(receiver=receiver, wish=wish(30), by=by)
    assert balances(giver, pot, receiver) == [-60, 15, 45]


def test_database_refuses_to_change_or_delete_an_entry():
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(), by=payer.user)
    for change in (lambda: Entry.objects.update(minutes=1), lambda: Entry.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Entry.objects.get().minutes == 60


def test_every_broken_invariant_is_named():
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(), by=payer.user)
    Account.objects.filter(pk=payer.pk).update(balance=5)
    Transfer.objects.update(state="asked")
    said = " ".join(broken_invariants())
    assert f"account {payer.pk} says 5, its entries -60" in said
    assert "is not booked and has an entry" in said


def test_one_account_per_person_and_community(site):
    user = UserFactory()
    assert actions.open_account(site=site, user=user) == actions.open_account(site=site, user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(site=site, user=user, kind="person", code="T00000")


def test_months_count_help_alone(site):
    """Not what went into the pot, nor what was turned back."""
    me, other, by = account_for(), account_for(), CoordinatorFactory()
    pot = actions.open_pot(site=site, kind=AccountKind.GIFT)
    actions.give(payer=other, receiver=me, wish=wish(90), by=other.user)
    actions.give(payer=me, receiver=other, wish=wish(30), by=me.user)
    actions.give(payer=me, receiver=pot, wish=wish(45), by=me.user)
    wrong = actions.give(payer=other, receiver=me, wish=wish(240), by=other.user)
    actions.reverse_transfer(transfer=wrong, reason="Verkeerde persoon", by=by)
    assert [(month.gave, month.received) for month in months_of(me)] == [(90, 30)]
