"""Outside the usual files of a slice: the actions of a round, from door to door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from community.outreach.actions import Wanted, ask_visit, plan_visit, rest_at
from community.outreach.enums import ANSWERS, DoorAnswer, Side, Source, YesHow
from community.outreach.exceptions import AlreadyChanged, NoDoors, NotAllowed, SaidNo, YesMissing
from community.outreach.models import Door, Rest, Round, Visit
from community.outreach.queries import rest_of
from community.outreach.rules import can_do_outreach, can_walk, mark_of
from portal.history.actions import record_change

MOST_DOORS = 200


@dataclass(frozen=True)
class Street:
    """Which doors: a range of numbers on one side or both."""

    street: str
    place: str
    first: int
    last: int
    side: str = Side.ALL

    def numbers(self) -> list[int]:
        step = {Side.ALL: (0, 1), Side.EVEN: (0,), Side.ODD: (1,)}[Side(self.side)]
        return [number for number in range(self.first, self.last + 1) if number % 2 in step][:MOST_DOORS]


def begin_round(*, site: Site, street: Street, day: date, worker: Any, by: Any, together_with: Any = None) -> Round:
    """A list of doors and who walks along them. Raises NoDoors."""
    if not can_do_outreach(by, site.pk) or not can_do_outreach(worker, site.pk):
        raise NotAllowed
    numbers = street.numbers()
    if not numbers:
        raise NoDoors
    with transaction.atomic():
        walk = Round.objects.create(
            site=site,
            street=street.street,
            place=street.place,
            side=street.side,
            day=day,
            worker=worker,
            together_with=together_with,
        )
        Door.objects.bulk_create(
            Door(round=walk, number=str(number), order=order) for order, number in enumerate(numbers)
        )
        record_change(obj=walk, from_state="", to_state="open", by=by)
    return walk


def address_of(door: Door) -> str:
    return f"{door.round.street} {door.number}, {door.round.place}"


def mark_at(door: Door) -> str:
    return mark_of(door.round.site_id, address_of(door))


def answer_door(*, door: Door, answer: str, by: Any, at: datetime | None = None) -> Door:
    """What was said at a door; nothing else is kept. A no counts for all of us, in every round.

    The same answer twice is one answer: a telephone that lost its signal sends it again. Raises SaidNo where the no of
    another day still holds.
    """
    if not can_walk(by, door.round):
        raise NotAllowed
    if door.answer == answer:
        return door
    if holds_against(door):
        raise SaidNo
    if answer not in ANSWERS or door.visit_id is not None:
        raise AlreadyChanged
    now = timezone.now()
    moment = min(at or now, now)
    with transaction.atomic():
        rows = Door.objects.filter(pk=door.pk, answer=door.answer, visit=None)
        if not rows.update(answer=answer, answered_at=moment):
            raise AlreadyChanged
        if answer == DoorAnswer.NO:
            rest_at(site_id=door.round.site_id, mark=mark_at(door))
        elif door.answer == DoorAnswer.NO:
            Rest.objects.filter(site_id=door.round.site_id, mark=mark_at(door)).delete()
        door.refresh_from_db()
    return door


def holds_against(door: Door) -> bool:
    """A no from before, or from a colleague: not one that was said at this very door in this round."""
    return door.answer != DoorAnswer.NO and rest_of(door.round.site_id, mark_at(door)) is not None


def undo_door(*, door: Door, by: Any) -> Door:
    """The click was a mistake: not been there yet, and the no is taken back with it."""
    if not can_walk(by, door.round):
        raise NotAllowed
    with transaction.atomic():
        rows = Door.objects.filter(pk=door.pk, visit=None).exclude(answer=DoorAnswer.TO_VISIT)
        if not rows.update(answer=DoorAnswer.TO_VISIT, answered_at=None):
            raise AlreadyChanged
        if door.answer == DoorAnswer.NO:
            Rest.objects.filter(site_id=door.round.site_id, mark=mark_at(door)).delete()
        door.refresh_from_db()
    return door


def visit_from_door(*, door: Door, name: str, phone: Any, starts_at: datetime, said_yes: bool, by: Any) -> Visit:
    """A welcome becomes a visit, only by the resident's own yes; two clicks make one. Raises YesMissing."""
    if not can_walk(by, door.round):
        raise NotAllowed
    if not said_yes:
        raise YesMissing
    if door.answer != DoorAnswer.WELCOME or door.visit_id is not None:
        raise AlreadyChanged
    with transaction.atomic():
        wanted = Wanted(address=address_of(door), source=Source.DOOR, name=name.strip(), phone=phone)
        visit = ask_visit(site=door.round.site, wanted=wanted, by=by, worker=by, yes_how=YesHow.DOOR)
        rows = Door.objects.filter(pk=door.pk, answer=DoorAnswer.WELCOME, visit=None)
        if not rows.update(visit=visit):
            raise AlreadyChanged
        plan_visit(visit=visit, starts_at=starts_at, by=by, yes_how=YesHow.DOOR)
        door.refresh_from_db()
    return visit


def close_round(*, walk: Round, by: Any) -> bool:
    """Done for today; the list stays, without names as it was."""
    if not can_walk(by, walk):
        raise NotAllowed
    with transaction.atomic():
        closed = bool(Round.objects.filter(pk=walk.pk, closed_at=None).update(closed_at=timezone.now()))
        if closed:
            record_change(obj=walk, from_state="open", to_state="closed", by=by)
    return closed
