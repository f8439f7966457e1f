"""The mails of a comment. None repeats what somebody wrote."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from community.dialogue.comments.models import Comment
from portal.notices.actions import send_notice
from portal.notices.enums import Topic

SALT = "comments.own"


def token_of(comment: Comment) -> str:
    """The unguessable word in the author's own address."""
    return signing.dumps(str(comment.uuid), salt=SALT)


def own_url(comment: Comment) -> str:
    with translation.override(comment.language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("comments:own", args=[token_of(comment)])


def page_url(comment: Comment) -> str:
    return (comment.page.get_full_url() or settings.WAGTAILADMIN_BASE_URL) + f"#reactie-{comment.uuid}"


def tell_author(comment: Comment, kind: str, suffix: str = "") -> None:
    """A mail to who wrote it; what we wrote ourselves needs none."""
    if comment.by_staff or not comment.email:
        return
    send_notice(
        site=comment.site,
        kind=f"comments.{kind}",
        object_key=f"comments.comment:{comment.uuid}{suffix}",
        recipient=comment.email,
        template=f"dialogue/comment_{kind}",
        context={
            "comment": comment,
            "page": comment.page,
            "own_url": own_url(comment),
            "page_url": page_url(comment),
        },
        language=comment.language,
        topic=Topic.COMMENTS if kind == "answered" else "",
    )


def tell_moderator(comment: Comment, moderator: Any) -> None:
    """That something waits: once a day, so a busy day is one mail."""
    send_notice(
        site=comment.site,
        kind="comments.waiting",
        object_key=f"comments.queue:{comment.site_id}:{timezone.localdate():%Y%m%d}",
        recipient=moderator.email,
        template="dialogue/comment_waiting",
        context={"moderator": moderator, "queue_url": settings.WAGTAILADMIN_BASE_URL + reverse("comments:queue")},
        topic=f"{Topic.WORK}.comments",
    )
