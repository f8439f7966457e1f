"""The words that pages, vacancies and help share. Editors keep the lists; they are the same for every site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase


class Theme(TagBase):
    """What a vacancy is about, such as "Taal en lezen"."""

    aliases = models.JSONField(
        _("ook te vinden als"), default=list, blank=True, help_text=_("Bijvoorbeeld: taal, lezen, schrijven.")
    )
    drawing = models.CharField(_("tekening"), max_length=20, default="pot")

    class Meta:
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        ordering = ["name"]


class Skill(TagBase):
    """What someone can do, such as "rijbewijs B"."""

    class Meta:
        verbose_name = _("vaardigheid")
        verbose_name_plural = _("vaardigheden")
        ordering = ["name"]
