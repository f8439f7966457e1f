from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from portal.notices import push
from portal.notices.devices import NotNow, push_notice
from portal.notices.emails import compose, dress
from portal.notices.enums import CARRIED, DIGEST, DIGEST_RHYTHMS, PROMPT_TOPICS, Channel, Rhythm, Topic, family_of
from portal.notices.models import Notice, Preference, Reader, Stop
from portal.notices.queries import (
    MAX_ATTEMPTS,
    choice_of,
    devices_of_reader,
    is_stopped,
    reader_of,
    unsent_mails,
    waiting_notices,
)
from portal.notices.rules import earliest

RETRY_MINUTES = (1, 5, 30, 120, 600)
# As long as a mail server may take; after that another worker may try.
CLAIM = timedelta(minutes=5)


@dataclass(frozen=True)
class Envelope:
    """Where a letter goes, for who has no mail or wants none."""

    name: str
    address: str


@dataclass(frozen=True)
class Way:
    """How one message goes: by what, how often, and not before."""

    channel: str = Channel.MAIL
    rhythm: str = Rhythm.NOW
    not_before: Any = None
    envelope: Envelope | None = None


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
    letter: Envelope | None = None,
) -> Notice | None:
    """Write one message in the caller's transaction; the worker sends it after the commit.

    `kind`, `object_key` and `recipient` together are sent once: a second call returns None. `template` names
    templates/email/<template>.txt, whose first line is the subject. With a `topic` (portal/notices/enums.py) the
    reader chooses how and how often, and one click stops it. With a `letter` it is one to print; `recipient` may then
    be empty, and `object_key` alone says whose it is.
    """
    recipient = recipient.strip().lower()
    way = Way(channel=Channel.LETTER, envelope=letter) if letter else way_of(site, recipient, topic)
    if way is None:
        return None
    url = stop_url(site, topic, recipient) if topic and way.channel != Channel.LETTER else ""
    with translation.override(language):
        form = {"letter": way.channel == Channel.LETTER, "bare": way.channel == Channel.PUSH}
        mail = compose(template, {**context, "stop_url": url, **form}, site)
    return write(
        way=way,
        site=site,
        kind=kind,
        object_key=object_key,
        recipient=recipient,
        topic=topic,
        language=language,
        stop_url=url,
        **mail,
    )


def way_of(site: Any, recipient: str, topic: str) -> Way | None:
    """How the reader wants this topic; None when it was stopped."""
    if not topic:
        return Way()
    if is_stopped(site.pk, recipient, topic, family_of(topic)):
        return None
    reader = reader_of(site.pk, recipient)
    channel, rhythm = choice_of(reader, topic)
    if family_of(topic) in PROMPT_TOPICS:
        rhythm = Rhythm.NOW
    if rhythm != Rhythm.NOW and is_stopped(site.pk, recipient, DIGEST):
        return None
    envelope = None
    if channel == Channel.LETTER and reader is not None and reader.address:
        envelope = Envelope(reader.name, reader.address)
    quiet = (reader.quiet_from, reader.quiet_until) if reader and reader.quiet_from and reader.quiet_until else None
    if channel == Channel.PUSH and not (push.is_on() and devices_of_reader(site.pk, recipient).exists()):
        channel = Channel.MAIL
    return Way(
        channel=Channel.MAIL if channel == Channel.LETTER and not envelope else Channel(channel),
        rhythm=rhythm,
        not_before=earliest(timezone.now(), rhythm, None if envelope else quiet),
        envelope=envelope,
    )


def stop_url(site: Any, topic: str, recipient: str) -> str:
    stop, _made = Stop.objects.get_or_create(site=site, topic=topic, recipient=recipient)
    return settings.WAGTAILADMIN_BASE_URL + reverse("notices:stop", args=[stop.token])


def write(*, way: Way, **values: Any) -> Notice | None:
    """The row; None when it is there already."""
    where = {"name": way.envelope.name[:120], "address": way.envelope.address[:300]} if way.envelope else {}
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                channel=way.channel, rhythm=way.rhythm, not_before=way.not_before, **where, **values
            )
    except IntegrityError:
        return None
    if notice.channel in CARRIED and not notice.is_held and notice.not_before is None:
        transaction.on_commit(lambda: enqueue(notice.pk))
    return notice


def enqueue(notice_id: int) -> None:
    """The task calls `deliver_notice` below, so it is looked up by name, not imported."""
    import_string("portal.notices.tasks.deliver").enqueue(notice_id)


def deliver_notice(notice_id: int) -> bool:
    """Send one waiting mail, or bring a message to the devices of its reader; False when it is not waiting, was
    stopped, or could not be sent for now.

    One worker has it at a time. One that dies with the mail in hand gives it back after CLAIM; the number of the
    message stays the same, so that a mail server that took it already can tell.
    """
    now = timezone.now()
    claimed = unsent_mails(now).filter(pk=notice_id)
    if not claimed.update(attempts=F("attempts") + 1, claimed_until=now + CLAIM):
        return False
    notice = Notice.objects.select_related("site").get(pk=notice_id)
    if notice.topic and is_stopped(notice.site_id, notice.recipient, notice.topic, family_of(notice.topic)):
        notice.delete()
        return False
    try:
        carry(notice)
    except OSError as error:
        try_later(notice, error)
        return False
    notice.sent_at, notice.error, notice.html = timezone.now(), "", ""
    if notice.channel == Channel.MAIL:
        # The content has done its work; what stays is that it was sent, to whom and when. On a device it is read yet.
        notice.text = ""
    notice.save(update_fields=["sent_at", "error", "text", "html"])
    return True


