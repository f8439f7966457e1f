from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.dialogue.networks.enums import MemberState, NoteKind


class Member(models.Model):
    """Somebody in a learning network, or somebody who asked to join. One row per person and network."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("leernetwerk")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("naam"), max_length=120)
    organisation = models.CharField(_("waar van"), max_length=160, blank=True)
    motivation = models.TextField(_("waarom"), max_length=1000, blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=MemberState.choices, default=MemberState.ASKED)
    reason = models.TextField(_("reden"), max_length=600, blank=True)
    asked_at = models.DateTimeField(_("gevraagd"))

    class Meta:
        verbose_name = _("lid")
        verbose_name_plural = _("leden")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="member_once_per_network")]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """When a network comes together; its members see what was noted. `event`: what it is in the agenda, if it is."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("onderwerp"), max_length=160)
    starts_at = models.DateTimeField(_("wanneer"))
    place = models.CharField(_("waar"), max_length=200, blank=True)
    agenda = models.TextField(_("wat wij gaan doen"), max_length=2000, blank=True)
    event = models.CharField(
        _("in de agenda"), max_length=60, blank=True, help_text="event:<uuid>; the agenda is a department above"
    )

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return self.title


class NetworkNote(models.Model):
    """What a member noted at a meeting, or asked the group; an answer points at its question."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    question = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(_("soort"), max_length=10, choices=NoteKind.choices, default=NoteKind.NOTE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("tekst"), max_length=4000)
    written_at = models.DateTimeField(_("geschreven"))

    class Meta:
        verbose_name = _("notitie van een netwerk")
        verbose_name_plural = _("notities van netwerken")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
