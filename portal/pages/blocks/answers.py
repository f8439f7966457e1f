"""Blocks for frequent questions, propositions, trends, and what we read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.text import RICH_TEXT

CAME_TRUE = [("yes", _("kwam uit")), ("partly", _("kwam half uit")), ("no", _("kwam niet uit"))]
TIP_KINDS = [
    ("book", _("boek")),
    ("article", _("artikel")),
    ("film", _("film")),
    ("podcast", _("podcast")),
    ("site", _("site")),
]


class FaqItemBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("Vraag"), max_length=160, help_text=_("Zoals een bewoner het vraagt. Bijvoorbeeld: Moet ik betalen?")
    )
    answer = blocks.RichTextBlock(
        label=_("Antwoord"),
        features=[*RICH_TEXT, "ul"],
        help_text=_("Het antwoord eerst, de uitleg daarna. Bijvoorbeeld: Nee. Een gesprek kost niets."),
    )


class FaqGroupBlock(blocks.StructBlock):
    """Questions on one subject."""

    title = blocks.CharBlock(
        label=_("Onderwerp"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Geld en kosten.")
    )
    items = blocks.ListBlock(FaqItemBlock(), label=_("Vragen"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Vragen over een onderwerp")
        description = _("Een kop met vragen eronder. Elke vraag klapt open.")
        template = "pages/blocks/faq.html"
        preview_value = {
            "title": "Geld",
            "items": [{"question": "Moet ik betalen?", "answer": "<p>Nee. Een gesprek kost niets.</p>"}],
        }


class FaqBlocks(blocks.StreamBlock):
    group = FaqGroupBlock()


class RivalBlock(blocks.StructBlock):
    """Somebody who offers the same, whom we went to see."""

    name = blocks.CharBlock(label=_("Wie"), max_length=120, help_text=_("Bijvoorbeeld: de eetclub van de kerk."))
    visited_on = blocks.DateBlock(label=_("Bezocht op"), help_text=_("Bijvoorbeeld: 3 maart 2026."))
    product = blocks.CharBlock(
        label=_("Wat zij doen"), max_length=300, help_text=_("Bijvoorbeeld: elke vrijdag een warme maaltijd.")
    )
    price = blocks.CharBlock(
        label=_("Wat het kost"), max_length=120, required=False, help_text=_("Bijvoorbeeld: 5 euro.")
    )
    strong = blocks.CharBlock(
        label=_("Waar zij sterk in zijn"), max_length=300, help_text=_("Bijvoorbeeld: iedereen kent elkaar.")
    )
    weak = blocks.CharBlock(
        label=_("Waar zij minder in zijn"), max_length=300, help_text=_("Bijvoorbeeld: nieuwe mensen staan alleen.")
    )

    class Meta:
        icon = "group"
        label = _("Een ander die het ook doet")
        description = _("Bij wie u op bezoek ging, en wat u daar zag.")


class RivalBlocks(blocks.StreamBlock):
    rival = RivalBlock()


class TrendBlock(blocks.StructBlock):
    """What somebody expects, and a year later what came of it."""

    title = blocks.CharBlock(
        label=_("Wat u verwacht"), max_length=160, help_text=_("Bijvoorbeeld: Meer mensen eten samen.")
    )
    text = blocks.RichTextBlock(
        label=_("Waarom"), features=RICH_TEXT, help_text=_("Bijvoorbeeld: De wachtlijst in Drumpt groeit.")
    )
    came_true = blocks.ChoiceBlock(
        choices=CAME_TRUE,
        label=_("Een jaar later"),
        required=False,
        help_text=_("Leeg tot u terugkijkt. Bijvoorbeeld: kwam half uit."),
    )
    look_back = blocks.RichTextBlock(
        label=_("Terugblik"),
        features=RICH_TEXT,
        required=False,
        help_text=_("Zeg het eerlijk. Bijvoorbeeld: Er kwam één tafel bij. Wij dachten aan vijf."),
    )

    class Meta:
        icon = "view"
        label = _("Trend")
        description = _("Een verwachting, en later of zij uitkwam.")


class TrendBlocks(blocks.StreamBlock):
    trend = TrendBlock()


class TipBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=TIP_KINDS, label=_("Soort"), default="book", help_text=_("Bijvoorbeeld: boek."))
    title = blocks.CharBlock(label=_("Titel"), max_length=200, help_text=_("Bijvoorbeeld: De lange tafel."))
    by = blocks.CharBlock(label=_("Van wie"), max_length=160, help_text=_("Bijvoorbeeld: een schrijver of maker."))
    year = blocks.IntegerBlock(
        label=_("Jaar"), required=False, min_value=-800, max_value=2200, help_text=_("Bijvoorbeeld: 2019.")
    )
    why = blocks.TextBlock(
        label=_("Waarom lezen"), max_length=600, rows=3, help_text=_("Bijvoorbeeld: Het leerde mij luisteren.")
    )
    where = blocks.CharBlock(
        label=_("Waar te vinden"), max_length=200, required=False, help_text=_("Bijvoorbeeld: in de bibliotheek.")
    )
    link = blocks.URLBlock(
        label=_("Adres"), max_length=300, required=False, help_text=_("Bijvoorbeeld: https://www.voorbeeld.nl.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Tip")
        description = _("Iets om te lezen, te zien of te horen.")
        template = "pages/blocks/tip.html"
        preview_value = {"kind": "book", "title": "De lange tafel", "by": "een kok", "why": "Het leerde mij luisteren."}


class SayingBlock(blocks.StructBlock):
    """Words of another; never without where they come from."""

    text = blocks.TextBlock(label=_("Citaat"), max_length=400, rows=3, help_text=_("Zonder aanhalingstekens."))
    who = blocks.CharBlock(label=_("Van wie"), max_length=160, help_text=_("Bijvoorbeeld: een filosoof."))
    source = blocks.CharBlock(
        label=_("Waar het staat"), max_length=240, help_text=_("Boek, jaar en bladzijde. Bijvoorbeeld: De tafel, 2019.")
    )

    class Meta:
        icon = "openquote"
        label = _("Citaat met bron")
        description = _("Woorden van een ander, met waar ze staan.")
        template = "pages/blocks/saying.html"
        preview_value = {"text": "Wie eet, luistert.", "who": "een kok", "source": "De tafel, 2019, bladzijde 12"}


class TipBlocks(blocks.StreamBlock):
    tip = TipBlock()
    saying = SayingBlock()


def schema_of_tip(value: Any) -> dict[str, Any]:
    """A tip for schema.org; pure."""
    kinds = {"book": "Book", "article": "Article", "film": "Movie", "podcast": "PodcastSeries", "site": "WebSite"}
    data = {"@type": kinds.get(value["kind"], "CreativeWork"), "name": value["title"], "author": value["by"]}
    return {**data, **({"url": value["link"]} if value["link"] else {})}
