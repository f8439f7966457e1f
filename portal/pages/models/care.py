"""What stands beside a page: who keeps it, what the worker found on it, and the bin. No type needs a field for it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.pages.enums import FindingKind

REVIEW_DAYS = 365


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=REVIEW_DAYS)


class PageCare(models.Model):
    """Who keeps a page, and by when somebody looks whether it is still true.

    It is no part of the page's drafts: a new keeper holds from the moment that it is saved.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="care", verbose_name=_("pagina"))
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("eigenaar van de pagina"),
    )
    review_by = models.DateField(_("nakijken voor"), default=in_a_year, db_index=True)

    class Meta:
        verbose_name = _("zorg voor een pagina")
        verbose_name_plural = _("zorg voor pagina's")

    def __str__(self) -> str:
        return f"{self.page}: {self.review_by}"


class Finding(models.Model):
    """Something on a published page that somebody should mend. The worker writes and removes these."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="findings", verbose_name=_("pagina"))
    kind = models.CharField(_("soort"), max_length=10, choices=FindingKind.choices)
    detail = models.CharField(_("wat"), max_length=500)
    address = models.CharField(_("adres"), max_length=500, blank=True)
    found_at = models.DateTimeField(_("gevonden"), default=timezone.now)

    class Meta:
        verbose_name = _("bevinding")
        verbose_name_plural = _("bevindingen")
        ordering = ["page__title", "pk"]
        indexes = [models.Index(fields=["kind", "page"], name="finding_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.detail}"


class BinPage(Page):
    """The bin: beside the home pages, so that no site shows what lies in it."""

    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("prullenbak")
        verbose_name_plural = _("prullenbakken")


class BinnedPage(models.Model):
    """A page that was thrown away and can be put back: where it stood, and which pages below it were published."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="binned", verbose_name=_("pagina"))
    parent = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("stond onder")
    )
    slug = models.CharField(_("slug"), max_length=255)
    live_pages = models.JSONField(_("gepubliceerde pagina's"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("door")
    )
    binned_at = models.DateTimeField(_("weggegooid"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("weggegooide pagina")
        verbose_name_plural = _("weggegooide pagina's")
        ordering = ["-binned_at"]

    def __str__(self) -> str:
        return str(self.page)


class EditorStart(models.Model):
    """Somebody who put the first steps of an editor away."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("eerste stappen")
        verbose_name_plural = _("eerste stappen")

    def __str__(self) -> str:
        return str(self.user)


class PollAnswer(models.Model):
    """One answer to the question of a poll block. The voter is a random number, kept in that visitor's own cookie."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    block = models.UUIDField()
    answer = models.CharField(max_length=120)
    voter = models.UUIDField(default=uuid.uuid4)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("antwoord op een peiling")
        verbose_name_plural = _("antwoorden op peilingen")
        constraints = [
            models.UniqueConstraint(fields=["block", "voter"], name="one_answer_per_voter"),
            models.CheckConstraint(condition=~Q(answer=""), name="poll_answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.answer
