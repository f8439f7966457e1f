"""Every change of feedback."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from community.dialogue.feedback import emails
from community.dialogue.feedback.enums import FeedbackState
from community.dialogue.feedback.exceptions import AlreadyChanged, AnswerMissing, NotAllowed
from community.dialogue.feedback.models import Feedback
from community.dialogue.feedback.queries import answerers, overdue_feedback
from community.dialogue.feedback.rules import can_answer_feedback
from portal.history import changed
from portal.history.actions import record_change
from portal.pages.frame import frame_of
from portal.pages.models import SiteSettings
from portal.workdays import due_moment


def handler_of(site: Site) -> Any:
    """Who answers: whom the settings name, else the first who may."""
    settings = SiteSettings.objects.filter(site=site).select_related("default_coordinator").first()
    return (settings.default_coordinator if settings else None) or answerers(site.pk).first()


def receive_feedback(*, site: Site, kind: str, values: dict[str, Any], language: str = "nl") -> Feedback:
    """Keep it, give it to somebody with the day of the promise, and tell both sides.

    `values`: text, name, email, phone, about.
    """
    now = timezone.now()
    with transaction.atomic():
        feedback = Feedback.objects.create(
            site=site,
            kind=kind,
            language=language,
            handler=handler_of(site),
            received_at=now,
            due_at=due_moment(now, frame_of(site)["promise_days"]),
            **values,
        )
        record_change(obj=feedback, from_state="", to_state=feedback.state)
        changed.send(Feedback, ids=[feedback.pk])
        emails.tell_sender(feedback, "received")
        emails.tell_worker(feedback, feedback.handler, "new")
    return feedback


def answer_feedback(*, feedback: Feedback, answer: str, by: Any) -> Feedback:
    """Send the answer; without a mail address it is what was said on the telephone. Raises AnswerMissing."""
    if not answer.strip():
        raise AnswerMissing
    values = {"answer": answer.strip(), "answered_at": timezone.now(), "handler": by}
    with transaction.atomic():
        end(feedback, FeedbackState.ANSWERED, by, **values)
        emails.tell_sender(feedback, "answered")
    return feedback


def close_feedback(*, feedback: Feedback, by: Any) -> Feedback:
    """Read, and no answer is asked for."""
    return end(feedback, FeedbackState.CLOSED, by)


def end(feedback: Feedback, to: FeedbackState, by: Any, **values: Any) -> Feedback:
    if not can_answer_feedback(by):
        raise NotAllowed
    with transaction.atomic():
        rows = Feedback.objects.filter(pk=feedback.pk, state=FeedbackState.RECEIVED)
        if not rows.update(state=to, **values):
            raise AlreadyChanged
        feedback.refresh_from_db()
        record_change(obj=feedback, from_state=FeedbackState.RECEIVED, to_state=to, by=by)
        changed.send(Feedback, ids=[feedback.pk])
    return feedback


def escalate_overdue() -> int:
    """Past the promise everybody who may answer gets one mail, and the sender an apology. The schedule calls it.

    Both are sent once. Returns how many are late.
    """
    count = 0
    for feedback in overdue_feedback():
        with transaction.atomic():
            for worker in answerers(feedback.site_id):
                emails.tell_worker(feedback, worker, "overdue")
            emails.tell_sender(feedback, "late")
        count += 1
    return count
