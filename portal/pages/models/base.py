from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from portal.pages.blocks import BodyBlocks, EasyBlocks
from portal.pages.enums import Family, Tint, drawing_choices
from portal.pages.fields import BlocksField
from portal.pages.jsonld import page_node
from portal.pages.models.page_form import ContentPageForm
from portal.pages.previews import NOW, is_way_to_read, preview_read, ways_to_read
from portal.pages.shared import closed_branches
from portal.pages.translated import language_of


def tint_field(default: Tint) -> models.CharField[str, str]:
    """The colour of the sky; a type that belongs to one part of the site begins with its own."""
    return models.CharField(
        _("kleur van de lucht"),
        max_length=10,
        choices=Tint.choices,
        default=default,
        help_text=_("Zegt bij welk deel van de site de pagina hoort. Bijvoorbeeld: hulp en advies."),
    )


class ContentPage(Page):
    """What every page of ours has: a lead, a sky with its tint, a drawing on the ground line.

    A type names its `family`, and with `page_description` says in one sentence what it is for: the screen for a new
    page shows both. Who keeps a page and what the worker found on it stands beside it (`PageCare`, `Finding`).
    """

    lead = models.TextField(
        _("inleiding"),
        max_length=400,
        blank=True,
        help_text=_(
            "Eén of twee zinnen onder de titel. Bijvoorbeeld: Wat verdrietig. U hoeft vandaag niet alles te regelen."
        ),
    )
    tint = tint_field(Tint.REST)
    drawing = models.CharField(
        _("tekening"),
        max_length=20,
        choices=drawing_choices,
        blank=True,
        help_text=_("Staat op de dijk naast de titel. Bijvoorbeeld: twee stoelen bij rouw. Leeg mag."),
    )
    show_in_footer = models.BooleanField(
        _("in de voet van de site"),
        default=False,
        help_text=_("Voor pagina's die overal te vinden moeten zijn. Bijvoorbeeld: privacy."),
    )

    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("show_in_footer")]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("keeper"), FieldPanel("review_by")])], heading=_("Blijft de pagina kloppen?")
        ),
    ]
    base_form_class = ContentPageForm
    family = Family.SITE
    own_modes: list[tuple[str, Any]] = [NOW]
    schema_page = "WebPage"

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        """Most sites close no page to anyone; then Wagtail's two questions about it are not asked."""
        if closed_branches():
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """What an editor can look at beforehand; a type with modes of its own puts them in `own_preview_modes`."""
        return [*self.own_preview_modes(), *ways_to_read(self)]

    def own_preview_modes(self) -> list[tuple[str, Any]]:
        """The first is the page as it is now, with no name."""
        return list(self.own_modes)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if is_way_to_read(mode_name):
            return preview_read(request, mode_name, lambda: self.serve_own_preview(request, ""))
        return self.serve_own_preview(request, mode_name)

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """One of `own_preview_modes`."""
        return super().serve_preview(request, mode_name)

    @property
    def language(self) -> str:
        """The language of the words of this page, for `lang`."""
        return language_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Header and footer ask which page is shown: its own address, and the same page in other languages."""
        request.shown_page = self  # type: ignore[attr-defined]
        return super().get_context(request, *args, **kwargs)

    def plain_texts(self) -> list[str]:
        """What a visitor reads on the page, a text per field or block, in its order; without marks of HTML."""
        texts = [self.lead]
        for name in ("body", "easy"):
            value = getattr(self, name, None)
            if value:
                texts += value.stream_block.get_searchable_content(value)
        return [text for text in texts if text.strip()]

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The schema.org nodes of this type, without @context; each type with more to tell overrides it.

        Addresses are absolute (`request.build_absolute_uri`); the organisation behind the site is
        `{"@id": organisation_id(request)}`. Says nothing that the page does not show. See docs/pages.md.
        """
        return [page_node(self, self.schema_page, request)]


class ReadingPage(ContentPage):
    """A page to read, below the home page."""

    is_voice = models.BooleanField(
        _("de titel zijn woorden van een bewoner"),
        default=False,
        help_text=_("Dan staat de titel in de letter voor bewoners. Bijvoorbeeld bij: Mijn partner is overleden."),
    )
    body = BlocksField(BodyBlocks(), blank=True, verbose_name=_("inhoud"))
    easy = BlocksField(
        EasyBlocks(),
        blank=True,
        verbose_name=_("in eenvoudige woorden"),
        help_text=_("Dezelfde pagina voor wie moeite heeft met lezen. De bezoeker kiest zelf welke tekst hij wil."),
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"profile__is_visible": True, "is_active": True},
        related_name="+",
        verbose_name=_("wie hierover gaat"),
        help_text=_(
            "Deze medewerker staat naast de tekst, met gezicht. Bijvoorbeeld: Bram bij Mijn partner is overleden."
        ),
    )

    content_panels = [
        *Page.content_panels,
        "is_voice",
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        "body",
        "easy",
        "contact",
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("easy")]

    class Meta:
        abstract = True
