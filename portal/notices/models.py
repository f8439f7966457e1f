from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notices.enums import MAX_DEVICES, Channel, Rhythm


class Notice(models.Model):
    """One message about one thing to one reader: the row is written with the change, the worker sends it once.

    A letter waits for the desk to print it; what is gathered waits for its digest, which is a notice too.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("soort"), max_length=60, help_text="slice.event, such as placements.received")
    object_key = models.CharField(
        _("waarover"), max_length=100, help_text="app_label.model:uuid, with a suffix if it may recur"
    )
    recipient = models.EmailField(_("aan"), blank=True, help_text="empty: a letter to who has no mail")
    channel = models.CharField(_("hoe"), max_length=6, choices=Channel.choices, default=Channel.MAIL)
    topic = models.CharField(_("onderwerp van het bericht"), max_length=60, blank=True)
    rhythm = models.CharField(_("hoe vaak"), max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    name = models.CharField(_("naam op de brief"), max_length=120, blank=True)
    address = models.CharField(_("adres op de brief"), max_length=300, blank=True)
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"))
    html = models.TextField(_("opgemaakt"), blank=True)
    stop_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    not_before = models.DateTimeField(_("niet eerder dan"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True, help_text="for a letter: printed")
    pushed = models.JSONField(
        _("aangekomen op"), default=list, blank=True, help_text="the devices whose push service took it"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("geprint door"),
    )
    digest = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="gathered",
        verbose_name=_("verzameld in"),
    )
    claimed_until = models.DateTimeField(_("in behandeling tot"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_try_at = models.DateTimeField(_("volgende poging"), null=True, blank=True)
    error = models.CharField(_("fout"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "object_key", "recipient"], name="notice_sent_once"),
            models.CheckConstraint(
                condition=Q(channel=Channel.LETTER.value) | ~Q(recipient=""), name="mail_has_a_recipient"
            ),
        ]
        indexes = [
            models.Index(fields=["sent_at", "next_try_at"], name="notice_waiting"),
            models.Index(fields=["site", "channel", "sent_at"], name="notice_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key}"

    @property
    def is_held(self) -> bool:
        """Whether it waits for a digest."""
        return self.rhythm != Rhythm.NOW


class Stop(models.Model):
    """An address and a topic, and whether it was stopped. Mail that answers a person's own act has no topic."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(_("onderwerp"), max_length=60)
    recipient = models.EmailField(_("adres"))
    stopped_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("afmelding")
        verbose_name_plural = _("afmeldingen")
        constraints = [models.UniqueConstraint(fields=["site", "topic", "recipient"], name="stop_once_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.recipient}"


class Reader(models.Model):
    """What somebody chose about all messages: quiet hours, and where a letter goes."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    recipient = models.EmailField(_("adres"))
    quiet_from = models.TimeField(_("stil vanaf"), null=True, blank=True)
    quiet_until = models.TimeField(_("stil tot"), null=True, blank=True)
    name = models.CharField(_("naam op de brief"), max_length=120, blank=True)
    address = models.CharField(_("adres op de brief"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lezer")
        verbose_name_plural = _("lezers")
        constraints = [
            models.UniqueConstraint(fields=["site", "recipient"], name="reader_once"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient


class Preference(models.Model):
    """How, and how often, a reader gets one topic. Not at all is a `Stop`."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="preferences")
    topic = models.CharField(_("onderwerp"), max_length=20)
    channel = models.CharField(_("hoe"), max_length=6, choices=Channel.choices, default=Channel.MAIL)
    rhythm = models.CharField(_("hoe vaak"), max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)

    class Meta:
        verbose_name = _("voorkeur")
        verbose_name_plural = _("voorkeuren")
        constraints = [models.UniqueConstraint(fields=["reader", "topic"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.rhythm}"


class Device(models.Model):
    """A telephone or computer on which somebody wants to hear that there is a message.

    `endpoint` and the two keys are made by the browser; with them a push service brings what only this browser can
    read. A place (`slot`) per device caps how many somebody has, whatever happens at once.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField(_("plek"))
    name = models.CharField(_("apparaat"), max_length=80)
    endpoint = models.CharField(_("adres bij de maker van de browser"), max_length=1000, unique=True)
    p256dh = models.CharField(_("sleutel"), max_length=100)
    auth = models.CharField(_("geheim"), max_length=30)
    key = models.CharField(_("onze sleutel"), max_length=100, help_text="the public key that it was made for")
    created_at = models.DateTimeField(_("aangezet op"), auto_now_add=True)
    seen_at = models.DateTimeField(_("laatst gezien"), default=timezone.now)

    class Meta:
        verbose_name = _("apparaat")
        verbose_name_plural = _("apparaten")
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["site", "user", "slot"], name="device_has_a_place"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=MAX_DEVICES), name="devices_at_most"),
        ]

    def __str__(self) -> str:
        return self.name
