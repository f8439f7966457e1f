from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A city, town or village of the Netherlands, with the coordinates of its centre (WGS 84, degrees)."""

    name = models.CharField(_("naam"), max_length=120, db_index=True)
    key = models.CharField(_("zoekvorm"), max_length=120, db_index=True, help_text=_("kleine letters zonder accenten"))
    aliases = models.JSONField(_("andere namen"), default=list, blank=True)
    province = models.CharField(_("provincie"), max_length=40, blank=True)
    latitude = models.FloatField(_("breedtegraad"))
    longitude = models.FloatField(_("lengtegraad"))
    population = models.PositiveIntegerField(_("inwoners"), default=0)
    geonames_id = models.PositiveIntegerField(_("GeoNames-nummer"), null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("plaats")
        verbose_name_plural = _("plaatsen")
        ordering = ["name", "-population"]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A Dutch postcode (four digits, or six characters without a space) with the middle of its area."""

    code = models.CharField(_("postcode"), max_length=6, unique=True)
    place_name = models.CharField(_("plaats"), max_length=120)
    latitude = models.FloatField(_("breedtegraad"))
    longitude = models.FloatField(_("lengtegraad"))

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Neighbourhood(models.Model):
    """A municipality, wijk or buurt with its CBS code (GMxxxx, WKxxxxxx, BUxxxxxxxx)."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="neighbourhoods")
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=120)
    cbs_code = models.CharField(_("CBS-code"), max_length=10, blank=True, help_text=_("Bijvoorbeeld BU02810101."))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("hoort bij")
    )
    postcodes = models.JSONField(_("postcodes"), default=list, blank=True, help_text=_("Vier cijfers of zes tekens."))

    class Meta:
        verbose_name = _("buurt")
        verbose_name_plural = _("buurten")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="neighbourhood_slug_per_site")]

    def __str__(self) -> str:
        return self.name
