from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration, confirm_offer, return_registration
from events.agenda.actions.keeping import call_off_event
from events.agenda.actions.signing_up import sign_up
from events.agenda.actions.waiting import lapse_offers
from events.agenda.exceptions import AlreadyChanged, AlreadySignedUp, OfferOver, SignUpClosed
from events.agenda.models import Call, Registration
from events.agenda.queries import guests, people_before, waiting_for
from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.factories.agenda import EventFactory, by_phone, come, guest, in_days
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_place_is_taken_and_told(mails):
    event = EventFactory(capacity=2)
    made = come(event)
    event.refresh_from_db()
    assert (made.state, event.taken) == ("registered", 1)
    assert mails("wim@example.org") == ["received"]
    assert [(row.from_state, row.to_state) for row in history_of(made)] == [("", "registered")]


def test_full_event_puts_the_next_on_the_list(mails):
    event = EventFactory(capacity=1)
    come(event, "Wim")
    made = come(event, "Els")
    event.refresh_from_db()
    assert (made.state, event.taken, people_before(made)) == ("waiting", 1, 0)
    assert mails("els@example.org") == ["waiting"]


def test_mail_of_a_place_has_the_number_and_that_of_the_queue_has_not():
    event = EventFactory(capacity=1, phone_number="+31344012700", phone_code="45 12 8")
    event.refresh_from_db()
    come(event, "Wim")
    come(event, "Els")
    with_place = Notice.objects.get(kind="agenda.received").text
    without = Notice.objects.get(kind="agenda.waiting").text
    assert "0344012700" in with_place.replace(" ", "")
    assert "45 12 8" in with_place
    assert "45 12 8" not in without


@pytest.mark.parametrize(
    "values",
    [{"draft": True}, {"cancelled": True}, {"past": True}, {"takes_sign_up": False}, {"starts_at": in_days(-1)}],
)
def test_closed_event_takes_nobody(values):
    event = EventFactory(**{"ends_at": in_days(8), **values} if "starts_at" in values else values)
    with pytest.raises(SignUpClosed):
        come(event)
    assert not Registration.objects.exists()


def test_second_sign_up_holds_no_second_place_and_looks_new(mails):
    event = EventFactory(capacity=5)
    first, second = come(event), come(event)
    event.refresh_from_db()
    assert event.taken == 1
    assert second.original == first
    assert second.code != first.code
    assert list(guests(event)) == [first]
    assert mails("wim@example.org") == ["received", "stands"]


def test_second_sign_up_with_a_login_is_the_first():
    event, user = EventFactory(), UserFactory()
    assert come(event, by=user) == come(event, by=user)


def test_two_people_with_one_address_both_come():
    event = EventFactory(capacity=5)
    come(event, "Wim", email="thuis@example.org")
    come(event, "Els", email="thuis@example.org")
    event.refresh_from_db()
    assert event.taken == 2


def test_cancelling_the_repeat_leaves_the_place_of_the_first():
    event = EventFactory(capacity=5)
    first, second = come(event), come(event)
    cancel_registration(registration=second)
    event.refresh_from_db()
    first.refresh_from_db()
    assert (event.taken, first.state, second.state) == (1, "registered", "cancelled")


def test_cancelling_twice_frees_one_place():
    event = EventFactory(capacity=5)
    come(event, "Els")
    made = come(event, "Wim")
    same = Registration.objects.get(pk=made.pk)
    cancel_registration(registration=made)
    with pytest.raises(AlreadyChanged):
        cancel_registration(registration=same)
    event.refresh_from_db()
    assert event.taken == 1


def test_free_place_is_offered_to_the_first_who_waits(mails):
    event = EventFactory(capacity=1)
    wim, els, _omar = (come(event, name) for name in ("Wim", "Els", "Omar"))
    cancel_registration(registration=wim)
    els.refresh_from_db()
    event.refresh_from_db()
    assert (els.state, event.taken) == ("offered", 1)
    assert els.offered_until - timezone.now() <= timedelta(days=1)
    assert mails("els@example.org") == ["waiting", "offered"]
    assert mails("omar@example.org") == ["waiting"]
    confirm_offer(registration=els)
    assert els.state == "confirmed"
    assert mails("els@example.org") == ["waiting", "offered", "confirmed"]


