"""Every change of an initiative. The resident who pulls it decides; a worker stands beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.dialogue import in_agenda
from community.dialogue.ideas.enums import IdeaState
from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives.enums import TRANSITIONS, Direction, InitiativeState, TaskState
from community.dialogue.initiatives.exceptions import (
    AlreadyChanged,
    Ended,
    InAgenda,
    LessonMissing,
    NotAllowed,
    NotReady,
    TooLittle,
)
from community.dialogue.initiatives.models import BudgetLine, Initiative, InitiativeDate, InitiativeTask, Participant
from community.dialogue.initiatives.rules import can_begin, can_lead, can_stop_abuse, can_take_lead, is_in
from portal.history import changed
from portal.history.actions import record_change

READY = (IdeaState.CHOSEN, IdeaState.TRYING, IdeaState.SCALED)


def begin_from_idea(*, idea: Idea, by: Any, worker: Any = None, **values: Any) -> Initiative:
    """An idea that was chosen grows; who thought of it with an account pulls it. Raises NotReady, AlreadyChanged.

    `values`: title, summary, neighbourhood, vacancies.
    """
    if not can_begin(by):
        raise NotAllowed
    if idea.state not in READY:
        raise NotReady
    with transaction.atomic():
        found, made = Initiative.objects.get_or_create(
            idea=idea,
            defaults={
                "site_id": idea.site_id,
                "state": InitiativeState.FORMING,
                "keeper": idea.user,
                "worker": worker,
                "began_at": timezone.now(),
                **values,
            },
        )
        if not made:
            raise AlreadyChanged
        if idea.user is not None:
            _seat(found, idea.user, idea.name or idea.user.get_short_name(), "")
        record_change(obj=found, from_state="", to_state=found.state, by=by)
        changed.send(Initiative, ids=[found.pk])
    return found


def _seat(initiative: Initiative, user: Any, name: str, brings: str) -> Participant:
    found, made = Participant.objects.get_or_create(
        initiative=initiative,
        user=user,
        defaults={
            "site_id": initiative.site_id,
            "name": name[:80],
            "brings": brings,
            "joined_at": timezone.now(),
        },
    )
    if not made and brings != found.brings:
        Participant.objects.filter(pk=found.pk).update(name=name[:80], brings=brings)
        found.refresh_from_db()
    return found


def join(*, initiative: Initiative, by: Any, name: str, brings: str = "") -> Participant:
    """Anyone with an account joins at once; saying it twice changes the words. Raises Ended."""
    if not initiative.is_open:
        raise Ended
    with transaction.atomic():
        seat = _seat(initiative, by, name, brings)
        changed.send(Participant, ids=[seat.pk])
    return seat


def leave(*, initiative: Initiative, by: Any) -> None:
    """Out again; tasks that were theirs are open, and so is the lead."""
    with transaction.atomic():
        rows = Participant.objects.filter(initiative=initiative, user=by)
        InitiativeTask.objects.filter(doer__in=rows, state=TaskState.TAKEN).update(state=TaskState.OPEN, doer=None)
        if not rows.delete()[0]:
            raise AlreadyChanged
        Initiative.objects.filter(pk=initiative.pk, keeper=by).update(keeper=None)
        initiative.refresh_from_db()
        changed.send(Initiative, ids=[initiative.pk])


def take_lead(*, initiative: Initiative, by: Any) -> Initiative:
    """One of those who joined pulls it from now on: one of two who say so at the same moment."""
    if not can_take_lead(by, initiative):
        raise NotAllowed
    with transaction.atomic():
        if not Initiative.objects.filter(pk=initiative.pk, keeper=None).update(keeper=by):
            raise AlreadyChanged
        initiative.refresh_from_db()
        record_change(obj=initiative, from_state="lead:-", to_state="lead:taken", by=by)
    return initiative


def move(*, initiative: Initiative, to: InitiativeState, by: Any, lesson: str = "") -> Initiative:
    """Begin, finish, stop, or on again: who pulls it decides. An end has its lesson. Raises LessonMissing."""
    allowed = can_lead(by, initiative) or (to == InitiativeState.STOPPED and can_stop_abuse(by))
    if not allowed:
        raise NotAllowed
    before = initiative.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    ends = to in (InitiativeState.DONE, InitiativeState.STOPPED)
    if ends and not lesson.strip():
        raise LessonMissing
    values = {"lesson": lesson.strip()} if ends else {}
    with transaction.atomic():
        if not Initiative.objects.filter(pk=initiative.pk, state=before).update(state=to, **values):
            raise AlreadyChanged
        initiative.refresh_from_db()
        record_change(obj=initiative, from_state=before, to_state=to, by=by, reason=lesson.strip())
        changed.send(Initiative, ids=[initiative.pk])
    return initiative


def change_words(*, initiative: Initiative, by: Any, summary: str, neighbourhood: str, vacancies: str) -> Initiative:
    if not can_lead(by, initiative):
        raise NotAllowed
    with transaction.atomic():
        rows = Initiative.objects.filter(pk=initiative.pk)
        rows.update(summary=summary, neighbourhood=neighbourhood, vacancies=vacancies)
        initiative.refresh_from_db()
        changed.send(Initiative, ids=[initiative.pk])
    return initiative


def write_date(*, initiative: Initiative, by: Any, title: str, starts_at: datetime, place: str) -> InitiativeDate:
    """Everyone who takes part, and the worker beside it, may name a day."""
    _inside(initiative, by)
    with transaction.atomic():
        day = InitiativeDate.objects.create(
            site_id=initiative.site_id, initiative=initiative, title=title, starts_at=starts_at, place=place
        )
        changed.send(Initiative, ids=[initiative.pk])
    return day


def erase_date(*, day: InitiativeDate, by: Any) -> Initiative:
    _inside(day.initiative, by)
    with transaction.atomic():
        if not InitiativeDate.objects.filter(pk=day.pk, event="").delete()[0]:
            raise InAgenda if InitiativeDate.objects.filter(pk=day.pk).exists() else AlreadyChanged
        changed.send(Initiative, ids=[day.initiative_id])
    return day.initiative


def tie_date(*, day: InitiativeDate, event: str, starts_at: datetime, place: str, by: Any) -> InitiativeDate:
    """This day is that event of the agenda, and follows it. `event`: `event:<uuid>`; the agenda asks who may."""
    with transaction.atomic():
        if not in_agenda.tie(day, event=event, by=by, starts_at=starts_at, place=place[:160]):
            raise AlreadyChanged
        changed.send(Initiative, ids=[day.initiative_id])
    return day


def loosen_date(*, day: InitiativeDate, by: Any) -> InitiativeDate:
    """On its own again; the event stays in the agenda."""
    with transaction.atomic():
        if not in_agenda.loosen(day, by=by):
            raise AlreadyChanged
        changed.send(Initiative, ids=[day.initiative_id])
    return day


def follow_event(*, event: str, starts_at: datetime, place: str) -> None:
    """The event moved, and the days that are that event with it. Inside the caller's transaction."""
    moved = in_agenda.follow(InitiativeDate, event=event, sends="initiative_id", starts_at=starts_at, place=place[:160])
    if moved:
        changed.send(Initiative, ids=moved)


