from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One mail about one thing to one address: the row is written with the change, the worker sends it once."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("soort"), max_length=60, help_text="slice.event, such as placements.received")
    object_key = models.CharField(
        _("waarover"), max_length=100, help_text="app_label.model:uuid, with a suffix if it may recur"
    )
    recipient = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"))
    html = models.TextField(_("opgemaakt"), blank=True)
    stop_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_try_at = models.DateTimeField(_("volgende poging"), null=True, blank=True)
    error = models.CharField(_("fout"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "object_key", "recipient"], name="notice_sent_once")
        ]
        indexes = [models.Index(fields=["sent_at", "next_try_at"], name="notice_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key}"


class Stop(models.Model):
    """An address that does not want mail on a topic any more. Mail that answers a person's own act has no topic."""

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
