from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.questions import QuestionBlocks
from portal.pages.fields import BlocksField
from portal.pages.models.reach import ThemedPage, themes_panel


class LifeEventPage(RoutablePageMixin, ThemedPage):
    """What is going on, in the words of a resident, and a short question tree to whoever helps."""

    is_voice = models.BooleanField(
        _("de titel zijn woorden van een bewoner"),
        default=True,
        help_text=_("Dan staat de titel in de letter voor bewoners. Bijvoorbeeld bij: Mijn partner is overleden."),
    )
    questions = BlocksField(
        QuestionBlocks(),
        blank=True,
        verbose_name=_("vragen"),
        help_text=_("De eerste staat op de pagina. Bijvoorbeeld: Wat zou u nu helpen?"),
    )

    template = "pages/life_event_page.html"
    page_description = _("Wat er speelt, in de woorden van een bewoner. Met een paar vragen naar wie helpt.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        "is_voice",
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        "questions",
        "body",
        "easy",
        "contact",
        themes_panel(),
    ]
    search_fields = [*ThemedPage.search_fields, index.SearchField("questions")]

    class Meta:
        verbose_name = _("levensvraag")
        verbose_name_plural = _("levensvragen")

    @path("vraag/<slug:name>/", name="question")
    def question(self, request: HttpRequest, name: str) -> HttpResponse:
        """One step of the tree at an address of its own, so that it can be shared and one can go back."""
        asked = self.question_named(name)
        if asked is None:
            raise Http404
        context = {"question": asked, "before": self.question_before(name)}
        return self.render(request, template="pages/life_event_step.html", context_overrides=context)

    def own_preview_modes(self) -> list[tuple[str, Any]]:
        """The page, and each of its questions."""
        names = [block.value["name"] for block in self.questions][1:]
        return [("", _("De pagina")), *((name, _("De vraag “%s”") % name) for name in names)]

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return self.question(request, mode_name) if mode_name else RoutablePageMixin.serve_preview(self, request, "")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return ThemedPage.serve_preview(self, request, mode_name)  # the mixin before it knows no modes

    @property
    def first_question(self) -> Any:
        return self.questions[0].value if self.questions else None

    def question_named(self, name: str) -> Any:
        return next((block.value for block in self.questions if block.value["name"] == name), None)

    def question_before(self, name: str) -> Any:
        """The question with an answer that leads here; None for the first."""
        for block in self.questions:
            if any(answer["next"] == name for answer in block.value["answers"]):
                return block.value
        return None
