from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from portal.pages.article_data import article_node
from portal.pages.blocks.articles import ArticleBlocks
from portal.pages.fields import BlocksField
from portal.pages.jsonld import Node
from portal.pages.models.authors import Author
from portal.pages.models.base import ContentPage
from portal.pages.widgets import DateInput

WORDS_PER_MINUTE = 180


def today() -> Any:
    return timezone.localdate()


class Byline(Orderable):
    """One of the writers of an article, in order."""

    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("schrijver"),
        help_text=_("Bijvoorbeeld: Hanneke. Een gast maakt u bij Schrijvers."),
    )

    panels = ["author"]

    class Meta(Orderable.Meta):
        abstract = True


class ArticlePage(ContentPage):
    """What somebody wrote: with a date, writers, updates, and perhaps a question to the readers."""

    is_voice = models.BooleanField(
        _("de titel zijn woorden van een bewoner"),
        default=False,
        help_text=_("Dan staat de titel in de letter voor bewoners. Bijvoorbeeld: Wat is een pan soep waard?"),
    )
    date = models.DateField(_("datum"), default=today, help_text=_("Bijvoorbeeld: 14 november 2026."))
    body = BlocksField(ArticleBlocks(), blank=True, verbose_name=_("inhoud"))
    themes = ParentalManyToManyField(
        "vocabulary.Theme",
        blank=True,
        related_name="+",
        verbose_name=_("onderwerpen"),
        help_text=_("Waar het over gaat. Bijvoorbeeld: Koken en eten."),
    )
    comments_open = models.BooleanField(
        _("lezers mogen reageren"),
        default=True,
        help_text=_("Uit: wat er staat blijft staan, en niemand kan nog iets schrijven. Bijvoorbeeld: na het vervolg."),
    )
    question = models.CharField(
        _("vraag aan de lezers"),
        max_length=140,
        blank=True,
        help_text=_("Staat groot onder de tekst. Bijvoorbeeld: Wat is samen eten u waard?"),
    )
    follow_up_on = models.DateField(
        _("vervolg op"),
        null=True,
        blank=True,
        help_text=_("Wanneer u schrijft wat u leerde. Lezers zien dit. Bijvoorbeeld: 5 december 2026."),
    )
    follows = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("is het vervolg van"),
        help_text=_("Beide berichten verwijzen dan naar elkaar. Bijvoorbeeld: Wat is een pan soep waard?"),
    )

    subpage_types: list[str] = []
    search_fields = [*ContentPage.search_fields, index.SearchField("question"), index.FilterField("date")]
    content_panels = [
        *Page.content_panels,
        "is_voice",
        "lead",
        FieldRowPanel([FieldPanel("date", widget=DateInput), "tint", "drawing"]),
        InlinePanel("bylines", heading=_("Schrijvers"), label=_("Schrijver")),
        "body",
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            ["comments_open", "question", FieldPanel("follow_up_on", widget=DateInput), "follows"],
            heading=_("Lezers"),
        ),
    ]
    schema_kind = "Article"
    own_modes = [("", _("Op de site")), ("row", _("In de lijst"))]

    class Meta:
        abstract = True

    def structured_data(self, request: HttpRequest) -> list[Node]:
        return [article_node(self, self.schema_kind, request)]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "pages/article_row_preview.html" if mode_name == "row" else self.get_template(request)

    @cached_property
    def authors(self) -> list[Author]:
        """Who wrote it; asked once for the whole page, and not at all in a list that fetched them."""
        bylines = self.bylines.all()  # type: ignore[attr-defined]
        if "bylines" not in getattr(self, "_prefetched_objects_cache", {}):
            bylines = bylines.select_related("author__user__profile")
        return [byline.author for byline in bylines]

    @property
    def minutes(self) -> int:
        """How long one reads it, rounded up; an empty text counts as one minute."""
        texts = self.body.stream_block.get_searchable_content(self.body)
        words = sum(len(text.split()) for text in (self.lead, *texts))
        return max(1, round(words / WORDS_PER_MINUTE))

    @property
    def last_update(self) -> Any:
        """The day of the newest update in the text; None when there is none."""
        days = [block.value["day"] for block in self.body if block.block_type == "update"]
        return max((day for day in days if day), default=None)
