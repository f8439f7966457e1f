from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pagecache.queries import remember
from portal.pages.blocks import HomeBlocks
from portal.pages.fields import BlocksField
from portal.pages.models.base import ContentPage
from portal.pages.shared import pages_on_way


class HomePage(ContentPage):
    """The start: one question, and what people say."""

    question = models.CharField(
        _("de vraag"),
        max_length=80,
        default="Wat speelt er bij u?",
        help_text=_("Staat groot bovenaan. Bijvoorbeeld: Wat speelt er bij u?"),
    )
    example = models.CharField(
        _("voorbeeld"),
        max_length=120,
        blank=True,
        help_text=_("Een zin zoals een bewoner hem zegt. Bijvoorbeeld: Ik zie op tegen de winter alleen."),
    )
    body = BlocksField(HomeBlocks(), blank=True, verbose_name=_("delen van de pagina"))

    template = "pages/home_page.html"
    page_description = _("Het begin van de site: één vraag, en wat mensen zeggen en te geven hebben.")
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["question", "lead", "example"], heading=_("Bovenaan")),
        "body",
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("question")]

    class Meta:
        verbose_name = _("beginpagina")
        verbose_name_plural = _("beginpagina's")

    def own_preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Zoals nu")), ("open", _("Als u open bent")), ("closed", _("Als u dicht bent"))]

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """The frame reckons with the next moment on which we are open or closed."""
        request.preview_opening = mode_name  # type: ignore[attr-defined]
        return super().serve_own_preview(request, mode_name)

    @property
    def localized(self) -> Any:
        """The start in the language that is asked. Kept: Wagtail asks for the language and the page on every visit."""
        return self.start_in(translation.get_language() or settings.LANGUAGE_CODE) or self

    def start_in(self, code: str) -> HomePage | None:
        found: list[HomePage] = remember(f"pages.start.{self.pk}.{code}", lambda: self.starts_in(code))
        return found[0] if found else None

    def starts_in(self, code: str) -> list[HomePage]:
        translations = self.get_translations(inclusive=True).filter(locale__language_code=code)
        return list(translations.live().select_related("locale"))

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page with this address at once; Wagtail's own way asks two questions for every step down the tree.

        Addresses that a page makes itself (`RoutablePageMixin`) are asked of the lowest page on the way that makes
        addresses. Below a translated start, a page that has no translation yet is shown in the language of the site.
        """
        if not path_components:
            return super().route(request, path_components)
        way = pages_on_way(self, path_components)
        try:
            if not way:
                raise Http404
            page = way[-1].specific
            page.way_here = way[:-1]
            return page.route(request, path_components[page.depth - self.depth :])
        except Http404:
            first = self.start_in(settings.LANGUAGE_CODE)
            if first is None or first.pk == self.pk:
                raise
            return first.route(request, path_components)
