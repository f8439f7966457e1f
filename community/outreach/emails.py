"""The messages about a visit. None says what it is about, or how somebody is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.outreach.models import Visit
from portal.notices.actions import send_notice
from portal.notices.enums import Topic

SALT = "outreach.follow"


def token_of(visit: Visit) -> str:
    """The unguessable word in the addresses of who is visited."""
    return signing.dumps(str(visit.uuid), salt=SALT)


def follow_url(visit: Visit) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("outreach:follow", args=[token_of(visit)])


def to_resident(visit: Visit, kind: str, suffix: str = "", **context: Any) -> None:
    """Only who gave a mail address gets mail; the others are rung, and read it with their code."""
    if not visit.email:
        return
    send_notice(
        site=visit.site,
        kind=f"outreach.{kind}",
        object_key=f"outreach.visit:{visit.uuid}{suffix}",
        recipient=visit.email,
        template=f"outreach/{kind}",
        context={"visit": visit, "who": visit.first_name, "follow_url": follow_url(visit), **context},
        language=visit.language,
        topic=Topic.REMINDERS if kind == "reminder" else "",
    )


def to_worker(visit: Visit, kind: str, suffix: str = "") -> None:
    """A neutral mail: that there is something, and until when; where it is stands behind the login."""
    if visit.worker is None or not visit.worker.email:
        return
    desk = reverse("outreach:visit", args=[visit.uuid])
    send_notice(
        site=visit.site,
        kind=f"outreach.{kind}",
        object_key=f"outreach.visit:{visit.uuid}:{visit.worker_id}{suffix}",
        recipient=visit.worker.email,
        template=f"outreach/{kind}",
        context={"visit": visit, "who": visit.first_name, "desk_url": settings.WAGTAILADMIN_BASE_URL + desk},
        topic=Topic.WORK,
    )
