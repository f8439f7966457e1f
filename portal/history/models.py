from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StateChange(models.Model):
    """Who brought which object from one state into another, when and why. Rows are only ever added."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    model = models.CharField(_("soort"), max_length=60, help_text="app_label.modelname")
    object_id = models.BigIntegerField(_("nummer"))
    from_state = models.CharField(_("van"), max_length=40, blank=True)
    to_state = models.CharField(_("naar"), max_length=40)
    reason = models.TextField(_("reden"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("door"),
    )
    at = models.DateTimeField(_("wanneer"))

    class Meta:
        verbose_name = _("verandering")
        verbose_name_plural = _("veranderingen")
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["model", "object_id", "at"], name="history_object"),
            models.Index(fields=["site", "model", "to_state", "at"], name="history_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}: {self.from_state or '–'} → {self.to_state}"
