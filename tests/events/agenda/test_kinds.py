"""What is of one kind: a farewell belongs to who leaves; one time of a series is that time alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration
from events.agenda.actions.keeping import call_off_event, put_back_event, save_event
from events.agenda.actions.series import repeat_event
from events.agenda.enums import EventKind
from events.agenda.exceptions import SignUpClosed
from events.agenda.jsonld import event_data
from events.agenda.models import Registration
from tests.factories.agenda import EventFactory, come
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", EventKind.values)
def test_every_kind_has_its_page_its_row_and_its_filter(client, kind):
    event = EventFactory(kind=kind, title=f"Soort {kind}", starts_at=timezone.now() + timedelta(days=1))
    assert client.get(event.get_absolute_url()).status_code == 200
    week = f"{timezone.localtime(event.starts_at):%G-W%V}"
    page = client.get(f"/agenda/?kind={kind}&week={week}").content.decode()
    assert event.title in page
    assert event_data(event, "https://site.example/", "Aan de Dijk")["@type"].endswith("Event")


def test_farewell_names_who_leaves_and_stands_with_that_worker(client):
    from django.template import engines

    bram = UserFactory(first_name="Bram", last_name="Hoogwater")
    party = EventFactory(kind="farewell", title="Dag Bram", worker=bram)
    EventFactory(title="Soep")
    page = client.get(party.get_absolute_url()).content.decode()
    assert "Voor wie" in page
    assert "Bram Hoogwater" in page
    request = client.get("/agenda/").wsgi_request
    template = (
        "{% load agenda %}{% upcoming_events 3 worker=who as events %}{% for e in events %}{{ e.title }},{% endfor %}"
    )
    assert engines["django"].from_string(template).render({"who": bram}, request) == "Dag Bram,"


@pytest.fixture
def walks(coordinator):
    series = repeat_event(
        event=EventFactory(title="Wandelen", capacity=5), rhythm="weekly", count=4, as_a_whole=False, by=coordinator
    )
    return list(series.events.order_by("starts_at"))


def test_one_time_called_off_is_told_to_who_came_to_that_time_alone(walks, coordinator, mails):
    first, second, *later = walks
    come(first.series, "Wim")
    skips = come(first.series, "Els")
    cancel_registration(registration=skips.times.get(event=second), tell=False)
    come(first, "Omar")
    come(second, "Noor")
    second.refresh_from_db()
    call_off_event(event=second, reason="Te glad.", by=coordinator)
    assert [mails(f"{name}@example.org")[-1] for name in ("wim", "noor")] == ["called_off", "called_off"]
    assert "called_off" not in mails("els@example.org") + mails("omar@example.org")
    assert [event.state for event in walks[0].series.events.order_by("starts_at")] == [
        "published", "cancelled", "published", "published",
    ]  # fmt: skip
    with pytest.raises(SignUpClosed):
        come(second, "Laat")
    put_back_event(event=second, by=coordinator)
    assert mails("noor@example.org")[-1] == "back_on"


def test_one_time_moved_leaves_the_others_where_they_are(walks, coordinator, mails):
    second = walks[1]
    come(walks[0], "Omar")
    come(second, "Noor")
    before = [event.starts_at for event in walks]
    second.refresh_from_db()
    second.starts_at += timedelta(hours=2)
    second.ends_at += timedelta(hours=2)
    save_event(event=second, by=coordinator)
    after = [event.starts_at for event in second.series.events.order_by("starts_at")]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
    assert mails("noor@example.org") == ["received", "changed"]
    assert mails("omar@example.org") == ["received"]


def test_one_evening_of_a_course_called_off_keeps_the_course_and_its_places(coordinator, mails):
    course = repeat_event(event=EventFactory(capacity=1), rhythm="weekly", count=6, as_a_whole=True, by=coordinator)
    wim, els = come(course, "Wim"), come(course, "Els")
    third = course.events.order_by("starts_at")[2]
    call_off_event(event=third, reason="Lotte is ziek.", by=coordinator)
    wim.refresh_from_db()
    els.refresh_from_db()
    course.refresh_from_db()
    assert (wim.state, els.state, course.taken) == ("registered", "waiting", 1)
    assert mails("wim@example.org") == ["received", "called_off"]
    assert Registration.objects.filter(event=third, state="registered").count() == 1  # for when it goes on after all
