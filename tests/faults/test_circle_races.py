"""Many at once in one circle: whoever is taken out writes nothing after it, a task has one doer, a code opens once."""

from __future__ import annotations

import threading

import pytest

from community.circles.actions import circle as whole
from community.circles.actions import people, plan, week
from community.circles.exceptions import AlreadyChanged, CircleError, InvitationOver, NoSeat
from community.circles.models import CircleItem, CircleMember, CircleNote, Invitation
from tests.factories.circles import ALL, circle_of, item_in, seat_in
from tests.factories.people import UserFactory
from tests.faults.test_apply_races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROUNDS = 6


def test_member_taken_out_while_posting_writes_before_it_or_not_at_all():
    for _round in range(ROUNDS):
        round_member_taken_out_while_posting_writes_before_it_or_not_at_all()


def round_member_taken_out_while_posting_writes_before_it_or_not_at_all() -> None:
    owner = circle_of()
    seat = seat_in(owner)
    item = item_in(owner)
    tasks = [lambda: plan.write_note(member=seat, text="nog snel", about=item) for _n in range(6)]
    results = at_once([*tasks, lambda: people.revoke_member(member=owner, guest=seat)])
    assert not [r for r in results if isinstance(r, Exception) and not isinstance(r, NoSeat)]
    seat.refresh_from_db()
    assert seat.state == "revoked"
    written = [r for r in results[:-1] if not isinstance(r, NoSeat)]
    assert CircleNote.objects.filter(author=seat).count() == len(written)
    with pytest.raises(NoSeat):
        plan.write_note(member=seat, text="te laat", about=item)


def test_circle_stopped_while_somebody_writes_is_empty_afterwards():
    for _round in range(ROUNDS):
        round_circle_stopped_while_somebody_writes_is_empty_afterwards()


def round_circle_stopped_while_somebody_writes_is_empty_afterwards() -> None:
    owner = circle_of()
    seat = seat_in(owner)
    item = item_in(owner)
    results = at_once(
        [
            lambda: plan.write_note(member=seat, text="nog snel", about=item),
            lambda: week.take_task(member=seat, item=item),
            lambda: whole.close_circle(member=owner, keep=False),
        ]
    )
    assert not [r for r in results if isinstance(r, Exception) and not isinstance(r, CircleError)]
    for model in (CircleNote, CircleItem, CircleMember):
        assert not model.objects.filter(circle=owner.circle_id).exists()


def test_one_task_has_one_doer():
    owner = circle_of()
    seats = [seat_in(owner) for _n in range(6)]
    item = item_in(owner)
    results = at_once([lambda s=s: week.take_task(member=s, item=item) for s in seats])
    assert sum(isinstance(result, AlreadyChanged) for result in results) == 5
    item.refresh_from_db()
    assert item.doer in seats


def test_one_code_gives_one_seat():
    owner = circle_of()
    invitation = people.invite(member=owner, guest=people.Guest(name="Wim", kind="neighbour", scopes=ALL))
    users = [UserFactory() for _n in range(6)]
    rows = [Invitation.objects.select_related("circle__site").get(pk=invitation.pk) for _user in users]
    results = at_once(
        [lambda r=r, u=u: people.accept_invitation(invitation=r, by=u) for r, u in zip(rows, users, strict=True)]
    )
    assert sum(isinstance(result, InvitationOver) for result in results) == 5
    assert CircleMember.objects.filter(circle=owner.circle_id).count() == 2


def test_yes_and_stop_at_once_leave_nobody_inside():
    for _round in range(ROUNDS):
        round_yes_and_stop_at_once_leave_nobody_inside()


def round_yes_and_stop_at_once_leave_nobody_inside() -> None:
    owner, user = circle_of(), UserFactory()
    invitation = people.invite(member=owner, guest=people.Guest(name="Wim", kind="neighbour", scopes=ALL))
    row = Invitation.objects.select_related("circle__site").get(pk=invitation.pk)
    results = at_once(
        [
            lambda: people.accept_invitation(invitation=row, by=user),
            lambda: whole.close_circle(member=owner, keep=True),
        ]
    )
    assert not isinstance(results[1], Exception)
    assert not CircleMember.objects.filter(circle=owner.circle_id, user=user, state="active").exists()


def test_red_twin_looking_first_and_writing_then_writes_too_late():
    """The race is real: who looks at the seat first and writes then, writes after being taken out."""
    seat, written = {"active": True}, []
    together = threading.Barrier(2, timeout=20)

    def write() -> None:
        allowed = seat["active"]
        together.wait()
        together.wait()
        if allowed:
            written.append("te laat")

    def take_out() -> None:
        together.wait()
        seat["active"] = False
        together.wait()

    at_once([write, take_out])
    assert (seat["active"], written) == (False, ["te laat"])
