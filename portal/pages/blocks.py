"""Outside the usual files of a slice: the StreamField blocks that pages are built of.

A block holds no reference upwards: a list of vacancies is a filter, a worker is the UUID of an account.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from portal.pages.enums import portrait_choices
from portal.pages.queries import visible_workers
from portal.pages.wording import is_vague_link, vague_links
from portal.vocabulary.models import Theme

RICH_TEXT = ["bold", "link", "document-link"]
ADDRESS = RegexValidator(
    r"^(/|https://|mailto:|tel:)[^\s<>\"]*$", _("Begin met / voor een pagina van deze site, of met https://.")
)

# The kinds of the vacancy bank, which lies above pages and cannot be imported; a test proves that they are the same.
VACANCY_KINDS = [
    ("volunteer", _("vrijwilligerswerk")),
    ("internship", _("maatschappelijke stage")),
    ("task", _("klus voor één keer")),
]


def check_link_words(text: str) -> None:
    """Who hears only the links of a page must know where each leads. Raises ValidationError."""
    if is_vague_link(text):
        raise ValidationError(_("Zeg waar de link heen gaat. Bijvoorbeeld: Bekijk 3 open plekken."))


def theme_choices() -> list[tuple[str, str]]:
    return list(Theme.objects.values_list("slug", "name"))


def worker_choices() -> list[tuple[str, str]]:
    """Visible workers by name; the value is the UUID of the account."""
    return [(str(worker.uuid), worker.get_full_name()) for worker in visible_workers()]


class TextChoiceBlock(blocks.ChoiceBlock):
    """A choice between texts. To find the type of a stored one Wagtail reads all choices: a query for each block."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Tussenkop")
        description = _("Een kop boven een stuk tekst.")
        template = "pages/blocks/heading.html"
        preview_value = "Wat moet wanneer"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 120, "help_text": _("Kort. Bijvoorbeeld: Wat moet wanneer."), **kwargs})


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
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
        label = _("Lijst")
        description = _("Een paar korte punten onder elkaar.")
        template = "pages/blocks/list.html"
        preview_value = ["Uw legitimatie", "De brief van de gemeente"]

    def __init__(self, **kwargs: Any) -> None:
        item = blocks.CharBlock(label=_("Punt"), max_length=300, help_text=_("Bijvoorbeeld: de brief van de gemeente."))
        super().__init__(item, **{"min_num": 1, **kwargs})


class LinkStructValue(blocks.StructValue):
    @property
    def has_target(self) -> bool:
        return bool(self.get("page") or self.get("url"))


class TargetBlock(blocks.StructBlock):
    """Where something leads: a page of this site, or else an address. Subclasses add the words."""

    page = blocks.PageChooserBlock(
        label=_("Pagina"), required=False, help_text=_("Kies een pagina van deze site, of vul hieronder een adres in.")
    )
    url = blocks.CharBlock(
        label=_("Adres"),
        required=False,
        max_length=500,
        validators=[ADDRESS],
        help_text=_("Alleen zonder pagina. Bijvoorbeeld: /vacatures/?theme=taal-en-lezen of https://www.voorbeeld.nl."),
    )
    target_required = True

    class Meta:
        value_class = LinkStructValue

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if self.target_required and not result.has_target:
            error = ValidationError(_("Kies een pagina of vul een adres in."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return result


class LinkBlock(TargetBlock):
    text = blocks.CharBlock(
        label=_("Tekst"),
        max_length=120,
        validators=[check_link_words],
        help_text=_("Zeg waar de link heen gaat. Bijvoorbeeld: Vraag Joyce om langs te komen."),
    )
    as_button = blocks.BooleanBlock(
        label=_("Als knop"),
        required=False,
        help_text=_("Eén knop per stuk van de pagina. De rest blijft een gewone link."),
    )

    class Meta:
        icon = "link"
        label = _("Link of knop")
        description = _("Een knop of link naar een volgende stap.")
        template = "pages/blocks/link.html"
        preview_value = {"text": "Ik wil iemand spreken", "url": "/", "as_button": True}


class VoiceBlock(TargetBlock):
    sentence = blocks.CharBlock(
        label=_("Zin"),
        max_length=120,
        help_text=_("In de woorden van een bewoner. Bijvoorbeeld: Ik snap de brieven niet."),
    )

    class Meta:
        icon = "openquote"
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

    class Meta:
        icon = "openquote"
        label = _("Citaat")
        description = _("Wat een bewoner zei, met de naam erbij.")
        template = "pages/blocks/quote.html"
        preview_value = {"text": "Na een half jaar durfde ik weer mee te wandelen.", "source": "Wim, 81 jaar"}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Stap"), max_length=120, help_text=_("Bijvoorbeeld: Deze week."))
    text = blocks.RichTextBlock(
        label=_("Uitleg"), required=False, features=RICH_TEXT, help_text=_("Bijvoorbeeld: De uitvaart regelen.")
    )


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
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
        label = _("Let op")
        description = _("Iets wat iemand niet mag missen.")
        template = "pages/blocks/notice.html"
        preview_value = {"title": "Let op", "text": "<p>In de kerstweek zijn wij alleen op maandag open.</p>"}


class ContactBlock(TargetBlock):
    """A worker with portrait; only who is visible on the site can be chosen and is shown."""

    target_required = False

    person = TextChoiceBlock(
        choices=worker_choices,
        label=_("Wie"),
        help_text=_("Medewerkers die op de site staan. Bijvoorbeeld: Joyce van de Kade."),
    )
    text = blocks.CharBlock(
        label=_("Wat deze persoon doet"),
        max_length=200,
        required=False,
        help_text=_("Leeg: de zin uit het profiel. Bijvoorbeeld: Zij komt bij u thuis als u dat wilt."),
    )
    link_text = blocks.CharBlock(
        label=_("Tekst van de link"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: Vraag Joyce om langs te komen."),
    )

    class Meta:
        icon = "user"
        label = _("Medewerker")
        description = _("Iemand van ons, met gezicht. Wie al naast de tekst staat, tonen wij niet nog eens.")
        template = "pages/blocks/contact.html"


class VacanciesBlock(blocks.StructBlock):
    """A filter, never vacancies themselves: the page shows what is open when it is read."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Help mee met taal.")
    )
    theme = TextChoiceBlock(
        choices=theme_choices,
        label=_("Onderwerp"),
        required=False,
        help_text=_("Leeg: alle onderwerpen. Bijvoorbeeld: Taal en lezen."),
    )
    kind = TextChoiceBlock(choices=VACANCY_KINDS, label=_("Soort"), required=False, help_text=_("Leeg: alle soorten."))
    count = blocks.IntegerBlock(
        label=_("Hoeveel"), min_value=1, max_value=12, default=3, help_text=_("Van 1 tot 12. Bijvoorbeeld: 3.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Open plekken")
        description = _("De nieuwste open plekken uit de vacaturebank.")
        template = "pages/blocks/vacancies.html"
        preview_value = {"title": "Help mee", "count": 3}


class PictureBlock(ImageBlock):
    """Wagtail's own rule: a picture has a description, or the editor says that it only decorates."""

    class Meta:
        icon = "image"
        label = _("Foto of tekening")
        description = _("Zeg wat erop staat, of zeg dat de foto alleen versiering is.")
        template = "pages/blocks/image.html"


class BodyBlocks(blocks.StreamBlock):
    """What the body of a page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = BulletListBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
    contact = ContactBlock()
    voices = VoicesBlock()
    vacancies = VacanciesBlock()
    link = LinkBlock()
    image = PictureBlock()
