from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from portal.pages.enums import ConsentAudience, ConsentGiven, ConsentState, Family, StoryKind
from portal.pages.models.articles import ArticlePage, Byline
from portal.pages.models.blog import ListPage
from portal.pages.models.own_form import OwnNeighbourhoodsForm

CONSENT_DAYS = 365


def local_today() -> date:
    return timezone.localdate()


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=CONSENT_DAYS)


class StoryConsent(models.Model):
    """What the teller of a story said yes to: where, under which name, until when.

    It stands beside the page, never in it: an older draft that is published again brings no consent back.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teller = models.CharField(
        _("wie het vertelt"),
        max_length=120,
        help_text=_("De echte naam. Staat nergens op de site. Bijvoorbeeld: Toos Wilgenkamp."),
    )
    pseudonym = models.CharField(
        _("naam op de site"),
        max_length=80,
        blank=True,
        help_text=_("Leeg: de echte voornaam. Bijvoorbeeld: Ayse (dit is niet haar echte naam)."),
    )
    audience = models.CharField(
        _("voor wie"),
        max_length=10,
        choices=ConsentAudience.choices,
        default=ConsentAudience.WEBSITE,
        help_text=_("Bijvoorbeeld: alleen op de site."),
    )
    in_feed = models.BooleanField(
        _("ook in de feed"),
        default=True,
        help_text=_("Uit: het verhaal gaat niet naar feedlezers, waar wij het niet kunnen wissen. Bijvoorbeeld: uit."),
    )
    on_social = models.BooleanField(
        _("ook op onze eigen kanalen"), default=False, help_text=_("Bijvoorbeeld: aan, als het op Mastodon mag.")
    )
    with_image = models.BooleanField(
        _("met foto of portret"), default=False, help_text=_("Bijvoorbeeld: uit, als iemand niet herkend wil worden.")
    )
    given = models.CharField(
        _("hoe gegeven"), max_length=10, choices=ConsentGiven.choices, help_text=_("Bijvoorbeeld: op papier.")
    )
    read_back_on = models.DateField(
        _("teruggelezen op"),
        null=True,
        blank=True,
        help_text=_("Wanneer de verteller de tekst las of hoorde. Zonder deze dag komt een verhaal niet op de site."),
    )
    valid_from = models.DateField(_("geldt vanaf"), default=local_today, help_text=_("Bijvoorbeeld: 1 november 2026."))
    valid_until = models.DateField(
        _("geldt tot en met"),
        default=in_a_year,
        help_text=_("Daarna halen wij het verhaal weg. Bijvoorbeeld: 1 november 2027."),
    )
    note = models.TextField(
        _("notitie"), max_length=600, blank=True, help_text=_("Bijvoorbeeld: Het papier ligt in de kast van Lotte.")
    )
    state = models.CharField(_("stand"), max_length=12, choices=ConsentState.choices, default=ConsentState.GIVEN)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("toestemming")
        verbose_name_plural = _("toestemmingen")
        ordering = ["valid_until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="consent_begins_before_it_ends",
                violation_error_message=_("De laatste dag is later dan de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(state=ConsentState.WITHDRAWN.value) ^ Q(withdrawn_at__isnull=True),
                name="consent_withdrawn_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teller} ({self.shown_name})"

    @property
    def shown_name(self) -> str:
        return self.pseudonym or self.teller.split()[0]

    def allows_site(self, day: date | None = None) -> bool:
        """Whether a story may stand on the site on a day (today)."""
        day = day or timezone.localdate()
        return (
            self.state == ConsentState.GIVEN
            and self.audience in (ConsentAudience.WEBSITE, ConsentAudience.BOTH)
            and self.read_back_on is not None
            and self.valid_from <= day <= self.valid_until
        )


class StoryIndexPage(ListPage):
    """Stories and spotlights, as far as their tellers agree today."""

    template = "pages/story_index_page.html"
    schema_page = "CollectionPage"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types = ["pages.StoryPage"]
    family = Family.STORIES
    page_description = _("De lijst met verhalen van bewoners en mensen in het licht.")

    class Meta:
        verbose_name = _("verhalen")
        verbose_name_plural = _("lijsten met verhalen")


class StoryPage(ArticlePage):
    """What a resident went through, or somebody who makes a difference; only with a consent that holds today."""

    kind = models.CharField(
        _("soort"),
        max_length=10,
        choices=StoryKind.choices,
        default=StoryKind.STORY,
        help_text=_("Bijvoorbeeld: verhaal."),
    )
    consent = models.ForeignKey(
        StoryConsent,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("toestemming"),
        help_text=_("Zonder geldige toestemming komt dit niet op de site. Maak haar eerst bij Toestemmingen."),
    )

    neighbourhoods = ParentalManyToManyField(
        "places.Neighbourhood",
        blank=True,
        related_name="+",
        verbose_name=_("buurten"),
        help_text=_("Het verhaal staat op de pagina van deze buurten. Bijvoorbeeld: Drumpt."),
    )

    template = "pages/story_page.html"
    base_form_class = OwnNeighbourhoodsForm
    parent_page_types = ["pages.StoryIndexPage"]
    family = Family.STORIES
    page_description = _("Wat iemand meemaakte, of iemand in het licht. Met toestemming van de verteller.")
    content_panels = [
        *ArticlePage.content_panels[:1],
        MultiFieldPanel(["kind", "consent"], heading=_("Wie vertelt dit?")),
        *ArticlePage.content_panels[1:],
        FieldPanel("neighbourhoods", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")

    @property
    def may_be_seen(self) -> bool:
        return self.consent is not None and self.consent.allows_site()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not there from the first moment after the consent ended, whatever else still says that it is live."""
        if not self.may_be_seen:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.may_be_seen else []


class StoryByline(Byline):
    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="bylines")

    class Meta(Byline.Meta):
        verbose_name = _("schrijver van een verhaal")
        verbose_name_plural = _("schrijvers van een verhaal")
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="story_author_once")]
