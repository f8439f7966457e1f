"""The blocks of the home page and of the site settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock, worker_choices
from portal.pages.blocks.links import ADDRESS
from portal.pages.blocks.lists import VacanciesBlock
from portal.pages.blocks.text import NoticeBlock
from portal.pages.blocks.voices import QuoteBlock, VoiceBlock, VoicesBlock
from portal.pages.enums import drawing_choices


class WorkersBlock(blocks.StructBlock):
    """Who is there today; the names come from the profiles of the workers."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, default="Zij zijn er vandaag", help_text=_("Bijvoorbeeld: Zij zijn er vandaag.")
    )

    title_closed = blocks.CharBlock(
        label=_("Kop als u dicht bent"),
        max_length=120,
        default="Met hen kunt u praten",
        help_text=_("Bijvoorbeeld: Met hen kunt u praten."),
    )
    people = blocks.ListBlock(
        TextChoiceBlock(choices=worker_choices, label=_("Wie")),
        label=_("Wie"),
        default=[],
        max_num=8,
        required=False,
        help_text=_("In deze volgorde. Leeg: de eerste vier die op de site staan."),
    )

    class Meta:
        icon = "group"
        label = _("Wie er zijn")
        description = _("De medewerkers die op de site staan, met waar zij vandaag zijn.")
        template = "pages/blocks/workers.html"


class GivingBlock(blocks.StructBlock):
    """Sentences that lead into the vacancy bank, with the number of open places."""

    title = blocks.CharBlock(
        label=_("Kop"),
        max_length=120,
        default="Iedereen heeft iets te geven",
        help_text=_("Bijvoorbeeld: Iedereen heeft iets te geven."),
    )
    drawing = TextChoiceBlock(
        choices=drawing_choices, label=_("Tekening"), required=False, help_text=_("Bijvoorbeeld: gieter.")
    )
    voices = blocks.ListBlock(VoiceBlock(), label=_("Zinnen"), min_num=1)
    more_text = blocks.CharBlock(
        label=_("Tekst van de link eronder"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: Ik weet nog niet wat ik wil."),
    )
    more_url = blocks.CharBlock(
        label=_("Adres van de link eronder"),
        max_length=500,
        required=False,
        validators=[ADDRESS],
        help_text=_("Bijvoorbeeld: /meedoen/aanmelden/."),
    )

    class Meta:
        icon = "pick"
        label = _("Meedoen")
        description = _("Wat mensen te geven hebben, met de knop “Bekijk alle plekken”.")
        template = "pages/blocks/giving.html"
        preview_value = {
            "title": "Iedereen heeft iets te geven",
            "voices": [{"sentence": "Ik heb een uur in de week", "url": "/vacatures/?max_hours=1"}],
        }


class HomeBlocks(blocks.StreamBlock):
    """The parts of the home page below the question."""

    voices = VoicesBlock(template="pages/blocks/home_voices.html")
    workers = WorkersBlock()
    giving = GivingBlock()
    vacancies = VacanciesBlock(template="pages/blocks/home_vacancies.html")
    notice = NoticeBlock(template="pages/blocks/home_notice.html")
    quote = QuoteBlock(template="pages/blocks/quote_band.html")


class SocialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Naam"), max_length=60, help_text=_("Bijvoorbeeld: Mastodon."))
    url = blocks.URLBlock(label=_("Adres"), help_text=_("Bijvoorbeeld: https://mastodon.nl/@voorbeeld."))

    class Meta:
        icon = "link"
        label = _("Plek op internet")


class SocialBlocks(blocks.StreamBlock):
    social = SocialBlock()
