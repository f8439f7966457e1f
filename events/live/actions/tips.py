"""The tips afterwards, to who asks for them: by mail from the schedule, by letter from a worker's list; each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.live import emails
from events.live.exceptions import Forbidden, NotFound, WrongStep
from events.live.models import Room, TipRequest
from events.live.queries import requests_due
from events.live.rules import can_ask_for_tips, can_send_tips

KEPT_DAYS = 30


def ask_for_tips(
    *, room: Room, name: str, channel: str, email: str = "", address: str = "", language: str = "nl"
) -> None:
    """Write down who wants the tips. Who asks twice gets them once. Raises WrongStep where there are none to send.

    Once the meeting is over the mail goes at once.
    """
    if not can_ask_for_tips(room, room.tips.count()):
        raise WrongStep
    values = {"email": email.strip().lower(), "address": address.strip()}
    if values["address"] and TipRequest.objects.filter(room=room, name=name, address=values["address"]).exists():
        return
    try:
        with transaction.atomic():
            made = TipRequest.objects.create(
                site_id=room.site_id, room=room, name=name, channel=channel, language=language, **values
            )
            for request in requests_due().filter(pk=made.pk).exclude(email=""):
                mail_tips(request)
    except IntegrityError:
        return  # this address asked before; nobody learns that


def send_tips() -> int:
    """Mail the tips of what has been to who asked; returns how many. The schedule calls it."""
    return sum(mail_tips(request) for request in requests_due().exclude(email="")[:200])


@transaction.atomic
def mail_tips(request: TipRequest) -> bool:
    """One mail; False when somebody else was first."""
    if not TipRequest.objects.filter(pk=request.pk, sent_at=None).update(sent_at=timezone.now()):
        return False
    emails.send_tips(request)
    return True


def mark_letter(*, room: Room, uuid: Any, sent: bool, by: Any) -> TipRequest:
    """A letter is posted, or after all it is not. Raises NotFound, Forbidden, WrongStep when a colleague did it."""
    if not can_send_tips(by):
        raise Forbidden
    letters = TipRequest.objects.filter(room=room, uuid=uuid, email="")
    if not letters.exists():
        raise NotFound
    values = {"sent_at": timezone.now() if sent else None, "sent_by": by if sent else None}
    if not letters.filter(sent_at__isnull=sent).update(**values):
        raise WrongStep
    return letters.get()


def forget_requests() -> int:
    """Names and addresses go a month after the tips were sent, or a quarter after they were asked for."""
    now = timezone.now()
    sent = TipRequest.objects.filter(sent_at__lt=now - timedelta(days=KEPT_DAYS))
    old = TipRequest.objects.filter(asked_at__lt=now - timedelta(days=3 * KEPT_DAYS))
    return (sent | old).delete()[0]
