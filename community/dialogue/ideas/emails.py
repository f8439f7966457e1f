"""The mails of an idea: to who sent it, at every step that everyone may see."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from community.dialogue.ideas.models import Idea
from portal.notices.actions import send_notice
from portal.notices.enums import Topic

SALT = "ideas.own"


def token_of(idea: Idea) -> str:
    return signing.dumps(str(idea.uuid), salt=SALT)


def own_url(idea: Idea) -> str:
    with translation.override(idea.language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("ideas:own", args=[token_of(idea)])


def tell_sender(idea: Idea, kind: str, suffix: str = "") -> None:
    """`kind` is confirm, placed, rejected or moved."""
    if not idea.email or idea.email.endswith(".invalid"):  # whoever sent it was erased
        return
    send_notice(
        site=idea.site,
        kind=f"ideas.{kind}",
        object_key=f"ideas.idea:{idea.uuid}{suffix}",
        recipient=idea.email,
        template=f"dialogue/idea_{kind}",
        context={
            "idea": idea,
            "own_url": own_url(idea),
            "idea_url": settings.WAGTAILADMIN_BASE_URL + idea.get_absolute_url(),
        },
        language=idea.language,
        topic=Topic.IDEAS if kind == "moved" else "",
    )


def tell_step(idea: Idea) -> None:
    tell_sender(idea, "moved", suffix=f":{idea.state}:{timezone.localdate():%Y%m%d}")
