"""Blocks that open, and blocks to read in columns."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from portal.pages.blocks.text import RICH_TEXT


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Vraag"), max_length=120, help_text=_("Bijvoorbeeld: Wat kost het?"))
    text = blocks.RichTextBlock(
        label=_("Antwoord"), features=RICH_TEXT, help_text=_("Bijvoorbeeld: Een gesprek met ons kost niets.")
    )


class AccordionBlock(blocks.ListBlock):
    class Meta:
        icon = "help"
        group = _("Tekst")
        label = _("Vragen en antwoorden")
        description = _("Vragen die open gaan als iemand erop drukt. Wat iedereen moet weten, hoort hier niet.")
        template = "pages/blocks/accordion.html"
        preview_value = [{"title": "Wat kost het?", "text": "<p>Een gesprek met ons kost niets.</p>"}]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(AccordionItemBlock(), **{"min_num": 1, **kwargs})


class TableBlock(TypedTableBlock):
    """Columns of text or numbers. The caption says what the table holds, for who hears it read aloud."""

    text = blocks.CharBlock(label=_("Tekst"), required=False, max_length=200)
    number = blocks.DecimalBlock(label=_("Getal"), required=False)

    class Meta:
        icon = "table"
        group = _("Tekst")
        label = _("Tabel")
        description = _("Tijden of bedragen in rijen. Op een telefoon wordt elke rij een lijstje.")
        template = "pages/blocks/table.html"

    def clean(self, value: TypedTable) -> TypedTable:
        cleaned = super().clean(value)
        if not cleaned.caption:
            raise ValidationError(_("Zeg in het bijschrift wat er in de tabel staat."))
        if any(not column["heading"] for column in cleaned.columns):
            raise ValidationError(_("Geef elke kolom een kop."))
        return cleaned
