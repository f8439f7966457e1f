"""The plan, made among one another and shared by the owner; and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from community.circles.actions.seats import hold_seat, hold_wheel, move_circle
from community.circles.enums import PLANNING, Audience, CarriedBy, CircleState, MemberState
from community.circles.exceptions import AlreadyChanged, NotAllowed, PlanEmpty, TooMany
from community.circles.models import Agreement, CircleItem, CircleMember, CircleNote, SupportCircle
from community.circles.queries import agreements_visible_to, items_visible_to, notes_visible_to
from community.circles.rules import can_erase_note, sees_plan
from portal.history import changed

MOST_AGREEMENTS = 100
MOST_NOTES = 5000


@dataclass(frozen=True)
class Line:
    """One line of the plan."""

    what: str
    who: str = ""
    when: str = ""
    carried_by: str = CarriedBy.US
    between_us: bool = False


def write_goal(*, member: CircleMember, goal: str) -> SupportCircle:
    """What the person in the middle wants: the owner writes it."""
    with transaction.atomic():
        seat = hold_wheel(member)
        SupportCircle.objects.filter(pk=seat.circle_id).update(goal=goal)
        seat.circle.refresh_from_db()
    return seat.circle


def write_agreement(*, member: CircleMember, line: Line, agreement: Agreement | None = None) -> Agreement:
    """A new line of the plan, or another text for one. Whoever sees the plan helps make it; professionals do not."""
    with transaction.atomic():
        seat = hold_seat(member)
        if not sees_plan(seat) or seat.is_professional:
            raise NotAllowed
        values = {
            "what": line.what,
            "who": line.who,
            "when": line.when,
            "carried_by": line.carried_by,
            "between_us": line.between_us,
        }
        if agreement is not None:
            if not agreements_visible_to(seat).filter(pk=agreement.pk).update(**values):
                raise AlreadyChanged
            agreement.refresh_from_db()
            return agreement
        if seat.circle.agreements.count() >= MOST_AGREEMENTS:
            raise TooMany
        return Agreement.objects.create(site_id=seat.site_id, circle=seat.circle, written_at=timezone.now(), **values)


def erase_agreement(*, member: CircleMember, agreement: Agreement) -> None:
    with transaction.atomic():
        seat = hold_wheel(member)
        if agreement.circle_id != seat.circle_id:
            raise NotAllowed
        agreement.delete()


def finish_plan(*, member: CircleMember) -> SupportCircle:
    """We have a plan. It is still our own, until it is shared. Raises PlanEmpty."""
    with transaction.atomic():
        seat = hold_wheel(member)
        if not seat.circle.goal and not seat.circle.agreements.exists():
            raise PlanEmpty
        return move_circle(seat.circle, CircleState.PLAN_MADE, seat.user)


def begin(*, member: CircleMember) -> SupportCircle:
    """We are off."""
    with transaction.atomic():
        seat = hold_wheel(member)
        return move_circle(seat.circle, CircleState.RUNNING, seat.user)


def share_plan(*, member: CircleMember) -> SupportCircle:
    """Professionals who may see the plan see it from now on, without what stays between us."""
    with transaction.atomic():
        seat = hold_wheel(member)
        rows = SupportCircle.objects.filter(pk=seat.circle_id, plan_shared_at=None)
        if not rows.exclude(state__in=PLANNING).update(plan_shared_at=timezone.now()):
            raise AlreadyChanged
        seat.circle.refresh_from_db()
        changed.send(SupportCircle, ids=[seat.circle_id])
    return seat.circle


def take_plan_back(*, member: CircleMember) -> SupportCircle:
    """Among ourselves again, at once."""
    with transaction.atomic():
        seat = hold_wheel(member)
        SupportCircle.objects.filter(pk=seat.circle_id).update(plan_shared_at=None)
        seat.circle.refresh_from_db()
        changed.send(SupportCircle, ids=[seat.circle_id])
    return seat.circle


def plan_again(*, member: CircleMember) -> SupportCircle:
    """A new round: come together again, and the plan is ours alone while it is made."""
    with transaction.atomic():
        seat = hold_wheel(member)
        return move_circle(seat.circle, CircleState.MEETING_PLANNED, seat.user, plan_shared_at=None)


def write_note(
    *,
    member: CircleMember,
    text: str,
    audience: str = Audience.ALL,
    readers: Sequence[CircleMember] = (),
    about: CircleItem | Agreement | None = None,
) -> CircleNote:
    """Words about what this seat sees; about nothing: about the plan. Raises NoSeat, NotAllowed, TooMany."""
    with transaction.atomic():
        seat = hold_seat(member)
        item = about if isinstance(about, CircleItem) else None
        agreement = about if isinstance(about, Agreement) else None
        if item is not None and not items_visible_to(seat).filter(pk=item.pk).exists():
            raise NotAllowed
        if agreement is not None and not agreements_visible_to(seat).filter(pk=agreement.pk).exists():
            raise NotAllowed
        if about is None and not sees_plan(seat):
            raise NotAllowed
        if seat.circle.notes.count() >= MOST_NOTES:
            raise TooMany
        note = CircleNote.objects.create(
            site_id=seat.site_id,
            circle=seat.circle,
            item=item,
            agreement=agreement,
            author=seat,
            text=text,
            audience=audience,
            written_at=timezone.now(),
        )
        if audience == Audience.SOME:
            chosen = [reader.pk for reader in readers]
            rows = CircleMember.objects.filter(pk__in=chosen, circle=seat.circle_id, state=MemberState.ACTIVE)
            note.readers.set(rows)
    return note


def erase_note(*, member: CircleMember, note: CircleNote) -> None:
    """One's own words, or anyone's for the owner."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = notes_visible_to(seat).filter(pk=note.pk).first()
        if row is None or not can_erase_note(seat, row):
            raise NotAllowed
        row.delete()
