"""May this seat do that? Every rule takes the member row as the database has it now, never one that was kept."""

from __future__ import annotations

from typing import Any

from community.circles.enums import CircleState, ItemKind, MemberState
from community.circles.models import CircleItem, CircleMember, CircleNote, Invitation


def has_seat(member: CircleMember) -> bool:
    """An active seat in a circle that has not stopped."""
    return member.state == MemberState.ACTIVE and member.circle.state != CircleState.CLOSED


def can_decide(member: CircleMember) -> bool:
    """The owner decides about everything, and nobody else about anything of the owner's."""
    return has_seat(member) and member.is_owner


def can_read_closed(member: CircleMember) -> bool:
    """What was kept when the circle stopped is the owner's alone."""
    return member.state == MemberState.ACTIVE and member.is_owner and member.circle.kept


def sees_plan(member: CircleMember) -> bool:
    """Whom the owner lets see it; a professional only after it was shared."""
    if not has_seat(member):
        return False
    if member.is_owner:
        return True
    if member.is_professional and member.circle.plan_shared_at is None:
        return False
    return member.sees_plan


def sees_kind(member: CircleMember, kind: str) -> bool:
    """Tasks are one scope, appointments and meetings another."""
    if not has_seat(member):
        return False
    return member.is_owner or (member.sees_tasks if kind == ItemKind.TASK else member.sees_agenda)


def sees_phone(member: CircleMember) -> bool:
    return has_seat(member) and (member.is_owner or member.sees_phone)


def can_write_item(member: CircleMember, kind: str) -> bool:
    """Whoever sees tasks may add one; what is in the agenda is written by the owner, or by who sees it."""
    return sees_kind(member, kind)


def can_take(member: CircleMember, item: CircleItem) -> bool:
    return item.kind == ItemKind.TASK and sees_kind(member, item.kind)


def can_change_item(member: CircleMember, item: CircleItem) -> bool:
    """The owner, and who wrote it down."""
    return has_seat(member) and (member.is_owner or item.written_by_id == member.pk)


def can_erase_note(member: CircleMember, note: CircleNote) -> bool:
    return has_seat(member) and (member.is_owner or note.author_id == member.pk)


def can_answer(user: Any, invitation: Invitation) -> bool:
    """An invitation by mail is for who holds that address; one by code for whoever was told the code."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if not invitation.email or user.email.lower() == invitation.email.lower():
        return True
    return user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists()
