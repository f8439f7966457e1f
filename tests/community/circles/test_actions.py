"""A circle from its beginning to its end: who may what, and what the database refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.circles import queries, rules
from community.circles.actions import circle as whole
from community.circles.actions import people, plan, week
from community.circles.actions.people import Guest
from community.circles.enums import CircleState, Level
from community.circles.exceptions import (
    AlreadyChanged,
    AlreadyMember,
    InvitationOver,
    NoSeat,
    NotAllowed,
    OtherAddress,
    OwnerStays,
    PlanEmpty,
    TooMany,
)
from community.circles.models import CircleItem, CircleKey, CircleMember, Invitation, SupportCircle
from portal.history.models import StateChange
from portal.notices.models import Notice
from tests.factories.circles import ALL, circle_of, item_in, seat_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def guest(**changes) -> Guest:
    return Guest(**{"name": "Anneke", "kind": "family", "what": "dochter", "scopes": ALL, **changes})


def mails(kind: str) -> list[str]:
    return list(Notice.objects.filter(kind=f"circles.{kind}").values_list("recipient", flat=True))


def test_circle_begins_without_any_worker():
    owner = circle_of()
    assert (owner.is_owner, owner.circle.state) == (True, "forming")
    assert [seat.pk for seat in queries.people_in(owner.circle)] == [owner.pk]
    assert Notice.objects.count() == 0


def test_nobody_has_more_circles_than_five():
    user = UserFactory()
    for _number in range(5):
        circle_of(user)
    with pytest.raises(TooMany):
        circle_of(user)


def test_mail_invites_and_yes_gives_the_seat_that_was_offered():
    owner, user = circle_of(), UserFactory(email="anneke@example.org")
    invitation = people.invite(member=owner, guest=guest(email="Anneke@Example.org", scopes=frozenset({"sees_tasks"})))
    assert mails("invited") == ["anneke@example.org"]
    seat = people.accept_invitation(invitation=invitation, by=user)
    assert (seat.name, seat.sees_tasks, seat.sees_plan, seat.sees_agenda) == ("Anneke", True, False, False)
    assert mails("accepted") == [owner.user.email]
    assert Invitation.objects.get().email == ""
    with pytest.raises(InvitationOver):
        people.accept_invitation(invitation=invitation, by=user)


def test_mail_for_one_address_is_no_key_for_another():
    owner = circle_of()
    invitation = people.invite(member=owner, guest=guest(email="anneke@example.org"))
    with pytest.raises(OtherAddress):
        people.accept_invitation(invitation=invitation, by=UserFactory())
    other = UserFactory()
    other.emailaddress_set.create(email="anneke@example.org", verified=False)
    with pytest.raises(OtherAddress):
        people.accept_invitation(invitation=invitation, by=other)
    other.emailaddress_set.update(verified=True)
    assert people.accept_invitation(invitation=invitation, by=other).user == other


def test_code_is_for_who_was_told_it_and_works_once(site):
    owner = circle_of()
    invitation = people.invite(member=owner, guest=guest())
    assert queries.invitation_by_code(site.pk, invitation.readable_code.lower()) == invitation
    people.accept_invitation(invitation=invitation, by=UserFactory())
    assert queries.invitation_by_code(site.pk, invitation.code) is None


def test_no_needs_no_account_and_says_no_reason():
    owner = circle_of()
    invitation = people.invite(member=owner, guest=guest(email="anneke@example.org"))
    people.refuse_invitation(invitation=invitation)
    assert mails("refused") == [owner.user.email]
    assert Invitation.objects.get().email == ""
    with pytest.raises(InvitationOver):
        people.refuse_invitation(invitation=invitation)


def test_invitation_ends_by_the_clock_and_by_the_owner():
    owner, user = circle_of(), UserFactory()
    late, gone = (people.invite(member=owner, guest=guest(email=user.email)) for _n in range(2))
    assert Invitation.objects.get(pk=late.pk).state == "withdrawn"  # the second took the place of the first
    people.withdraw_invitation(member=owner, invitation=gone)
    with pytest.raises(InvitationOver):
        people.accept_invitation(invitation=gone, by=user)
    waiting = people.invite(member=owner, guest=guest(email=user.email))
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        with pytest.raises(InvitationOver):
            people.accept_invitation(invitation=waiting, by=user)
        assert people.expire_invitations() == 1
    assert Invitation.objects.get(pk=waiting.pk).email == ""


def test_one_person_has_one_seat():
    owner = circle_of()
    seat = seat_in(owner)
    again = people.invite(member=owner, guest=guest())
    with pytest.raises(AlreadyMember):
        people.accept_invitation(invitation=again, by=seat.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleMember.objects.create(
            site=owner.site, circle=owner.circle, user=seat.user, name="x", kind="family", joined_at=timezone.now()
        )


@pytest.mark.parametrize("kind", ["family", "volunteer", "professional"])
def test_only_the_owner_decides(kind):
    owner = circle_of()
    seat, other = seat_in(owner, kind), seat_in(owner)
    for refused in (
        lambda: people.invite(member=seat, guest=guest()),
        lambda: people.change_guest(member=seat, guest=other, values=guest()),
        lambda: people.revoke_member(member=seat, guest=other),
        lambda: people.choose_confidant(member=seat, guest=other),
        lambda: whole.change_level(member=seat, level=Level.MUCH),
        lambda: whole.rest(member=seat),
        lambda: whole.close_circle(member=seat, keep=False),
        lambda: plan.write_goal(member=seat, goal="x"),
        lambda: plan.share_plan(member=seat),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_owner_of_another_circle_decides_nothing_here():
    owner, stranger = circle_of(), circle_of()
    seat = seat_in(owner)
    with pytest.raises(AlreadyChanged):
        people.revoke_member(member=stranger, guest=seat)
    with pytest.raises(NotAllowed):
        week.take_task(member=stranger, item=item_in(owner))


def test_confidant_is_one_named_person_and_changes():
    owner = circle_of()
    first, second = seat_in(owner, "professional"), seat_in(owner, "friend")
    people.choose_confidant(member=owner, guest=first)
    people.choose_confidant(member=owner, guest=second)
    assert queries.confidant_of(owner.circle) == second
    assert mails("confidant") == [first.user.email, second.user.email]
    with pytest.raises(OwnerStays):
        people.choose_confidant(member=owner, guest=owner)
    people.lay_down_confidence(member=second)
    assert queries.confidant_of(owner.circle) is None
    assert mails("no_confidant") == [owner.user.email]


def test_database_knows_one_confidant_and_one_owner():
    owner = circle_of()
    first, second = seat_in(owner), seat_in(owner)
    CircleMember.objects.filter(pk=first.pk).update(is_confidant=True)
    for values in ({"is_confidant": True}, {"kind": "owner"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleMember.objects.filter(pk=second.pk).update(**values)


def test_level_goes_up_and_down_and_who_helps_hears_it():
    owner = circle_of()
    confidant, nurse, friend = seat_in(owner), seat_in(owner, "professional"), seat_in(owner, "friend")
    people.choose_confidant(member=owner, guest=confidant)
    for level in (Level.MUCH, Level.LITTLE, Level.LITTLE):
        assert whole.change_level(member=owner, level=level).level == level
    assert sorted(mails("level")) == sorted([confidant.user.email, nurse.user.email] * 2)
    assert friend.user.email not in mails("level")
    steps = StateChange.objects.filter(model="circles.supportcircle", to_state__startswith="level:")
    assert [step.to_state for step in steps] == ["level:much", "level:little"]


def test_plan_is_made_among_one_another_until_it_is_shared():
    owner = circle_of()
    family, nurse = seat_in(owner), seat_in(owner, "professional")
    with pytest.raises(PlanEmpty):
        plan.finish_plan(member=owner)
    line = plan.write_agreement(member=family, line=plan.Line("warm eten brengen", who="Anneke"))
    secret = plan.write_agreement(member=family, line=plan.Line("Ruud bellen over het geld", between_us=True))
    with pytest.raises(NotAllowed):
        plan.write_agreement(member=nurse, line=plan.Line("medicijnen"))
    item_in(owner, kind="meeting", title="Bij Riet aan tafel")
    assert SupportCircle.objects.get().state == CircleState.MEETING_PLANNED
    with pytest.raises(AlreadyChanged):
        plan.share_plan(member=owner)
    plan.finish_plan(member=owner)
    plan.begin(member=owner)
    nurse = queries.seat_of(nurse.user, owner.site_id, owner.circle.uuid)
    assert not rules.sees_plan(nurse)
    plan.share_plan(member=owner)
    nurse = queries.seat_of(nurse.user, owner.site_id, owner.circle.uuid)
    assert list(queries.agreements_visible_to(nurse)) == [line]
    assert set(queries.agreements_visible_to(family)) == {line, secret}
    plan.plan_again(member=owner)
    nurse = queries.seat_of(nurse.user, owner.site_id, owner.circle.uuid)
    assert not rules.sees_plan(nurse)


def test_database_keeps_the_planning_private():
    owner = circle_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportCircle.objects.filter(pk=owner.circle_id).update(plan_shared_at=timezone.now())


def test_task_is_asked_for_taken_given_back_and_done():
    owner = circle_of()
    mirjam, wim = seat_in(owner, "friend", {"sees_tasks"}), seat_in(owner, "neighbour", {"sees_agenda"})
    item = item_in(owner, "De vuilnis naar buiten")
    assert week.ask_circle(member=owner, item=item) == 1
    assert mails("asked") == [mirjam.user.email]
    assert "vuilnis" not in Notice.objects.get(kind="circles.asked").text
    with pytest.raises(NotAllowed):
        week.take_task(member=wim, item=item)
    assert week.take_task(member=mirjam, item=item).doer == mirjam
    with pytest.raises(AlreadyChanged):
        week.take_task(member=owner, item=item)
    assert week.give_back(member=mirjam, item=item).state == "open"
    week.take_task(member=mirjam, item=item)
    assert week.finish(member=mirjam, item=item).state == "done"
    assert week.reopen(member=mirjam, item=item).state == "taken"


def test_every_week_is_a_row_each_and_ends_from_one_on():
    owner = circle_of()
    day = timezone.localdate() + timedelta(days=2)
    first = item_in(owner, days=2, until=day + timedelta(weeks=4))
    assert CircleItem.objects.filter(series=first.series).count() == 5
    second = CircleItem.objects.filter(series=first.series).order_by("day")[1]
    assert week.cancel_item(member=owner, item=second, following=True) == 4
    assert week.cancel_item(member=owner, item=second, following=True) == 0
    assert CircleItem.objects.filter(series=first.series, state="open").count() == 1


def test_resting_circle_asks_nobody_and_goes_on():
    owner = circle_of()
    seat_in(owner)
    item = item_in(owner)
    whole.rest(member=owner)
    with pytest.raises(AlreadyChanged):
        week.ask_circle(member=owner, item=item)
    assert whole.wake(member=owner).state == "forming"
    assert week.ask_circle(member=owner, item=item) == 1


def test_out_is_out_at_once():
    owner = circle_of()
    seat = seat_in(owner)
    key = people.renew_key(member=seat)
    item = item_in(owner, doer=seat)
    asked = item_in(owner, "Bellen")
    week.ask_circle(member=owner, item=asked)
    assert mails("asked") == [seat.user.email]  # there is a mail that waits
    people.revoke_member(member=owner, guest=seat)
    assert mails("asked") == []
    assert CircleKey.objects.get(pk=key.pk).revoked_at is not None
    item.refresh_from_db()
    assert (item.state, item.doer) == ("open", None)
    for refused in (
        lambda: plan.write_note(member=seat, text="Ik zie dit nog"),
        lambda: week.take_task(member=seat, item=item),
        lambda: people.renew_key(member=seat),
        lambda: people.leave_circle(member=seat),
    ):
        with pytest.raises(NoSeat):
            refused()
    assert Notice.objects.filter(recipient=seat.user.email).exclude(kind="circles.invited").count() == 0
    assert seat_in(owner, user=seat.user).state == "active"  # and may be asked again


def test_member_leaves_and_the_owner_does_not():
    owner = circle_of()
    seat = seat_in(owner)
    people.leave_circle(member=seat)
    assert mails("left") == [owner.user.email]
    with pytest.raises(OwnerStays):
        people.leave_circle(member=owner)


def test_person_in_the_middle_takes_the_wheel_from_who_acted_for_them():
    niece = circle_of(focus_name="Riet", basis="Zij vroeg het mij")
    riet = UserFactory(first_name="Riet")
    offer = people.invite(member=niece, guest=guest(name="Riet", email=riet.email, takes_the_wheel=True))
    seat = people.accept_invitation(invitation=offer, by=riet)
    niece.refresh_from_db()
    assert (seat.is_owner, niece.kind, SupportCircle.objects.get().represented) == (True, "family", False)
    people.revoke_member(member=seat, guest=niece)
    with pytest.raises(NoSeat):
        whole.rest(member=niece)


def test_wheel_is_not_given_away_by_who_sits_in_the_middle():
    owner = circle_of()
    offer = people.invite(member=owner, guest=guest(takes_the_wheel=True))
    assert offer.takes_the_wheel is False


def test_kept_circle_is_the_owners_alone():
    owner = circle_of()
    seat = seat_in(owner)
    key = people.renew_key(member=seat)
    people.invite(member=owner, guest=guest(email="later@example.org"))
    plan.write_goal(member=owner, goal="Ik blijf thuis wonen.")
    whole.close_circle(member=owner, keep=True)
    assert mails("closed") == [seat.user.email]
    assert queries.seats_of_user(seat.user, owner.site_id) == []
    assert not queries.key_works(queries.key_by_token(owner.site_id, key.token))
    assert Invitation.objects.filter(state="withdrawn", email="").count() == 1
    mine = queries.seat_of(owner.user, owner.site_id, owner.circle.uuid)
    assert rules.can_read_closed(mine)
    with pytest.raises(NoSeat):
        plan.write_goal(member=owner, goal="anders")
    whole.wipe_kept(member=owner)
    assert CircleMember.objects.count() == 0


def test_wiped_circle_leaves_a_day_and_a_number():
    owner = circle_of(focus_name="Kanariegeel", phone="0344 - 01 99 99")
    seat = seat_in(owner, name="Kanariepiet")
    plan.write_goal(member=owner, goal="Kanariedoel")
    plan.write_agreement(member=seat, line=plan.Line("Kanarieafspraak"))
    plan.write_note(member=seat, text="Kanarienotitie", about=item_in(owner, "Kanarietaak"))
    ids = (owner.circle_id, owner.user_id, seat.user_id)
    whole.close_circle(member=owner, keep=False)
    circle = SupportCircle.objects.get(pk=ids[0])
    assert (circle.state, circle.people_count, circle.focus_name) == ("closed", 2, "")
    for model in (CircleMember, CircleItem, Invitation):
        assert model.objects.count() == 0
    for change in StateChange.objects.filter(model__startswith="circles."):
        assert (change.model, change.by, change.reason) == ("circles.supportcircle", None, "")
    assert not Notice.objects.filter(object_key__contains=str(circle.uuid)).exists()


def test_kept_circle_goes_after_a_year():
    owner = circle_of()
    whole.close_circle(member=owner, keep=True)
    assert whole.wipe_forgotten() == 0
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert whole.wipe_forgotten() == 1
    assert SupportCircle.objects.get().kept is False
