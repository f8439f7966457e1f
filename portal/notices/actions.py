from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from portal.notices.emails import compose
from portal.notices.models import Notice, Stop
from portal.notices.queries import MAX_ATTEMPTS, waiting_notices

RETRY_MINUTES = (1, 5, 30, 120, 600)


def send_notice(
    *,
    site: Any,
    kind: str,
    object_key: str,
    recipient: str,
    template: str,
    context: dict[str, Any],
    language: str = "nl",
    topic: str = "",
) -> Notice | None:
    """Write one mail in the caller's transaction; the worker sends it after the commit.

    `kind`, `object_key` and `recipient` together are sent once: a second call returns None. `template` names
    templates/email/<template>.txt, whose first line is the subject. With a `topic` the mail can be stopped by one
    click, and is not written for who stopped it.
    """
    recipient = recipient.strip().lower()
    stop_url = ""
    if topic:
        stop, _made = Stop.objects.get_or_create(site=site, topic=topic, recipient=recipient)
        if stop.stopped_at is not None:
            return None
        stop_url = settings.WAGTAILADMIN_BASE_URL + reverse("notices:stop", args=[stop.token])
    with translation.override(language):
        mail = compose(template, {**context, "stop_url": stop_url}, site)
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                site=site, kind=kind, object_key=object_key, recipient=recipient, stop_url=stop_url, **mail
            )
    except IntegrityError:
        return None
    transaction.on_commit(lambda: enqueue(notice.pk))
    return notice


def enqueue(notice_id: int) -> None:
    """The task calls `deliver_notice` below, so it is looked up by name, not imported."""
    import_string("portal.notices.tasks.deliver").enqueue(notice_id)


def deliver_notice(notice_id: int) -> bool:
    """Send one waiting mail; False when it is not waiting or the mail server refused it for now."""
    claimed = Notice.objects.filter(pk=notice_id, sent_at=None, attempts__lt=MAX_ATTEMPTS)
    if not claimed.update(attempts=F("attempts") + 1):
        return False
    notice = Notice.objects.get(pk=notice_id)
    try:
        message(notice).send()
    except OSError as error:
        wait = RETRY_MINUTES[min(notice.attempts, len(RETRY_MINUTES)) - 1]
        notice.error = f"{type(error).__name__}: {error}"[:300]
        notice.next_try_at = timezone.now() + timedelta(minutes=wait)
        notice.save(update_fields=["error", "next_try_at"])
        return False
    # The content has done its work; what stays is that it was sent, to whom and when.
    notice.sent_at, notice.error, notice.text, notice.html = timezone.now(), "", "", ""
    notice.save(update_fields=["sent_at", "error", "text", "html"])
    return True


def message(notice: Notice) -> EmailMultiAlternatives:
    headers = {}
    if notice.stop_url:
        headers = {"List-Unsubscribe": f"<{notice.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(notice.subject, notice.text, to=[notice.recipient], headers=headers)
    if notice.html:
        mail.attach_alternative(notice.html, "text/html")
    return mail


def deliver_waiting() -> int:
    """Send what the mail server refused earlier and what a lost task left; the schedule calls it."""
    return sum(deliver_notice(pk) for pk in waiting_notices().values_list("pk", flat=True)[:200])


def stop_topic(*, stop: Stop) -> None:
    """No more mail on this topic to this address."""
    Stop.objects.filter(pk=stop.pk, stopped_at=None).update(stopped_at=timezone.now())


def resume_topic(*, stop: Stop) -> None:
    """Undo of `stop_topic`."""
    Stop.objects.filter(pk=stop.pk).update(stopped_at=None)
