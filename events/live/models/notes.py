from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH, TAG_LENGTH, NAME_LENGTH, SOURCE_LENGTH = 2000, 40, 60, 200


class Tip(models.Model):
    """One of the host's numbered tips; shown when the host says it."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="tips")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.CharField(_("tip"), max_length=300)
    shown_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="live_tip_number_once")]

    def __str__(self) -> str:
        return self.text


class Say(models.Model):
    """An announcement to everybody."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="says")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("mededeling"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(_("gezegd"))

    class Meta:
        verbose_name = _("mededeling")
        verbose_name_plural = _("mededelingen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Note(models.Model):
    """A line of what is said, by somebody who writes along."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="notes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("tekst"), max_length=NOTE_LENGTH, blank=True)
    tag = models.CharField(_("onderwerp"), max_length=TAG_LENGTH, blank=True)
    speaker = models.CharField(_("wie sprak"), max_length=NAME_LENGTH, blank=True)
    part = models.CharField(_("onderdeel"), max_length=NAME_LENGTH, blank=True)
    source = models.CharField(_("overgenomen van"), max_length=SOURCE_LENGTH, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(_("geschreven door"), max_length=80, blank=True)
    noted_at = models.DateTimeField(_("geschreven"))
    offset = models.PositiveIntegerField(_("seconde in de opname"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("aantekening")
        verbose_name_plural = _("aantekeningen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Line(models.Model):
    """A running caption. The last one is shown, all of them are the transcript."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="lines")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("regel"), max_length=500)
    is_final = models.BooleanField(_("klaar"), default=False)
    written_at = models.DateTimeField(_("geschreven"))
    offset = models.PositiveIntegerField(_("seconde in de opname"), null=True, blank=True)

    class Meta:
        verbose_name = _("ondertitel")
        verbose_name_plural = _("ondertitels")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
