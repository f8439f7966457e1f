"""The live rooms of the demo: one that is always open, one in which a moderator reads every question first."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.people.models import User
from events.agenda.enums import EventKind, EventState
from events.agenda.models import Event
from events.live.enums import RoomState
from events.live.log import whole_minute
from events.live.models import Note, Participant, Poll, PollOption, Question, Room, Tip, Vote
from portal.management.demo import read

PUBLIC = ("zichtbaar", "nu", "beantwoord")


def load_rooms(site: Site, people: dict[str, User]) -> None:
    for data in read("live"):
        event = load_event(site, data, people)
        if not Room.objects.filter(event=event).exists():
            load_room(site, event, data, people)


def load_event(site: Site, data: dict[str, Any], people: dict[str, User]) -> Event:
    """The event; made once, and then left as somebody changed it."""
    day = timezone.localdate() + timedelta(days=data["day"])
    here = timezone.get_current_timezone()
    event, _made = Event.objects.get_or_create(
        site=site,
        slug=data["slug"],
        defaults={
            "title": data["title"],
            "kind": EventKind.TELESEMINAR,
            "state": EventState.PUBLISHED,
            "summary": data["summary"],
            "description": data["description"],
            "drawing": data["drawing"],
            "starts_at": datetime.combine(day, time.fromisoformat(data["from"]), here),
            "ends_at": datetime.combine(day, time.fromisoformat(data["to"]), here),
            "phone_number": data["phone_number"],
            "phone_code": data["phone_code"],
            "worker": people[data["worker"]],
            "takes_sign_up": False,
            "published_at": timezone.now(),
        },
    )
    return event


def load_room(site: Site, event: Event, data: dict[str, Any], people: dict[str, User]) -> None:
    names = ("moderation", "always_open", "told_by", "read_by", "phone_help", "phone_count")
    room = Room.objects.create(
        site=site,
        event=event,
        state=RoomState(data["state"]),
        opened_at=timezone.now() - timedelta(minutes=20),
        duty=people[data["duty"]],
        **{name: data[name] for name in names},
    )
    shown = timezone.now() - timedelta(minutes=5)
    for number, text in enumerate(data["tips"], start=1):
        shown_at = shown + timedelta(seconds=number) if number <= data["tips_shown"] else None
        Tip.objects.create(room=room, number=number, text=text, shown_at=shown_at)
    for number, poll in enumerate(data["polls"], start=1):
        load_poll(room, number, poll)
    for question in data["questions"]:
        load_question(room, question)
    for minute, note in enumerate(data["notes"]):
        load_note(room, note, people["notetaker"], timezone.now() - timedelta(minutes=15 - 3 * minute))


def load_poll(room: Room, number: int, data: dict[str, Any]) -> None:
    poll = Poll.objects.create(room=room, number=number, question=data["question"], show=data["show"])
    for key, text in enumerate(data["options"], start=1):
        PollOption.objects.create(poll=poll, number=key, text=text)


def load_question(room: Room, data: dict[str, Any]) -> None:
    question = Question.objects.create(
        room=room,
        text=data["message"],
        original=data["message"],
        name=data["name"],
        via=data["via"],
        asked_at=whole_minute(),
        state=data["state"],
        is_public=data["state"] in PUBLIC,
        votes=data["votes"],
        answer_how="live" if data["state"] == "beantwoord" else "",
        answer_offset=540 if data["state"] == "beantwoord" else None,
    )
    keys = [f"demo-{number}" for number in range(data["votes"])]
    Participant.objects.bulk_create([Participant(room=room, key=key) for key in keys], ignore_conflicts=True)
    voters = Participant.objects.filter(room=room, key__in=keys)
    Vote.objects.bulk_create([Vote(question=question, participant=voter) for voter in voters])


def load_note(room: Room, data: dict[str, Any], author: User, at: datetime) -> None:
    Note.objects.create(
        room=room,
        text=data["voice"],
        tag=data["tag"],
        speaker=data["speaker"],
        author=author,
        author_name=author.get_short_name(),
        noted_at=at,
        offset=room.offset(at),
    )
