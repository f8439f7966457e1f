from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from portal.vocabulary.models import Skill, Theme
from vacancies.bank.enums import (
    Criterion,
    Daypart,
    EmploymentType,
    Frequency,
    Kind,
    LanguageLevel,
    LegalForm,
    OrganisationState,
    Together,
    VacancyState,
)

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]
POSTCODE = RegexValidator(
    r"^[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}$", _("Een postcode is vier cijfers en twee letters, zoals 4001 AB.")
)


class Organisation(ClusterableModel):
    """An organisation that asks for volunteers. Only an active one publishes vacancies."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="organisations", verbose_name=_("site")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=160, help_text=_("Bijvoorbeeld: Bibliotheek Het Leeslint."))
    slug = models.SlugField(
        _("adres op de site"), max_length=180, blank=True, help_text=_("Leeg laten mag: wij maken het van de naam.")
    )
    state = models.CharField(
        _("stand"), max_length=12, choices=OrganisationState.choices, default=OrganisationState.APPLIED
    )
    legal_form = models.CharField(_("rechtsvorm"), max_length=20, choices=LegalForm.choices, blank=True)
    kvk_number = models.CharField(
        _("KvK-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Een KvK-nummer heeft acht cijfers."))],
        help_text=_("Acht cijfers, bijvoorbeeld 00123456."),
    )
    is_anbi = models.BooleanField(_("heeft de ANBI-status"), default=False)
    description = models.TextField(_("wat doet de organisatie"), blank=True, max_length=2000)
    street = models.CharField(_("straat en huisnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True, validators=[POSTCODE])
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True, validators=LATITUDE)
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True, validators=LONGITUDE)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), blank=True)
    liability_insured = models.BooleanField(_("vrijwilligers zijn verzekerd"), null=True, blank=True)
    integrity_policy_url = models.URLField(_("integriteitsbeleid"), blank=True, help_text=_("Het adres van de pagina."))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("nagekeken door"),
    )
    verified_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True)
    review_by = models.DateField(_("opnieuw nakijken voor"), null=True, blank=True)
    is_imported = models.BooleanField(_("ingelezen uit een bestand"), default=False)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="organisation_slug_per_site"),
            models.UniqueConstraint(fields=["site", "name"], name="organisation_name_per_site"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationContact(models.Model):
    """Somebody of an organisation: first an invited address, after the first login an account."""

    organisation = ParentalKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("organisatie")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="organisation_contacts"
    )
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    role = models.CharField(_("functie"), max_length=120, blank=True)
    invited_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("aangenomen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("contactpersoon")
        verbose_name_plural = _("contactpersonen")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "email"], name="contact_once_per_organisation")]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Vacancy(models.Model):  # type: ignore[django-manager-missing]
    """Something to do: volunteer work, an internship, a one-off task or a paid job."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="vacancies", verbose_name=_("site")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="vacancies", verbose_name=_("organisatie")
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="coordinated_vacancies",
        verbose_name=_("wie antwoordt"),
        help_text=_("De medewerker die aanmeldingen leest en belt."),
    )
    external_id = models.CharField(_("nummer in het andere systeem"), max_length=120, blank=True)
    slug = models.SlugField(_("adres op de site"), max_length=180, blank=True)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices, default=Kind.VOLUNTEER)
    state = models.CharField(_("stand"), max_length=12, choices=VacancyState.choices, default=VacancyState.DRAFT)

    title = models.CharField(
        _("titel"), max_length=160, help_text=_("Zeg wat iemand doet. Bijvoorbeeld: Taalmaatje voor een jonge vader.")
    )
    voice = models.CharField(_("in de woorden van een bewoner"), max_length=200, blank=True)
    summary = models.CharField(_("in het kort"), max_length=300, blank=True, help_text=_("Eén of twee zinnen."))
    description = models.TextField(_("wat iemand doet"), max_length=10_000)
    start_text = models.TextField(_("zo begint het"), max_length=2000, blank=True)
    for_whom = models.CharField(
        _("voor wie"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: ook samen met een vriend.")
    )
    requirements = models.TextField(_("nodig"), max_length=1000, blank=True, help_text=_("Met de reden erbij."))
    training = models.CharField(
        _("u krijgt"), max_length=300, blank=True, help_text=_("Bijvoorbeeld: een cursus van drie avonden.")
    )
    drawing = models.CharField(_("tekening"), max_length=20, blank=True)

    hours_per_week = models.DecimalField(
        _("uren per week"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(168))],
    )
    duration_text = models.CharField(
        _("hoe lang"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: een half jaar.")
    )
    frequency = models.CharField(_("hoe vaak"), max_length=10, choices=Frequency.choices, blank=True)
    time_note = models.CharField(
        _("tijden"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: tussen 9.30 en 11.30 uur.")
    )

    remote = models.BooleanField(_("kan vanuit huis"), default=False)
    location_name = models.CharField(_("naam van de plek"), max_length=160, blank=True)
    street = models.CharField(_("straat en huisnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True, validators=[POSTCODE])
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="vacancies",
        verbose_name=_("buurt"),
    )
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True, validators=LATITUDE)
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True, validators=LONGITUDE)

    minimum_age = models.PositiveSmallIntegerField(
        _("vanaf welke leeftijd"), null=True, blank=True, validators=[MaxValueValidator(130)]
    )
    together = models.CharField(_("samen"), max_length=8, choices=Together.choices, blank=True)
    wheelchair = models.BooleanField(_("kan met een rolstoel"), default=False)
    language_level = models.CharField(_("Nederlands"), max_length=8, choices=LanguageLevel.choices, blank=True)
    vog_required = models.BooleanField(_("een VOG is nodig"), default=False)
    expenses_compensated = models.BooleanField(_("kosten worden vergoed"), default=False)
    expenses_note = models.CharField(_("welke kosten"), max_length=160, blank=True)

    places = models.PositiveSmallIntegerField(
        _("plekken"), default=1, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    filled_places = models.PositiveSmallIntegerField(_("bezette plekken"), default=0)
    publish_from = models.DateField(_("zichtbaar vanaf"), null=True, blank=True)
    valid_through = models.DateField(_("open tot en met"), null=True, blank=True)
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    filled_on = models.DateField(_("vervuld op"), null=True, blank=True)
    filled_note = models.CharField(_("dank bij vervuld"), max_length=200, blank=True)
    rejected_reason = models.TextField(_("reden van afwijzing"), blank=True, max_length=1000)

    school_types = models.JSONField(_("schoolsoorten"), default=list, blank=True)
    school_years = models.JSONField(_("leerjaren"), default=list, blank=True)
    hours_total = models.PositiveSmallIntegerField(_("uren in totaal"), null=True, blank=True)
    employment_type = models.CharField(_("dienstverband"), max_length=12, choices=EmploymentType.choices, blank=True)
    salary_text = models.CharField(_("loon"), max_length=160, blank=True)

    checklist = models.JSONField(_("kwaliteit"), default=dict, blank=True)
    is_imported = models.BooleanField(_("ingelezen uit een bestand"), default=False)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    updated_at = models.DateTimeField(_("bijgewerkt"), auto_now=True)

    themes = TaggableManager(
        verbose_name=_("onderwerpen"), through="bank.VacancyTheme", blank=True, related_name="vacancies"
    )
    skills = TaggableManager(
        verbose_name=_("vaardigheden"), through="bank.VacancySkill", blank=True, related_name="vacancies"
    )

    class Meta:
        verbose_name = _("vacature")
        verbose_name_plural = _("vacatures")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="vacancy_slug_per_site"),
            models.UniqueConstraint(
                fields=["site", "external_id"], condition=~Q(external_id=""), name="vacancy_external_id_per_site"
            ),
            models.CheckConstraint(condition=Q(filled_places__lte=F("places")), name="vacancy_places_not_exceeded"),
        ]
        indexes = [models.Index(fields=["site", "state", "-published_at"], name="vacancy_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("bank:detail", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == VacancyState.PUBLISHED

    @property
    def open_points(self) -> list[Criterion]:
        """The criteria of the quality checklist that nobody has confirmed yet."""
        return [criterion for criterion in Criterion if not self.checklist.get(criterion.value)]

    @property
    def places_left(self) -> int:
        return max(0, self.places - self.filled_places)


class VacancySlot(models.Model):
    """A daypart on which the work is done; none means: in consultation."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="slots")
    daypart = models.CharField(_("dagdeel"), max_length=14, choices=Daypart.choices)

    class Meta:
        verbose_name = _("dagdeel")
        verbose_name_plural = _("dagdelen")
        constraints = [models.UniqueConstraint(fields=["vacancy", "daypart"], name="slot_once_per_vacancy")]

    def __str__(self) -> str:
        return self.get_daypart_display()


class VacancyTheme(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="vacancy_items")
    content_object = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_per_vacancy")]


class VacancySkill(ItemBase):
    tag = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="vacancy_items")
    content_object = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="skill_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="skill_once_per_vacancy")]
