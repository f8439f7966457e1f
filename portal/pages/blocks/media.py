"""Blocks to look at and to take along."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from portal.pages.blocks.text import RICH_TEXT
from portal.pages.films import Film, film_of

FILM_FILES = frozenset({"mp4", "webm"})


def check_film(url: str) -> None:
    if film_of(url) is None:
        raise ValidationError(_("Dit is geen film van YouTube, Vimeo of PeerTube."))


class FilmValue(blocks.StructValue):
    @property
    def film(self) -> Film | None:
        return film_of(self.get("url") or "")


class PictureBlock(ImageBlock):
    """Wagtail's own rule: a picture has a description, or the editor says that it only decorates."""

    class Meta:
        icon = "image"
        group = _("Beeld")
        label = _("Foto of tekening")
        description = _(
            "Zeg wat erop staat, of dat de foto alleen versiert. Het midden van de foto kiest u bij de foto zelf."
        )
        template = "pages/blocks/image.html"


class FilmBlock(blocks.StructBlock):
    """A film of another site or of our own. Nothing is asked of the other site before somebody presses the button."""

    title = blocks.CharBlock(
        label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Een middag aan de keukentafel.")
    )
    url = blocks.URLBlock(
        label=_("Adres van de film"),
        required=False,
        validators=[check_film],
        help_text=_("Op YouTube, Vimeo of PeerTube. Bijvoorbeeld: https://vimeo.com/123456."),
    )
    file = DocumentChooserBlock(
        label=_("Of een eigen bestand"), required=False, help_text=_("Een mp4 of webm van hoogstens 10 MB.")
    )
    length = blocks.CharBlock(
        label=_("Hoe lang"), max_length=30, required=False, help_text=_("Bijvoorbeeld: 3 minuten.")
    )
    poster = ImageBlock(label=_("Beeld ervoor"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("De tekst van de film"),
        features=RICH_TEXT,
        help_text=_("Wat er gezegd wordt en wat er te zien is. Ook voor wie niet kan horen of zien."),
    )

    class Meta:
        icon = "media"
        group = _("Beeld")
        label = _("Film")
        description = _("Met de uitgeschreven tekst eronder. De film begint pas als iemand erop drukt.")
        template = "pages/blocks/film.html"
        value_class = FilmValue

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        document = result.get("file")
        if bool(result.get("url")) == bool(document):
            error = ValidationError(_("Vul een adres in of kies een bestand. Eén van de twee."))
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        if document and document.file_extension.lower() not in FILM_FILES:
            error = ValidationError(_("Kies een film: een bestand dat eindigt op mp4 of webm."))
            raise blocks.StructBlockValidationError(block_errors={"file": error})
        return result


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Bestand"))
    name = blocks.CharBlock(
        label=_("Hoe het heet"),
        max_length=120,
        required=False,
        help_text=_("Leeg: de titel van het bestand. Bijvoorbeeld: Folder over eten met elkaar."),
    )


class DownloadsBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Om te bewaren.")
    )
    files = blocks.ListBlock(DownloadBlock(), label=_("Bestanden"), min_num=1)

    class Meta:
        icon = "download"
        group = _("Beeld")
        label = _("Bestanden")
        description = _("Folders en formulieren, met soort en grootte erbij.")
        template = "pages/blocks/downloads.html"
