from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.agenda.actions import attending, keeping
from events.agenda.actions.attending import remind_guests
from events.agenda.actions.signing_up import sign_up
from events.agenda.actions.telling import finish_call, reopen_call
from events.agenda.enums import RegistrationState
from events.agenda.exceptions import AlreadyChanged, NotAllowed, ReasonMissing, StillSignedUp, TooFewPlaces
from events.agenda.models import Call, Event, Registration
from portal.history import changed
from portal.notices.models import Notice
from tests.factories.agenda import EventFactory, by_phone, come
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_database_refuses_more_than_there_is():
    event = EventFactory(capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(taken=2)


def test_change_of_time_is_told_to_everyone_also_to_who_waits(coordinator, mails):
    event = EventFactory(capacity=1)
    come(event, "Wim")
    come(event, "Els")
    cor = sign_up(holder=event, guest=by_phone(), by=None)
    event.refresh_from_db()
    event.starts_at += timedelta(hours=1)
    event.ends_at += timedelta(hours=1)
    keeping.save_event(event=event, by=coordinator)
    assert mails("wim@example.org") == ["received", "changed"]
    assert mails("els@example.org") == ["waiting", "changed"]
    assert [(call.registration, call.kind) for call in Call.objects.all()] == [(cor, "changed")]
    assert "Eerst was het" in Notice.objects.filter(kind="agenda.changed").first().text
    event.refresh_from_db()
    assert event.sequence == 1


def test_other_words_are_told_to_nobody(coordinator, mails):
    event = EventFactory()
    come(event)
    event.refresh_from_db()
    event.description = "Andere woorden."
    keeping.save_event(event=event, by=coordinator)
    assert mails("wim@example.org") == ["received"]
    event.refresh_from_db()
    assert (event.sequence, event.taken) == (0, 1)


def test_saving_an_old_copy_keeps_the_places_that_were_taken_meanwhile(coordinator):
    event = EventFactory(capacity=5)
    old = Event.objects.get(pk=event.pk)
    come(event)
    keeping.save_event(event=old, by=coordinator)
    event.refresh_from_db()
    assert event.taken == 1


def test_fewer_places_than_guests_are_refused_and_more_are_offered(coordinator):
    event = EventFactory(capacity=2)
    come(event, "Wim")
    come(event, "Els")
    omar = come(event, "Omar")
    event.refresh_from_db()
    event.capacity = 1
    with pytest.raises(TooFewPlaces):
        keeping.save_event(event=event, by=coordinator)
    event.refresh_from_db()
    event.capacity = 3
    keeping.save_event(event=event, by=coordinator)
    omar.refresh_from_db()
    assert omar.state == "offered"


def test_calling_off_needs_a_reason_and_tells_everyone_and_can_be_undone(coordinator, mails):
    event = EventFactory()
    come(event)
    with pytest.raises(ReasonMissing):
        keeping.call_off_event(event=event, reason=" ", by=coordinator)
    keeping.call_off_event(event=event, reason="Toos is ziek.", by=coordinator)
    assert mails("wim@example.org") == ["received", "called_off"]
    assert "Toos is ziek." in Notice.objects.get(kind="agenda.called_off").text
    keeping.put_back_event(event=event, by=coordinator)
    assert mails("wim@example.org") == ["received", "called_off", "back_on"]
    assert (event.state, event.sequence) == ("published", 2)
    with pytest.raises(AlreadyChanged):
        keeping.put_back_event(event=event, by=coordinator)


def test_event_with_guests_is_called_off_not_taken_away(coordinator):
    event = EventFactory()
    assert keeping.take_back_event(event=event, by=coordinator).state == "draft"
    keeping.publish_event(event=event, by=coordinator)
    come(event)
    with pytest.raises(StillSignedUp):
        keeping.take_back_event(event=event, by=coordinator)


@pytest.mark.parametrize(
    "action",
    [
        lambda event, by: keeping.save_event(event=event, by=by),
        lambda event, by: keeping.call_off_event(event=event, reason="Nee.", by=by),
        lambda event, by: keeping.take_back_event(event=event, by=by),
        lambda event, by: attending.set_head_count(event=event, count=3, by=by),
    ],
)
def test_others_may_not(action):
    with pytest.raises(NotAllowed):
        action(EventFactory(), UserFactory())


def test_slug_is_made_of_the_title_and_never_the_address_of_another_page(coordinator):
    first = keeping.save_event(
        event=EventFactory.build(title="Plek", slug="", site=EventFactory().site), by=coordinator
    )
    assert first.slug.startswith("plek-2")
    second = keeping.save_event(event=EventFactory.build(title="Soep", slug="", site=first.site), by=coordinator)
    third = keeping.save_event(event=EventFactory.build(title="Soep", slug="", site=first.site), by=coordinator)
    assert second.slug == "soep"
    assert third.slug.startswith("soep-2")


def test_every_change_of_an_event_is_sent_to_who_listens(coordinator):
    heard: list[int] = []

    def listen(sender, ids, **kwargs):
        heard.extend(ids) if sender is Event else None

    changed.connect(listen)
    try:
        event = EventFactory()
        keeping.save_event(event=event, by=coordinator)
        keeping.call_off_event(event=event, reason="Storm.", by=coordinator)
        keeping.put_back_event(event=event, by=coordinator)
        series = keeping.repeat_event(event=event, rhythm="weekly", count=2, as_a_whole=False, by=coordinator)
        keeping.extend_series(series=series, count=1, by=coordinator)
    finally:
        changed.disconnect(listen)
    assert heard.count(event.pk) == 4
    assert len(set(heard)) == 3


# --- Who was there --------------------------------------------------------------------------------------------------


def test_one_tap_marks_and_the_same_tap_changes_nothing(coordinator):
    event = EventFactory()
    wim = come(event)
    attending.mark_attendance(registration=wim, mark=RegistrationState.ATTENDED, by=coordinator)
    attending.mark_attendance(registration=wim, mark=RegistrationState.ATTENDED, by=coordinator)
    assert wim.state == "attended"
    attending.mark_attendance(registration=wim, mark=RegistrationState.REGISTERED, by=coordinator)
    assert wim.state == "registered"


def test_who_waits_was_not_there(coordinator):
    event = EventFactory(capacity=1)
    come(event, "Wim")
    els = come(event, "Els")
    with pytest.raises(AlreadyChanged):
        attending.mark_attendance(registration=els, mark=RegistrationState.ATTENDED, by=coordinator)


def test_introduction_tells_both_by_name_and_shares_no_address(coordinator):
    event = EventFactory(kind="network_drinks")
    wim, els = come(event, "Wim"), come(event, "Els")
    made = attending.introduce(guest=els, other=wim, introduced_by="Lotte", by=coordinator)
    texts = list(Notice.objects.filter(kind="agenda.introduced").values_list("recipient", "text"))
    assert {recipient for recipient, _text in texts} == {"wim@example.org", "els@example.org"}
    assert all("Lotte" in text and "example.org" not in text for _recipient, text in texts)
    with pytest.raises(AlreadyChanged):
        attending.introduce(guest=wim, other=els, introduced_by="Lotte", by=coordinator)
    attending.follow_up(introduction=made, outcome="Zij gaan samen fietsen.", by=coordinator)
    assert made.followed_up_at is not None
    assert made.outcome == "Zij gaan samen fietsen."


def test_call_is_made_once_and_can_be_undone(coordinator):
    event = EventFactory(capacity=1)
    come(event, "Wim")
    sign_up(holder=event, guest=by_phone(), by=None)
    keeping.call_off_event(event=event, reason="Storm.", by=coordinator)
    call = Call.objects.get()
    finish_call(call=call, by=coordinator)
    with pytest.raises(AlreadyChanged):
        finish_call(call=call, by=coordinator)
    assert reopen_call(call=call, by=coordinator).done_at is None
    with pytest.raises(NotAllowed):
        finish_call(call=call, by=UserFactory())


def test_names_go_after_ninety_days_and_the_number_stays(coordinator):
    old = EventFactory(starts_at=timezone.now() + timedelta(hours=1))
    lately = EventFactory(starts_at=timezone.now() + timedelta(hours=1))
    for event in (old, lately):
        guests = [come(event, name) for name in ("Wim", "Els", "Omar")]
        for guest in guests[:2]:
            attending.mark_attendance(registration=guest, mark=RegistrationState.ATTENDED, by=coordinator)
    for event, days in ((old, 91), (lately, 89)):
        ended = timezone.now() - timedelta(days=days)
        Event.objects.filter(pk=event.pk).update(starts_at=ended - timedelta(hours=2), ends_at=ended)
    assert attending.forget_guests() == 3
    old.refresh_from_db()
    assert (old.registrations.count(), old.head_count) == (0, 2)
    assert lately.registrations.count() == 3
    assert attending.forget_guests() == 0


def test_reminder_goes_once_to_who_has_a_place_and_not_to_who_signed_up_today(mails):
    event = EventFactory(capacity=2, starts_at=timezone.now() + timedelta(hours=30))
    come(event, "Wim")
    sign_up(holder=event, guest=by_phone(), by=None)
    come(event, "Els")
    assert remind_guests() == 0
    Registration.objects.update(registered_at=timezone.now() - timedelta(days=3))
    assert remind_guests() == 2
    assert remind_guests() == 0
    assert mails("wim@example.org") == ["received", "reminder"]
    assert mails("els@example.org") == ["waiting"]
    assert [call.kind for call in Call.objects.all()] == ["reminder"]
