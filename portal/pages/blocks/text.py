"""Blocks of running text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.links import check_link_words
from portal.pages.wording import vague_links

RICH_TEXT = ["bold", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        group = _("Tekst")
        label = _("Tussenkop")
        description = _("Een kop boven een stuk tekst.")
        template = "pages/blocks/heading.html"
        preview_value = "Wat moet wanneer"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 120, "help_text": _("Kort. Bijvoorbeeld: Wat moet wanneer."), **kwargs})


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        group = _("Tekst")
        label = _("Tekst")
        description = _("Gewone tekst. Schrijf korte zinnen en zeg “u”.")
        template = "pages/blocks/paragraph.html"
        preview_value = "<p>De bank, het pensioen en de huur. Yusuf kijkt de brieven met u door.</p>"

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Zinnen van hoogstens 15 woorden. Bijvoorbeeld: Yusuf kijkt de brieven met u door.")
        super().__init__(**{"features": RICH_TEXT, "help_text": help_text, **kwargs})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        for text in vague_links(cleaned.source):
            check_link_words(text)
        return cleaned


class BulletListBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ul"
        group = _("Tekst")
        label = _("Lijst")
        description = _("Een paar korte punten onder elkaar.")
        template = "pages/blocks/list.html"
        preview_value = ["Uw legitimatie", "De brief van de gemeente"]

    def __init__(self, **kwargs: Any) -> None:
        item = blocks.CharBlock(label=_("Punt"), max_length=300, help_text=_("Bijvoorbeeld: de brief van de gemeente."))
        super().__init__(item, **{"min_num": 1, **kwargs})


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Stap"), max_length=120, help_text=_("Bijvoorbeeld: Deze week."))
    text = blocks.RichTextBlock(
        label=_("Uitleg"), required=False, features=RICH_TEXT, help_text=_("Bijvoorbeeld: De uitvaart regelen.")
    )


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        group = _("Tekst")
        label = _("Stappen")
        description = _("Wat er na elkaar gebeurt, met cijfers op een lijn.")
        template = "pages/blocks/steps.html"
        preview_value = [
            {"title": "Deze week", "text": "<p>De uitvaart regelen.</p>"},
            {"title": "Deze maand", "text": "<p>De bank, het pensioen en de huur.</p>"},
        ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **{"min_num": 1, **kwargs})


class NoticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Niets voor u erbij?")
    )
    text = blocks.RichTextBlock(
        label=_("Tekst"),
        features=RICH_TEXT,
        help_text=_("Bijvoorbeeld: In de kerstweek zijn wij alleen op maandag open."),
    )
    now = blocks.BooleanBlock(
        label=_("Geldt nu"), required=False, help_text=_("Geeft het blok een gele achtergrond. Zet dit later weer uit.")
    )

    class Meta:
        icon = "info-circle"
        group = _("Tekst")
        label = _("Let op")
        description = _("Iets wat iemand niet mag missen.")
        template = "pages/blocks/notice.html"
        preview_value = {"title": "Let op", "text": "<p>In de kerstweek zijn wij alleen op maandag open.</p>"}
