from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from community.dialogue.networks.models import Meeting, Member
from portal.notices.actions import send_notice
from portal.notices.enums import Topic


def tell_member(member: Member, kind: str, key: str = "", **context: Any) -> None:
    """`kind` is admitted, declined or meeting."""
    send_notice(
        site=member.site,
        kind=f"networks.{kind}",
        object_key=f"networks.member:{member.uuid}:{key or f'{timezone.localdate():%Y%m%d}'}",
        recipient=member.user.email,
        template=f"dialogue/network_{kind}",
        context={"member": member, "page": member.page, "inside_url": inside_url(member.page_id), **context},
        topic=f"{Topic.NETWORKS}.{member.page_id}" if kind == "meeting" else "",
    )


def tell_keeper(member: Member, keeper: Any) -> None:
    send_notice(
        site=member.site,
        kind="networks.asked",
        object_key=f"networks.member:{member.uuid}:{timezone.localdate():%Y%m%d}",
        recipient=keeper.email,
        template="dialogue/network_asked",
        context={"keeper": keeper, "page": member.page, "inside_url": inside_url(member.page_id)},
    )


def tell_meeting(member: Member, meeting: Meeting) -> None:
    tell_member(member, "meeting", key=str(meeting.pk), meeting=meeting)


def inside_url(page_id: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("networks:inside", args=[page_id])
