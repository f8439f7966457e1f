"""An offer or request from the first words to its end: only with a yes, only read by the desk, renewed by a click."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.help.actions import items
from community.help.enums import ConsentWay, ItemState, Origin
from community.help.exceptions import AlreadyChanged, ConsentMissing, NotAllowed, ReasonMissing, TooLate
from community.help.models import HelpItem
from community.people.models import User
from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.factories.help import HelpItemFactory, about, words
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def trusted(site, by=None, **reach):
    reach = reach or {"name": "Riet Waterman", "email": "riet@example.org"}
    return items.write_item(
        site=site, words=words(), about=about(origin=Origin.TRUSTED, **reach), by=by or UserFactory()
    )


def kinds() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_own_words_are_a_yes_and_wait_for_the_desk(site):
    user = UserFactory()
    item = items.write_item(site=site, words=words(), about=about(), by=user)
    assert (item.person, item.state, item.consent_way) == (user, ItemState.MODERATED, ConsentWay.CLICK)
    assert [row.to_state for row in history_of(item)] == ["draft", "consent", "moderated"]
    assert kinds() == []


def test_what_another_wrote_waits_for_the_person_and_nobody_can_publish_it(site):
    item = trusted(site)
    assert (item.state, item.person) == (ItemState.CONSENT_PENDING, None)
    assert kinds() == ["help.consent"]
    with pytest.raises((ConsentMissing, AlreadyChanged)):
        items.publish_item(item=item, by=CoordinatorFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpItem.objects.filter(pk=item.pk).update(state=ItemState.OPEN)


def test_database_refuses_a_public_text_that_changed_after_the_yes(site):
    item = HelpItemFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpItem.objects.filter(pk=item.pk).update(version=2)


def test_click_gives_a_yes_and_an_account_of_their_own(site):
    item = items.agree_by_link(item=trusted(site))
    assert item.state == ItemState.MODERATED
    assert item.person == User.objects.get(email="riet@example.org")
    assert not item.person.has_usable_password()
    assert item.drafted_by != item.person


def test_yes_by_telephone_is_noted_by_the_desk_alone_with_when(site):
    item = trusted(site, name="Riet", phone="0344012401")
    yes = items.Yes(ConsentWay.PHONE, None, "24 november, voorgelezen")
    with pytest.raises(NotAllowed):
        items.say_yes(item=item, yes=yes, by=item.drafted_by)
    coordinator = CoordinatorFactory()
    with pytest.raises(ReasonMissing):
        items.say_yes(item=item, yes=items.Yes(ConsentWay.PHONE, None, " "), by=coordinator)
    items.say_yes(item=item, yes=yes, by=coordinator)
    assert (item.state, item.consent_way, item.consent_by) == (ItemState.MODERATED, "phone", coordinator)
    items.publish_item(item=item, by=coordinator)
    assert item.state == ItemState.OPEN


def test_no_ends_it_and_nobody_can_say_yes_after_it(site):
    item = trusted(site)
    items.say_no(item=item)
    assert item.state == ItemState.WITHDRAWN
    with pytest.raises(AlreadyChanged):
        items.agree_by_link(item=item)


def test_only_the_desk_publishes_returns_and_removes_and_always_says_why(site):
    item = HelpItemFactory(unread=True)
    with pytest.raises(NotAllowed):
        items.publish_item(item=item, by=item.person)
    coordinator = CoordinatorFactory()
    with pytest.raises(ReasonMissing):
        items.return_item(item=item, reason=" ", by=coordinator)
    items.return_item(item=item, reason="Haal de naam weg.", by=coordinator)
    assert item.state == ItemState.DRAFT
    items.change_item(item=item, words=words(), by=item.person)
    assert item.state == ItemState.MODERATED
    items.publish_item(item=item, by=coordinator)
    with pytest.raises(ReasonMissing):
        items.withdraw_item(item=item, by=coordinator)
    items.withdraw_item(item=item, by=coordinator, reason="Dit is een advertentie.")
    assert kinds() == ["help.returned", "help.opened", "help.removed"]


def test_changed_words_of_the_person_are_read_again_other_changes_are_not(site):
    item = HelpItemFactory(title="Zo", text="Zo is het.")
    items.change_item(item=item, words=words(title="Zo", text="Zo is het.", radius_km=20), by=item.person)
    assert (item.state, item.radius_km, item.version) == (ItemState.OPEN, 20, 1)
    items.change_item(item=item, words=words(title="Anders", text="Zo is het."), by=item.person)
    assert (item.state, item.version, item.consent_version) == (ItemState.MODERATED, 2, 2)


def test_desk_cannot_change_words_that_somebody_said_yes_to(site):
    item = HelpItemFactory()
    with pytest.raises(ConsentMissing):
        items.change_item(item=item, words=words(title="Anders"), by=CoordinatorFactory())
    waiting = trusted(site)
    items.change_item(item=waiting, words=words(title="Anders"), by=waiting.drafted_by)
    assert (waiting.state, waiting.version) == (ItemState.CONSENT_PENDING, 2)
    assert kinds().count("help.consent") == 2


def test_change_of_the_writer_after_the_yes_asks_for_another_yes(site):
    item = items.agree_by_link(item=trusted(site))
    items.change_item(item=item, words=words(title="Anders"), by=item.drafted_by)
    assert item.state == ItemState.CONSENT_PENDING
    with pytest.raises((ConsentMissing, AlreadyChanged)):
        items.publish_item(item=item, by=CoordinatorFactory())


def test_others_do_not_change_or_withdraw_it(site):
    item, stranger = HelpItemFactory(), UserFactory()
    for act in (
        lambda: items.change_item(item=item, words=words(), by=stranger),
        lambda: items.withdraw_item(item=item, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_clock_asks_in_time_ends_on_time_and_a_click_brings_it_back(site):
    start = timezone.now()
    item = HelpItemFactory(visible_until=(start + timedelta(days=20)).date(), published_at=start)
    assert items.run_the_clock(start + timedelta(days=2)) == 0
    assert kinds() == []
    with time_machine.travel(start + timedelta(days=15), tick=False):
        items.run_the_clock()
        items.run_the_clock()
    assert kinds() == ["help.ending"]
    with time_machine.travel(start + timedelta(days=22), tick=False):
        assert items.run_the_clock() == 1
        item.refresh_from_db()
        assert item.state == ItemState.EXPIRED
        items.renew_item(item=item, by=item.person)
        assert (item.state, item.visible_until) == (ItemState.OPEN, timezone.localdate() + timedelta(days=60))
    assert kinds() == ["help.ending", "help.expired"]


def test_renewing_before_the_end_keeps_it_open_and_long_after_it_is_too_late(site):
    item = HelpItemFactory(visible_until=timezone.localdate() + timedelta(days=1))
    items.renew_item(item=item, by=item.person)
    assert item.visible_until == timezone.localdate() + timedelta(days=60)
    old = HelpItemFactory(state=ItemState.EXPIRED, ended_at=timezone.now() - timedelta(days=200))
    with pytest.raises(TooLate):
        items.renew_item(item=old, by=old.person)


def test_item_that_is_renewed_while_the_clock_runs_stays(site):
    item = HelpItemFactory(visible_until=timezone.localdate() - timedelta(days=1))
    HelpItem.objects.filter(pk=item.pk).update(visible_until=timezone.localdate() + timedelta(days=9))
    assert items.expire_item(item=item, today=timezone.localdate()) is False
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_two_coordinators_at_once_publish_it_once(site):
    item = HelpItemFactory(unread=True)
    same = HelpItem.objects.get(pk=item.pk)
    items.publish_item(item=item, by=CoordinatorFactory())
    with pytest.raises(AlreadyChanged):
        items.publish_item(item=same, by=CoordinatorFactory())
    assert kinds() == ["help.opened"]
