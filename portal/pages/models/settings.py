from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from portal.pages.blocks import SocialBlocks
from portal.pages.enums import SiteTheme, Weekday
from portal.pages.fields import BlocksField
from portal.pages.own_people import OwnPeopleForm
from portal.pages.validators import PHONE, POSTCODE
from portal.pages.widgets import DateInput, TimeInput


def page_link(label: Any, help_text: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


@register_setting(icon="cog", order=10)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Who we are, when we are open and how we look: one row per site."""

    name = models.CharField(
        _("naam"), max_length=80, default="Welzijnsportaal", help_text=_("Bijvoorbeeld: Aan de Dijk.")
    )
    tagline = models.CharField(
        _("in één regel"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: Welzijn in de streek rond Tiel.")
    )
    theme = models.CharField(
        _("uiterlijk"),
        max_length=20,
        choices=SiteTheme.choices,
        default=SiteTheme.DIJK,
        help_text=_("Kleuren, vormen en letters van de hele site. Bijvoorbeeld: Dijk."),
    )
    phone = models.CharField(
        _("telefoonnummer"),
        max_length=24,
        blank=True,
        validators=[PHONE],
        help_text=_("Staat op elke pagina. Bijvoorbeeld: 0344 - 12 34 56."),
    )
    phone_note = models.CharField(
        _("bij het telefoonnummer"),
        max_length=120,
        blank=True,
        help_text=_("Bijvoorbeeld: U krijgt een mens, geen menu."),
    )
    email = models.EmailField(_("e-mailadres"), blank=True, help_text=_("Bijvoorbeeld: hallo@voorbeeld.nl."))
    location_name = models.CharField(
        _("naam van het gebouw"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: De Peilstok.")
    )
    street = models.CharField(
        _("straat en huisnummer"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: Pontwachterspad 1.")
    )
    postcode = models.CharField(
        _("postcode"), max_length=7, blank=True, validators=[POSTCODE], help_text=_("Bijvoorbeeld: 4001 AB.")
    )
    place = models.CharField(_("plaats"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: Tiel."))
    socials = BlocksField(SocialBlocks(), blank=True, verbose_name=_("waar wij nog meer zijn"))
    promise_days = models.PositiveSmallIntegerField(
        _("antwoord binnen"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_(
            "In werkdagen, feestdagen tellen niet mee. Bijvoorbeeld: 5. Aanmelders lezen de datum die hieruit volgt."
        ),
    )
    default_coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"is_staff": True, "is_active": True},
        related_name="+",
        verbose_name=_("wie antwoordt als niemand is gekozen"),
        help_text=_("Deze medewerker leest aanmeldingen zonder eigen coördinator. Bijvoorbeeld: Lotte."),
    )
    contact_page = page_link(
        _("pagina om iets te vragen"),
        _("Bijvoorbeeld: Stel uw vraag. De link “Mijn vraag staat er niet bij” leidt erheen."),
    )
    privacy_page = page_link(_("privacypagina"), _("Formulieren verwijzen ernaar. Bijvoorbeeld: Privacy."))
    accessibility_page = page_link(_("toegankelijkheidspagina"), _("Bijvoorbeeld: Toegankelijkheid."))

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel(["name", "theme"]),
                    "tagline",
                    FieldRowPanel(["phone", "phone_note"]),
                    "email",
                    MultiFieldPanel(
                        ["location_name", "street", FieldRowPanel(["postcode", "place"])], heading=_("Waar wij zijn")
                    ),
                    "socials",
                ],
                heading=_("Wie wij zijn"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        _("Op feestdagen zegt de site dat u dicht bent. Werkt u dan wel? Zet het bij andere dagen.")
                    ),
                    InlinePanel("opening_hours", heading=_("Elke week"), label=_("Open")),
                    InlinePanel("opening_exceptions", heading=_("Andere dagen"), label=_("Dag")),
                ],
                heading=_("Openingstijden"),
            ),
            ObjectList(["promise_days", "default_coordinator"], heading=_("Antwoord geven")),
            ObjectList(["contact_page", "privacy_page", "accessibility_page"], heading=_("Vaste pagina's")),
        ],
        base_form_class=OwnPeopleForm,
    )

    class Meta:
        verbose_name = _("site en openingstijden")
        verbose_name_plural = _("site en openingstijden")

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One stretch of time on a day of the week; a day with a lunch break has two rows."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices, help_text=_("Bijvoorbeeld: maandag."))
    opens = models.TimeField(_("open om"), help_text=_("Bijvoorbeeld: 09:00."))
    closes = models.TimeField(_("dicht om"), help_text=_("Bijvoorbeeld: 17:00."))

    panels = [FieldRowPanel(["weekday", FieldPanel("opens", widget=TimeInput), FieldPanel("closes", widget=TimeInput)])]

    class Meta:
        verbose_name = _("openingstijd")
        verbose_name_plural = _("openingstijden")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["settings", "weekday", "opens"], name="opening_once_per_day"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="opening_before_closing",
                violation_error_message=_("De sluitingstijd is later dan de openingstijd."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(models.Model):
    """A day that differs from the week and from the public holidays; without times we are closed."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="opening_exceptions")
    day = models.DateField(_("dag"), help_text=_("Bijvoorbeeld: 24 december."))
    opens = models.TimeField(_("open om"), null=True, blank=True, help_text=_("Leeg: de hele dag dicht."))
    closes = models.TimeField(_("dicht om"), null=True, blank=True, help_text=_("Bijvoorbeeld: 12:00."))
    reason = models.CharField(
        _("waarom"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: kerstlunch met vrijwilligers.")
    )

    panels = [
        FieldRowPanel(
            [
                FieldPanel("day", widget=DateInput),
                FieldPanel("opens", widget=TimeInput),
                FieldPanel("closes", widget=TimeInput),
                "reason",
            ]
        )
    ]

    class Meta:
        verbose_name = _("andere dag")
        verbose_name_plural = _("andere dagen")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["settings", "day"], name="exception_once_per_day"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="exception_both_times_or_none",
                violation_error_message=_(
                    "Vul beide tijden in, de sluitingstijd het laatst. Of laat beide leeg: dan bent u dicht."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {f'{self.opens:%H:%M}–{self.closes:%H:%M}' if self.opens and self.closes else _('dicht')}"
