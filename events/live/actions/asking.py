"""What a participant does with questions: ask one, take it back."""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from events.live import emails, frames
from events.live.enums import (
    Flag,
    Gone,
    Moderation,
    QuestionState,
    RoomState,
    StepKind,
    Via,
)
from events.live.exceptions import Closed, Muted, NotFound, OverLimit, TooSoon, WrongStep
from events.live.log import RoomLog, room_log, whole_minute
from events.live.models import Participant, Question, Room, Step
from events.live.models.room import new_epoch
from events.live.queries import questions_of
from events.live.rules import can_ask, can_send_ahead, can_step, shows_danger

PAUSE_SECONDS = 20
WAITING_AT_MOST = 3
ASKED_AT_MOST = 10


@dataclass(frozen=True)
class Asked:
    """The question, and whether it was there already because the same person typed the same words."""

    question: Question
    same: bool


def participant_key(*, room: Room, identity: str) -> str | None:
    """The key of somebody in this room, from the account or the room's cookie; None once the secret is destroyed."""
    if not room.secret:
        return None
    return hmac.new(room.secret.encode(), identity.encode(), hashlib.sha256).hexdigest()


def participant_of(room: Room, key: str, via: str = Via.WEB) -> Participant:
    person, _made = Participant.objects.get_or_create(room=room, key=key, defaults={"via": via})
    return person


def ask(
    *, room: Room, key: str | None, text: str, name: str = "", for_other: bool = False, ahead: bool = False
) -> Asked:
    """Ask a question; without a `name` it is anonymous. Raises Closed, Muted, TooSoon (with the wait) and OverLimit.

    The same words of the same person are the same question, and cost no turn. `ahead` is before it begins: then it
    always waits for a moderator.
    """
    if key is None:
        raise Closed
    with room_log(room.pk) as log:
        if not (can_send_ahead(log.room) if ahead else can_ask(log.room)):
            raise Closed
        person = participant_of(log.room, key)
        if person.muted or person.banned:
            raise Muted
        again = same_question(log.room, key, text)
        if again is not None:
            return Asked(again, same=True)
        refuse_too_many(person)
        now = timezone.now()
        person.asked, person.asked_at = person.asked + 1, now
        person.save(update_fields=["asked", "asked_at"])
        asked_at = now if name else whole_minute(now)
        values = {"name": name, "for_other": for_other, "asked_at": asked_at, "via": Via.SENT if ahead else Via.WEB}
        question = add_question(log, text=text, person=person, waits=ahead, **values)
    return Asked(question, same=False)


def same_question(room: Room, key: str, text: str) -> Question | None:
    own = questions_of(room, key).exclude(state__in=[QuestionState.WITHDRAWN, QuestionState.REMOVED])
    return own.filter(original=text).first()


def refuse_too_many(person: Participant) -> None:
    """One in twenty seconds, three waiting, ten a meeting."""
    if person.asked_at is not None:
        wait = PAUSE_SECONDS - (timezone.now() - person.asked_at).total_seconds()
        if wait > 0:
            raise TooSoon(_("U stelde net een vraag. Wacht even met de volgende."), wait=math.ceil(wait))
    if person.questions.filter(state=QuestionState.WAITING).count() >= WAITING_AT_MOST:
        raise OverLimit(_("Er wachten al drie vragen van u. Wacht tot er een aan de beurt is."))
    if person.asked >= ASKED_AT_MOST:
        raise OverLimit


def add_question(
    log: RoomLog, *, text: str, person: Participant | None, asked_at: Any, waits: bool = False, **values: Any
) -> Question:
    """Write the question, tell moderators and, if it is shown at once, everybody. With `waits` it is not.

    With a sign of danger it is never shown at once: it waits for a moderator, and the person on duty gets a mail.
    """
    danger = shows_danger(text)
    shown = log.room.moderation == Moderation.AFTER and not danger and not waits
    question = Question.objects.create(
        room=log.room,
        participant=person,
        text=text,
        original=text,
        asked_at=asked_at,
        state=QuestionState.VISIBLE if shown else QuestionState.WAITING,
        is_public=shown,
        flag=Flag.CARE if danger else "",
        **values,
    )
    record_step(question, from_state="", by=None)
    log.moderators("m.add", {"question": frames.moderator_frame(question)}, str(question.uuid))
    if shown:
        show(log, question)
    if danger:
        emails.tell_duty(question)
    log.tell_asker(question)
    return question


