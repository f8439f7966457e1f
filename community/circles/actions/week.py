"""What is to be done and where one goes: written down, taken, asked for, done, cancelled."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.circles import emails
from community.circles.actions.seats import hold_seat, move_circle
from community.circles.enums import ITEM_TRANSITIONS, CircleState, ItemKind, ItemState, MemberState
from community.circles.exceptions import AlreadyChanged, NotAllowed, TooMany
from community.circles.models import CircleItem, CircleMember
from community.circles.queries import guests_in, items_visible_to
from community.circles.rules import can_change_item, can_take, can_write_item, sees_kind
from portal.history import changed
from portal.history.actions import record_change

MOST_WEEKS = 26
MOST_ITEMS = 2000


@dataclass(frozen=True)
class Wish:
    """What is written down. `doer` has a seat; `doer_name` is somebody without one. Every week until `until`."""

    kind: str
    title: str
    day: date
    at: time | None = None
    place: str = ""
    doer: CircleMember | None = None
    doer_name: str = ""
    between_us: bool = False
    until: date | None = None

    def days(self) -> list[date]:
        last = self.until or self.day
        count = max(0, (last - self.day).days // 7)
        return [self.day + timedelta(weeks=number) for number in range(min(count, MOST_WEEKS - 1) + 1)]

    def state(self) -> str:
        return ItemState.TAKEN if self.doer or self.doer_name or self.kind != ItemKind.TASK else ItemState.OPEN


def write_item(*, member: CircleMember, wish: Wish) -> CircleItem:
    """Write it in the week, for every week when it returns; returns the first. Raises NotAllowed, TooMany."""
    with transaction.atomic():
        seat = hold_seat(member)
        if not can_write_item(seat, wish.kind):
            raise NotAllowed
        if seat.circle.items.count() + len(wish.days()) > MOST_ITEMS:
            raise TooMany
        doer = _same_circle(seat, wish.doer)
        series = uuid.uuid4() if len(wish.days()) > 1 else None
        made = [
            CircleItem.objects.create(
                site_id=seat.site_id,
                circle=seat.circle,
                kind=wish.kind,
                title=wish.title,
                day=day,
                at=wish.at,
                place=wish.place,
                doer=doer,
                doer_name="" if doer else wish.doer_name,
                between_us=wish.between_us and not seat.is_professional,
                state=wish.state(),
                series=series,
                written_by=seat,
            )
            for day in wish.days()
        ]
        record_change(obj=made[0], from_state="", to_state=made[0].state, by=seat.user)
        if wish.kind == ItemKind.MEETING:
            _plan_meeting(seat, made[0])
        changed.send(CircleItem, ids=[item.pk for item in made])
    return made[0]


def _same_circle(seat: CircleMember, doer: CircleMember | None) -> CircleMember | None:
    if doer is None:
        return None
    rows = CircleMember.objects.filter(pk=doer.pk, circle=seat.circle_id, state=MemberState.ACTIVE)
    found = rows.first()
    if found is None:
        raise AlreadyChanged
    return found


def _plan_meeting(seat: CircleMember, item: CircleItem) -> None:
    """A circle that began has a day now; whoever sees the agenda hears that there is one."""
    if seat.circle.state == CircleState.FORMING:
        move_circle(seat.circle, CircleState.MEETING_PLANNED, seat.user)
    for guest in guests_in(seat.circle):
        if guest.pk != seat.pk and items_visible_to(guest).filter(pk=item.pk).exists():
            emails.tell_meeting(guest, item)


def change_item(*, member: CircleMember, item: CircleItem, wish: Wish) -> CircleItem:
    """Another day, place or person; only this one of a series."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if not can_change_item(seat, row) or not sees_kind(seat, wish.kind):
            raise NotAllowed
        doer = _same_circle(seat, wish.doer)
        state = row.state if row.state in (ItemState.DONE, ItemState.CANCELLED) else wish.state()
        CircleItem.objects.filter(pk=row.pk).update(
            kind=wish.kind,
            title=wish.title,
            day=wish.day,
            at=wish.at,
            place=wish.place,
            doer=doer,
            doer_name="" if doer else wish.doer_name,
            between_us=wish.between_us and not seat.is_professional,
            state=state,
            sequence=F("sequence") + 1,
            changed_at=timezone.now(),
        )
        row.refresh_from_db()
        changed.send(CircleItem, ids=[row.pk])
    return row


