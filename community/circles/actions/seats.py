"""The circle and the seat that every change is made from, and the one road between the states of a circle."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.circles.enums import TRANSITIONS, CircleState, MemberState
from community.circles.exceptions import AlreadyChanged, NoSeat, NotAllowed
from community.circles.models import CircleMember, SupportCircle
from community.circles.rules import can_decide
from portal.history import changed
from portal.history.actions import record_change


def hold_circle(pk: int) -> None:
    """Hold the row of the circle until the transaction ends, before anything else of it is touched.

    What people do in one circle follows each other, so no two of them wait for each other's seats and invitations.
    """
    SupportCircle.objects.select_for_update(no_key=True).filter(pk=pk).first()


def hold_seat(member: CircleMember) -> CircleMember:
    """The circle and the seat as they are now, held until the transaction ends. Raises NoSeat.

    The conditional update makes writing and being taken out of the circle follow each other: whoever is taken out a
    moment earlier writes nothing, with however old a page.
    """
    hold_circle(member.circle_id)
    rows = CircleMember.objects.filter(pk=member.pk, state=MemberState.ACTIVE)
    if not rows.update(last_turn_at=timezone.now()):
        raise NoSeat
    seat = CircleMember.objects.select_related("circle__site", "site", "user").get(pk=member.pk)
    if not seat.circle.is_open or not seat.user.is_active:
        raise NoSeat
    return seat


def hold_wheel(member: CircleMember) -> CircleMember:
    """The owner's seat, held. Raises NoSeat, NotAllowed."""
    seat = hold_seat(member)
    if not can_decide(seat):
        raise NotAllowed
    return seat


def move_circle(circle: SupportCircle, to: CircleState, by: Any, reason: str = "", **values: Any) -> SupportCircle:
    """Guarded by a conditional update, so that two clicks do it once. Inside the caller's transaction."""
    before = circle.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    if not SupportCircle.objects.filter(pk=circle.pk, state=before).update(state=to, **values):
        raise AlreadyChanged
    circle.refresh_from_db()
    record_change(obj=circle, from_state=before, to_state=to, by=by, reason=reason)
    changed.send(SupportCircle, ids=[circle.pk])
    return circle


def end_seat(member: CircleMember, to: MemberState, by: Any) -> None:
    """A seat stops, with its calendar and what was still to be mailed. Inside the caller's transaction."""
    rows = CircleMember.objects.filter(pk=member.pk, state=MemberState.ACTIVE)
    if not rows.update(state=to, is_confidant=False, ended_at=timezone.now()):
        raise AlreadyChanged
    member.keys.filter(revoked_at=None).update(revoked_at=timezone.now())
    record_change(obj=member, from_state=MemberState.ACTIVE, to_state=to, by=by)
    member.refresh_from_db()
    changed.send(CircleMember, ids=[member.pk])
