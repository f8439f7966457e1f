from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.body import BodyBlocks
from portal.pages.blocks.services import ScheduleBlocks
from portal.pages.blocks.support import ExpenseBlocks, HelpLineBlocks, RightBlocks, TrainingBlocks
from portal.pages.enums import Tint
from portal.pages.fields import BlocksField
from portal.pages.jsonld import filled, organisation_id
from portal.pages.models.base import tint_field
from portal.pages.models.reach import ThemedPage, themes_panel


class SupportPage(ThemedPage):
    """What the three kinds of support share: they are services of the organisation itself."""

    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [
            {
                "@type": "Service",
                "name": self.title,
                "serviceType": str(self._meta.verbose_name),
                "url": request.build_absolute_uri(self.get_url(request)),
                "provider": {"@id": organisation_id(request)},
                **filled({"description": self.lead}),
            }
        ]


class VolunteerSupportPage(SupportPage):
    """For organisations with volunteers: advice, training, a place in the bank. For volunteers: what is their due."""

    tint = tint_field(Tint.MEEDOEN)
    advice = BlocksField(
        BodyBlocks(),
        blank=True,
        verbose_name=_("advies voor organisaties"),
        help_text=_("Waarmee u organisaties helpt. Bijvoorbeeld: zo schrijft u een goede vacature."),
    )
    trainings = BlocksField(
        TrainingBlocks(),
        blank=True,
        verbose_name=_("trainingen"),
        help_text=_("De data komen uit de agenda. Bijvoorbeeld: Goed luisteren, drie avonden."),
    )
    rights = BlocksField(
        RightBlocks(),
        blank=True,
        verbose_name=_("waar een vrijwilliger op mag rekenen"),
        help_text=_("Bijvoorbeeld: u bent verzekerd, en u krijgt een vast aanspreekpunt."),
    )
    vog = BlocksField(
        BodyBlocks(),
        blank=True,
        verbose_name=_("over de VOG"),
        help_text=_("Hoe iemand een verklaring omtrent gedrag krijgt. Bijvoorbeeld: in vier stappen."),
    )
    expenses = BlocksField(
        ExpenseBlocks(),
        blank=True,
        verbose_name=_("onkosten"),
        help_text=_("Wat iemand terugkrijgt. Bijvoorbeeld: € 0,23 per kilometer."),
    )

    template = "pages/volunteer_support_page.html"
    page_description = _("Voor organisaties en vrijwilligers: advies, trainingen, rechten, VOG en onkosten.")
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        "body",
        "easy",
        MultiFieldPanel(["advice", "trainings"], heading=_("Voor organisaties")),
        MultiFieldPanel(["rights", "vog", "expenses"], heading=_("Voor vrijwilligers")),
        "contact",
        themes_panel(),
    ]
    search_fields = [
        *SupportPage.search_fields,
        index.SearchField("advice"),
        index.SearchField("trainings"),
        index.SearchField("rights"),
        index.SearchField("vog"),
        index.SearchField("expenses"),
    ]

    class Meta:
        verbose_name = _("vrijwilligersondersteuning")
        verbose_name_plural = _("vrijwilligersondersteuning")


class CaregiverSupportPage(SupportPage):
    """For who cares for somebody: the café, a worker, help lines, and a form to be rung back."""

    cafe_name = models.CharField(
        _("naam van de ontmoeting"),
        max_length=80,
        default="Mantelzorgcafé",
        help_text=_("Bijvoorbeeld: Mantelzorgcafé."),
    )
    cafe_place = models.CharField(
        _("waar"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: De Peilstok, Pontwachterspad 1 in Tiel.")
    )
    cafe_times = BlocksField(
        ScheduleBlocks(),
        blank=True,
        verbose_name=_("wanneer"),
        help_text=_("Bijvoorbeeld: elke eerste woensdag van de maand, 10.00 tot 12.00 uur."),
    )
    help_lines = BlocksField(
        HelpLineBlocks(),
        blank=True,
        verbose_name=_("telefoonlijnen"),
        help_text=_("Voor als u dicht bent. Bijvoorbeeld: de Luisterlijn, dag en nacht."),
    )

    template = "pages/caregiver_support_page.html"
    page_description = _("Voor wie voor iemand zorgt: het café, een gezicht, telefoonlijnen en “bel mij terug”.")
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        HelpPanel(_("Het formulier “Bel mij terug” staat er vanzelf. De vraag komt op het bord in Werk.")),
        "body",
        "easy",
        MultiFieldPanel([FieldRowPanel(["cafe_name", "cafe_place"]), "cafe_times"], heading=_("Elkaar ontmoeten")),
        "help_lines",
        "contact",
        themes_panel(),
    ]
    search_fields = [*SupportPage.search_fields, index.SearchField("cafe_name"), index.SearchField("help_lines")]

    class Meta:
        verbose_name = _("mantelzorgondersteuning")
        verbose_name_plural = _("mantelzorgondersteuning")


def with_status(request: HttpRequest, response: Any) -> None:
    response.status_code = getattr(request, "answer_status", response.status_code)


class InternshipPage(SupportPage):
    """The broker of the civic internship: open places for a pupil, and two forms that reach a coordinator."""

    tint = tint_field(Tint.MEEDOEN)
    for_schools = BlocksField(
        BodyBlocks(),
        blank=True,
        verbose_name=_("voor leerlingen en scholen"),
        help_text=_("Hoe het gaat. Bijvoorbeeld: vier handtekeningen, dan tellen de uren."),
    )
    for_hosts = BlocksField(
        BodyBlocks(),
        blank=True,
        verbose_name=_("voor wie een plek heeft"),
        help_text=_("Wat u van een organisatie vraagt. Bijvoorbeeld: één vaste begeleider."),
    )

    template = "pages/internship_page.html"
    page_description = _("Makelaar voor de maatschappelijke stage: open plekken en een formulier voor school en plek.")
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        HelpPanel(_("De open plekken komen uit de vacaturebank. De twee formulieren komen op het bord in Werk.")),
        "body",
        "easy",
        "for_schools",
        "for_hosts",
        "contact",
        themes_panel(),
    ]
    search_fields = [*SupportPage.search_fields, index.SearchField("for_schools"), index.SearchField("for_hosts")]

    class Meta:
        verbose_name = _("maatschappelijke stage")
        verbose_name_plural = _("maatschappelijke stage")

    def own_preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Zoals nu")), ("empty", _("Als er geen open plekken zijn"))]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is asked is read by the template, of a department above: it says when there is a mistake in it."""
        response = super().serve(request, *args, **kwargs)
        response.add_post_render_callback(partial(with_status, request))
        return response

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if mode_name == "empty":
            self.without_places = True
        return super().serve_own_preview(request, mode_name)
