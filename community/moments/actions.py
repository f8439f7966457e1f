"""Every change of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from community.moments import emails
from community.moments.enums import OPEN_STATES, TRANSITIONS, MomentState
from community.moments.exceptions import (
    AlreadyChanged,
    InThePast,
    NotAllowed,
    NotAskable,
    ReasonMissing,
    TimeTaken,
)
from community.moments.models import Moment
from community.moments.queries import coordinators, overdue, overlapping, to_remind
from community.moments.rules import can_answer_moment, can_be_asked, can_withdraw
from community.people.rules import can_use_desk
from portal.history.actions import record_change
from portal.pages.frame import frame_of
from portal.pages.models import WorkerPage
from portal.pages.rotas import rota_of
from portal.workdays import due_moment


@dataclass(frozen=True)
class Asker:
    """Who asks, as the form cleaned it: a name, one way to be reached, and the wish."""

    name: str
    channel: str
    email: str = ""
    phone: Any = ""
    address: str = ""
    about: str = ""
    wish_when: str = ""
    wish_where: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Plan:
    """When and where it will be."""

    starts_at: datetime
    minutes: int
    where: str
    answer: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def answerer(page: WorkerPage, due_at: datetime) -> Any:
    """The worker of the page; the stand-in when the worker is away until the promise would be broken."""
    away = rota_of(page).away_on(timezone.localdate())
    if away is None or away.stand_in is None or away.last < timezone.localtime(due_at).date():
        return page.worker
    stand_in = WorkerPage.objects.live().filter(pk=away.stand_in, worker__is_active=True).first()
    return stand_in.worker if stand_in is not None else page.worker


def ask_for_moment(*, site: Site, page: WorkerPage, asker: Asker, by: Any) -> Moment:
    """Ask a worker for a moment. Raises NotAskable."""
    if not can_be_asked(page):
        raise NotAskable
    user = by if getattr(by, "is_authenticated", False) and not can_use_desk(by) else None
    now = timezone.now()
    due_at = due_moment(now, frame_of(site)["promise_days"])
    values = {name: getattr(asker, name) for name in asker.__dataclass_fields__}
    with transaction.atomic():
        moment = Moment.objects.create(
            site=site, page=page, worker=answerer(page, due_at), user=user, asked_at=now, due_at=due_at, **values
        )
        record_change(obj=moment, from_state="", to_state=moment.state, by=by)
        emails.to_asker(moment, "received")
        emails.to_worker(moment, "asked")
    return moment


def move(*, moment: Moment, to: MomentState, by: Any, reason: str = "", values: dict[str, Any] | None = None) -> Moment:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before, sequence = moment.state, moment.sequence
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        rows = Moment.objects.filter(pk=moment.pk, state=before, sequence=sequence)
        answered = moment.answered_at or timezone.now()
        changes = {
            **(values or {}),
            "answered_at": answered,
            "changed_at": timezone.now(),
            "sequence": F("sequence") + 1,
        }
        if not rows.update(state=to, **changes):
            raise AlreadyChanged
        record_change(obj=moment, from_state=before, to_state=to, by=by, reason=reason)
        moment.refresh_from_db()
    return moment


def confirm_moment(*, moment: Moment, plan: Plan, by: Any) -> Moment:
    """Agree on a time, or move it to another. Raises InThePast, TimeTaken, AlreadyChanged."""
    if not can_answer_moment(by, moment):
        raise NotAllowed
    if plan.starts_at <= timezone.now():
        raise InThePast
    again = moment.state == MomentState.CONFIRMED
    values = {"starts_at": plan.starts_at, "ends_at": plan.ends_at, "where": plan.where, "answer": plan.answer.strip()}
    with transaction.atomic():
        if overlapping(moment, plan.starts_at, plan.ends_at).exists():
            raise TimeTaken
        try:
            with transaction.atomic():
                move(moment=moment, to=MomentState.CONFIRMED, by=by, values=values)
        except IntegrityError:
            raise TimeTaken from None
        emails.to_asker(moment, "moved" if again else "confirmed", suffix=f":{moment.sequence}")
    return moment


def refuse_moment(*, moment: Moment, reason: str, by: Any) -> Moment:
    """Say no, or call off what was agreed, with the reason in plain words."""
    if not can_answer_moment(by, moment):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        values = {"reason": reason.strip()}
        move(moment=moment, to=MomentState.REFUSED, by=by, reason=reason.strip(), values=values)
        emails.to_asker(moment, "refused")
    return moment


def withdraw_moment(*, moment: Moment, by: Any = None) -> Moment:
    """Who asked stops; no reason is asked. The worker gets a mail when something was agreed."""
    if not can_withdraw(moment):
        raise AlreadyChanged
    agreed = moment.state == MomentState.CONFIRMED
    with transaction.atomic():
        move(moment=moment, to=MomentState.WITHDRAWN, by=by or moment.user)
        emails.to_asker(moment, "withdrawn")
        if agreed:
            emails.to_worker(moment, "called_off")
    return moment


def hand_over_moment(*, moment: Moment, to: Any, by: Any) -> Moment:
    """Let a colleague answer, who gets a mail."""
    if not can_answer_moment(by, moment):
        raise NotAllowed
    if moment.state not in OPEN_STATES:
        raise AlreadyChanged
    with transaction.atomic():
        give_to(moment, to, _("Overgedragen aan %s") % to, by)
    return moment


def give_to(moment: Moment, to: Any, reason: str, by: Any = None) -> None:
    """The worker changes, the state does not. Raises TimeTaken when the other has something else then."""
    taken = Moment.objects.filter(worker=to, state=MomentState.CONFIRMED).exclude(pk=moment.pk)
    if moment.starts_at and taken.filter(starts_at__lt=moment.ends_at, ends_at__gt=moment.starts_at).exists():
        raise TimeTaken(_("Op dat tijdstip heeft %s al een ander moment.") % to)
    Moment.objects.filter(pk=moment.pk).update(worker=to, changed_at=timezone.now())
    moment.refresh_from_db()
    record_change(obj=moment, from_state=moment.state, to_state=moment.state, by=by, reason=reason)
    emails.to_worker(moment, "asked")


def escalate_overdue() -> int:
    """At the promised moment a coordinator takes over; at twice that who asked gets an apology. Each once."""
    count, now = 0, timezone.now()
    for moment in overdue(now):
        promised = moment.due_at - moment.asked_at
        other = coordinators(moment.site_id).exclude(pk=moment.worker_id or 0).first()
        if other is not None and (moment.worker is None or not can_use_desk(moment.worker)):
            with transaction.atomic():
                give_to(moment, other, _("Te laat. Overgedragen aan %s") % other)
            count += 1
        if now - moment.due_at >= promised:
            emails.to_asker(moment, "apology")
    return count


def remind_soon() -> int:
    """Mail who has a moment within a day; a notice is sent once for every time that was agreed."""
    moments = list(to_remind(timezone.now()))
    for moment in moments:
        emails.to_asker(moment, "reminder", suffix=f":{moment.sequence}")
    return len(moments)


def finish_past() -> int:
    """What was agreed and is over, has been."""
    past = Moment.objects.filter(state=MomentState.CONFIRMED, ends_at__lt=timezone.now())
    count = 0
    for moment in past.iterator():
        move(moment=moment, to=MomentState.DONE, by=None)
        count += 1
    return count
