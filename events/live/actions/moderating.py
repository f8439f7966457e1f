"""What a moderator does with a question. Each asks its own predicate, so that no way in can forget it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from events.live import emails, frames
from events.live.actions.asking import record_step, show, state_body
from events.live.enums import (
    EDITED_STATES,
    MODERATOR_STATES,
    PARENT_STATES,
    AnswerHow,
    Flag,
    Gone,
    QuestionState,
    StepKind,
)
from events.live.exceptions import Forbidden, Invalid, Locked, NotFound, WrongStep
from events.live.log import RoomLog, room_log
from events.live.models import Participant, Question, Room, Step
from events.live.models.questions import LOCK_SECONDS
from events.live.queries import find_question, with_parts
from events.live.rules import can_moderate, can_step, is_locked_for

UNDO_SECONDS = 10
# What an undo puts back.
KEPT = ("state", "is_public", "into_id", "text", "answer_how", "answer_text", "answer_offset", "reason")
EMPTY = {"text": "", "original": "", "name": "", "answer_text": "", "reason": ""}


@contextmanager
def question_log(room: Room, uuid: UUID, by: Any, *, locks: bool = False) -> Iterator[tuple[RoomLog, Question]]:
    """The log and one question of it, for a moderator. With `locks` a colleague's lock refuses."""
    if not can_moderate(by):
        raise Forbidden
    with room_log(room.pk) as log:
        question = find_question(log.room, uuid)
        if question is None:
            raise NotFound
        if locks and is_locked_for(question, by):
            raise Locked(_("%s is bezig met deze vraag.") % question.locked_by)
        yield log, question


def kept(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in KEPT}


def move_question(
    *, room: Room, uuid: UUID, to: str, by: Any, reason: str = "", how: str = "", text: str = ""
) -> Question:
    """Bring a question into another state; `reason` reaches the asker, `how` and `text` are the answer.

    The one that is "now" goes back first, in the same transaction. Raises WrongStep, Locked, NotFound, Forbidden.
    """
    with question_log(room, uuid, by, locks=True) as (log, question):
        if to == QuestionState.REMOVED:
            wipe(log, question, by)
            return question
        if to not in MODERATOR_STATES or not can_step(question, to):
            raise WrongStep
        before = kept(question)
        if to == QuestionState.NOW:
            before["displaced"] = step_back(log, by)
        question.state, question.reason = QuestionState(to), reason
        question.is_public = question.is_public or to == QuestionState.VISIBLE
        if to in (QuestionState.PARKED, QuestionState.REFUSED):
            question.is_public = False
        if to == QuestionState.ANSWERED:
            answer(log.room, question, how or AnswerHow.LIVE, text)
        save_step(log, question, before, by, reason=reason)
    return question


def answer(room: Room, question: Question, how: str, text: str) -> None:
    if how == AnswerHow.TEXT and not text:
        raise Invalid(_("Schrijf het antwoord op."), field="text")
    question.answer_how, question.answer_text = how, text
    question.answer_offset = room.offset() if how == AnswerHow.LIVE else None


def step_back(log: RoomLog, by: Any) -> int | None:
    """Whatever is "now" goes back to the list; returns which one."""
    question = with_parts(log.room.questions.filter(state=QuestionState.NOW)).first()
    if question is None:
        return None
    before = kept(question)
    question.state = QuestionState.VISIBLE
    save_step(log, question, before, by)
    return question.pk


def save_step(log: RoomLog, question: Question, before: dict[str, Any], by: Any, *, reason: str = "") -> None:
    """Write the new state with its history, and tell moderators, everybody whom it concerns, and the asker."""
    question.save(update_fields=[*KEPT])
    record_step(question, from_state=before["state"], by=by, reason=reason, before=before)
    log.moderators("m.state", state_body(question, by=by), str(question.uuid))
    tell_public(log, question, was_public=before["is_public"])
    log.tell_asker(question)


