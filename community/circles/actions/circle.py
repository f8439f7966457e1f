"""A circle begins, rests, asks more or less, and stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from community.circles import emails
from community.circles.actions.seats import end_seat, hold_circle, hold_wheel, move_circle
from community.circles.actions.week import free_items_of
from community.circles.enums import CircleState, InvitationState, Level, MemberKind, MemberState
from community.circles.exceptions import AlreadyChanged, NotAllowed, TooMany
from community.circles.models import CircleMember, SupportCircle
from community.circles.queries import forgotten_circles, guests_in
from community.circles.rules import can_read_closed
from portal.history import changed
from portal.history.actions import forget_changes, forget_people, record_change

OWN_CIRCLES = 5
KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Beginning:
    """For whom a circle begins; with a `basis` somebody does it on behalf of another."""

    focus_name: str
    basis: str = ""
    phone: str = ""

    @property
    def represented(self) -> bool:
        return bool(self.basis)


def start_circle(*, site: Site, by: Any, beginning: Beginning) -> CircleMember:
    """Begin a circle; whoever begins it has the wheel. No worker is needed, asked or told. Raises TooMany."""
    owned = CircleMember.objects.filter(site=site, user=by, kind=MemberKind.OWNER, state=MemberState.ACTIVE)
    if owned.exclude(circle__state=CircleState.CLOSED).count() >= OWN_CIRCLES:
        raise TooMany
    now = timezone.now()
    with transaction.atomic():
        circle = SupportCircle.objects.create(
            site=site,
            focus_name=beginning.focus_name,
            represented=beginning.represented,
            basis=beginning.basis,
            phone=beginning.phone,
            started_at=now,
        )
        name = by.get_short_name() if beginning.represented else beginning.focus_name
        seat = CircleMember.objects.create(
            site=site, circle=circle, user=by, name=name[:80], kind=MemberKind.OWNER, joined_at=now
        )
        record_change(obj=circle, from_state="", to_state=circle.state, by=by)
        changed.send(SupportCircle, ids=[circle.pk])
    return seat


def change_details(*, member: CircleMember, focus_name: str, phone: str) -> SupportCircle:
    with transaction.atomic():
        seat = hold_wheel(member)
        SupportCircle.objects.filter(pk=seat.circle_id).update(focus_name=focus_name, phone=phone)
        if not seat.circle.represented:
            CircleMember.objects.filter(pk=seat.pk).update(name=focus_name)
        seat.circle.refresh_from_db()
    return seat.circle


def change_level(*, member: CircleMember, level: Level) -> SupportCircle:
    """More or less support: no new intake, no reason. The confidant and the professionals hear it."""
    with transaction.atomic():
        seat = hold_wheel(member)
        circle, before = seat.circle, seat.circle.level
        if before == level:
            return circle
        SupportCircle.objects.filter(pk=circle.pk, level=before).update(level=level)
        circle.refresh_from_db()
        record = record_change(obj=circle, from_state=f"level:{before}", to_state=f"level:{level}", by=seat.user)
        changed.send(SupportCircle, ids=[circle.pk])
        for guest in guests_in(circle):
            if guest.is_confidant or guest.is_professional:
                emails.tell(guest, "level", f"l{record.pk}", emails.TOPIC, level=circle.get_level_display())
    return circle


def rest(*, member: CircleMember) -> SupportCircle:
    """Still for a while: everything stays, nobody is asked for anything."""
    with transaction.atomic():
        seat = hold_wheel(member)
        return move_circle(seat.circle, CircleState.RESTING, seat.user)


def wake(*, member: CircleMember) -> SupportCircle:
    """On again: where the plan was shared it runs, else it begins with making one."""
    with transaction.atomic():
        seat = hold_wheel(member)
        circle = seat.circle
        planned = circle.plan_shared_at is not None or circle.goal or circle.agreements.exists()
        return move_circle(circle, CircleState.RUNNING if planned else CircleState.FORMING, seat.user)


def close_circle(*, member: CircleMember, keep: bool) -> SupportCircle:
    """Stop: every other seat, calendar, invitation and mail link ends at once. Kept for the owner alone, or wiped."""
    with transaction.atomic():
        return _close(hold_wheel(member), keep)


def _close(seat: CircleMember, keep: bool) -> SupportCircle:
    circle, by = seat.circle, seat.user
    move_circle(circle, CircleState.CLOSED, by, closed_at=timezone.now(), kept=keep)
    # Only now: whoever said yes at the same moment was waited for by the line above, or finds the circle stopped.
    guests = guests_in(circle)
    SupportCircle.objects.filter(pk=circle.pk).update(people_count=len(guests) + 1)
    circle.refresh_from_db()
    circle.invitations.filter(state=InvitationState.OPEN).update(state=InvitationState.WITHDRAWN, email="")
    seat.keys.filter(revoked_at=None).update(revoked_at=timezone.now())
    emails.forget_mails(circle)
    for guest in guests:
        end_seat(guest, MemberState.ENDED, by)
        emails.tell_closed(guest)
    if not keep:
        _wipe(circle)
    return circle


def forget_seats(seats: Iterable[CircleMember]) -> None:
    """Somebody is erased: their own circle is wiped, from another's they are gone. Inside the caller's transaction."""
    for pk, circle in sorted(((seat.pk, seat.circle_id) for seat in seats), key=lambda row: row[1]):
        hold_circle(circle)
        rows = CircleMember.objects.select_related("circle__site", "user")
        seat = rows.filter(pk=pk, state=MemberState.ACTIVE).first()
        if seat is None:
            continue
        if not seat.is_owner:
            end_seat(seat, MemberState.LEFT, None)
            SupportCircle.objects.filter(pk=seat.circle_id).update(people_count=F("people_count") - 1)
            free_items_of(seat)
            emails.forget_unsent(seat)
        elif seat.circle.is_open:
            _close(seat, keep=False)
        else:
            _wipe(seat.circle)


def wipe_kept(*, member: CircleMember) -> SupportCircle:
    """What was kept goes too: the owner says so."""
    with transaction.atomic():
        hold_circle(member.circle_id)
        seat = CircleMember.objects.select_related("circle").get(pk=member.pk)
        if not can_read_closed(seat):
            raise NotAllowed
        _wipe(seat.circle)
    return seat.circle


def _wipe(circle: SupportCircle) -> None:
    """Only that there was a circle, how long and with how many, is left. Inside the caller's transaction."""
    found = SupportCircle.objects.filter(pk=circle.pk, state=CircleState.CLOSED)
    if not found.update(kept=False, focus_name="", basis="", phone="", goal="", represented=False):
        raise AlreadyChanged
    for rows in (circle.notes, circle.agreements, circle.items, circle.looks, circle.invitations, circle.members):
        ids = list(rows.values_list("pk", flat=True))
        forget_changes(model=rows.model, ids=ids)
        rows.all().delete()
    forget_people(obj=circle)
    circle.refresh_from_db()
    changed.send(SupportCircle, ids=[circle.pk])


def wipe_forgotten() -> int:
    """A kept circle goes a year after it stopped; the schedule calls it. Returns how many."""
    count = 0
    for circle in forgotten_circles(timezone.now() - KEPT):
        with transaction.atomic():
            _wipe(circle)
            emails.forget_mails(circle)
        count += 1
    return count
