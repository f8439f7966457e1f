"""Every change of a visit. Rounds and doors are in `walking.py`, the talk between workers in `intervision.py`."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from community.outreach import emails
from community.outreach.enums import TRANSITIONS, HandOverState, Source, VisitState, YesHow
from community.outreach.exceptions import AlreadyChanged, InThePast, NotAllowed, SaidNo, TimeTaken, YesMissing
from community.outreach.models import HandOver, Rest, Visit
from community.outreach.queries import (
    CODE_LETTER,
    coordinators,
    open_hand_over,
    overdue,
    rest_of,
    to_remind,
    visitor_for,
)
from community.outreach.rules import can_decline, can_handle_visit, can_remark, mark_of, needs_yes
from portal.history.actions import record_change
from portal.history.queries import history_of
from portal.workdays import due_moment

CALL_WORKDAYS = 1
REST = timedelta(days=182)


@dataclass(frozen=True)
class Wanted:
    """A visit as the form cleaned it. A worry names only the house."""

    address: str
    source: str = Source.SELF
    name: str = ""
    phone: Any = ""
    email: str = ""
    parts: str = ""
    about: str = ""
    language: str = "nl"
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def new_code(site: Site) -> str:
    """A code that is not in use, read out as C7 24 93."""
    while True:
        code = CODE_LETTER + "".join(secrets.choice("0123456789") for _digit in range(5))
        if not Visit.objects.filter(site=site, code=code).exists():
            return code


def ask_visit(*, site: Site, wanted: Wanted, by: Any, worker: Any = None, yes_how: str = "") -> Visit:
    """Somebody asks for a visit, or worries about a neighbour; the same form sent twice is one visit.

    Who asks for oneself said yes; for anybody else the yes is asked first. Of who worries nothing is kept.
    """
    now, own = timezone.now(), wanted.source == Source.SELF
    is_resident = own and getattr(by, "is_authenticated", False) and not by.is_staff
    values = {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
    how = YesHow.ASKED if own else yes_how
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                site=site,
                code=new_code(site),
                user=by if is_resident else None,
                worker=worker or visitor_for(site),
                asked_at=now,
                due_at=due_moment(now, CALL_WORKDAYS),
                yes_at=now if how else None,
                yes_how=how,
                **values,
            )
            record_change(obj=visit, from_state="", to_state=visit.state, by=by if own else None)
            emails.to_resident(visit, "asked")
            emails.to_worker(visit, "new")
    except IntegrityError:
        return Visit.objects.get(site=site, key=wanted.key)
    return visit


def move(*, visit: Visit, to: VisitState, by: Any, reason: str = "", values: dict[str, Any] | None = None) -> Visit:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before, changed_at = visit.state, visit.changed_at
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        rows = Visit.objects.filter(pk=visit.pk, state=before, changed_at=changed_at)
        if not rows.update(state=to, changed_at=timezone.now(), **(values or {})):
            raise AlreadyChanged
        record_change(obj=visit, from_state=before, to_state=to, by=by, reason=reason)
        visit.refresh_from_db()
    return visit


def rest_at_address(visit: Visit) -> Rest | None:
    return rest_of(visit.site_id, mark_of(visit.site_id, visit.address))


def handled(visit: Visit, by: Any) -> None:
    if not can_handle_visit(by, visit):
        raise NotAllowed


def note_call(*, visit: Visit, by: Any) -> Visit:
    """We rang."""
    handled(visit, by)
    return move(visit=visit, to=VisitState.CALLED, by=by)


def plan_visit(*, visit: Visit, starts_at: datetime, by: Any, yes_how: str = "") -> Visit:
    """A day and an hour, with the yes of who lives there. Raises YesMissing, SaidNo, TimeTaken, InThePast.

    Where somebody said no at the door, a yes at the door means that one of us rang there all the same.
    """
    handled(visit, by)
    if needs_yes(visit) and not yes_how:
        raise YesMissing
    if visit.source == Source.NEIGHBOUR and yes_how == YesHow.DOOR and rest_at_address(visit) is not None:
        raise SaidNo
    if starts_at <= timezone.now():
        raise InThePast
    values: dict[str, Any] = {"starts_at": starts_at, "worker": visit.worker or by}
    if visit.yes_at is None:
        values |= {"yes_at": timezone.now(), "yes_how": yes_how or YesHow.PHONE}
    try:
        with transaction.atomic():
            move(visit=visit, to=VisitState.PLANNED, by=by, values=values)
            emails.to_resident(visit, "planned", suffix=f":{visit.starts_at:%Y%m%d%H%M}")
    except IntegrityError:
        raise TimeTaken from None
    return visit


def write_note(*, visit: Visit, note: str, by: Any) -> Visit:
    """What the person said, in that person's words. It can be read by the person from that moment."""
    handled(visit, by)
    values = {"note": note.strip(), "note_at": timezone.now(), "remark": ""}
    with transaction.atomic():
        if visit.state == VisitState.VISITED:
            Visit.objects.filter(pk=visit.pk).update(**values)
            visit.refresh_from_db()
        else:
            move(visit=visit, to=VisitState.VISITED, by=by, values=values)
        emails.to_resident(visit, "written", suffix=f":{visit.note_at:%Y%m%d%H%M%S}")
    return visit


