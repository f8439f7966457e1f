from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.answers import FaqBlocks, RivalBlocks, TipBlocks, TrendBlocks, schema_of_tip
from portal.pages.blocks.links import ADDRESS
from portal.pages.blocks.text import BulletListBlock
from portal.pages.enums import Difference, Family
from portal.pages.fields import BlocksField
from portal.pages.jsonld import Node
from portal.pages.models.articles import ArticlePage, Byline
from portal.pages.models.base import ReadingPage
from portal.pages.widgets import DateInput

PARENTS = ["pages.HomePage", "pages.IndexPage"]


class FaqPage(ReadingPage):
    """What people ask most, each with its answer."""

    questions = BlocksField(FaqBlocks(), blank=True, verbose_name=_("vragen"))

    template = "pages/faq_page.html"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.SITE
    page_description = _("Vragen die vaak komen, per onderwerp, met het antwoord eronder.")
    content_panels = [*ReadingPage.content_panels, "questions"]
    search_fields = [*ReadingPage.search_fields, index.SearchField("questions")]

    class Meta:
        verbose_name = _("veelgestelde vragen")
        verbose_name_plural = _("pagina's met veelgestelde vragen")

    def structured_data(self, request: HttpRequest) -> list[Node]:
        pairs = [(item["question"], item["answer"].source) for group in self.questions for item in group.value["items"]]
        asked = [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in pairs
        ]
        return [{"@type": "FAQPage", "mainEntity": asked}] if asked else []


class PropositionPage(ReadingPage):
    """The house of a proposition: for whom, what they need, how we help, who else does, why us, in one sentence."""

    clients = models.TextField(
        _("voor wie"), max_length=600, help_text=_("Bijvoorbeeld: mensen die na een verlies alleen eten.")
    )
    needs = models.TextField(
        _("wat zij nodig hebben"),
        max_length=900,
        help_text=_("In hun woorden, een per regel. Bijvoorbeeld: iemand die merkt dat ik er niet ben."),
    )
    helps = models.TextField(
        _("hoe wij helpen"),
        max_length=900,
        help_text=_("Een per regel. Bijvoorbeeld: elke woensdag een gedekte tafel."),
    )
    rivals = BlocksField(RivalBlocks(), blank=True, verbose_name=_("wie het ook doen"))
    difference = models.CharField(
        _("waarin wij anders zijn"),
        max_length=10,
        choices=Difference.choices,
        help_text=_("Kies er één. Bijvoorbeeld: in de band met mensen."),
    )
    difference_text = models.TextField(
        _("hoe dan"), max_length=600, help_text=_("Bijvoorbeeld: wij bellen wie een week wegblijft.")
    )
    statement = models.CharField(
        _("in één zin"), max_length=240, help_text=_("Bijvoorbeeld: Bij ons eet u niet alleen, en wij merken u op.")
    )

    template = "pages/proposition_page.html"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.TAKING_PART
    page_description = _("Een aanbod doordacht: voor wie, wat zij nodig hebben, wie het ook doen en waarom wij.")
    content_panels = [
        *ReadingPage.content_panels[:-1],
        MultiFieldPanel(["clients", "needs", "helps"], heading=_("De grond")),
        FieldPanel("rivals", heading=_("De muren: bij wie u op bezoek ging")),
        MultiFieldPanel(["difference", "difference_text", "statement"], heading=_("Het dak")),
        *ReadingPage.content_panels[-1:],
    ]
    search_fields = [
        *ReadingPage.search_fields,
        *(index.SearchField(name) for name in ("clients", "needs", "helps", "statement")),
    ]

    class Meta:
        verbose_name = _("huis van een aanbod")
        verbose_name_plural = _("huizen van een aanbod")


