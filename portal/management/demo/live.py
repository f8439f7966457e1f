"""The live rooms of the demo: one that is always open, one in which a moderator reads every question first, those of
evenings to come, and one that is over, with its published report."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.people.models import User
from events.agenda.enums import EventKind, EventState
from events.agenda.models import Event
from events.live.archive import write_archive
from events.live.enums import RoomState
from events.live.log import whole_minute
from events.live.models import Line, Note, Participant, Poll, PollAnswer, PollOption, Question, Room, Tip, Vote
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.articles import Shelf
from portal.pages.models import IndexPage

PUBLIC = ("zichtbaar", "nu", "beantwoord", "samengevoegd")


def load_rooms(site: Site, people: dict[str, User]) -> None:
    for data in read("live"):
        event = load_event(site, data, people)
        if not Room.objects.filter(event=event).exists():
            load_room(site, event, data, people)


def load_coming_rooms(site: Site, people: dict[str, User], rooms: list[dict[str, Any]] | None = None) -> None:
    """Rooms in which nothing has happened yet, of events of the agenda."""
    for data in rooms or read("evenings")["rooms"]:
        event = Event.objects.get(site=site, slug=data["event"])
        if not Room.objects.filter(event=event).exists():
            names = ("moderation", "told_by", "read_by", "phone_help")
            room = Room.objects.create(
                site=site, event=event, duty=people[data["duty"]], **{name: data[name] for name in names}
            )
            record_change(obj=room, from_state="", to_state=room.state)
            prepare(room, data)


def load_past_evening(site: Site, people: dict[str, User]) -> None:
    """An evening that is over: its report is made of the room like any other, and an editor published it."""
    data = read("evenings")["past"]
    event = load_event(site, data, people)
    if Room.objects.filter(event=event).exists():
        return
    room = load_room(site, event, {**data, "questions": [], "notes": [], "tips_shown": len(data["tips"])}, people)
    Room.objects.filter(pk=room.pk).update(opened_at=event.starts_at, closed_at=event.ends_at)
    room.refresh_from_db()
    for number, line in enumerate(data["lines"]):
        at = event.starts_at + timedelta(minutes=1, seconds=8 * number)
        Line.objects.create(room=room, text=line, is_final=True, written_at=at, offset=room.offset(at))
    load_said(room, data, people["notetaker"])
    index = Shelf(site, people).plant(IndexPage, site.root_page.specific, data["index"])
    index.show_in_footer = True
    index.save_revision(clean=False).publish()
    page = write_archive(room=room, by=people["moderator"])
    page.visitors, page.tag = data["visitors"], data["tag"]
    page.save_revision(user=people["editor"], clean=False).publish()


def load_said(room: Room, data: dict[str, Any], author: User) -> None:
    """Questions with their answers, notes with their parts, and what people chose in the polls."""
    questions = [load_question(room, {**row, "votes": row["votes"]}) for row in data["questions"]]
    for question, row in zip(questions, data["questions"], strict=True):
        question.into = questions[row["into"]] if row["into"] is not None else None
        if row["state"] == "beantwoord":
            question.answer_how, question.answer_text = ("tekst" if row["say"] else "live"), row["say"]
            question.answer_offset = row["minute"] * 60 or None
        question.save(update_fields=["into", "answer_how", "answer_text", "answer_offset"])
    for note in data["notes"]:
        load_note(room, note, author, room.event.starts_at + timedelta(minutes=note["minute"]))
    for poll, row in zip(room.polls.all(), data["polls"], strict=True):
        Poll.objects.filter(pk=poll.pk).update(opened_at=room.opened_at, closed_at=room.closed_at)
        for option, (total, phoned) in zip(poll.options.all(), row["counts"], strict=True):
            PollAnswer.objects.bulk_create(
                PollAnswer(poll=poll, option=option, by_phone=number < phoned) for number in range(total)
            )


def prepare(room: Room, data: dict[str, Any]) -> None:
    for number, text in enumerate(data["tips"], start=1):
        Tip.objects.create(room=room, number=number, text=text)
    for number, poll in enumerate(data["polls"], start=1):
        load_poll(room, number, poll)


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


def load_room(site: Site, event: Event, data: dict[str, Any], people: dict[str, User]) -> Room:
    names = ("moderation", "always_open", "told_by", "read_by", "phone_help", "phone_count")
    room = Room.objects.create(
        site=site,
        event=event,
        state=RoomState(data["state"]),
        opened_at=timezone.now() - timedelta(minutes=20),
        duty=people[data["duty"]],
        words=data.get("words", ""),
        **{name: data[name] for name in names},
    )
    prepare(room, data)
    shown = timezone.now() - timedelta(minutes=5)
    for tip in room.tips.filter(number__lte=data["tips_shown"]):
        Tip.objects.filter(pk=tip.pk).update(shown_at=shown + timedelta(seconds=tip.number))
    for question in data["questions"]:
        load_question(room, question)
    for minute, note in enumerate(data["notes"]):
        load_note(room, note, people["notetaker"], timezone.now() - timedelta(minutes=15 - 3 * minute))
    return room


def load_poll(room: Room, number: int, data: dict[str, Any]) -> None:
    poll = Poll.objects.create(room=room, number=number, question=data["question"], show=data["show"])
    for key, text in enumerate(data["options"], start=1):
        PollOption.objects.create(poll=poll, number=key, text=text)


def load_question(room: Room, data: dict[str, Any]) -> Question:
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
    return question


def load_note(room: Room, data: dict[str, Any], author: User, at: datetime) -> None:
    Note.objects.create(
        room=room,
        text=data["voice"],
        tag=data["tag"],
        speaker=data["speaker"],
        part=data.get("part", ""),
        source=data.get("source", ""),
        author=author,
        author_name=author.get_short_name(),
        noted_at=at,
        offset=room.offset(at),
    )