def show(log: RoomLog, question: Question) -> None:
    frame = frames.question_frame(question, counts=log.room.shows_counts)
    log.public("q.add", {"question": frame}, str(question.uuid))


def record_step(
    question: Question, *, from_state: str, by: Any, kind: str = StepKind.STATE, reason: str = "", before: Any = None
) -> Step:
    """One row of the question's history. Of an asker it says that it was the asker, never who that is."""
    return Step.objects.create(
        question=question,
        kind=kind,
        from_state=from_state,
        to_state=question.state,
        reason=reason,
        before=before or {},
        by=by,
        at=timezone.now() if by is not None else whole_minute(),
    )


def withdraw(*, room: Room, key: str | None, uuid: UUID) -> Question:
    """Take the own question back. Raises NotFound for what is not one's own, WrongStep while it is being answered."""
    with room_log(room.pk) as log:
        question = questions_of(log.room, key).filter(uuid=uuid).first()
        if question is None:
            raise NotFound
        if log.room.state == RoomState.ARCHIVED:
            raise Closed
        if not can_step(question, QuestionState.WITHDRAWN):
            raise WrongStep(_("Deze vraag kunt u nu niet meer intrekken."))
        before, was_public = question.state, question.is_public
        question.state, question.is_public = QuestionState.WITHDRAWN, False
        question.save(update_fields=["state", "is_public"])
        record_step(question, from_state=before, by=None)
        log.moderators("m.state", state_body(question, by=None), str(question.uuid))
        if was_public:
            log.gone(question, Gone.WITHDRAWN)
        log.tell_asker(question)
    return question


def state_body(question: Question, *, by: Any) -> dict[str, Any]:
    """What moderators are told of a step."""
    return {
        "id": str(question.uuid),
        "state": question.state,
        "reason": question.reason or None,
        "answer": frames.answer_frame(question),
        "by": str(by) if by is not None else None,
    }


def forget_people(*, after_days: int = 7) -> int:
    """Destroy the secrets of rooms that ended some days ago, with the rows of their participants; returns how many.

    From then on questions and votes cannot be linked to each other, nor to anybody. The schedule calls it.
    """
    before = timezone.now() - timedelta(days=after_days)
    rooms = Room.objects.filter(closed_at__lt=before).exclude(secret="")
    count = 0
    for room in rooms:
        with room_log(room.pk) as log:
            Room.objects.filter(pk=room.pk).update(secret="")
            log.room.commands.all().delete()
            log.room.participants.all().delete()
            log.room.calls.all().delete()
            count += 1
    return count


def end_logs(*, after_days: int = 1) -> int:
    """Delete the messages of rooms that ended a day ago; returns how many. The schedule calls it.

    First names in them would outlive the questions'. Nobody is in such a room; who opens its page reads it afresh.
    """
    rooms = Room.objects.filter(closed_at__lt=timezone.now() - timedelta(days=after_days), log__isnull=False)
    ended = list(rooms.distinct())
    for room in ended:
        with room_log(room.pk) as log:
            log.room.log.all().delete()
            log.room.epoch, log.room.seq, log.room.mseq = new_epoch(), 0, 0
            log.room.save(update_fields=["epoch"])
    return len(ended)


def help_lines() -> list[dict[str, str]]:
    """Whom to call now, told to an asker whose question shows danger."""
    return [
        {"name": _("Alarmnummer, bij direct gevaar"), "phone": "112"},
        {"name": _("113 Zelfmoordpreventie, dag en nacht"), "phone": "0800-0113"},
        {"name": _("Veilig Thuis, bij geweld"), "phone": "0800-2000"},
        {"name": _("De Luisterlijn, om te praten"), "phone": "088 0767 000"},
    ]
