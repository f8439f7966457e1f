"""Votes and answers to polls, written in batches: one transaction for all that came in a fraction of a second.

The room's row is locked first, so that two processes never count the same question at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.live.enums import ENDED_ROOMS, Show, Via
from events.live.exceptions import AlreadyAnswered, Closed, Conflict, Forbidden, LiveError, NotFound, WrongStep
from events.live.log import RoomLog, room_log
from events.live.models import Command, Participant, Poll, PollAnswer, PollOption, Question, Room, Vote
from events.live.queries import polls_with_results
from events.live.rules import can_vote, can_vote_on


@dataclass(frozen=True)
class Ballot:
    """A vote for a question (`on`), or with an `option` an answer to a poll.

    `c` and `digest` are the command's name and content; without `c` it is not remembered.
    """

    key: str
    target: UUID
    on: bool = True
    option: UUID | None = None
    c: str = ""
    digest: str = ""
    via: str = Via.WEB


@dataclass
class Batch:
    """The state of one transaction."""

    log: RoomLog
    questions: dict[UUID, Question]
    polls: dict[UUID, Poll]
    people: dict[str, Participant]
    remembered: dict[tuple[str, str], Command]
    wanted: dict[tuple[int, int], bool] = field(default_factory=dict)
    answered: dict[tuple[int, int], PollAnswer] = field(default_factory=dict)


Answer = dict[str, Any] | LiveError


def cast_ballots(*, room: Room, ballots: Sequence[Ballot]) -> list[Answer]:
    """Count the ballots in their order; one answer or refusal for each. A refusal does not stop the others."""
    with room_log(room.pk) as log:
        batch = prepare(log, ballots)
        answers: list[Answer] = [take(batch, ballot) for ballot in ballots]
        touched = write_votes(batch)
        PollAnswer.objects.bulk_create(batch.answered.values())
        fill_in(batch, ballots, answers, touched)
        remember(batch, ballots, answers)
    return answers


def cast(*, room: Room, ballot: Ballot) -> dict[str, Any]:
    """One ballot on its own; raises its refusal."""
    answer = cast_ballots(room=room, ballots=[ballot])[0]
    if isinstance(answer, LiveError):
        raise answer
    return answer


def prepare(log: RoomLog, ballots: Sequence[Ballot]) -> Batch:
    room, keys = log.room, {ballot.key for ballot in ballots}
    via = {ballot.key: ballot.via for ballot in ballots}
    people = {p.key: p for p in room.participants.filter(key__in=keys)}
    missing = [Participant(room=room, key=key, via=via[key]) for key in keys - people.keys()]
    if missing:
        Participant.objects.bulk_create(missing)
        people |= {p.key: p for p in room.participants.filter(key__in=keys)}
    targets = {ballot.target for ballot in ballots}
    names = {ballot.c for ballot in ballots if ballot.c}
    commands = room.commands.filter(actor__in=keys, c__in=names) if names else Command.objects.none()
    return Batch(
        log,
        {q.uuid: q for q in room.questions.filter(uuid__in=targets, is_public=True)},
        {p.uuid: p for p in polls_with_results(room).filter(uuid__in=targets, opened_at__isnull=False)},
        people,
        {(row.actor, row.c): row for row in commands},
    )


def take(batch: Batch, ballot: Ballot) -> Answer:
    """What becomes of one ballot; the numbers are filled in when all are counted."""
    before = batch.remembered.get((ballot.key, ballot.c)) if ballot.c else None
    if before is not None:
        return {**before.answer, "again": 1} if before.digest == ballot.digest else Conflict()
    if batch.people[ballot.key].banned:
        return Forbidden()
    try:
        answer = take_answer(batch, ballot) if ballot.option else take_vote(batch, ballot)
    except LiveError as refusal:
        return refusal
    return answer


def take_vote(batch: Batch, ballot: Ballot) -> dict[str, Any]:
    question = batch.questions.get(ballot.target)
    if question is None:
        raise NotFound
    if not can_vote(batch.log.room):
        raise Closed
    if not can_vote_on(question):
        raise WrongStep(_("Op deze vraag kunt u niet meer stemmen."))
    batch.wanted[question.pk, batch.people[ballot.key].pk] = ballot.on
    return {"on": ballot.on, "votes": None}


def take_answer(batch: Batch, ballot: Ballot) -> dict[str, Any]:
    poll = batch.polls.get(ballot.target)
    option = next((o for o in poll.options.all() if o.uuid == ballot.option), None) if poll else None
    if poll is None or option is None:
        raise NotFound
    if not poll.is_open or batch.log.room.state in ENDED_ROOMS:
        raise Closed(_("Deze peiling is afgelopen."))
    person = batch.people[ballot.key]
    key = (poll.pk, person.pk)
    if key in batch.answered or PollAnswer.objects.filter(poll=poll, participant=person).exists():
        raise AlreadyAnswered
    by_phone = person.via == Via.PHONE
    batch.answered[key] = PollAnswer(poll=poll, option=option, participant=person, by_phone=by_phone)
    return {"results": None}


def write_votes(batch: Batch) -> dict[UUID, int]:
    """Insert or delete the votes, count the touched questions anew; returns their numbers."""
    if not batch.wanted:
        return {}
    given = [Vote(question_id=q, participant_id=p) for (q, p), on in batch.wanted.items() if on]
    taken = [Q(question=q, participant=p) for (q, p), on in batch.wanted.items() if not on]
    Vote.objects.bulk_create(given, ignore_conflicts=True)
    if taken:
        which = taken[0]
        for one in taken[1:]:
            which |= one
        Vote.objects.filter(which).delete()
    return recount({question for question, _person in batch.wanted})


def recount(question_ids: Iterable[int]) -> dict[UUID, int]:
    rows = list(Question.objects.filter(pk__in=question_ids).annotate(counted=Count("vote_rows")))
    for row in rows:
        row.votes = row.counted  # type: ignore[attr-defined]
    Question.objects.bulk_update(rows, ["votes"])
    return {row.uuid: row.votes for row in rows}


def fill_in(batch: Batch, ballots: Sequence[Ballot], answers: list[Answer], touched: dict[UUID, int]) -> None:
    """Put the numbers into the answers, and tell them to the hubs."""
    polls = {ballot.target for ballot, answer in zip(ballots, answers, strict=True) if "results" in keys_of(answer)}
    counted = count_options(batch, polls)
    for ballot, answer in zip(ballots, answers, strict=True):
        if isinstance(answer, LiveError) or "again" in answer:
            continue
        if ballot.option is None:
            answer["votes"] = touched[ballot.target] if batch.log.room.shows_counts else None
        else:
            answer["results"] = counted[ballot.target]
    live = {option: n for uuid in polls if batch.polls[uuid].show == Show.LIVE for option, n in counted[uuid].items()}
    batch.log.hint["votes"] = {str(uuid): n for uuid, n in touched.items()}
    batch.log.hint["poll"] = live


def keys_of(answer: Answer) -> set[str]:
    return set() if isinstance(answer, LiveError) or "again" in answer else set(answer)


def count_options(batch: Batch, polls: set[UUID]) -> dict[UUID, dict[str, int]]:
    rows = PollOption.objects.filter(poll__uuid__in=polls).annotate(total=Count("answers")).select_related("poll")
    counted: dict[UUID, dict[str, int]] = {uuid: {} for uuid in polls}
    for row in rows:
        counted[row.poll.uuid][str(row.uuid)] = row.total  # type: ignore[attr-defined]
    return counted


def remember(batch: Batch, ballots: Sequence[Ballot], answers: list[Answer]) -> None:
    rows: dict[tuple[str, str], Command] = {}
    for ballot, answer in zip(ballots, answers, strict=True):
        if ballot.c and not isinstance(answer, LiveError) and "again" not in answer:
            rows[ballot.key, ballot.c] = Command(
                room=batch.log.room, actor=ballot.key, c=ballot.c, digest=ballot.digest, answer=dict(answer)
            )
    Command.objects.bulk_create(rows.values())
