from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages.blocks.services import DocumentBlocks, PriceBlocks, WorkerBlocks
from portal.pages.enums import ServiceStatus
from portal.pages.fields import BlocksField
from portal.pages.jsonld import filled, organisation_id
from portal.pages.models.reach import ReachablePage, ThemedPage, themes_panel


class ServicePage(ThemedPage, ReachablePage):
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
        themes_panel(),
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

    def own_preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Zoals nu")), ("closed", _("Tijdelijk dicht"))]

    def serve_own_preview(self, request: Any, mode_name: str) -> Any:
        if mode_name == "closed":
            self.status = ServiceStatus.TEMPORARILY_CLOSED
        return super().serve_own_preview(request, mode_name)

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