class TrendsPage(ArticlePage):
    """What an author expects of a year, and a year later what came of it."""

    year = models.PositiveSmallIntegerField(_("jaar"), help_text=_("Waarover het gaat. Bijvoorbeeld: 2027."))
    trends = BlocksField(TrendBlocks(), blank=True, verbose_name=_("trends"))
    look_back_on = models.DateField(
        _("terugblik op"), null=True, blank=True, help_text=_("Wanneer u terugkijkt. Bijvoorbeeld: 15 december 2027.")
    )

    template = "pages/trends_page.html"
    parent_page_types = PARENTS
    family = Family.STORIES
    page_description = _("Wat u van een jaar verwacht, met een jaar later de eerlijke terugblik.")
    content_panels = [
        *ArticlePage.content_panels[:-1],
        FieldRowPanel(["year", FieldPanel("look_back_on", widget=DateInput)]),
        "trends",
        *ArticlePage.content_panels[-1:],
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("trends")]

    class Meta:
        verbose_name = _("trends van een jaar")
        verbose_name_plural = _("trends per jaar")

    @property
    def score(self) -> dict[str, int]:
        """How many came true, half, and not; empty as long as nobody looked back."""
        found = [block.value["came_true"] for block in self.trends if block.value["came_true"]]
        return {state: found.count(state) for state in ("yes", "partly", "no")} if found else {}


class TrendsByline(Byline):
    page = ParentalKey(TrendsPage, on_delete=models.CASCADE, related_name="bylines")

    class Meta(Byline.Meta):
        verbose_name = _("schrijver van trends")
        verbose_name_plural = _("schrijvers van trends")
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="trends_author_once")]


class TipsPage(ReadingPage):
    """What we read, saw and heard, and words of others with their source."""

    tips = BlocksField(TipBlocks(), blank=True, verbose_name=_("tips en citaten"))

    template = "pages/tips_page.html"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.STORIES
    page_description = _("Boeken, films en citaten die u wilt doorgeven, met de bron.")
    content_panels = [*ReadingPage.content_panels, "tips"]
    search_fields = [*ReadingPage.search_fields, index.SearchField("tips")]

    class Meta:
        verbose_name = _("leestips en citaten")
        verbose_name_plural = _("pagina's met leestips")

    def structured_data(self, request: HttpRequest) -> list[Node]:
        tips = [schema_of_tip(block.value) for block in self.tips if block.block_type == "tip"]
        items = [{"@type": "ListItem", "position": place, "item": tip} for place, tip in enumerate(tips, start=1)]
        return [{"@type": "ItemList", "name": self.title, "itemListElement": items}] if items else []


class LandingPage(ReadingPage):
    """One subject and one thing to do, for whoever comes from a poster, a letter or a flyer."""

    action_text = models.CharField(
        _("tekst van de knop"), max_length=60, help_text=_("Wat iemand doet. Bijvoorbeeld: Ik eet een keer mee.")
    )
    action_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("pagina van de knop"),
        help_text=_("Bijvoorbeeld: Samen eten. Of vul hieronder een adres in."),
    )
    action_url = models.CharField(
        _("adres van de knop"),
        max_length=500,
        blank=True,
        validators=[ADDRESS],
        help_text=_("Alleen zonder pagina. Bijvoorbeeld: /vacatures/?theme=samen-eten."),
    )
    points = BlocksField(
        [("list", BulletListBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("in het kort"),
        help_text=_("Hoogstens vier punten. Bijvoorbeeld: elke woensdag om zes uur."),
    )

    template = "pages/landing_page.html"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.SITE
    page_description = _("Eén onderwerp en één knop. Voor wie van een poster of brief komt.")
    content_panels = [
        *ReadingPage.content_panels[:-1],
        "points",
        MultiFieldPanel(["action_text", "action_page", "action_url"], heading=_("De knop")),
        *ReadingPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("actiepagina")
        verbose_name_plural = _("actiepagina's")

    def clean(self) -> None:
        super().clean()
        if not self.action_page_id and not self.action_url:
            raise ValidationError({"action_page": _("Kies een pagina of vul een adres in.")})