def carry(notice: Notice) -> None:
    """To the devices; by mail when that was chosen, when no device is left, or when all tries were in vain."""
    if notice.channel == Channel.PUSH:
        try:
            if push_notice(notice):
                return
        except NotNow:
            if notice.attempts < MAX_ATTEMPTS:
                raise
            if notice.pushed:
                return  # it reached one of their devices
        turn_into_mail(notice)
    message(notice).send()


def turn_into_mail(notice: Notice) -> None:
    """The same words, dressed as a mail, with tries of its own: the row is the same, so it is sent once."""
    with translation.override(notice.language):
        values = {"site": notice.site, "base_url": settings.WAGTAILADMIN_BASE_URL, "stop_url": notice.stop_url}
        mail = dress(notice.subject, notice.text, values)
    notice.channel, notice.attempts = Channel.MAIL, 1
    notice.text, notice.html = mail["text"], mail["html"]
    notice.save(update_fields=["channel", "attempts", "text", "html"])


def try_later(notice: Notice, error: OSError) -> None:
    wait = max(RETRY_MINUTES[min(notice.attempts, len(RETRY_MINUTES)) - 1], getattr(error, "minutes", 0))
    notice.error = f"{type(error).__name__}: {error}"[:300]
    notice.next_try_at, notice.claimed_until = timezone.now() + timedelta(minutes=wait), None
    notice.save(update_fields=["error", "next_try_at", "claimed_until"])


def message_id(notice: Notice) -> str:
    """The same for every try of one notice, and telling nothing about it."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    return f"<{salted_hmac('portal.notices', str(notice.pk)).hexdigest()[:32]}@{host}>"


def message(notice: Notice) -> EmailMultiAlternatives:
    headers = {"Message-ID": message_id(notice)}
    if notice.stop_url:
        headers |= {"List-Unsubscribe": f"<{notice.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(notice.subject, notice.text, to=[notice.recipient], headers=headers)
    if notice.html:
        mail.attach_alternative(notice.html, "text/html")
    return mail


def deliver_waiting() -> int:
    """Send what the mail server refused earlier, what waited for the morning, what a lost task left."""
    return sum(deliver_notice(pk) for pk in waiting_notices().values_list("pk", flat=True)[:200])


def stop_topic(*, stop: Stop) -> None:
    """No more mail on this topic to this address."""
    Stop.objects.filter(pk=stop.pk, stopped_at=None).update(stopped_at=timezone.now())


def resume_topic(*, stop: Stop) -> None:
    """Undo of `stop_topic`."""
    Stop.objects.filter(pk=stop.pk).update(stopped_at=None)


def choose(*, reader: Reader, topic: str, channel: str, rhythm: str) -> None:
    """How, and how often, a reader gets a topic; none stops it, anything else begins it again."""
    with transaction.atomic():
        stop, _made = Stop.objects.get_or_create(site=reader.site, topic=topic, recipient=reader.recipient)
        if rhythm == Rhythm.NONE:
            stop_topic(stop=stop)
            return
        resume_topic(stop=stop)
        if rhythm in DIGEST_RHYTHMS:
            Stop.objects.filter(site=reader.site, topic=DIGEST, recipient=reader.recipient).update(stopped_at=None)
        Preference.objects.update_or_create(reader=reader, topic=topic, defaults={"channel": channel, "rhythm": rhythm})


def use_devices(*, site: Any, recipient: str, topics: list[Topic]) -> None:
    """Bring what came by mail to the devices of a reader; rhythm, letters and what was stopped stay as they are."""
    with transaction.atomic():
        reader, _made = Reader.objects.get_or_create(site=site, recipient=recipient.strip().lower())
        Preference.objects.filter(reader=reader, channel=Channel.MAIL).update(channel=Channel.PUSH)
        chosen = set(Preference.objects.filter(reader=reader).values_list("topic", flat=True))
        new = [Preference(reader=reader, topic=topic, channel=Channel.PUSH) for topic in topics if topic not in chosen]
        Preference.objects.bulk_create(new, ignore_conflicts=True)


def keep_reader(*, site: Any, recipient: str, values: dict[str, Any]) -> Reader:
    """Quiet hours, and the name and address for letters."""
    reader, _made = Reader.objects.update_or_create(site=site, recipient=recipient.strip().lower(), defaults=values)
    return reader


def mark_printed(*, letter: Notice, by: Any) -> bool:
    """A letter that was printed is sent; twice does it once. Its text stays a week, for a printer that jams."""
    rows = Notice.objects.filter(pk=letter.pk, channel=Channel.LETTER, sent_at=None)
    return bool(rows.update(sent_at=timezone.now(), sent_by=by))


def undo_printed(*, letter: Notice) -> bool:
    """Back on the pile."""
    rows = Notice.objects.filter(pk=letter.pk, channel=Channel.LETTER).exclude(text="")
    return bool(rows.update(sent_at=None, sent_by=None))


def forget_printed() -> int:
    """The text, name and address of letters that were printed a week ago; that there was one stays."""
    old = Notice.objects.filter(channel=Channel.LETTER, sent_at__lt=timezone.now() - timedelta(days=7)).exclude(text="")
    return old.update(text="", html="", name="", address="")
