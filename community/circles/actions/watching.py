"""Who looked at what. The owner reads it; looking at one's own circle is not written down."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.circles.actions.seats import hold_circle
from community.circles.enums import Part
from community.circles.models import CircleMember, Look


def write_look(*, member: CircleMember, part: Part, refused: bool = False) -> None:
    """One line a day for one person and one part, counted; refused ones apart. What is wiped has no lines."""
    if member.is_owner:
        return
    now = timezone.now()
    with transaction.atomic():
        hold_circle(member.circle_id)
        if not CircleMember.objects.filter(pk=member.pk).exists():
            return
        line, made = Look.objects.get_or_create(
            circle_id=member.circle_id,
            member=member,
            part=part,
            day=timezone.localdate(now),
            refused=refused,
            defaults={"site_id": member.site_id, "last_at": now},
        )
        if not made:
            Look.objects.filter(pk=line.pk).update(times=F("times") + 1, last_at=now)
