from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from wagtail.models import Page

from events.agenda.enums import PUBLIC_STATES
from events.live import frames
from events.live.enums import ENDED_ROOMS, Flag, QuestionState, RoomState, Show, Stream
from events.live.models import LogEvent, Note, Participant, Poll, PollOption, Presence, Question, Room, Tip, TipRequest

REPLAY_AT_MOST = 300
PRESENCE_SECONDS = 30
EXACT_BELOW = 20


def public_rooms(site_id: int) -> QuerySet[Room]:
    """Rooms of events that everyone may read, with their event."""
    rooms = Room.objects.filter(site_id=site_id, event__state__in=PUBLIC_STATES)
    return rooms.select_related("event__worker__profile", "duty")


def find_room(site_id: int, slug: str) -> Room | None:
    return public_rooms(site_id).filter(event__slug=slug).first()


def with_parts(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Everything that a frame of a question needs."""
    return questions.select_related("into", "participant", "locked_by")


def public_questions(room: Room) -> QuerySet[Question]:
    """What everybody sees. A question that was never shown, or is hidden, is not in it."""
    return with_parts(room.questions.filter(is_public=True))


def find_question(room: Room, uuid: UUID) -> Question | None:
    return with_parts(room.questions.all()).filter(uuid=uuid).first()


def questions_of(room: Room, key: str | None) -> QuerySet[Question]:
    """A participant's own questions, in any state."""
    if not key:
        return Question.objects.none()
    return with_parts(room.questions.filter(participant__key=key))


def voted_by(room: Room, key: str | None) -> set[int]:
    """The questions that a participant has too."""
    if not key:
        return set()
    rows = room.questions.filter(vote_rows__participant__key=key)
    return set(rows.values_list("pk", flat=True))


def polls_with_results(room: Room) -> QuerySet[Poll]:
    counted = PollOption.objects.annotate(
        total=Count("answers"), phoned=Count("answers", filter=Q(answers__by_phone=True))
    )
    return room.polls.prefetch_related(Prefetch("options", counted.order_by("number", "pk")))


def shown_notes(room: Room) -> QuerySet[Note]:
    return room.notes.filter(removed_at=None)


def last_line(room: Room) -> dict[str, Any] | None:
    line = room.lines.last()
    return frames.line_frame(line) if line else None


def people_here(room_id: int) -> int:
    """How many people have the page open, over all processes; exact."""
    alive = Presence.objects.filter(room=room_id, at__gt=timezone.now() - timedelta(seconds=PRESENCE_SECONDS))
    return alive.aggregate(total=Sum("count"))["total"] or 0


def rounded(number: int) -> int:
    """Exact below twenty, then in tens, so that nobody can be seen coming or going."""
    return number if number < EXACT_BELOW else number // 10 * 10


def snapshot(room_id: int) -> tuple[Room, dict[str, Any], dict[str, Any]]:
    """The room as it is at one point of its log: (room with its counters, public part, moderators' part).

    The row is locked meanwhile, so that no change falls between the counters and what is read after them.
    """
    with transaction.atomic():
        room = Room.objects.select_for_update(of=("self",)).select_related("event").get(pk=room_id)
        polls = list(polls_with_results(room))
        tips = list(room.tips.all())
        return room, public_part(room, polls, tips), moderators_part(room, polls, tips)


def public_part(room: Room, polls: list[Poll], tips: list[Tip]) -> dict[str, Any]:
    counts = room.shows_counts
    return {
        "room": frames.room_frame(room),
        "questions": [frames.question_frame(q, counts=counts) for q in public_questions(room)],
        "polls": [frames.poll_frame(poll) for poll in polls if poll.opened_at],
        "notes": [frames.note_frame(note) for note in shown_notes(room)],
        "say": [frames.say_frame(say) for say in room.says.all()],
        "tips": [frames.tip_frame(tip, len(tips)) for tip in tips if tip.shown_at],
    }


def moderators_part(room: Room, polls: list[Poll], tips: list[Tip]) -> dict[str, Any]:
    return {
        "questions": [frames.moderator_frame(q) for q in with_parts(room.questions.all())],
        "phone": {"n": room.phone_count},
        "polls": [frames.poll_frame(poll) for poll in polls if not poll.opened_at],
        "tips": [frames.tip_frame(tip, len(tips)) for tip in tips if not tip.shown_at],
    }


def numbers(room: Room) -> dict[str, dict[str, int]]:
    """The counts that move without a message of their own: {"votes": {question: n}, "poll": {option: n}}.

    Of public questions, and of open polls that show their results at once. Whether they may be shown is not decided
    here (see `Room.shows_counts`).
    """
    votes = {str(uuid): n for uuid, n in room.questions.filter(is_public=True).values_list("uuid", "votes")}
    options = PollOption.objects.filter(
        poll__room=room, poll__opened_at__isnull=False, poll__closed_at=None, poll__show=Show.LIVE
    ).annotate(total=Count("answers"))
    return {"votes": votes, "poll": {str(option.uuid): option.total for option in options}}


def mine_by_key(room: Room) -> dict[str, dict[str, Any]]:
    """Every asker's own view: {key: {"asked": n, "at": seconds|None, "mine": {question id: Mine}}}."""
    found: dict[str, dict[str, Any]] = {}
    for question in with_parts(room.questions.exclude(participant=None)):
        person = question.participant
        assert person is not None
        at = person.asked_at.timestamp() if person.asked_at else None
        own = found.setdefault(person.key, {"asked": person.asked, "at": at, "mine": {}})
        own["mine"][str(question.uuid)] = frames.mine_frame(question)
    return found


def banned_keys(room: Room) -> set[str]:
    return set(Participant.objects.filter(room=room, banned=True).values_list("key", flat=True))


def log_after(room_id: int, pub: int, mod: int) -> list[LogEvent]:
    """What both streams have after these numbers, ascending."""
    later = Q(stream=Stream.PUBLIC, seq__gt=pub) | Q(stream=Stream.MODERATORS, seq__gt=mod)
    return list(LogEvent.objects.filter(later, room=room_id).order_by("seq"))


def newest_log(room: Room) -> list[LogEvent]:
    """As much of both streams as is ever replayed."""
    return log_after(room.pk, max(0, room.seq - REPLAY_AT_MOST), max(0, room.mseq - REPLAY_AT_MOST))


def replay(room: Room, epoch: str, seq: int) -> list[LogEvent] | None:
    """The public messages after `seq`; None when only a snapshot will do: another epoch, the future, too far back."""
    if epoch != room.epoch or seq > room.seq or room.seq - seq > REPLAY_AT_MOST:
        return None
    rows = list(room.log.filter(stream=Stream.PUBLIC, seq__gt=seq).order_by("seq"))
    return rows if len(rows) == room.seq - seq else None


def counters(room_id: int) -> tuple[str, int, int, int] | None:
    """(epoch, seq, mseq, revision) of a room: what a hub compares itself with."""
    return Room.objects.filter(pk=room_id).values_list("epoch", "seq", "mseq", "revision").first()


def requests_due() -> QuerySet[TipRequest]:
    """Who waits for the tips of a room that has ended. A room that never closes is never over: there at once."""
    over = Q(room__state__in=ENDED_ROOMS) | Q(room__always_open=True)
    return TipRequest.objects.filter(over, sent_at=None).select_related("room__event", "room__site", "site")


def letters_due(site_id: int) -> QuerySet[TipRequest]:
    return requests_due().filter(site=site_id, email="")


def care_waiting(site_id: int) -> QuerySet[Question]:
    """Questions that show danger and that nobody has answered or taken the mark from."""
    ended = (QuestionState.ANSWERED, QuestionState.REFUSED, QuestionState.WITHDRAWN, QuestionState.REMOVED)
    return (
        Question.objects.filter(room__site=site_id, flag=Flag.CARE)
        .exclude(state__in=ended)
        .select_related("room__event")
    )


def rooms_left_open(site_id: int) -> QuerySet[Room]:
    """Rooms that go on although their event ended hours ago."""
    since = timezone.now() - timedelta(hours=3)
    on = Room.objects.filter(site=site_id, state__in=(RoomState.OPEN, RoomState.PAUSED), always_open=False)
    return on.filter(event__ends_at__lt=since).select_related("event").order_by("event__ends_at")


def rooms_without_report(site_id: int) -> QuerySet[Room]:
    return Room.objects.filter(site=site_id, state=RoomState.CLOSED).select_related("event").order_by("closed_at")


def letters_of(room: Room) -> QuerySet[TipRequest]:
    """Who wants the tips by letter, those that still wait first."""
    return room.tip_requests.filter(email="").order_by(F("sent_at").asc(nulls_first=True), "asked_at", "pk")


def shown_tips(room: Room) -> QuerySet[Tip]:
    return room.tips.exclude(shown_at=None)


def published_archive(room: Room) -> Page | None:
    """The report of a room, once an editor published it."""
    return Page.objects.live().public().filter(pk=room.archive_id).first() if room.archive_id else None


def current_question(room: Room) -> Question | None:
    return public_questions(room).filter(state="nu").first()


def by_popularity(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.order_by(F("votes").desc(), "pk")
