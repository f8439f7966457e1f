"""The mails of a moment. None repeats what somebody wrote; every one says what happens next and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.moments.models import Moment
from portal.notices.actions import send_notice

SALT = "moments.follow"


def token_of(moment: Moment) -> str:
    """The unguessable word in the addresses of who asked."""
    return signing.dumps(str(moment.uuid), salt=SALT)


def follow_url(moment: Moment) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("moments:follow", args=[token_of(moment)])


def calendar_url(moment: Moment) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("moments:calendar", args=[token_of(moment)])


def to_asker(moment: Moment, kind: str, suffix: str = "") -> None:
    """Only who gave an address gets mail; the others are rung or written to by the worker."""
    if not moment.email:
        return
    send_notice(
        site=moment.site,
        kind=f"moments.{kind}",
        object_key=f"moments.moment:{moment.uuid}{suffix}",
        recipient=moment.email,
        template=f"moments/{kind}",
        context={"moment": moment, "follow_url": follow_url(moment), "calendar_url": calendar_url(moment)},
        language=moment.language,
    )


def to_worker(moment: Moment, kind: str, suffix: str = "", **context: Any) -> None:
    """A neutral mail: that there is somebody, and until when; who it is stands behind the login."""
    if moment.worker is None or not moment.worker.email:
        return
    send_notice(
        site=moment.site,
        kind=f"moments.{kind}",
        object_key=f"moments.moment:{moment.uuid}:{moment.worker_id}{suffix}",
        recipient=moment.worker.email,
        template=f"moments/{kind}",
        context={"moment": moment, **context},
    )
