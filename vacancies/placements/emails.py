"""The mails of a sign-up. None repeats what somebody wrote; every one says what happens next and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from community.people.enums import Channel
from portal.notices.actions import Envelope, send_notice
from portal.notices.enums import Topic
from vacancies.bank.models import Vacancy
from vacancies.placements.models import Application, Receipt

SALT = "placements.follow"


def token_of(application: Application | Receipt) -> str:
    """The unguessable word in an applicant's own addresses."""
    return signing.dumps(str(application.uuid), salt=SALT)


def follow_url(application: Application | Receipt) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("placements:follow", args=[token_of(application)])


def to_applicant(application: Application, kind: str, suffix: str = "", **context: Any) -> None:
    """Who gave an address gets mail, or a letter that the desk prints; the others are rung by a worker."""
    letter = Envelope(application.name, application.address) if application.channel == Channel.LETTER else None
    if not (application.email or letter):
        return
    send_notice(
        site=application.site,
        kind=f"placements.{kind}",
        object_key=f"placements.application:{application.uuid}{suffix}",
        recipient=application.email,
        template=f"placements/{kind}",
        context={
            "application": application,
            "vacancy": application.vacancy,
            "handler": application.handler,
            "follow_url": follow_url(application),
            **context,
        },
        language=application.language,
        letter=letter,
    )


def tell_received(application: Application) -> None:
    to_applicant(application, "received")


def tell_stands(application: Application) -> None:
    """For a second sign-up: the first one stands. At most one such mail a day."""
    to_applicant(application, "stands", suffix=f":{timezone.localdate():%Y%m%d}")


def tell_proposed(application: Application) -> None:
    to_applicant(application, "proposed", suffix=f":{application.vacancy_id}")


def tell_accepted(application: Application) -> None:
    to_applicant(application, "accepted")


def tell_declined(application: Application) -> None:
    to_applicant(application, "declined", alternatives=list(application.alternatives.all()))


def tell_withdrawn(application: Application) -> None:
    to_applicant(application, "withdrawn")


def apologise(application: Application, alternatives: Iterable[Vacancy]) -> None:
    to_applicant(application, "apology", alternatives=list(alternatives))


def tell_handler(application: Application) -> None:
    """A neutral mail to the worker: that there is somebody, and until when; who it is stands at the desk."""
    handler = application.handler
    if handler is None or not handler.email:
        return
    send_notice(
        site=application.site,
        kind="placements.handler",
        object_key=f"placements.application:{application.uuid}:{handler.pk}",
        recipient=handler.email,
        template="placements/handler",
        context={"application": application, "vacancy": application.vacancy, "handler": handler},
        topic=Topic.WORK,
    )
