"""The mails of a moment. None repeats what somebody wrote; every one says what happens next and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.moments.models import Moment
from community.people.enums import Channel
from portal.notices.actions import Envelope, send_notice
from portal.notices.enums import Topic

SALT = "moments.follow"


def token_of(moment: Moment) -> str:
    """The unguessable word in the addresses of who asked."""
    return signing.dumps(str(moment.uuid), salt=SALT)


def follow_url(moment: Moment) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("moments:follow", args=[token_of(moment)])


def calendar_url(moment: Moment) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("moments:calendar", args=[token_of(moment)])


def to_asker(moment: Moment, kind: str, suffix: str = "") -> None:
    """Who gave an address gets mail, or a letter that the desk prints; the others are rung by the worker."""
    letter = Envelope(moment.name, moment.address) if moment.channel == Channel.LETTER else None
    if not (moment.email or letter):
        return
    send_notice(
        site=moment.site,
        kind=f"moments.{kind}",
        object_key=f"moments.moment:{moment.uuid}{suffix}",
        recipient=moment.email,
        template=f"moments/{kind}",
        context={"moment": moment, "follow_url": follow_url(moment), "calendar_url": calendar_url(moment)},
        language=moment.language,
        topic=Topic.REMINDERS if kind == "reminder" and not letter else "",
        letter=letter,
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
        topic=Topic.WORK,
    )
