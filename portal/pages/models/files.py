"""Pictures and documents in the bin: Wagtail's rows stay as they are, what is known of the bin stands beside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from portal.pages.enums import BinReason


class FileBin(models.Model):
    """Which collection is the bin. Nobody has a right on what lies in it (`portal.pages.file_policy`)."""

    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("prullenbak van bestanden")
        verbose_name_plural = _("prullenbakken van bestanden")

    def __str__(self) -> str:
        return str(self.collection)


class BinnedFile(models.Model):
    """A picture or a document that was thrown away and can be put back: in which collection and under which name."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    image = models.OneToOneField(
        get_image_model_string(),
        null=True,
        on_delete=models.CASCADE,
        related_name="binned",
        verbose_name=_("afbeelding"),
    )
    document = models.OneToOneField(
        get_document_model_string(),
        null=True,
        on_delete=models.CASCADE,
        related_name="binned",
        verbose_name=_("document"),
    )
    collection = models.ForeignKey(
        "wagtailcore.Collection", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("lag in")
    )
    name = models.CharField(_("naam van het bestand"), max_length=255)
    reason = models.CharField(_("reden"), max_length=12, choices=BinReason.choices, default=BinReason.THROWN_AWAY)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("door")
    )
    binned_at = models.DateTimeField(_("weggegooid"), default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("weggegooid bestand")
        verbose_name_plural = _("weggegooide bestanden")
        ordering = ["-binned_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image__isnull=True) ^ Q(document__isnull=True), name="binned_picture_or_document"
            )
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def file(self) -> models.Model:
        """The picture or the document itself."""
        found = self.image or self.document
        assert found is not None
        return found