def tell_public(log: RoomLog, question: Question, *, was_public: bool) -> None:
    """What everybody hears of a step: it comes, it changes, it goes, or nothing at all."""
    if question.is_public and not was_public:
        show(log, question)
    elif question.is_public:
        body = {"id": str(question.uuid), "state": question.state, "answer": frames.answer_frame(question)}
        log.public("q.state", body, str(question.uuid))
    elif was_public:
        log.gone(question, Gone.HIDDEN)


def edit_question(*, room: Room, uuid: UUID, text: str, by: Any) -> Question:
    """Word it anew; the asker sees both versions. Raises WrongStep for what was withdrawn, merged or removed."""
    with question_log(room, uuid, by, locks=True) as (log, question):
        if question.state not in EDITED_STATES:
            raise WrongStep
        before = kept(question)
        question.text = text
        question.save(update_fields=["text"])
        record_step(question, from_state=question.state, by=by, kind=StepKind.EDIT, before=before)
        log.moderators("m.add", {"question": frames.moderator_frame(question)}, str(question.uuid))
        if question.is_public:
            log.public("q.edit", {"id": str(question.uuid), "text": text}, str(question.uuid))
        log.tell_asker(question)
    return question


def merge_question(*, room: Room, uuid: UUID, into: UUID, by: Any) -> Question:
    """Put a question under another. What everybody sees is only put under what everybody sees."""
    with question_log(room, uuid, by, locks=True) as (log, question):
        parent = find_question(log.room, into)
        if parent is None:
            raise NotFound
        if parent == question or parent.state not in PARENT_STATES or not can_step(question, QuestionState.MERGED):
            raise WrongStep
        if question.is_public and not parent.is_public:
            raise WrongStep(_("Toon eerst de andere vraag. Voeg ze daarna samen."))
        before = kept(question)
        question.state, question.into = QuestionState.MERGED, parent
        question.save(update_fields=["state", "into"])
        record_step(question, from_state=before["state"], by=by, kind=StepKind.MERGE, before=before)
        log.moderators("m.state", state_body(question, by=by), str(question.uuid))
        log.moderators("m.add", {"question": frames.moderator_frame(question)}, str(question.uuid))
        if question.is_public:
            body = {"id": str(question.uuid), "into": str(parent.uuid)}
            log.public("q.merge", body, str(question.uuid))
        log.tell_asker(question)
    return question


def undo(*, room: Room, uuid: UUID, by: Any) -> Question:
    """Take back the own last step with a question, within ten seconds. Raises WrongStep otherwise."""
    with question_log(room, uuid, by) as (log, question):
        step = question.steps.last()
        if step is None or not can_undo(question, step, by):
            raise WrongStep(_("Dit kan niet meer ongedaan worden gemaakt."))
        step.undone = True
        step.save(update_fields=["undone"])
        question = put_back(log, question, step.before, by)
        displaced = log.room.questions.filter(pk=step.before.get("displaced")).first()
        if displaced is not None and can_step(displaced, QuestionState.NOW):
            before = kept(displaced)
            displaced.state = QuestionState.NOW
            save_step(log, displaced, before, by)
    return question


def can_undo(question: Question, step: Step, by: Any) -> bool:
    """One's own, of a moment ago, not undone yet; and back to "now" only when no other question took its place."""
    if step.by_id != by.pk or step.undone or not step.before or question.state == QuestionState.REMOVED:
        return False
    if step.at < timezone.now() - timedelta(seconds=UNDO_SECONDS):
        return False
    others = Question.objects.filter(room=question.room_id, state=QuestionState.NOW).exclude(pk=question.pk)
    return step.before["state"] != QuestionState.NOW or not others.exists()


