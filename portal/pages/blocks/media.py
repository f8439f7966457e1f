"""Blocks to look at and to take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.images.blocks import ImageBlock


class PictureBlock(ImageBlock):
    """Wagtail's own rule: a picture has a description, or the editor says that it only decorates."""

    class Meta:
        icon = "image"
        label = _("Foto of tekening")
        description = _("Zeg wat erop staat, of zeg dat de foto alleen versiering is.")
        template = "pages/blocks/image.html"
