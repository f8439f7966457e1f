"""Where people live and meet: the neighbourhoods, and the places in them where the coffee is ready."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages import jsonld
from portal.pages.blocks import BodyBlocks
from portal.pages.enums import Family, Tint, Weekday
from portal.pages.fields import BlocksField
from portal.pages.models.base import ContentPage, ReadingPage, tint_field
from portal.pages.models.hours import DayRow, WeekRow
from portal.pages.models.own_form import OwnNeighbourhoodsForm
from portal.pages.validators import PHONE, POSTCODE

ACCESS_FIELDS = {
    "step_free": _("zonder drempel of trap"),
    "wheelchair_toilet": _("toilet voor een rolstoel"),
    "hearing_loop": _("ringleiding"),
    "quiet_corner": _("rustige hoek"),
    "dogs_welcome": _("hond mag mee"),
}


class NeighbourhoodIndexPage(ReadingPage):
    """All neighbourhoods as a tree, with the box that says in which one somebody lives."""

    tint = tint_field(Tint.HOME)

    template = "pages/neighbourhood_index_page.html"
    schema_page = "CollectionPage"
    family = Family.PEOPLE
    page_description = _("Alle buurten en alle plekken om binnen te lopen, met een vak voor de postcode.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]

    class Meta:
        verbose_name = _("overzicht van buurten")
        verbose_name_plural = _("overzichten van buurten")


class NeighbourhoodPage(ContentPage):
    """What lives in a municipality, wijk or buurt, ages and themes mixed. Lists follow from the neighbourhood."""

    tint = tint_field(Tint.HOME)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("buurt"),
        help_text=_("Een gemeente, wijk of buurt. Ook wat daarbinnen ligt, staat op de pagina. Bijvoorbeeld: Drumpt."),
    )
    body = BlocksField(BodyBlocks(), blank=True, verbose_name=_("inhoud"))

    template = "pages/neighbourhood_page.html"
    family = Family.PEOPLE
    page_description = _("Eén gemeente, wijk of buurt. Wat er leeft, komt er vanzelf op te staan.")
    parent_page_types = ["pages.NeighbourhoodIndexPage", "pages.NeighbourhoodPage"]
    base_form_class = OwnNeighbourhoodsForm
    content_panels = [*Page.content_panels, "neighbourhood", "lead", FieldRowPanel(["tint", "drawing"]), "body"]

    class Meta:
        verbose_name = _("buurtpagina")
        verbose_name_plural = _("buurtpagina's")

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        node = self.neighbourhood
        if node is None:
            return []
        place: dict[str, Any] = {
            "@type": "AdministrativeArea",
            "name": node.name,
            "url": request.build_absolute_uri(self.get_url(request=request) or "/"),
        }
        if node.cbs_code:
            place["identifier"] = {"@type": "PropertyValue", "propertyID": "CBS", "value": node.cbs_code}
        if node.parent:
            place["containedInPlace"] = {"@type": "AdministrativeArea", "name": node.parent.name}
        return [place]


class MeetingPlacePage(ContentPage):
    """A buurthuis, walk-in or library table: when it is open, how to get there and in, and who is there."""

    tint = tint_field(Tint.HOME)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("buurt"),
        help_text=_("De plek staat op de pagina van deze buurt. Bijvoorbeeld: Drumpt-Dorp."),
    )
    street = models.CharField(
        _("straat en huisnummer"), max_length=160, help_text=_("Bijvoorbeeld: Pontwachterspad 1.")
    )
    postcode = models.CharField(
        _("postcode"), max_length=7, blank=True, validators=[POSTCODE], help_text=_("Bijvoorbeeld: 4001 AB.")
    )
    place = models.CharField(_("plaats"), max_length=120, help_text=_("Bijvoorbeeld: Tiel."))
    latitude = models.FloatField(
        _("breedtegraad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Voor de link naar de kaart. Bijvoorbeeld: 51.8867."),
    )
    longitude = models.FloatField(
        _("lengtegraad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Bijvoorbeeld: 5.4344."),
    )
    phone = models.CharField(
        _("telefoonnummer"),
        max_length=24,
        blank=True,
        validators=[PHONE],
        help_text=_("Bijvoorbeeld: 0344 - 01 23 45."),
    )
    coffee = models.CharField(
        _("wat de koffie kost"),
        max_length=160,
        blank=True,
        help_text=_("Bijvoorbeeld: Een kopje kost 50 cent. Geen geld bij u? Dan is hij gratis."),
    )
    step_free = models.BooleanField(ACCESS_FIELDS["step_free"], default=False)
    wheelchair_toilet = models.BooleanField(ACCESS_FIELDS["wheelchair_toilet"], default=False)
    hearing_loop = models.BooleanField(ACCESS_FIELDS["hearing_loop"], default=False)
    quiet_corner = models.BooleanField(ACCESS_FIELDS["quiet_corner"], default=False)
    dogs_welcome = models.BooleanField(ACCESS_FIELDS["dogs_welcome"], default=False)
    access_note = models.CharField(
        _("over de toegang"),
        max_length=240,
        blank=True,
        help_text=_("Ook wat niet kan. Bijvoorbeeld: De lift is smal. Een scootmobiel blijft beneden."),
    )
    on_foot = models.TextField(
        _("lopend"),
        max_length=400,
        blank=True,
        help_text=_("In gewone woorden. Bijvoorbeeld: Vanaf het station loopt u in tien minuten langs het water."),
    )
    by_bus = models.TextField(
        _("met de bus"),
        max_length=400,
        blank=True,
        help_text=_("Lijn, halte en hoe ver dan nog. Bijvoorbeeld: Bus 45 stopt voor de deur."),
    )
    body = BlocksField(BodyBlocks(), blank=True, verbose_name=_("inhoud"))

    template = "pages/meeting_place_page.html"
    family = Family.PEOPLE
    page_description = _("Een buurthuis, inloop of leestafel: wanneer open, hoe u er komt en wie er zijn.")
    parent_page_types = ["pages.NeighbourhoodIndexPage", "pages.NeighbourhoodPage", "pages.IndexPage"]
    subpage_types: list[str] = []
    base_form_class = OwnNeighbourhoodsForm
    search_fields = [*ContentPage.search_fields, index.SearchField("street"), index.SearchField("place")]
    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        MultiFieldPanel(
            [
                "neighbourhood",
                "street",
                FieldRowPanel(["postcode", "place"]),
                FieldRowPanel(["latitude", "longitude"]),
                "phone",
                "on_foot",
                "by_bus",
            ],
            heading=_("Waar het is"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(_("Op feestdagen is de plek dicht, tenzij u die dag bij andere dagen zet.")),
                InlinePanel("hours", heading=_("Elke week"), label=_("Open")),
                InlinePanel("other_days", heading=_("Andere dagen"), label=_("Dag")),
            ],
            heading=_("Wanneer het open is"),
        ),
        MultiFieldPanel([FieldRowPanel(list(ACCESS_FIELDS)), "access_note", "coffee"], heading=_("Binnen")),
        "body",
    ]

    class Meta:
        verbose_name = _("plek om binnen te lopen")
        verbose_name_plural = _("plekken om binnen te lopen")

    @property
    def access_words(self) -> list[str]:
        """What the place has, in words."""
        return [str(label) for name, label in ACCESS_FIELDS.items() if getattr(self, name)]

    @property
    def map_url(self) -> str:
        """A map of OpenStreetMap for who wants to see one. Nothing is asked there before somebody clicks."""
        if self.latitude is None or self.longitude is None:
            return ""
        point = f"{self.latitude:.5f}/{self.longitude:.5f}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude:.5f}&mlon={self.longitude:.5f}#map=17/{point}"

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        known = {
            "description": self.lead,
            "telephone": self.phone,
            "hasMap": self.map_url,
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": f"https://schema.org/{Weekday(row.weekday).name.title()}",
                    "opens": f"{row.opens:%H:%M}",
                    "closes": f"{row.closes:%H:%M}",
                }
                for row in self.hours.all()
            ],
            "amenityFeature": [
                {"@type": "LocationFeatureSpecification", "name": words, "value": True} for words in self.access_words
            ],
        }
        return [
            {
                "@type": "CivicStructure",
                "name": self.title,
                "url": request.build_absolute_uri(self.get_url(request=request) or "/"),
                "address": jsonld.address(self.street, self.postcode, self.place),
                **{name: value for name, value in known.items() if value},
            }
        ]


class MeetingPlaceHours(WeekRow):
    page = ParentalKey(MeetingPlacePage, on_delete=models.CASCADE, related_name="hours")

    class Meta(WeekRow.Meta):
        verbose_name = _("openingstijd van een plek")
        verbose_name_plural = _("openingstijden van een plek")


class MeetingPlaceDay(DayRow):
    page = ParentalKey(MeetingPlacePage, on_delete=models.CASCADE, related_name="other_days")

    class Meta(DayRow.Meta):
        verbose_name = _("andere dag van een plek")
        verbose_name_plural = _("andere dagen van een plek")
