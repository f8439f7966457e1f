"""The blocks that only an article has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.body import BodyBlocks
from portal.pages.blocks.text import RICH_TEXT


class UpdateBlock(blocks.StructBlock):
    """What is known since: the text above stays as it was written."""

    day = blocks.DateBlock(label=_("Datum"), help_text=_("De dag van het nieuws. Bijvoorbeeld: 21 november 2026."))
    text = blocks.RichTextBlock(
        label=_("Tekst"),
        features=RICH_TEXT,
        help_text=_("Kort. Bijvoorbeeld: De gemeente betaalt de pan soep nog een jaar."),
    )

    class Meta:
        icon = "date"
        label = _("Update")
        description = _("Nieuws van later, met de datum erbij. De tekst erboven blijft staan.")
        template = "pages/blocks/update.html"
        preview_value = {"day": "2026-11-21", "text": "<p>De gemeente betaalt de pan soep nog een jaar.</p>"}


class ArticleBlocks(BodyBlocks):
    """What a blog post or a story is made of."""

    update = UpdateBlock()
