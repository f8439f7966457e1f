"""The mails to guests. None repeats what somebody wrote; every one says what happens next."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from events.agenda.models import Registration
from events.agenda.queries import first_of
from portal.notices.actions import send_notice
from portal.notices.enums import Topic

SALT = "agenda.guest"


def token_of(registration: Registration) -> str:
    """The unguessable word in a guest's own addresses."""
    return signing.dumps(str(registration.uuid), salt=SALT)


def own_url(registration: Registration) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("agenda:place", args=[token_of(registration)])


def to_guest(registration: Registration, kind: str, *, key: str = "", **context: Any) -> bool:
    """Whether a mail was written: only who gave an address gets one, and each (kind, key) once."""
    if not registration.email:
        return False
    event = registration.event or first_of(registration.series)
    sent = send_notice(
        site=registration.site,
        kind=f"agenda.{kind}",
        object_key=f"agenda.registration:{registration.uuid}:{key}",
        recipient=registration.email,
        template=f"agenda/{kind}",
        context={
            "registration": registration,
            "event": event,
            "series": registration.series,
            "title": registration.holder.title,
            "own_url": own_url(registration),
            "dear": registration.arranged_by or registration.name,
            **context,
        },
        language=registration.language,
        topic=Topic.REMINDERS if kind == "reminder" else "",
    )
    return sent is not None
