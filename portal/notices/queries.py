from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.notices.enums import CARRIED, STAFF_TOPICS, Channel, Rhythm, Topic, family_of
from portal.notices.models import Device, Notice, Preference, Reader, Stop

MAX_ATTEMPTS = 6
LOST_AFTER = timedelta(minutes=2)


def unsent_mails(now: datetime) -> QuerySet[Notice]:
    """Mails and messages to devices that may go now, and that no worker has in hand."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    allowed = Q(not_before=None) | Q(not_before__lte=now)
    mails = Notice.objects.filter(channel__in=CARRIED, rhythm=Rhythm.NOW, sent_at=None, attempts__lt=MAX_ATTEMPTS)
    return mails.filter(free, allowed)


def waiting_notices() -> QuerySet[Notice]:
    """Mails whose next try or quiet hour has come, and mails whose task was lost on the way."""
    now = timezone.now()
    fresh = Q(next_try_at=None, created_at__lte=now - LOST_AFTER) | Q(next_try_at=None, not_before__lte=now)
    return unsent_mails(now).filter(Q(next_try_at__lte=now) | fresh)


def failed_notices() -> QuerySet[Notice]:
    """Mails that were tried in vain until the end."""
    return Notice.objects.filter(channel=Channel.MAIL, sent_at=None, attempts__gte=MAX_ATTEMPTS)


def held_notices(now: datetime) -> QuerySet[Notice]:
    """What waits for a digest whose moment has come."""
    held = Notice.objects.exclude(rhythm=Rhythm.NOW).filter(sent_at=None, digest=None, not_before__lte=now)
    return held.order_by("site_id", "recipient", "language", "channel", "id")


def letters_to_print(site_id: int) -> QuerySet[Notice]:
    """The letters of a site that nobody printed yet, oldest first."""
    now = timezone.now()
    letters = Notice.objects.filter(site_id=site_id, channel=Channel.LETTER, rhythm=Rhythm.NOW, sent_at=None)
    return letters.filter(Q(not_before=None) | Q(not_before__lte=now)).order_by("created_at", "id")


def printed_letters(site_id: int, since: datetime) -> QuerySet[Notice]:
    """What was printed lately; the newest first."""
    letters = Notice.objects.filter(site_id=site_id, channel=Channel.LETTER, digest=None, sent_at__gte=since)
    return letters.select_related("sent_by").order_by("-sent_at", "-id")


def reader_of(site_id: int, recipient: str) -> Reader | None:
    return Reader.objects.filter(site_id=site_id, recipient=recipient).first()


def choice_of(reader: Reader | None, topic: str) -> tuple[str, str]:
    """(channel, rhythm) that a reader chose for a topic; mail, at once, when nothing was chosen."""
    chosen = None
    if reader is not None:
        chosen = Preference.objects.filter(reader=reader, topic=family_of(topic)).first()
    return (chosen.channel, chosen.rhythm) if chosen else (Channel.MAIL, Rhythm.NOW)


def is_stopped(site_id: int, recipient: str, *topics: str) -> bool:
    return Stop.objects.filter(
        site_id=site_id, recipient=recipient, topic__in=topics, stopped_at__isnull=False
    ).exists()


def topics_for(user: Any) -> list[Topic]:
    """What somebody may choose about: residents see nothing of the work."""
    return [topic for topic in Topic if topic not in STAFF_TOPICS or getattr(user, "is_staff", False)]


def stops_of(site_id: int, recipient: str) -> QuerySet[Stop]:
    """What an address has stopped, by topic."""
    return Stop.objects.filter(site_id=site_id, recipient=recipient, stopped_at__isnull=False).order_by("topic")


def devices_of(site_id: int, user: Any) -> QuerySet[Device]:
    return Device.objects.filter(site_id=site_id, user=user)


def devices_of_reader(site_id: int, recipient: str) -> QuerySet[Device]:
    """The devices of whoever has this address; an address without an account has none."""
    return Device.objects.filter(site_id=site_id, user__email__iexact=recipient, user__is_active=True)


def messages_on_devices(site_id: int, recipient: str) -> QuerySet[Notice]:
    """What was brought to the devices of a reader, read or not."""
    return Notice.objects.filter(site_id=site_id, recipient=recipient, channel=Channel.PUSH, sent_at__isnull=False)


def unread_messages(site_id: int, recipient: str) -> QuerySet[Notice]:
    """What was brought to the devices of a reader and is still to be read; the newest first."""
    return messages_on_devices(site_id, recipient).exclude(text="").order_by("-sent_at", "-id")
