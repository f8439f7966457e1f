"""The workers as visitors meet them: the page of all of them, and one for each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages import jsonld
from portal.pages.blocks import BodyBlocks, SocialBlocks
from portal.pages.blocks.people import CanDoBlocks
from portal.pages.enums import AwayReason, Family, Presence, Pronoun, Tint
from portal.pages.fields import BlocksField
from portal.pages.models.base import ContentPage, ReadingPage, tint_field
from portal.pages.models.hours import TIMES, WeekRow
from portal.pages.models.own_form import WorkerPageForm
from portal.pages.widgets import DateInput


class TeamPage(ReadingPage):
    """Who we are: a text, and everybody who can be met, with where they are now."""

    tint = tint_field(Tint.HOME)

    template = "pages/team_page.html"
    schema_page = "AboutPage"
    family = Family.PEOPLE
    page_description = _("Wie u bent en wie er zijn. Alle medewerkers eronder staan er met hun gezicht op.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]

    class Meta:
        verbose_name = _("wie wij zijn")
        verbose_name_plural = _("wie wij zijn")


def worker_link(label: Any, help_text: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "pages.WorkerPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


class WorkerPage(ContentPage):
    """A worker as figurehead: for whom, where and when to be met, and who comes after. The title is the name."""

    tint = tint_field(Tint.HOME)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie"),
        help_text=_("Portret en functie komen uit het profiel. Bijvoorbeeld: Bram Hoogwater."),
    )
    pronoun = models.CharField(
        _("hij of zij"), max_length=3, choices=Pronoun.choices, blank=True, help_text=_("Leeg: wij zeggen de naam.")
    )
    can_do = BlocksField(CanDoBlocks(), blank=True, verbose_name=_("wat deze medewerker voor u kan doen"))
    body = BlocksField(BodyBlocks(), blank=True, verbose_name=_("inhoud"))
    neighbourhoods = ParentalManyToManyField(
        "places.Neighbourhood",
        blank=True,
        related_name="+",
        verbose_name=_("buurten"),
        help_text=_("De medewerker staat op de pagina van deze buurten. Bijvoorbeeld: Tiel-West."),
    )
    channels = BlocksField(SocialBlocks(), blank=True, verbose_name=_("eigen kanalen"))
    takes_moments = models.BooleanField(
        _("bezoekers kunnen om een moment vragen"),
        default=True,
        help_text=_("De medewerker bevestigt zelf. Bijvoorbeeld uit bij: alleen inloop."),
    )
    leaves_on = models.DateField(
        _("laatste werkdag"), null=True, blank=True, help_text=_("Leeg: blijft. Bijvoorbeeld: 18 december.")
    )
    leaving_text = models.CharField(
        _("waarom"),
        max_length=120,
        blank=True,
        help_text=_("Past achter de naam. Bijvoorbeeld: gaat op 18 december met pensioen."),
    )
    successor = worker_link(
        _("opvolger"),
        _("Staat vanaf de eerste dag hieronder erbij. Na de laatste werkdag leidt dit adres naar de opvolger."),
    )
    introduced_from = models.DateField(
        _("samen vanaf"), null=True, blank=True, help_text=_("Leeg: meteen. Bijvoorbeeld: 1 november.")
    )
    introduction_text = models.CharField(
        _("hoe de kennismaking gaat"),
        max_length=240,
        blank=True,
        help_text=_("Bijvoorbeeld: Tot die tijd komen ze samen. Kent Bram u? Dan vraagt hij u of Joyce mag komen."),
    )
    farewell_title = models.CharField(
        _("kop van het afscheid"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: Dag Bram.")
    )
    farewell_text = models.CharField(
        _("tekst van het afscheid"),
        max_length=240,
        blank=True,
        help_text=_("Bijvoorbeeld: Zwaait u hem uit? Op 18 december is er taart in De Peilstok."),
    )
    farewell_url = models.CharField(
        _("adres van het afscheid"),
        max_length=300,
        blank=True,
        help_text=_("Een pagina of een bijeenkomst. Bijvoorbeeld: /agenda/afscheid-van-bram/."),
    )

    template = "pages/worker_page.html"
    family = Family.PEOPLE
    page_description = _("Eén medewerker: voor wie, waar en wanneer te vinden, en wie erna komt.")
    parent_page_types = ["pages.TeamPage", "pages.IndexPage"]
    subpage_types: list[str] = []
    base_form_class = WorkerPageForm
    own_modes = [("", _("Vandaag")), ("farewell", _("Op de laatste werkdag"))]
    search_fields = [*ContentPage.search_fields, index.SearchField("can_do")]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel(["worker", "pronoun"]),
        "lead",
        "can_do",
        "body",
        "neighbourhoods",
        "channels",
        MultiFieldPanel(
            [
                HelpPanel(_("Op feestdagen is niemand er. Werkt deze medewerker dan wel? Zet het bij andere dagen.")),
                InlinePanel("hours", heading=_("Elke week"), label=_("Waar en wanneer")),
                InlinePanel("extra_days", heading=_("Andere dagen"), label=_("Dag")),
                InlinePanel("absences", heading=_("Er niet"), label=_("Afwezig")),
                "takes_moments",
            ],
            heading=_("Is deze medewerker er ook?"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("leaves_on", widget=DateInput), FieldPanel("introduced_from", widget=DateInput)]
                ),
                "leaving_text",
                "successor",
                "introduction_text",
                "farewell_title",
                "farewell_text",
                "farewell_url",
            ],
            heading=_("Afscheid en opvolger"),
        ),
    ]

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")

    def clean(self) -> None:
        super().clean()
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": _("Kies iemand anders: niemand volgt zichzelf op.")})
        if self.successor_id and not self.leaves_on:
            raise ValidationError(
                {"leaves_on": _("Vul de laatste werkdag in. Dan weten wij wanneer de opvolger er is.")}
            )

    @property
    def first_name(self) -> str:
        return self.worker.first_name if self.worker and self.worker.first_name else self.title.split()[0]

    @property
    def subject_word(self) -> str:
        """Hij, zij, or the first name."""
        return str(self.get_pronoun_display()) if self.pronoun else self.first_name

    @property
    def object_word(self) -> str:
        words = {Pronoun.HE.value: _("hem"), Pronoun.SHE.value: _("haar")}
        return str(words.get(self.pronoun, self.first_name))

    @property
    def today(self) -> date:
        """The day for which the page is shown; a preview may show another."""
        return getattr(self, "_shown_on", None) or timezone.localdate()

    @property
    def is_gone(self) -> bool:
        """The last working day is over."""
        return self.leaves_on is not None and self.leaves_on < self.today

    @property
    def is_introducing(self) -> bool:
        """A successor is named and goes along."""
        begun = self.introduced_from is None or self.introduced_from <= self.today
        return bool(self.successor_id and self.leaves_on and begun and not self.is_gone)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """After the last working day the address leads to the successor. Not for ever: the date may be mended."""
        if self.is_gone and self.successor is not None and self.successor.live:
            return redirect(self.successor.get_url(request=request) or "/")
        return super().serve(request, *args, **kwargs)

    def serve_own_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self._shown_on = self.leaves_on if mode_name == "farewell" else None
        return super().serve_own_preview(request, mode_name)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return [] if self.is_gone else super().get_sitemap_urls(request)

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        profile = getattr(self.worker, "profile", None)
        known = {
            "jobTitle": profile.role_title if profile else "",
            "description": self.lead,
            "knowsAbout": [block.value["text"] for block in self.can_do],
            "sameAs": [block.value["url"] for block in self.channels],
            "areaServed": [{"@type": "Place", "name": node.name} for node in self.neighbourhoods.all()],
        }
        person = {
            "@type": "Person",
            "name": self.title,
            "url": request.build_absolute_uri(self.get_url(request=request) or "/"),
            "worksFor": {"@id": jsonld.organisation_id(request)},
            **{name: value for name, value in known.items() if value},
        }
        return [{"@type": "ProfilePage", "mainEntity": person}]


class WherePart(models.Model):
    """Where one meets the worker: a meeting place of the site, or words."""

    kind = models.CharField(
        _("hoe"),
        max_length=12,
        choices=Presence.choices,
        default=Presence.WALK_IN,
        help_text=_("Bijvoorbeeld: inloop."),
    )
    place = models.ForeignKey(
        "pages.MeetingPlacePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("plek"),
        help_text=_("Een plek van deze site. Bijvoorbeeld: De Peilstok."),
    )
    where = models.CharField(
        _("of in woorden"),
        max_length=120,
        blank=True,
        help_text=_("Alleen zonder plek. Bijvoorbeeld: Op huisbezoek in Tiel-Oost."),
    )
    note = models.CharField(
        _("waar precies"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: aan de leestafel.")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.place_id and not self.where:
            raise ValidationError({"where": _("Kies een plek of zeg in woorden waar het is.")})


class WorkerHours(WeekRow, WherePart):
    """Where and when one meets the worker, every week."""

    page = ParentalKey(WorkerPage, on_delete=models.CASCADE, related_name="hours")

    panels = [FieldRowPanel(["weekday", *TIMES, "kind"]), FieldRowPanel(["place", "where", "note"])]

    class Meta(WeekRow.Meta):
        verbose_name = _("tijd van een medewerker")
        verbose_name_plural = _("tijden van een medewerker")

    def __str__(self) -> str:
        return WeekRow.__str__(self)


class WorkerExtraDay(WherePart):
    """A day that differs: its rows take the place of the week's."""

    page = ParentalKey(WorkerPage, on_delete=models.CASCADE, related_name="extra_days")
    day = models.DateField(_("dag"), help_text=_("Bijvoorbeeld: 24 december."))
    opens = models.TimeField(_("van"), help_text=_("Bijvoorbeeld: 09:00."))
    closes = models.TimeField(_("tot"), help_text=_("Bijvoorbeeld: 12:00."))

    panels = [
        FieldRowPanel([FieldPanel("day", widget=DateInput), *TIMES, "kind"]),
        FieldRowPanel(["place", "where", "note"]),
    ]

    class Meta:
        verbose_name = _("andere dag van een medewerker")
        verbose_name_plural = _("andere dagen van een medewerker")
        ordering = ["day", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="workerextraday_opens_first",
                violation_error_message=_("De eindtijd is later dan de begintijd."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens:%H:%M}–{self.closes:%H:%M}"


class WorkerAbsence(models.Model):
    """Days on which a worker is not there, and who stands in."""

    page = ParentalKey(WorkerPage, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField(_("van"), help_text=_("Bijvoorbeeld: 27 november."))
    last_day = models.DateField(_("tot en met"), help_text=_("Bijvoorbeeld: 27 november."))
    reason = models.CharField(
        _("waarom"),
        max_length=10,
        choices=AwayReason.choices,
        default=AwayReason.FREE,
        help_text=_("Bezoekers lezen dit. Bijvoorbeeld: vrij."),
    )
    stand_in = worker_link(_("vervanger"), _("Bijvoorbeeld: Hanneke."))

    panels = [
        FieldRowPanel([FieldPanel("first_day", widget=DateInput), FieldPanel("last_day", widget=DateInput)]),
        FieldRowPanel(["reason", "stand_in"]),
    ]

    class Meta:
        verbose_name = _("afwezigheid")
        verbose_name_plural = _("afwezigheid")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="workerabsence_first_before_last",
                violation_error_message=_("De laatste dag is niet eerder dan de eerste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"
