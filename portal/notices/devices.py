"""Outside the usual files of a slice: the devices of a person, and how a message is brought to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from portal.notices import push
from portal.notices.enums import MAX_DEVICES, PROMPT_TOPICS, Channel, Rhythm, family_of
from portal.notices.exceptions import TooManyDevices
from portal.notices.models import Device, Notice
from portal.notices.queries import devices_of, devices_of_reader

# As long as a push service keeps it for a device that is off.
KEEP_SECONDS = 7 * 24 * 3600
KEEP_PROMPT_SECONDS = 12 * 3600


class NotNow(OSError):
    """No push service took it; `minutes` is what one of them asked us to wait."""

    def __init__(self, message: str, minutes: int = 0) -> None:
        super().__init__(message)
        self.minutes = minutes


def add_device(*, site: Any, user: Any, name: str, endpoint: str, p256dh: str, auth: str) -> Device:
    """Send this person's messages to this browser too. The same browser again renews its row, also for another person.

    Raises TooManyDevices when every place is taken.
    """
    values = {"name": name[:80], "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "key": push.public_key()}
    for _attempt in range(MAX_DEVICES):
        try:
            with transaction.atomic():
                Device.objects.filter(endpoint=endpoint).delete()
                taken = set(devices_of(site.pk, user).values_list("slot", flat=True))
                free = [slot for slot in range(1, MAX_DEVICES + 1) if slot not in taken]
                if not free:
                    raise TooManyDevices
                return Device.objects.create(site=site, user=user, slot=free[0], **values)
        except IntegrityError:
            continue  # another page of the same person took this place
    raise TooManyDevices


SESSION_KEY = "device"


def end_device_of(session: Any) -> None:
    """Take off the device that this session runs on, if it is one."""
    Device.objects.filter(pk=session.get(SESSION_KEY)).delete()


def remove_device(*, device: Device) -> None:
    Device.objects.filter(pk=device.pk).delete()


def see_device(*, site: Any, user: Any, endpoint: str) -> Device | None:
    """The person's own device, which opened a page just now; None when this browser is none of theirs."""
    device = devices_of(site.pk, user).filter(endpoint=endpoint, key=push.public_key()).first()
    if device is not None:
        Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())
    return device


def push_notice(notice: Notice) -> bool:
    """Bring a notice to every device that did not get it yet; False when there is none left, so that it can be mailed.

    Raises NotNow when all that is left is to try again later. What a device took is written down at once, so that a
    next try goes to the others alone.
    """
    if not push.is_on():
        return False
    postponed: list[push.Answer] = []
    for device in devices_of_reader(notice.site_id, notice.recipient):
        if device.pk in notice.pushed:
            continue
        answer = push.send(device, **parcel(notice)) if device.key == push.public_key() else push.Answer(410)
        if answer.is_gone:
            remove_device(device=device)
        elif answer.is_taken:
            notice.pushed = [*notice.pushed, device.pk]
            notice.save(update_fields=["pushed"])
        else:
            postponed.append(answer)
    if postponed:
        said = ", ".join(str(answer.status or "no answer") for answer in postponed)
        raise NotNow(f"push service: {said}", min(max(answer.wait for answer in postponed) // 60, 24 * 60))
    return bool(notice.pushed)


def parcel(notice: Notice) -> dict[str, Any]:
    """What a device gets to see: that there is a message, and where it is read. Nothing of whom or what."""
    with translation.override(notice.language):
        words = {"title": gettext("Er is een bericht voor u"), "url": reverse("notices:inbox")}
    is_prompt = family_of(notice.topic) in PROMPT_TOPICS
    return {
        "words": words,
        "seconds": KEEP_PROMPT_SECONDS if is_prompt else KEEP_SECONDS,
        "urgency": "normal",
    }


def mark_read(*, notice: Notice) -> None:
    """The words of a message on a device are gone once it was read; that there was one stays."""
    Notice.objects.filter(pk=notice.pk, channel=Channel.PUSH, rhythm=Rhythm.NOW).exclude(sent_at=None).update(text="")


def forget_read() -> int:
    """Words that nobody read for a month go; the schedule calls it."""
    old = Notice.objects.filter(channel=Channel.PUSH, sent_at__lt=timezone.now() - timedelta(days=30))
    return old.exclude(text="").update(text="")
