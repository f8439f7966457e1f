"""Every change of an idea."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from community.dialogue.ideas import emails
from community.dialogue.ideas.enums import BACK, TRANSITIONS, WITH_LESSON, IdeaState
from community.dialogue.ideas.exceptions import (
    AlreadyChanged,
    IntakeClosed,
    LessonMissing,
    NotAllowed,
    PlanMissing,
    ReasonMissing,
    TooMany,
)
from community.dialogue.ideas.models import Idea
from community.dialogue.ideas.rules import can_keep_ideas, can_send_idea
from portal.history import changed
from portal.history.actions import record_change
from portal.limits.actions import take_token
from portal.settings.environment import Rate

ADDRESS_RATE = Rate(per_minute=1, burst=3)
UNCONFIRMED_DAYS = 7


def send_idea(*, site: Site, page: Page, values: dict[str, str], by: Any = None, language: str = "nl") -> Idea:
    """Keep an idea and ask its address whether it is theirs; who is logged in was asked before.

    `values`: title, text, for_whom, name, email. Raises IntakeClosed, TooMany.
    """
    if not can_send_idea(page.specific):
        raise IntakeClosed
    user = by if getattr(by, "is_authenticated", False) else None
    values = {**values, "email": (user.email if user else values["email"]).strip().lower()}
    if take_token(scope="idea", subject=values["email"], rate=ADDRESS_RATE):
        raise TooMany
    with transaction.atomic():
        same = Idea.objects.filter(site=site, page=page, email=values["email"], title=values["title"])
        if first := same.exclude(state=IdeaState.WITHDRAWN).first():
            return first
        idea = Idea.objects.create(site=site, page=page, user=user, language=language, sent_at=timezone.now(), **values)
        record_change(obj=idea, from_state="", to_state=idea.state, by=user)
        if user is None:
            emails.tell_sender(idea, "confirm")
        else:
            confirm_idea(idea=idea)
    return idea


def move(*, idea: Idea, to: IdeaState, by: Any = None, reason: str = "", **values: Any) -> Idea:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before = idea.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        if not Idea.objects.filter(pk=idea.pk, state=before).update(state=to, **values):
            raise AlreadyChanged
        idea.refresh_from_db()
        record_change(obj=idea, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Idea, ids=[idea.pk])
    return idea


def confirm_idea(*, idea: Idea) -> Idea:
    """The address says yes. Saying it twice says it once."""
    if idea.state != IdeaState.UNCONFIRMED:
        return idea
    return move(idea=idea, to=IdeaState.WAITING, by=idea.user)


def place_idea(*, idea: Idea, by: Any) -> Idea:
    """Put it among the ideas that everyone sees."""
    return keep(idea, IdeaState.IDEA, by, mail="placed")


def reject_idea(*, idea: Idea, reason: str, by: Any) -> Idea:
    """Not on the site; the sender reads why."""
    if not reason.strip():
        raise ReasonMissing
    return keep(idea, IdeaState.REJECTED, by, mail="rejected", said=reason.strip(), reason=reason.strip())


def choose_idea(*, idea: Idea, why: str, by: Any) -> Idea:
    """We are going to try it; whoever chooses keeps it."""
    if not why.strip():
        raise ReasonMissing
    return keep(idea, IdeaState.CHOSEN, by, said=why.strip(), keeper=by)


def try_idea(*, idea: Idea, start: date | None, end: date | None, measure: str, by: Any) -> Idea:
    """The experiment begins, with its days and with what will tell whether it works. Raises PlanMissing."""
    if not start or not end or end < start or not measure.strip():
        raise PlanMissing
    plan: dict[str, Any] = {"trying_from": start, "trying_to": end, "measure": measure.strip()}
    return keep(idea, IdeaState.TRYING, by, said=measure.strip(), **plan)


def end_idea(*, idea: Idea, to: IdeaState, lesson: str, by: Any) -> Idea:
    """Scaled, or honestly stopped; neither without the lesson. Raises LessonMissing."""
    if to not in WITH_LESSON:
        raise AlreadyChanged
    if not lesson.strip():
        raise LessonMissing
    return keep(idea, to, by, said=lesson.strip(), lesson=lesson.strip())


def take_back(*, idea: Idea, by: Any) -> Idea:
    """Undo of the last step; nobody gets a mail of it."""
    if not can_keep_ideas(by):
        raise NotAllowed
    if idea.state not in BACK:
        raise AlreadyChanged
    return move(idea=idea, to=BACK[idea.state], by=by)


def keep(idea: Idea, to: IdeaState, by: Any, *, mail: str = "", said: str = "", **values: Any) -> Idea:
    """A step of who keeps ideas, told to the sender."""
    if not can_keep_ideas(by):
        raise NotAllowed
    with transaction.atomic():
        move(idea=idea, to=to, by=by, reason=said, **values)
        if mail:
            emails.tell_sender(idea, mail, suffix=f":{timezone.localdate():%Y%m%d}")
        else:
            emails.tell_step(idea)
    return idea


def withdraw_idea(*, idea: Idea) -> Idea:
    """The sender takes it back: words, name and address are gone. Doing it twice does it once."""
    if idea.state == IdeaState.WITHDRAWN:
        return idea
    empty: dict[str, Any] = {"title": "", "text": "", "for_whom": "", "name": "", "email": "", "user": None}
    return move(idea=idea, to=IdeaState.WITHDRAWN, **empty)


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed within a week; the schedule calls it. Returns how many."""
    before = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    return Idea.objects.filter(state=IdeaState.UNCONFIRMED, sent_at__lt=before).delete()[1].get("ideas.Idea", 0)