def write_task(*, initiative: Initiative, by: Any, title: str) -> InitiativeTask:
    _inside(initiative, by)
    return InitiativeTask.objects.create(site_id=initiative.site_id, initiative=initiative, title=title)


def _inside(initiative: Initiative, by: Any) -> None:
    if not is_in(by, initiative):
        raise NotAllowed
    if not initiative.is_open:
        raise Ended


def take_task(*, task: InitiativeTask, by: Any) -> InitiativeTask:
    """I do this: one of two who say so at the same moment."""
    seat = Participant.objects.filter(initiative=task.initiative_id, user=by).first()
    if seat is None:
        raise NotAllowed
    return _task_step(task, TaskState.OPEN, TaskState.TAKEN, seat)


def give_task_back(*, task: InitiativeTask, by: Any) -> InitiativeTask:
    if task.doer is None or (task.doer.user_id != by.pk and not can_lead(by, task.initiative)):
        raise NotAllowed
    return _task_step(task, TaskState.TAKEN, TaskState.OPEN, None)


def finish_task(*, task: InitiativeTask, by: Any) -> InitiativeTask:
    if task.doer is None or (task.doer.user_id != by.pk and not can_lead(by, task.initiative)):
        raise NotAllowed
    return _task_step(task, TaskState.TAKEN, TaskState.DONE, task.doer)


def _task_step(task: InitiativeTask, before: str, to: str, doer: Participant | None) -> InitiativeTask:
    if not InitiativeTask.objects.filter(pk=task.pk, state=before).update(state=to, doer=doer):
        raise AlreadyChanged
    task.refresh_from_db()
    return task


def write_money(*, initiative: Initiative, by: Any, direction: str, what: str, cents: int) -> BudgetLine:
    """Where money came from, or what it went to; never more out than there is, also at the same moment."""
    if not can_lead(by, initiative):
        raise NotAllowed
    if not initiative.is_open:
        raise Ended
    with transaction.atomic():
        _move_money(initiative, cents if direction == Direction.IN else -cents)
        line = BudgetLine.objects.create(
            site_id=initiative.site_id,
            initiative=initiative,
            direction=direction,
            what=what,
            cents=cents,
            written_by=by,
            written_at=timezone.now(),
        )
        changed.send(Initiative, ids=[initiative.pk])
    return line


def turn_back(*, line: BudgetLine, by: Any) -> BudgetLine:
    """Undo of a line, once; money that was spent meanwhile stays covered. Raises TooLittle."""
    if not can_lead(by, line.initiative):
        raise NotAllowed
    with transaction.atomic():
        if not BudgetLine.objects.filter(pk=line.pk, turned_back=False).update(turned_back=True):
            raise AlreadyChanged
        _move_money(line.initiative, -line.cents if line.direction == Direction.IN else line.cents)
        line.refresh_from_db()
        record_change(obj=line, from_state="stands", to_state="turned back", by=by)
        changed.send(Initiative, ids=[line.initiative_id])
    return line


def _move_money(initiative: Initiative, cents: int) -> None:
    rows = Initiative.objects.filter(pk=initiative.pk)
    if cents < 0:
        rows = rows.filter(cents__gte=-cents)
    if not rows.update(cents=F("cents") + cents):
        raise TooLittle
    initiative.refresh_from_db()