def not_home(*, visit: Visit, by: Any) -> Visit:
    handled(visit, by)
    return move(visit=visit, to=VisitState.NOT_HOME, by=by)


def decline_visit(*, visit: Visit, by: Any = None) -> Visit:
    """Who lives there says no, to us or on the page; no reason is asked."""
    if by is not None:
        handled(visit, by)
    if not can_decline(visit):
        raise AlreadyChanged
    with transaction.atomic():
        move(visit=visit, to=VisitState.DECLINED, by=by or visit.user)
        visit.hand_overs.filter(state=HandOverState.ASKED).update(
            state=HandOverState.NO_MORE, answered_at=timezone.now()
        )
        if by is None:
            emails.to_worker(visit, "declined")
    return visit


def follow_up(*, visit: Visit, by: Any, reason: str = "") -> Visit:
    """It is done; what was agreed goes its own way."""
    handled(visit, by)
    return move(visit=visit, to=VisitState.FOLLOWED, by=by, reason=reason)


def remark(*, visit: Visit, text: str) -> Visit:
    """The person says what is not right in the note; the worker sees it at once."""
    if not can_remark(visit):
        raise NotAllowed
    with transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(remark=text.strip())
        visit.refresh_from_db()
        emails.to_worker(visit, "remark", suffix=f":{timezone.now():%Y%m%d%H%M}")
    return visit


def rest_at(*, site_id: int, mark: str) -> Rest:
    """A no at a door: none of us rings there for half a year. A new no begins the half year again."""
    today = timezone.localdate()
    rest, _made = Rest.objects.update_or_create(
        site_id=site_id, mark=mark, defaults={"said_on": today, "until": today + REST}
    )
    return rest


# ---- who comes after


def bring_in(*, visit: Visit, to: Any, introduction: str, by: Any) -> HandOver:
    """A worker leaves and introduces the next; nothing changes before the person said yes."""
    handled(visit, by)
    if to is None or to.pk == visit.worker_id:
        raise NotAllowed
    try:
        with transaction.atomic():
            made = HandOver.objects.create(
                site_id=visit.site_id,
                visit=visit,
                from_worker=visit.worker,
                to_worker=to,
                introduction=introduction.strip(),
                asked_at=timezone.now(),
            )
            record_change(
                obj=visit, from_state=visit.state, to_state=visit.state, by=by, reason=_("Kennismaking met %s") % to
            )
            emails.to_resident(visit, "introduced", suffix=f":{made.pk}", successor=to.get_short_name())
    except IntegrityError:
        raise AlreadyChanged from None
    return made


def answer_hand_over(*, visit: Visit, answer: str, by: Any = None) -> HandOver:
    """Yes, another, or no more: said by the person on the page, or written down by a worker who heard it."""
    if by is not None:
        handled(visit, by)
    found = open_hand_over(visit)
    if found is None or answer not in HandOverState.values or answer == HandOverState.ASKED:
        raise AlreadyChanged
    with transaction.atomic():
        # The visit before its hand-overs, as `decline_visit` takes them.
        Visit.objects.select_for_update(no_key=True).filter(pk=visit.pk).first()
        rows = HandOver.objects.filter(pk=found.pk, state=HandOverState.ASKED)
        if not rows.update(state=answer, answered_at=timezone.now()):
            raise AlreadyChanged
        words = HandOverState(answer).label
        record_change(obj=visit, from_state=visit.state, to_state=visit.state, by=by, reason=str(words))
        if answer == HandOverState.YES:
            Visit.objects.filter(pk=visit.pk).update(worker=found.to_worker)
            visit.refresh_from_db()
        elif answer == HandOverState.NO_MORE and can_decline(visit):
            move(visit=visit, to=VisitState.DECLINED, by=by)
        emails.to_worker(visit, "hand_over_answered", suffix=f":{found.pk}")
    found.refresh_from_db()
    return found


# ---- by the clock


def escalate_overdue() -> int:
    """Nobody rang in time: a coordinator takes over, once."""
    count = 0
    late = _("Te laat.")
    for visit in overdue(timezone.now()):
        other = coordinators(visit.site_id).exclude(pk=visit.worker_id or 0).first()
        if other is None or history_of(visit).filter(reason__startswith=late).exists():
            continue
        with transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(worker=other)
            visit.refresh_from_db()
            reason = f"{late} " + _("Overgedragen aan %s") % other
            record_change(obj=visit, from_state=visit.state, to_state=visit.state, reason=reason)
            emails.to_worker(visit, "new")
        count += 1
    return count


def remind_soon() -> int:
    """Mail who has a visit within a day; once for every time that was agreed."""
    visits = list(to_remind(timezone.now()))
    for visit in visits:
        emails.to_resident(visit, "reminder", suffix=f":{visit.starts_at:%Y%m%d%H%M}")
    return len(visits)


def forget_rests() -> int:
    """A no whose time is over is forgotten; the schedule calls it."""
    return Rest.objects.filter(until__lte=timezone.localdate()).delete()[0]
