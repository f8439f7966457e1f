from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.dialogue.ambassadors.enums import AmbassadorState, ArrivalState
from community.people.enums import Channel


class Ambassador(models.Model):
    """A resident who tells others about us, with a card and a link of their own."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("voornaam"), max_length=80)
    words = models.CharField(_("waarom ik meedoe"), max_length=240)
    welcomes = models.BooleanField(_("heet mensen welkom"), default=False)
    code = models.CharField(_("code in de link"), max_length=8, null=True, unique=True, editable=False)
    state = models.CharField(_("stand"), max_length=10, choices=AmbassadorState.choices, default=AmbassadorState.ASKED)
    reason = models.CharField(_("reden"), max_length=400, blank=True)
    thanks = models.PositiveIntegerField(_("hoeveel mensen"), default=0)
    asked_at = models.DateTimeField(_("gevraagd"))

    class Meta:
        verbose_name = _("ambassadeur")
        verbose_name_plural = _("ambassadeurs")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "user"], name="ambassador_once"),
            models.CheckConstraint(
                condition=~Q(state=AmbassadorState.ACTIVE.value) | Q(code__isnull=False), name="ambassador_has_a_link"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ambassadors:door", args=[self.code or "-"])


class Arrival(models.Model):
    """Somebody who came through an ambassador, and how to reach them: for the desk, never for the ambassador."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ambassador = models.ForeignKey(Ambassador, null=True, on_delete=models.SET_NULL, related_name="arrivals")
    name = models.CharField(_("naam"), max_length=120, blank=True)
    channel = models.CharField(_("hoe bereikbaar"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=30, blank=True)
    address = models.TextField(_("adres"), max_length=300, blank=True)
    wants_welcome = models.BooleanField(_("wil welkom geheten worden"), default=False)
    state = models.CharField(_("stand"), max_length=14, choices=ArrivalState.choices, default=ArrivalState.CAME)
    meets_at = models.DateTimeField(_("wanneer"), null=True, blank=True)
    place = models.CharField(_("waar"), max_length=160, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    came_at = models.DateTimeField(_("kwam"))
    ended_at = models.DateTimeField(_("klaar op"), null=True, blank=True)

    class Meta:
        verbose_name = _("nieuwkomer via een ambassadeur")
        verbose_name_plural = _("nieuwkomers via ambassadeurs")
        ordering = ["came_at", "pk"]
        indexes = [models.Index(fields=["site", "state"], name="arrival_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ArrivalState.PLANNED.value) | Q(meets_at__isnull=False), name="welcome_has_its_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
