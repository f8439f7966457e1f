from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.questions import HelperBlocks
from portal.pages.enums import ProviderKind
from portal.pages.fields import BlocksField
from portal.pages.jsonld import address, filled
from portal.pages.models.reach import ReachablePage, ThemedPage, themes_panel


class ProviderPage(ReachablePage):
    """Who helps: an organisation of care or welfare, ours or another's; in HSDS an `organization`."""

    kind = models.CharField(
        _("soort"),
        max_length=12,
        choices=ProviderKind.choices,
        default=ProviderKind.WELFARE,
        help_text=_("Bijvoorbeeld: zorg, bij de thuiszorg."),
    )
    is_ours = models.BooleanField(
        _("dit zijn wij zelf"), default=False, help_text=_("Bijvoorbeeld aan bij Aan de Dijk, uit bij de huisarts.")
    )
    alternate_name = models.CharField(
        _("ook bekend als"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: de oude naam, of een afkorting.")
    )
    when_to_ring = models.CharField(
        _("wanneer belt u hen"),
        max_length=240,
        blank=True,
        help_text=_("Bijvoorbeeld: als wassen en aankleden niet meer lukt."),
    )

    template = "pages/provider_page.html"
    page_description = _("Een organisatie die helpt: u zelf, de thuiszorg, de huisarts. Wanneer belt u hen?")
    parent_page_types = ["pages.HomePage", "pages.IndexPage", "pages.CareAndWelfarePage"]
    subpage_types = ["pages.ServicePage"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel(["kind", "is_ours"]),
        "alternate_name",
        "lead",
        "when_to_ring",
        "drawing",
        "body",
        "easy",
        ReachablePage.reach_panel,
        "schedules",
        "languages",
    ]
    search_fields = [
        *ReachablePage.search_fields,
        index.SearchField("alternate_name"),
        index.SearchField("when_to_ring"),
    ]

    class Meta:
        verbose_name = _("organisatie die helpt")
        verbose_name_plural = _("organisaties die helpen")

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        known = {
            "alternateName": self.alternate_name,
            "description": self.lead,
            "telephone": self.phone,
            "email": self.email,
            "sameAs": self.website,
            "address": address(self.street, self.postcode, self.place),
        }
        kind = "GovernmentOrganization" if self.kind == ProviderKind.GOVERNMENT else "Organization"
        url = request.build_absolute_uri(self.get_url(request))
        return [{"@type": kind, "@id": f"{url}#wie", "name": self.title, "url": url, **filled(known)}]


class CareAndWelfarePage(ThemedPage):
    """Care or welfare makes no difference: from what somebody says to whoever helps."""

    helpers = BlocksField(
        HelperBlocks(),
        blank=True,
        verbose_name=_("wie helpt waarbij"),
        help_text=_("Bijvoorbeeld: “Ik krijg mijn steunkousen niet aan” leidt naar de thuiszorg."),
    )

    template = "pages/care_and_welfare_page.html"
    page_description = _("Zorg of welzijn? Dat maakt niet uit. Van de vraag van een bewoner naar wie daarbij helpt.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types = ["pages.ProviderPage"]
    content_panels = [*Page.content_panels, "lead", "drawing", "helpers", "body", "easy", "contact", themes_panel()]
    search_fields = [*ThemedPage.search_fields, index.SearchField("helpers")]

    class Meta:
        verbose_name = _("zorg of welzijn")
        verbose_name_plural = _("zorg of welzijn")

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        asked = [
            {
                "@type": "Question",
                "name": block.value["sentence"],
                "acceptedAnswer": {"@type": "Answer", "text": block.value["why"]},
            }
            for block in self.helpers
        ]
        return [{"@type": "FAQPage", "name": self.title, "mainEntity": asked}] if asked else []
