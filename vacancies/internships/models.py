from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vacancies.bank.enums import SchoolType
from vacancies.internships.enums import OLDEST, YOUNGEST, Asker


class InternshipWish(models.Model):
    """What a pupil or a school told beside the sign-up itself, which stands on the board of the coordinators."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    application = models.OneToOneField(
        "placements.Application", on_delete=models.CASCADE, related_name="internship_wish", verbose_name=_("aanmelding")
    )
    asker = models.CharField(_("wie vraagt"), max_length=8, choices=Asker.choices)
    school_name = models.CharField(_("school"), max_length=160)
    school_type = models.CharField(_("schoolsoort"), max_length=4, choices=SchoolType.choices)
    school_year = models.PositiveSmallIntegerField(
        _("leerjaar"), validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    age = models.PositiveSmallIntegerField(
        _("leeftijd"),
        null=True,
        blank=True,
        validators=[MinValueValidator(YOUNGEST), MaxValueValidator(OLDEST)],
        help_text=_("Van de jongste leerling, als het er meer zijn."),
    )
    pupils = models.PositiveSmallIntegerField(
        _("aantal leerlingen"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    hours = models.PositiveSmallIntegerField(
        _("uren per leerling"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )

    class Meta:
        verbose_name = _("vraag om een stage")
        verbose_name_plural = _("vragen om een stage")
        constraints = [
            models.CheckConstraint(condition=models.Q(pupils__gte=1), name="internship_wish_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.school_name}, {self.get_school_type_display()} {self.school_year}"


class HostOffer(models.Model):
    """What a host told: for which pupils it has a place; a coordinator makes a vacancy of it."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    application = models.OneToOneField(
        "placements.Application", on_delete=models.CASCADE, related_name="host_offer", verbose_name=_("aanmelding")
    )
    organisation_name = models.CharField(_("organisatie"), max_length=160)
    school_types = models.JSONField(_("schoolsoorten"), default=list, blank=True)
    minimum_age = models.PositiveSmallIntegerField(
        _("vanaf welke leeftijd"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    places = models.PositiveSmallIntegerField(
        _("leerlingen tegelijk"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("aanbod van een stageplek")
        verbose_name_plural = _("aanbod van stageplekken")
        constraints = [models.CheckConstraint(condition=models.Q(places__gte=1), name="host_offer_has_a_place")]

    def __str__(self) -> str:
        return self.organisation_name
