from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.services import DocumentBlocks, LanguageBlocks, PriceBlocks, ScheduleBlocks, WorkerBlocks
from portal.pages.enums import Family, ProviderKind, ServiceStatus, Tint
from portal.pages.fields import BlocksField
from portal.pages.jsonld import address, filled, organisation_id
from portal.pages.models.base import ReadingPage, tint_field
from portal.pages.models.own_form import OwnNeighbourhoodsForm
from portal.pages.models.settings import PHONE, POSTCODE


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
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
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


class ServicePage(ReachablePage):
    """What somebody can get here: for whom, when, what it costs, how to begin; in HSDS a `service`."""

    status = models.CharField(
        _("stand"),
        max_length=20,
        choices=ServiceStatus.choices,
        default=ServiceStatus.ACTIVE,
        help_text=_("Bijvoorbeeld: tijdelijk dicht in de zomer."),
    )
    alert = models.CharField(
        _("bericht bovenaan"),
        max_length=200,
        blank=True,
        help_text=_("Alleen zolang het geldt. Bijvoorbeeld: de groep is vol, er is een wachtlijst."),
    )
    provider = models.ForeignKey(
        "pages.ProviderPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
        verbose_name=_("wie dit doet"),
        help_text=_("Leeg: uw eigen organisatie. Bijvoorbeeld: de thuiszorg."),
    )
    eligibility = models.TextField(
        _("voor wie"),
        max_length=400,
        blank=True,
        help_text=_("Bijvoorbeeld: voor wie zijn partner verloor. Het maakt niet uit hoe lang geleden."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("vanaf welke leeftijd"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text=_("Bijvoorbeeld: 18. Leeg: alle leeftijden."),
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("tot en met welke leeftijd"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text=_("Bijvoorbeeld: 23."),
    )
    application_process = models.TextField(
        _("zo begint u"),
        max_length=600,
        blank=True,
        help_text=_("Bijvoorbeeld: u belt Bram. Hij komt eerst koffie drinken. Een verwijzing is niet nodig."),
    )
    fees_description = models.CharField(
        _("over het geld"),
        max_length=300,
        blank=True,
        help_text=_("Bijvoorbeeld: kunt u het niet betalen? Dan zoeken wij samen een andere weg."),
    )
    prices = BlocksField(
        PriceBlocks(),
        blank=True,
        verbose_name=_("prijzen"),
        help_text=_("Een regel per soort. Bijvoorbeeld: de groep voor € 5, een pakket van 6 gesprekken voor € 300."),
    )
    documents = BlocksField(
        DocumentBlocks(),
        blank=True,
        verbose_name=_("wat iemand meeneemt"),
        help_text=_("Alleen wat echt nodig is. Bijvoorbeeld: een brief van de huisarts."),
    )
    workers = BlocksField(
        WorkerBlocks(),
        blank=True,
        verbose_name=_("wie het doen"),
        help_text=_("In deze volgorde op de pagina. Bijvoorbeeld: Bram, dan Joyce."),
    )
    themes = ParentalManyToManyField(
        "vocabulary.Theme",
        blank=True,
        related_name="+",
        verbose_name=_("onderwerpen"),
        help_text=_("Bijvoorbeeld: Taal en lezen. Bezoekers zien open plekken over hetzelfde."),
    )

    template = "pages/service_page.html"
    page_description = _("Iets wat iemand bij u kan krijgen: voor wie, wanneer, wat het kost en hoe het begint.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage", "pages.ProviderPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        "is_voice",
        "lead",
        FieldRowPanel(["tint", "drawing"]),
        FieldRowPanel(["status", "alert"]),
        MultiFieldPanel(
            ["eligibility", FieldRowPanel(["minimum_age", "maximum_age"]), "application_process", "documents"],
            heading=_("Voor wie en hoe"),
        ),
        "schedules",
        MultiFieldPanel(["prices", "fees_description"], heading=_("Wat het kost")),
        "body",
        "easy",
        MultiFieldPanel(["provider", "workers", "contact"], heading=_("Wie")),
        ReachablePage.reach_panel,
        "languages",
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        HelpPanel(_("Deze gegevens staan ook in de open data van uw site, zodat andere sites ze kunnen tonen.")),
    ]
    search_fields = [
        *ReachablePage.search_fields,
        index.SearchField("eligibility"),
        index.SearchField("application_process"),
        index.SearchField("alert"),
    ]

    class Meta:
        verbose_name = _("dienst")
        verbose_name_plural = _("diensten")

    def clean(self) -> None:
        super().clean()
        low, high = self.minimum_age, self.maximum_age
        if low is not None and high is not None and high < low:
            raise ValidationError({"maximum_age": _("Deze leeftijd is hoger dan de eerste.")})

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Zoals nu")), ("closed", _("Tijdelijk dicht"))]

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        if mode_name == "closed":
            self.status = ServiceStatus.TEMPORARILY_CLOSED
        return super().serve_preview(request, mode_name)

    @property
    def is_running(self) -> bool:
        return self.status == ServiceStatus.ACTIVE

    @property
    def prices_now(self) -> list[Any]:
        """The price classes that hold today."""
        today = timezone.localdate()
        return [block.value for block in self.prices if block.value.holds_on(today)]

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        provider = {"@type": "Organization", "name": self.provider.title} if self.provider else None
        known = {
            "description": self.lead,
            "areaServed": [area.name for area in self.neighbourhoods.all()],
            "availableChannel": {"@type": "ServiceChannel", "availableLanguage": [b.value for b in self.languages]}
            if self.languages
            else {},
            "offers": [offer(price) for price in self.prices_now],
        }
        return [
            {
                "@type": "Service",
                "identifier": str(self.uuid),
                "name": self.title,
                "url": request.build_absolute_uri(self.get_url(request)),
                "provider": provider or {"@id": organisation_id(request)},
                **filled(known),
            }
        ]


def offer(price: Any) -> dict[str, Any]:
    amount = f"{price['price'] / 100:.2f}"
    return {"@type": "Offer", "name": price["title"], "price": amount, "priceCurrency": "EUR"}