def put_back(log: RoomLog, question: Question, before: dict[str, Any], by: Any) -> Question:
    """The question as it was; told whole, because anything may be different."""
    was_public = question.is_public
    for name in KEPT:
        setattr(question, name, before[name])
    question.save(update_fields=list(KEPT))
    question = with_parts(Question.objects.filter(pk=question.pk)).get()
    log.moderators("m.state", state_body(question, by=by), str(question.uuid))
    log.moderators("m.add", {"question": frames.moderator_frame(question)}, str(question.uuid))
    if question.is_public:
        show(log, question)
    elif was_public:
        log.gone(question, Gone.HIDDEN)
    log.tell_asker(question)
    return question


def redact_question(*, room: Room, uuid: UUID, by: Any) -> Question:
    """Remove a question for good: its words leave its row, its history and everything that was told of it."""
    with question_log(room, uuid, by, locks=True) as (log, question):
        wipe(log, question, by)
    return question


def wipe(log: RoomLog, question: Question, by: Any) -> None:
    if not can_step(question, QuestionState.REMOVED):
        raise WrongStep
    was_public, before = question.is_public, question.state
    question.state, question.is_public = QuestionState.REMOVED, False
    for name, value in EMPTY.items():
        setattr(question, name, value)
    question.save(update_fields=["state", "is_public", *EMPTY])
    question.steps.update(before={}, reason="")
    record_step(question, from_state=before, by=by)
    log.wipe_words(question)
    log.moderators("m.state", state_body(question, by=by), str(question.uuid))
    log.moderators("m.add", {"question": frames.moderator_frame(question)}, str(question.uuid))
    if was_public:
        log.gone(question, Gone.REMOVED)
    log.tell_asker(question)


def lock_question(*, room: Room, uuid: UUID, on: bool, by: Any, over: bool = False) -> Question:
    """Say that one is busy with a question, for a minute. Raises Locked while a colleague is; with `over` one takes
    it over, and the colleague's desk shows who did."""
    with question_log(room, uuid, by, locks=not over) as (log, question):
        question.locked_by = by if on else None
        question.locked_until = timezone.now() + timedelta(seconds=LOCK_SECONDS) if on else None
        question.save(update_fields=["locked_by", "locked_until"])
        lock = frames.lock_frame(question) or {"by": None, "until": None}
        log.moderators("m.lock", {"id": str(question.uuid), **lock}, str(question.uuid))
    return question


def flag_question(*, room: Room, uuid: UUID, on: bool, by: Any) -> Question:
    """Mark a question as a reason for care, or take the mark away; the person on duty gets a mail."""
    with question_log(room, uuid, by) as (log, question):
        changed = bool(question.flag) != on
        question.flag = Flag.CARE if on else ""
        question.save(update_fields=["flag"])
        log.moderators("m.flag", {"id": str(question.uuid), "flag": question.flag or None}, str(question.uuid))
        if on and changed:
            emails.tell_duty(question)
    return question


def person_behind(question: Question) -> Participant:
    """Raises WrongStep when there is nobody: a question by telephone, or of a room whose secret is gone."""
    if question.participant is None:
        raise WrongStep(_("Bij deze vraag hoort geen deelnemer op de pagina."))
    return question.participant


def mute_person(*, room: Room, uuid: UUID, on: bool, by: Any) -> None:
    """Whoever asked this may ask no more, or again; who it is stays unknown."""
    with question_log(room, uuid, by) as (log, question):
        person = person_behind(question)
        person.muted = on
        person.save(update_fields=["muted"])
        for own in with_parts(person.questions.all()):
            log.moderators("m.add", {"question": frames.moderator_frame(own)}, str(own.uuid))


def ban_person(*, room: Room, uuid: UUID, on: bool, by: Any) -> None:
    """Whoever asked this leaves the room and does not come back in, or may again; who it is stays unknown."""
    with question_log(room, uuid, by) as (log, question):
        person = person_behind(question)
        person.banned = on
        person.save(update_fields=["banned"])
        log.hint["ban"] = [person.key, on]
