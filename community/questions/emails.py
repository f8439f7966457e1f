"""The messages about a question. A mail never repeats what was asked or answered; a letter holds the answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.people.enums import Channel
from community.questions.models import Question
from portal.notices.actions import Envelope, send_notice
from portal.notices.enums import Topic

SALT = "questions.follow"


def token_of(question: Question) -> str:
    """The unguessable word in the addresses of who asked."""
    return signing.dumps(str(question.uuid), salt=SALT)


def follow_url(question: Question) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("questions:follow", args=[token_of(question)])


def to_asker(question: Question, kind: str, suffix: str = "") -> None:
    """Who gave an address gets mail, or a letter that the desk prints; the others are rung by a worker."""
    letter = Envelope(question.name, question.address) if question.channel == Channel.LETTER else None
    if not (question.email or letter):
        return
    send_notice(
        site=question.site,
        kind=f"questions.{kind}",
        object_key=f"questions.question:{question.uuid}{suffix}",
        recipient=question.email,
        template=f"questions/{kind}",
        context={"question": question, "who": question.first_name, "follow_url": follow_url(question)},
        language=question.language,
        letter=letter,
    )


def to_handler(question: Question, kind: str, suffix: str = "") -> None:
    """A neutral mail: that there is something, and until when; what it is stands behind the login."""
    if question.handler is None or not question.handler.email:
        return
    desk: Any = reverse("questions:question", args=[question.uuid])
    send_notice(
        site=question.site,
        kind=f"questions.{kind}",
        object_key=f"questions.question:{question.uuid}:{question.handler_id}{suffix}",
        recipient=question.handler.email,
        template=f"questions/{kind}",
        context={"question": question, "who": question.first_name, "desk_url": settings.WAGTAILADMIN_BASE_URL + desk},
        topic=Topic.WORK,
    )
