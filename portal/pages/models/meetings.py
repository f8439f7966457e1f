from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.meetings import MeetingBlocks
from portal.pages.enums import Family
from portal.pages.fields import BlocksField
from portal.pages.jsonld import Node, organisation_id
from portal.pages.models.base import ContentPage
from portal.pages.widgets import DateInput


class MeetingPage(ContentPage):
    """A meeting as it was: who spoke, in which order, what was noted, asked, answered and voted."""

    date = models.DateField(_("dag"), help_text=_("Bijvoorbeeld: 12 november 2026."))
    place = models.CharField(
        _("waar"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: De Peilstok, en per telefoon.")
    )
    visitors = models.PositiveIntegerField(
        _("hoeveel mensen"), null=True, blank=True, help_text=_("Leeg als niemand telde. Bijvoorbeeld: 48.")
    )
    tag = models.SlugField(_("hashtag"), max_length=40, blank=True, help_text=_("Zonder hekje. Bijvoorbeeld: soep."))
    body = BlocksField(MeetingBlocks(), blank=True, verbose_name=_("verslag"))

    template = "pages/meeting_page.html"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    family = Family.STORIES
    page_description = _("Het verslag van een bijeenkomst: sprekers, notities, vragen en peilingen.")
    search_fields = [*ContentPage.search_fields, index.SearchField("place"), index.FilterField("date")]
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel([FieldPanel("date", widget=DateInput), "place"]),
        FieldRowPanel(["visitors", "tag"]),
        FieldRowPanel(["tint", "drawing"]),
        "body",
    ]

    class Meta:
        verbose_name = _("verslag van een bijeenkomst")
        verbose_name_plural = _("verslagen van bijeenkomsten")

    def structured_data(self, request: HttpRequest) -> list[Node]:
        where: dict[str, Any] = {"location": {"@type": "Place", "name": self.place}} if self.place else {}
        event = {
            "@type": "Event",
            "name": self.title,
            "startDate": self.date.isoformat(),
            "url": request.build_absolute_uri(self.get_url(request)),
            "organizer": {"@id": organisation_id(request)},
        }
        return [{**event, **where}]
