"""Who is in a circle: invited, in, seeing more or less, the confidant, and out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community.circles import emails
from community.circles.actions.seats import end_seat, hold_circle, hold_seat, hold_wheel
from community.circles.actions.week import free_items_of
from community.circles.enums import CircleState, InvitationState, MemberKind, MemberState
from community.circles.exceptions import (
    AlreadyChanged,
    AlreadyMember,
    InvitationOver,
    NotAllowed,
    OtherAddress,
    OwnerStays,
    TooMany,
)
from community.circles.models import SCOPES, CircleKey, CircleMember, Invitation, SupportCircle
from community.circles.queries import open_invitations, overdue_invitations, owner_of
from community.circles.rules import can_answer
from portal.history import changed
from portal.history.actions import record_change

INVITATION_DAYS = 14
MOST_PEOPLE = 40
# Without what looks like another: no O and 0, no I, L and 1.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Guest:
    """Who is invited: `email` for a mail, without one the owner reads out a code. `scopes`: names of SCOPES."""

    name: str
    kind: str
    what: str = ""
    email: str = ""
    scopes: frozenset[str] = field(default_factory=frozenset)
    takes_the_wheel: bool = False

    def seen(self) -> dict[str, bool]:
        return {name: name in self.scopes for name in SCOPES}


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(8))


def invite(*, member: CircleMember, guest: Guest) -> Invitation:
    """Offer a seat for two weeks; only the owner does. An open one to the same address is replaced. Raises TooMany."""
    now, email = timezone.now(), guest.email.strip().lower()
    with transaction.atomic():
        seat = hold_wheel(member)
        circle = seat.circle
        if email:
            circle.invitations.filter(email=email, state=InvitationState.OPEN).update(
                state=InvitationState.WITHDRAWN, email="", answered_at=now
            )
        if circle.people_count + open_invitations(circle).count() >= MOST_PEOPLE:
            raise TooMany
        invitation = Invitation.objects.create(
            site=circle.site,
            circle=circle,
            code=None if email else new_code(),
            email=email,
            name=guest.name,
            kind=guest.kind,
            what=guest.what,
            takes_the_wheel=guest.takes_the_wheel and circle.represented,
            made_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
            **guest.seen(),
        )
        record_change(obj=invitation, from_state="", to_state=invitation.state, by=seat.user)
        emails.tell_invited(invitation)
    return invitation


def _answer(invitation: Invitation, to: InvitationState, by: Any) -> None:
    """Answered once; the address has done its work and goes."""
    rows = Invitation.objects.filter(pk=invitation.pk, state=InvitationState.OPEN, expires_at__gt=timezone.now())
    if not rows.update(state=to, email="", answered_at=timezone.now()):
        raise InvitationOver
    record_change(obj=invitation, from_state=InvitationState.OPEN, to_state=to, by=by)
    invitation.refresh_from_db()


def accept_invitation(*, invitation: Invitation, by: Any) -> CircleMember:
    """Yes. Raises InvitationOver, OtherAddress, AlreadyMember."""
    with transaction.atomic():
        if not invitation.is_open:
            raise InvitationOver
        if not can_answer(by, invitation):
            raise OtherAddress
        hold_circle(invitation.circle_id)
        _answer(invitation, InvitationState.ACCEPTED, by)
        circle = SupportCircle.objects.filter(pk=invitation.circle_id).exclude(state=CircleState.CLOSED)
        if not circle.update(people_count=F("people_count") + 1):
            raise InvitationOver
        owner = owner_of(invitation.circle)
        seat = _take_wheel(invitation, owner, by) if invitation.takes_the_wheel else _take_seat(invitation, by)
        record_change(obj=seat, from_state="", to_state=seat.state, by=by)
        emails.tell_answer(owner, invitation, "accepted")
        changed.send(CircleMember, ids=[seat.pk])
    return seat


def _take_seat(invitation: Invitation, by: Any, kind: str = "") -> CircleMember:
    scopes = {name: getattr(invitation, name) for name in SCOPES}
    try:
        with transaction.atomic():
            return CircleMember.objects.create(
                site_id=invitation.site_id,
                circle=invitation.circle,
                user=by,
                name=invitation.name,
                kind=kind or invitation.kind,
                what=invitation.what,
                joined_at=timezone.now(),
                **scopes,
            )
    except IntegrityError as error:
        raise AlreadyMember from error


def _take_wheel(invitation: Invitation, owner: CircleMember, by: Any) -> CircleMember:
    """The person in the middle takes over from who acted for them, who stays as family and may be taken out."""
    if owner.user_id == by.pk:
        raise AlreadyMember
    everything = dict.fromkeys(SCOPES, True)
    CircleMember.objects.filter(pk=owner.pk).update(kind=MemberKind.FAMILY, **everything)
    SupportCircle.objects.filter(pk=invitation.circle_id).update(represented=False, basis="")
    return _take_seat(invitation, by, MemberKind.OWNER)


def refuse_invitation(*, invitation: Invitation) -> Invitation:
    """No, thank you: by the link of the mail, without an account and without a reason."""
    with transaction.atomic():
        hold_circle(invitation.circle_id)
        _answer(invitation, InvitationState.REFUSED, None)
        emails.tell_answer(owner_of(invitation.circle), invitation, "refused")
    return invitation


def withdraw_invitation(*, member: CircleMember, invitation: Invitation) -> Invitation:
    with transaction.atomic():
        seat = hold_wheel(member)
        if invitation.circle_id != seat.circle_id:
            raise NotAllowed
        _answer(invitation, InvitationState.WITHDRAWN, seat.user)
    return invitation


def expire_invitations() -> int:
    """End what nobody answered, and forget the addresses; the schedule calls it."""
    now = timezone.now()
    # One by one: a statement over many circles could wait for a circle that waits for it.
    return sum(
        Invitation.objects.filter(pk=pk, state=InvitationState.OPEN).update(
            state=InvitationState.EXPIRED, email="", answered_at=now
        )
        for pk in overdue_invitations().values_list("pk", flat=True)
    )


def guest_of(seat: CircleMember, guest: CircleMember) -> CircleMember:
    """Another active member of the same circle, as the database has it now."""
    found = CircleMember.objects.select_related("circle__site", "user").filter(
        pk=guest.pk, circle=seat.circle_id, state=MemberState.ACTIVE
    )
    row = found.first()
    if row is None:
        raise AlreadyChanged
    if row.is_owner:
        raise OwnerStays
    return row


def change_guest(*, member: CircleMember, guest: CircleMember, values: Guest) -> CircleMember:
    """Who somebody is and what they see; it holds from the next request on."""
    with transaction.atomic():
        seat = hold_wheel(member)
        row = guest_of(seat, guest)
        before = ",".join(name for name in SCOPES if getattr(row, name)) or "-"
        CircleMember.objects.filter(pk=row.pk, state=MemberState.ACTIVE).update(
            name=values.name, kind=values.kind, what=values.what, **values.seen()
        )
        row.refresh_from_db()
        after = ",".join(name for name in SCOPES if getattr(row, name)) or "-"
        if after != before:
            record_change(obj=row, from_state="sees", to_state="sees", by=seat.user, reason=f"{before} → {after}")
    return row


def choose_confidant(*, member: CircleMember, guest: CircleMember | None) -> CircleMember | None:
    """One named person as counsellor, chosen and changed by the owner; nobody is a choice too."""
    with transaction.atomic():
        seat = hold_wheel(member)
        row = guest_of(seat, guest) if guest else None
        CircleMember.objects.filter(circle=seat.circle_id, is_confidant=True).update(is_confidant=False)
        if row is None:
            return None
        if not CircleMember.objects.filter(pk=row.pk, state=MemberState.ACTIVE).update(is_confidant=True):
            raise AlreadyChanged
        row.refresh_from_db()
        record = record_change(obj=row, from_state="member", to_state="confidant", by=seat.user)
        emails.tell(row, "confidant", f"c{record.pk}")
    return row


def lay_down_confidence(*, member: CircleMember) -> CircleMember:
    """The confidant cannot do it any more; the owner hears it and chooses again."""
    with transaction.atomic():
        seat = hold_seat(member)
        if not CircleMember.objects.filter(pk=seat.pk, is_confidant=True).update(is_confidant=False):
            raise AlreadyChanged
        record = record_change(obj=seat, from_state="confidant", to_state="member", by=seat.user)
        emails.tell(owner_of(seat.circle), "no_confidant", f"c{record.pk}", guest=seat.name)
    return seat


def revoke_member(*, member: CircleMember, guest: CircleMember) -> CircleMember:
    """Out of the circle at once: pages, calendar and mail links. Nobody hears why, and no mail goes out."""
    with transaction.atomic():
        seat = hold_wheel(member)
        row = guest_of(seat, guest)
        end_seat(row, MemberState.REVOKED, seat.user)
        SupportCircle.objects.filter(pk=seat.circle_id).update(people_count=F("people_count") - 1)
        free_items_of(row)
        emails.forget_unsent(row)
    return row


def leave_circle(*, member: CircleMember) -> CircleMember:
    """Somebody goes of their own accord; the owner hears that, not why. Raises OwnerStays."""
    with transaction.atomic():
        seat = hold_seat(member)
        if seat.is_owner:
            raise OwnerStays
        end_seat(seat, MemberState.LEFT, seat.user)
        SupportCircle.objects.filter(pk=seat.circle_id).update(people_count=F("people_count") - 1)
        free_items_of(seat)
        emails.forget_unsent(seat)
        emails.tell(owner_of(seat.circle), "left", f"m{seat.pk}", guest=seat.name)
    return seat


def renew_key(*, member: CircleMember) -> CircleKey:
    """A new address for one's own calendar of the circle; the old one stops at once."""
    with transaction.atomic():
        seat = hold_seat(member)
        seat.keys.filter(revoked_at=None).update(revoked_at=timezone.now())
        return CircleKey.objects.create(site_id=seat.site_id, member=seat, made_at=timezone.now())


def revoke_key(*, member: CircleMember) -> None:
    with transaction.atomic():
        hold_seat(member).keys.filter(revoked_at=None).update(revoked_at=timezone.now())