def test_offer_that_nobody_answers_goes_to_the_next(mails):
    event = EventFactory(capacity=1)
    wim, els, omar = (come(event, name) for name in ("Wim", "Els", "Omar"))
    cancel_registration(registration=wim)
    assert lapse_offers() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        els.refresh_from_db()
        with pytest.raises(OfferOver):
            confirm_offer(registration=els)
        assert lapse_offers() == 1
        assert lapse_offers() == 0
    els.refresh_from_db()
    omar.refresh_from_db()
    event.refresh_from_db()
    assert (els.state, omar.state, event.taken) == ("lapsed", "offered", 1)
    assert mails("els@example.org") == ["waiting", "offered", "lapsed"]


def test_offer_for_what_was_called_off_lapses_without_a_word(mails, coordinator):
    event = EventFactory(capacity=1)
    wim, els = come(event, "Wim"), come(event, "Els")
    cancel_registration(registration=wim)
    call_off_event(event=event, reason="Storm.", by=coordinator)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        lapse_offers()
    els.refresh_from_db()
    assert els.state == "lapsed"
    assert mails("els@example.org") == ["waiting", "offered", "called_off"]


def test_no_goes_to_the_next_at_once():
    event = EventFactory(capacity=1)
    wim, els, omar = (come(event, name) for name in ("Wim", "Els", "Omar"))
    cancel_registration(registration=wim)
    els.refresh_from_db()
    cancel_registration(registration=els)
    omar.refresh_from_db()
    assert omar.state == "offered"


def test_offer_ends_before_it_begins_and_is_not_made_too_late():
    soon = EventFactory(capacity=1, starts_at=timezone.now() + timedelta(hours=5))
    wim, els = come(soon, "Wim"), come(soon, "Els")
    cancel_registration(registration=wim)
    els.refresh_from_db()
    assert els.offered_until == soon.starts_at - timedelta(minutes=30)

    now = EventFactory(capacity=1, starts_at=timezone.now() + timedelta(minutes=20))
    wim, els = come(now, "Wim"), come(now, "Els")
    cancel_registration(registration=wim)
    els.refresh_from_db()
    now.refresh_from_db()
    assert (els.state, now.taken) == ("waiting", 0)


def test_nobody_slips_past_the_queue():
    event = EventFactory(capacity=1, starts_at=timezone.now() + timedelta(minutes=20))
    wim, _els = come(event, "Wim"), come(event, "Els")
    cancel_registration(registration=wim)
    assert come(event, "Omar").state == "waiting"


def test_undo_of_a_cancellation_gives_the_place_back_or_says_that_it_is_gone():
    event = EventFactory(capacity=1)
    wim = come(event, "Wim")
    cancel_registration(registration=wim)
    assert return_registration(registration=wim).state == "registered"
    come(event, "Els")
    cancel_registration(registration=wim)
    assert return_registration(registration=wim).state == "waiting"
    event.refresh_from_db()
    assert event.taken == 1
    assert [row.name for row in waiting_for(event)] == ["Wim"]


def test_undo_after_signing_up_anew_makes_no_second_place():
    event = EventFactory()
    wim = come(event)
    cancel_registration(registration=wim)
    come(event)
    with pytest.raises(AlreadySignedUp):
        return_registration(registration=wim)


def test_who_has_no_mail_stands_on_the_list_of_whom_to_ring():
    event = EventFactory(capacity=1)
    wim = come(event, "Wim")
    cor = sign_up(holder=event, guest=by_phone("Cor"), by=None)
    cancel_registration(registration=wim)
    assert [(call.registration, call.kind) for call in Call.objects.all()] == [(cor, "offered")]


def test_late_guest_is_written_down_at_the_desk_only(coordinator):
    event = EventFactory(starts_at=timezone.now() - timedelta(minutes=10))
    with pytest.raises(SignUpClosed):
        come(event)
    assert come(event, "Els", by=coordinator).state == "registered"
    assert come(event, "Els", by=coordinator).name == "Els"
    event.refresh_from_db()
    assert event.taken == 1


def test_guest_without_a_way_of_another_is_one_by_the_letter_box():
    event = EventFactory()
    letter = {"channel": "letter", "email": "", "address": "Dijk 1, 4001 AB Tiel"}
    first = sign_up(holder=event, guest=guest("Jo", **letter), by=None)
    assert sign_up(holder=event, guest=guest("Jo", **letter), by=None).original == first
