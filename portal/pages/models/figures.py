from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, HelpPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from portal.pages.enums import Family, Tint
from portal.pages.jsonld import organisation_id
from portal.pages.models.base import ReadingPage, tint_field


class FiguresPage(RoutablePageMixin, ReadingPage):
    """How it stands: what the vacancy bank does now, in plain words, per municipality and on one sheet of paper."""

    tint = tint_field(Tint.MEEDOEN)

    template = "pages/figures_page.html"
    page_description = _("Zo staat het ervoor: wat de vacaturebank nu doet, per gemeente, om te printen op één A4.")
    family = Family.HELP
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    promote_panels = Page.promote_panels
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        HelpPanel(_("De cijfers komen uit de vacaturebank van nu. Schrijf eronder wat een wethouder moet weten.")),
        "body",
        "easy",
        "contact",
    ]

    class Meta:
        verbose_name = _("zo staat het ervoor")
        verbose_name_plural = _("zo staat het ervoor")

    @path("<slug:municipality>/", name="municipality")
    def of_municipality(self, request: HttpRequest, municipality: str) -> HttpResponse:
        """One municipality on one sheet. Which there are, the bank knows: the template asks it, unknown is 404."""
        return self.render(request, context_overrides={"municipality": municipality})

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return RoutablePageMixin.serve_preview(self, request, mode_name)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return ReadingPage.serve_preview(self, request, mode_name)  # the mixin before it knows no modes

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        url = request.build_absolute_uri(self.get_url(request))
        return [
            {
                "@type": "Dataset",
                "name": self.title,
                "url": url,
                "description": self.lead or self.title,
                "creator": {"@id": organisation_id(request)},
                "isAccessibleForFree": True,
            }
        ]
