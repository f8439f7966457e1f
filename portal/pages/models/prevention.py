from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.support import ActivityBlocks, SmallStepBlocks
from portal.pages.fields import BlocksField
from portal.pages.jsonld import filled
from portal.pages.models.reach import ThemedPage, themes_panel


class PreventionPage(ThemedPage):
    """Staying well: a small step for today, and what one can join in the neighbourhood as one is."""

    small_steps = BlocksField(
        SmallStepBlocks(),
        blank=True,
        verbose_name=_("kleine stappen"),
        help_text=_("Wat iemand vandaag kan doen. Bijvoorbeeld: loop één keer om het blok."),
    )
    activities = BlocksField(
        ActivityBlocks(),
        blank=True,
        verbose_name=_("samen doen"),
        help_text=_("Waar iemand zo kan aansluiten. Bijvoorbeeld: wandelen op donderdag."),
    )

    template = "pages/prevention_page.html"
    page_description = _("Gezond blijven: een kleine stap voor vandaag, en wat u samen met anderen kunt doen.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        "is_voice",
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        "small_steps",
        "activities",
        "body",
        "easy",
        "contact",
        themes_panel(),
    ]
    search_fields = [
        *ThemedPage.search_fields,
        index.SearchField("small_steps"),
        index.SearchField("activities"),
    ]

    class Meta:
        verbose_name = _("gezond blijven")
        verbose_name_plural = _("gezond blijven")

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        url = request.build_absolute_uri(self.get_url(request))
        steps = [{"@type": "HowToStep", "text": block.value} for block in self.small_steps]
        node = {"@type": "HowTo", "name": self.title, "url": url, "step": steps}
        return [{**node, **filled({"description": self.lead})}] if steps else []
