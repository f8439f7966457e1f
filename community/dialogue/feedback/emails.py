"""The mails of feedback. None to a worker repeats what somebody wrote."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from community.dialogue.feedback.models import Feedback
from portal.notices.actions import send_notice


def tell_sender(feedback: Feedback, kind: str) -> None:
    """`kind` is received, answered or late; who left no mail address is rung by a worker."""
    if not feedback.email:
        return
    send_notice(
        site=feedback.site,
        kind=f"feedback.{kind}",
        object_key=f"feedback.feedback:{feedback.uuid}",
        recipient=feedback.email,
        template=f"dialogue/feedback_{kind}",
        context={"feedback": feedback},
        language=feedback.language,
    )


def tell_worker(feedback: Feedback, worker: Any, kind: str) -> None:
    """`kind` is new or overdue; what it says stands at the desk."""
    if worker is None or not worker.email:
        return
    url = settings.WAGTAILADMIN_BASE_URL + reverse("feedback:one", args=[feedback.uuid])
    send_notice(
        site=feedback.site,
        kind=f"feedback.{kind}",
        object_key=f"feedback.feedback:{feedback.uuid}",
        recipient=worker.email,
        template=f"dialogue/feedback_{kind}",
        context={"feedback": feedback, "worker": worker, "desk_url": url},
    )
