"""What a seat sees. Whoever has no active seat sees nothing, whatever page is still open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from community.circles.enums import (
    Audience,
    CarriedBy,
    CircleState,
    InvitationState,
    ItemKind,
    ItemState,
    MemberKind,
    MemberState,
)
from community.circles.models import (
    Agreement,
    CircleItem,
    CircleKey,
    CircleMember,
    CircleNote,
    Invitation,
    Look,
    SupportCircle,
)
from community.circles.rules import can_decide, can_read_closed, has_seat, sees_plan

Written = CircleItem | Agreement | None


def seat_of(user: Any, site_id: int, uuid: Any) -> CircleMember | None:
    """The active seat of a user in a circle of this site, read now."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    seats = CircleMember.objects.select_related("circle", "site", "user__profile")
    return seats.filter(user=user, site_id=site_id, circle__uuid=uuid, state=MemberState.ACTIVE).first()


def former_seat(user: Any, site_id: int, uuid: Any) -> CircleMember | None:
    """The last seat of somebody who is out of the circle, for the line in the log."""
    if not getattr(user, "is_authenticated", False):
        return None
    seats = CircleMember.objects.filter(user=user, site_id=site_id, circle__uuid=uuid).select_related("circle")
    return seats.exclude(state=MemberState.ACTIVE).order_by("-ended_at").first()


def seats_of_user(user: Any, site_id: int) -> list[CircleMember]:
    """Every circle of a user: one's own first. Of a stopped one only what its owner kept."""
    rows = CircleMember.objects.filter(user=user, site_id=site_id, state=MemberState.ACTIVE).select_related("circle")
    seats = [seat for seat in rows if has_seat(seat) or can_read_closed(seat)]
    return sorted(seats, key=lambda seat: (not seat.is_owner, not seat.circle.is_open, seat.joined_at))


def people_in(circle: SupportCircle) -> list[CircleMember]:
    """Everyone with a seat, the owner in the middle of the row."""
    rows = circle.members.filter(state=MemberState.ACTIVE).select_related("user__profile")
    return list(rows.order_by("joined_at", "pk"))


def guests_in(circle: SupportCircle) -> list[CircleMember]:
    return [member for member in people_in(circle) if not member.is_owner]


def owner_of(circle: SupportCircle) -> CircleMember:
    return circle.members.select_related("user").get(kind=MemberKind.OWNER, state=MemberState.ACTIVE)


def confidant_of(circle: SupportCircle) -> CircleMember | None:
    return circle.members.filter(is_confidant=True, state=MemberState.ACTIVE).select_related("user__profile").first()


def items_visible_to(member: CircleMember) -> QuerySet[CircleItem]:
    """Tasks for who sees tasks, the rest for who sees the agenda; between us is never for professionals."""
    rows = CircleItem.objects.filter(circle=member.circle_id).select_related("doer", "circle")
    if can_decide(member) or can_read_closed(member):
        return rows
    if not has_seat(member):
        return rows.none()
    kinds = []
    if member.sees_tasks:
        kinds.append(ItemKind.TASK.value)
    if member.sees_agenda:
        kinds += [ItemKind.APPOINTMENT.value, ItemKind.MEETING.value]
    rows = rows.filter(kind__in=kinds)
    return rows.filter(between_us=False) if member.is_professional else rows


def week_of(member: CircleMember, monday: date) -> list[CircleItem]:
    """What is on the seven days from a Monday, as this seat sees it."""
    rows = items_visible_to(member).filter(day__gte=monday, day__lt=monday + timedelta(days=7))
    return list(rows.exclude(state=ItemState.CANCELLED).order_by("day", "at", "pk"))


def agreements_visible_to(member: CircleMember) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(circle=member.circle_id)
    if can_read_closed(member):
        return rows
    if not sees_plan(member):
        return rows.none()
    return rows.filter(between_us=False) if member.is_professional else rows


def carried_counts(agreements: list[Agreement]) -> dict[str, int]:
    """How many lines of the plan there are, and how many we carry ourselves."""
    ours = sum(agreement.carried_by == CarriedBy.US for agreement in agreements)
    return {"all": len(agreements), "ours": ours, "theirs": len(agreements) - ours}


def notes_visible_to(member: CircleMember) -> QuerySet[CircleNote]:
    """Notes about what this seat sees, and of those the ones that are meant for it."""
    rows = CircleNote.objects.filter(circle=member.circle_id).select_related("author")
    if can_decide(member) or can_read_closed(member):
        return rows
    if not has_seat(member):
        return rows.none()
    about = Q(item__in=items_visible_to(member))
    if sees_plan(member):
        about |= Q(agreement__in=agreements_visible_to(member)) | Q(item=None, agreement=None)
    mine = Q(author=member) | Q(audience=Audience.ALL)
    if not member.is_professional:
        mine |= Q(audience=Audience.US)
    chosen = CircleNote.readers.through.objects.filter(circlemember_id=member.pk).values("circlenote_id")
    return rows.filter(about & (mine | Q(audience=Audience.SOME, pk__in=chosen)))


def notes_about(member: CircleMember, thing: Written) -> list[CircleNote]:
    """The notes of one item or one line of the plan; of the plan as a whole with None."""
    rows = notes_visible_to(member)
    if isinstance(thing, CircleItem):
        return list(rows.filter(item=thing))
    return list(rows.filter(agreement=thing, item=None))


def open_invitations(circle: SupportCircle) -> QuerySet[Invitation]:
    return circle.invitations.filter(state=InvitationState.OPEN, expires_at__gt=timezone.now())


def invitation_by_code(site_id: int, text: str) -> Invitation | None:
    """An invitation that waits, by its code, however it is typed."""
    code = "".join(char for char in text.upper() if char.isalnum())
    rows = Invitation.objects.filter(site_id=site_id, code=code, state=InvitationState.OPEN)
    return rows.filter(expires_at__gt=timezone.now()).exclude(circle__state=CircleState.CLOSED).first()


def invitations_for(user: Any, site_id: int) -> QuerySet[Invitation]:
    """What waits for the address of somebody who is logged in."""
    rows = Invitation.objects.filter(site_id=site_id, state=InvitationState.OPEN, expires_at__gt=timezone.now())
    return rows.filter(email__iexact=user.email).exclude(email="").select_related("circle")


def looks_at(member: CircleMember) -> QuerySet[Look]:
    """Who looked: for the owner alone."""
    rows = Look.objects.filter(circle=member.circle_id).select_related("member")
    return rows if can_decide(member) or can_read_closed(member) else rows.none()


def key_of(member: CircleMember) -> CircleKey | None:
    return CircleKey.objects.filter(member=member, revoked_at=None).first()


def key_by_token(site_id: int, token: Any) -> CircleKey | None:
    """Any key that ever was, also one that stopped: the view asks `key_works`."""
    rows = CircleKey.objects.filter(site_id=site_id, token=token)
    return rows.select_related("member__circle", "member__user").first()


def key_works(key: CircleKey) -> bool:
    return key.revoked_at is None and has_seat(key.member) and key.member.user.is_active


def overdue_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(state=InvitationState.OPEN, expires_at__lte=timezone.now())


def forgotten_circles(before: Any) -> QuerySet[SupportCircle]:
    """Kept circles that stopped before a moment."""
    return SupportCircle.objects.filter(state=CircleState.CLOSED, kept=True, closed_at__lt=before)
