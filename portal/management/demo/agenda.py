"""The agenda of the demo: coming, full with a queue, repeated, as a course, cancelled, past, a draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Site

from community.people.models import User
from events.agenda.actions.keeping import on_the_wall
from events.agenda.actions.series import next_times
from events.agenda.actions.signing_up import Guest, contact_key, enter
from events.agenda.enums import EventState, RegistrationState
from events.agenda.models import Event, Introduction, Registration, Series
from portal.history import changed
from portal.history.actions import record_change
from portal.management.demo import read
from portal.places.queries import neighbourhood_of_postcode
from portal.vocabulary.models import Theme

WIDE = {"kind", "title", "summary", "description", "drawing", "street", "postcode", "place", "prices", "wheelchair"}


def load_agenda(site: Site, people: dict[str, User], entries: list[dict[str, Any]] | None = None) -> None:
    for data in entries or read("agenda"):
        if not Event.objects.filter(site=site, slug__startswith=data["key"]).exists():
            load_entry(site, data, people)


def load_entry(site: Site, data: dict[str, Any], people: dict[str, User]) -> None:
    """One event with its repetitions and guests."""
    clock = time.fromisoformat(data["at"])
    first = on_the_wall(datetime.combine(timezone.localdate() + timedelta(days=data["day"]), clock))
    series = make_series(site, data) if data["rhythm"] else None
    moments = [first, *(next_times(first, data["rhythm"], data["times"]) if series else [])]
    events = [make_event(site, data, people, moment, series) for moment in moments]
    guests_of(events[0], series, data, people)
    changed.send(Event, ids=[event.pk for event in events])


def make_series(site: Site, data: dict[str, Any]) -> Series:
    return Series.objects.create(
        site=site,
        title=data["title"],
        rhythm=data["rhythm"],
        as_a_whole=data["as_a_whole"],
        capacity=data["capacity"] if data["as_a_whole"] else None,
    )


def make_event(
    site: Site, data: dict[str, Any], people: dict[str, User], moment: datetime, series: Series | None
) -> Event:
    slug = data["key"]
    if Event.objects.filter(site=site, slug=slug).exists():
        slug = f"{slug}-{timezone.localtime(moment):%Y-%m-%d}"
    event = Event.objects.create(
        **{name: data[name] for name in WIDE},
        site=site,
        slug=slugify(slug),
        series=series,
        starts_at=moment,
        ends_at=moment + timedelta(hours=data["hours"]),
        location_name=data["location"],
        neighbourhood=neighbourhood_of_postcode(site.pk, data["postcode"]) if data["postcode"] else None,
        price_class=data["price_class"] or "free",
        phone_number=data["phone"],
        phone_code=data["code"],
        link=data["link"],
        worker=people.get(data["worker"]),
        host_name=data["host"],
        host_words=data["voice"],
        capacity=None if data["as_a_whole"] else data["capacity"],
        takes_sign_up=data["sign_up"],
        state=EventState.DRAFT if data["state"] == "draft" else EventState.PUBLISHED,
        head_count=data["head_count"],
        published_at=None if data["state"] == "draft" else timezone.now() - timedelta(days=30),
    )
    event.themes.set(Theme.objects.filter(slug__in=data["themes"]))
    record_change(obj=event, from_state="", to_state=event.state)
    return event


def guests_of(event: Event, series: Series | None, data: dict[str, Any], people: dict[str, User]) -> None:
    """Who comes once, who comes always, and who waits; nobody gets a mail of it."""
    names: dict[str, Registration] = {}
    for number, name in enumerate(data["standing"]):
        assert series is not None, data["key"]
        come(series, name, number)
    for number, name in enumerate([*data["guests"], *data["waiting"]]):
        names[name] = come(event, name, 20 + number)
    if data["key"] == "samen-lezen":
        resident(event, people["resident"])
    if data["day"] < 0:
        look_back(event, list(names.values()))
    for row in data["introductions"]:
        introduce(event, names, row)
    if data["state"] == "cancelled":
        reason = data["reason"]
        Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED, cancelled_reason=reason, sequence=1)
        record_change(obj=event, from_state=EventState.PUBLISHED, to_state=EventState.CANCELLED, reason=reason)


def come(holder: Event | Series, name: str, number: int) -> Registration:
    guest = Guest(name=name, channel="phone", phone=f"0344 - 01 25 {number:02}")
    made = enter(holder, guest, contact_key(user=None, guest=guest), user=None, by=None)
    moment = timezone.now() - timedelta(days=6) + timedelta(minutes=number)
    Registration.objects.filter(pk=made.pk).update(registered_at=moment)
    return made


def resident(event: Event, user: User) -> None:
    """Ria comes too, so that her own page has something."""
    guest = Guest(name=user.first_name, channel="email", email=user.email)
    enter(event, guest, contact_key(user=user, guest=guest), user=user, by=user)


def look_back(event: Event, rows: list[Registration]) -> None:
    """Everyone was there but the last, who was not."""
    for row in rows:
        state = RegistrationState.ABSENT if row == rows[-1] and len(rows) > 4 else RegistrationState.ATTENDED
        Registration.objects.filter(pk=row.pk).update(state=state)
        record_change(obj=row, from_state=row.state, to_state=state)


def introduce(event: Event, names: dict[str, Registration], row: dict[str, Any]) -> None:
    one, two = sorted((names[row["one"]], names[row["two"]]), key=lambda guest: guest.pk)
    Introduction.objects.create(
        event=event,
        guest=one,
        other=two,
        introduced_by=row["by"],
        about=row["about"],
        outcome=row["outcome"],
        follow_up_on=timezone.localdate(),
        followed_up_at=timezone.now() - timedelta(days=3) if row["outcome"] else None,
        made_at=event.starts_at,
    )
