from __future__ import annotations

import uuid

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.services import LanguageBlocks, ScheduleBlocks
from portal.pages.enums import Family, Tint
from portal.pages.fields import BlocksField
from portal.pages.models.base import ReadingPage, tint_field
from portal.pages.models.own_form import OwnNeighbourhoodsForm
from portal.pages.validators import PHONE, POSTCODE


class ThemedPage(ReadingPage):
    """A page about a subject of the vacancy bank and the agenda: what is about the same may stand on it."""

    tint = tint_field(Tint.HELP)
    themes = ParentalManyToManyField(
        "vocabulary.Theme",
        blank=True,
        related_name="+",
        verbose_name=_("onderwerpen"),
        help_text=_("Bijvoorbeeld: Taal en lezen. Bezoekers zien de agenda en open plekken over hetzelfde."),
    )
    family = Family.HELP
    promote_panels = Page.promote_panels

    class Meta:
        abstract = True


def themes_panel() -> FieldPanel:
    return FieldPanel("themes", widget=forms.CheckboxSelectMultiple)


class ReachablePage(ReadingPage):
    """What a service and a provider share: how to reach them, where, and for which neighbourhoods."""

    tint = tint_field(Tint.HELP)
    uuid = models.UUIDField(
        _("nummer in open data"), default=uuid.uuid4, unique=True, editable=False, help_text=_("Blijft altijd gelijk.")
    )
    phone = models.CharField(
        _("telefoonnummer"),
        max_length=24,
        blank=True,
        validators=[PHONE],
        help_text=_("Leeg: het nummer van uw organisatie. Bijvoorbeeld: 0344 - 12 34 56."),
    )
    email = models.EmailField(_("e-mailadres"), blank=True, help_text=_("Bijvoorbeeld: hallo@voorbeeld.nl."))
    website = models.URLField(_("website"), blank=True, help_text=_("Bijvoorbeeld: https://www.voorbeeld.nl/."))
    location_name = models.CharField(
        _("naam van de plek"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: De Peilstok.")
    )
    street = models.CharField(
        _("straat en huisnummer"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: Pontwachterspad 1.")
    )
    postcode = models.CharField(
        _("postcode"), max_length=7, blank=True, validators=[POSTCODE], help_text=_("Bijvoorbeeld: 4001 AB.")
    )
    place = models.CharField(_("plaats"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: Tiel."))
    wheelchair = models.BooleanField(
        _("goed te bereiken met een rolstoel"),
        default=False,
        help_text=_("Bijvoorbeeld: geen drempels en een wc die breed genoeg is."),
    )
    neighbourhoods = ParentalManyToManyField(
        "places.Neighbourhood",
        blank=True,
        related_name="+",
        verbose_name=_("buurten"),
        help_text=_("Leeg: overal waar u werkt. Bijvoorbeeld: Drumpt."),
    )
    schedules = BlocksField(
        ScheduleBlocks(),
        blank=True,
        verbose_name=_("vaste tijden"),
        help_text=_("Bijvoorbeeld: elke dinsdag van 10 tot 12 uur."),
    )
    languages = BlocksField(
        LanguageBlocks(), blank=True, verbose_name=_("talen"), help_text=_("Bijvoorbeeld: Nederlands en Arabisch.")
    )

    base_form_class = OwnNeighbourhoodsForm
    family = Family.HELP
    exclude_fields_in_copy = ["uuid"]
    reach_panel = MultiFieldPanel(
        [
            FieldRowPanel(["phone", "email"]),
            "website",
            FieldRowPanel(["location_name", "street"]),
            FieldRowPanel(["postcode", "place"]),
            "wheelchair",
            FieldPanel("neighbourhoods", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Waar en hoe te bereiken"),
    )
    promote_panels = Page.promote_panels
    search_fields = [*ReadingPage.search_fields, index.SearchField("place")]

    class Meta:
        abstract = True

    @property
    def language_names(self) -> list[str]:
        names = dict(LanguageBlocks().child_blocks["language"].field.choices)
        return [str(names.get(block.value, block.value)) for block in self.languages]

    @property
    def address_lines(self) -> list[str]:
        where = " ".join(filter(None, [self.postcode, self.place]))
        return [line for line in (self.location_name, self.street, where) if line]
