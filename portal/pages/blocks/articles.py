"""The blocks that only an article has: a dated update, and what readers answered."""

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


class AnswersBlock(blocks.StructBlock):
    """Answers of readers, read when the page is read: an answer that is taken back is gone here too."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Dit schreef u ons.")
    )
    page = blocks.PageChooserBlock(
        label=_("Bericht met de vraag"),
        help_text=_("De antwoorden onder dit bericht. Bijvoorbeeld: Wat is een pan soep waard?"),
    )
    only_picked = blocks.BooleanBlock(
        label=_("Alleen de gekozen antwoorden"),
        required=False,
        default=True,
        help_text=_("Kiezen doet u bij de reacties. Uit: alle antwoorden die op de site staan."),
    )

    class Meta:
        icon = "comment"
        label = _("Antwoorden van lezers")
        description = _("Wat lezers antwoordden op de vraag van een ander bericht.")
        template = "pages/blocks/answers.html"


class ArticleBlocks(BodyBlocks):
    """What a blog post or a story is made of."""

    update = UpdateBlock()
    answers = AnswersBlock()