def _visible(seat: CircleMember, item: CircleItem) -> CircleItem:
    """The item as this seat sees it now; what it does not see is not there."""
    found = items_visible_to(seat).filter(pk=item.pk).first()
    if found is None:
        raise NotAllowed
    return found


def _step(seat: CircleMember, row: CircleItem, to: ItemState, **values: Any) -> CircleItem:
    """The one road between states, guarded by a conditional update."""
    before = row.state
    if to not in ITEM_TRANSITIONS[before]:
        raise AlreadyChanged
    rows = CircleItem.objects.filter(pk=row.pk, state=before)
    if not rows.update(state=to, sequence=F("sequence") + 1, changed_at=timezone.now(), **values):
        raise AlreadyChanged
    record_change(obj=row, from_state=before, to_state=to, by=seat.user)
    row.refresh_from_db()
    changed.send(CircleItem, ids=[row.pk])
    return row


def take_task(*, member: CircleMember, item: CircleItem) -> CircleItem:
    """I will do this: one of two who say so at the same moment. Raises NoSeat, NotAllowed, AlreadyChanged."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if not can_take(seat, row):
            raise NotAllowed
        if row.state != ItemState.OPEN:
            raise AlreadyChanged
        return _step(seat, row, ItemState.TAKEN, doer=seat, doer_name="")


def give_back(*, member: CircleMember, item: CircleItem) -> CircleItem:
    """I cannot after all: whoever would do it, or the owner for anyone."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if row.kind != ItemKind.TASK or (row.doer_id != seat.pk and not can_change_item(seat, row)):
            raise NotAllowed
        return _step(seat, row, ItemState.OPEN, doer=None, doer_name="")


def finish(*, member: CircleMember, item: CircleItem) -> CircleItem:
    """Done: says who did it, or the owner."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if row.doer_id != seat.pk and not can_change_item(seat, row):
            raise NotAllowed
        return _step(seat, row, ItemState.DONE)


def reopen(*, member: CircleMember, item: CircleItem) -> CircleItem:
    """Undo of done and of cancelled."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if row.doer_id != seat.pk and not can_change_item(seat, row):
            raise NotAllowed
        open_task = row.kind == ItemKind.TASK and not row.who
        return _step(seat, row, ItemState.OPEN if open_task else ItemState.TAKEN)


def cancel_item(*, member: CircleMember, item: CircleItem, following: bool = False) -> int:
    """It does not happen; with `following` neither do the later ones of its series. Returns how many."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if not can_change_item(seat, row):
            raise NotAllowed
        rows = [row]
        if following and row.series:
            later = items_visible_to(seat).filter(series=row.series, day__gt=row.day)
            rows += [one for one in later if can_change_item(seat, one)]
        return len([_step(seat, one, ItemState.CANCELLED) for one in rows if one.state in CANCELLABLE])


CANCELLABLE = (ItemState.OPEN, ItemState.TAKEN)


def ask_circle(*, member: CircleMember, item: CircleItem) -> int:
    """Mail whoever sees this task and may take it, with a link of their own. Returns how many were asked."""
    with transaction.atomic():
        seat = hold_seat(member)
        row = _visible(seat, item)
        if not can_change_item(seat, row):
            raise NotAllowed
        if row.state != ItemState.OPEN or row.kind != ItemKind.TASK or seat.circle.state == CircleState.RESTING:
            raise AlreadyChanged
        asked = [
            g for g in guests_in(seat.circle) if g.pk != seat.pk and items_visible_to(g).filter(pk=row.pk).exists()
        ]
        for guest in asked:
            emails.tell_asked(guest, row)
        return len(asked)


def free_items_of(member: CircleMember) -> None:
    """What somebody who is out of the circle would still do is open again. Inside the caller's transaction."""
    ahead = CircleItem.objects.filter(doer=member, state=ItemState.TAKEN, day__gte=timezone.localdate())
    tasks = list(ahead.filter(kind=ItemKind.TASK).values_list("pk", flat=True))
    CircleItem.objects.filter(pk__in=tasks).update(
        state=ItemState.OPEN, doer=None, sequence=F("sequence") + 1, changed_at=timezone.now()
    )
    ahead.exclude(kind=ItemKind.TASK).update(doer=None, changed_at=timezone.now())
    changed.send(CircleItem, ids=tasks)
