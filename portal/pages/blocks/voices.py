"""Blocks with the words of residents."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock
from portal.pages.blocks.links import TargetBlock
from portal.pages.enums import portrait_choices


class VoiceBlock(TargetBlock):
    sentence = blocks.CharBlock(
        label=_("Zin"),
        max_length=120,
        help_text=_("In de woorden van een bewoner. Bijvoorbeeld: Ik snap de brieven niet."),
    )

    class Meta:
        icon = "openquote"
        group = _("Mensen en contact")
        label = _("Zin van een bewoner")


class VoicesBlock(blocks.StructBlock):
    """Sentences of residents, each leading to a page or a search."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Dit horen wij vaak.")
    )
    voices = blocks.ListBlock(VoiceBlock(), label=_("Zinnen"), min_num=1)
    more_text = blocks.CharBlock(
        label=_("Tekst van de link eronder"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: Mijn vraag staat er niet bij."),
    )
    more_page = blocks.PageChooserBlock(label=_("Pagina van de link eronder"), required=False)

    class Meta:
        icon = "openquote"
        group = _("Mensen en contact")
        label = _("Zinnen van bewoners")
        description = _("Wat bewoners zeggen, als lijst. Elke zin leidt naar een pagina.")
        template = "pages/blocks/voices.html"
        preview_value = {
            "title": "Dit horen wij vaak",
            "voices": [
                {"sentence": "Ik ken hier bijna niemand", "url": "/"},
                {"sentence": "Ik snap de brieven niet", "url": "/"},
            ],
        }


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(
        label=_("Wat iemand zegt"),
        max_length=300,
        rows=3,
        help_text=_("Zonder aanhalingstekens. Bijvoorbeeld: Het tempo bepaal ik zelf."),
    )
    source = blocks.CharBlock(
        label=_("Wie het zegt"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Wim, 81 jaar.")
    )
    portrait = TextChoiceBlock(
        choices=portrait_choices,
        label=_("Portret"),
        required=False,
        help_text=_("Een portret is van één mens. Gebruik het niet voor een ander."),
    )
    link = blocks.CharBlock(
        label=_("Tekst van de link"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Lees haar verhaal.")
    )
    page = blocks.PageChooserBlock(label=_("Pagina van de link"), required=False)
    story = blocks.PageChooserBlock(
        label=_("Uit welk verhaal"),
        page_type="pages.StoryPage",
        required=False,
        help_text=_("Gaat dat verhaal van de site, dan gaat dit citaat mee. Bijvoorbeeld: Ik kwam voor de soep."),
    )

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Words of a story that is deleted for good are not kept here: they were told with a consent for that story."""
        made: list[Any] = super().bulk_to_python(values)
        for raw, value in zip(values, made, strict=True):
            if raw.get("story") and value["story"] is None:
                value["text"] = ""
        return made

    def get_searchable_content(self, value: Any) -> list[str]:
        """Words of a story are found at the story itself, as long as it may be told."""
        return [] if value.get("story") else super().get_searchable_content(value)

    class Meta:
        icon = "openquote"
        group = _("Mensen en contact")
        label = _("Citaat")
        description = _("Wat een bewoner zei, met de naam erbij.")
        template = "pages/blocks/quote.html"
        preview_value = {"text": "Na een half jaar durfde ik weer mee te wandelen.", "source": "Wim, 81 jaar"}
