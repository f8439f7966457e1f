from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from vacancies.sharing.enums import SharingState


class Sharing(models.Model):
    """Two sites that show each other's vacancies, once both said yes. The lower number is always `first`."""

    first = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("de ene site"))
    second = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("de andere site"))
    asked_by = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("gevraagd door"))
    state = models.CharField(_("stand"), max_length=8, choices=SharingState.choices, default=SharingState.ASKED)
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    answered_at = models.DateTimeField(_("antwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("afspraak over delen")
        verbose_name_plural = _("afspraken over delen")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="sharing_between_two"),
            models.UniqueConstraint(fields=["first", "second"], condition=~Q(state="ended"), name="sharing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    @property
    def site_id(self) -> int:
        """For the history: that of who asked."""
        return self.asked_by_id

    def other(self, site: Site) -> Site:
        return self.second if site.pk == self.first_id else self.first
