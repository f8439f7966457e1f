from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.enums import Channel


class TipRequest(models.Model):
    """Somebody who wants the tips afterwards, by mail or by letter; sent once.

    It is not tied to a participant: who wants the tips says so with a name, who asked a question stays unknown.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="tip_requests")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=120)
    channel = models.CharField(_("hoe"), max_length=8, choices=[Channel.choices[1], Channel.choices[2]])
    email = models.EmailField(_("e-mailadres"), blank=True)
    address = models.TextField(_("adres"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="nl")
    asked_at = models.DateTimeField(_("gevraagd"), auto_now_add=True)
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("wie de tips wil")
        verbose_name_plural = _("wie de tips willen")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "email"], condition=~models.Q(email=""), name="live_tips_once_per_address"
            ),
            models.CheckConstraint(condition=~models.Q(email="") | ~models.Q(address=""), name="live_tips_can_be_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
