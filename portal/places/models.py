from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.places.enums import Level

CBS_CODE = RegexValidator(
    r"^(GM\d{4}|WK\d{6}|BU\d{8})$",
    _("Een CBS-code is GM met vier cijfers, WK met zes of BU met acht. Bijvoorbeeld: BU02810101."),
)


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
    """A municipality, wijk or buurt: one node of the tree of the CBS, with its code (GMxxxx, WKxxxxxx, BUxxxxxxxx).

    The code of a node begins with the digits of the node above: BU02810101 lies in WK028101, that in GM0281.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="neighbourhoods")
    level = models.CharField(
        _("soort"),
        max_length=2,
        choices=Level.choices,
        default=Level.BUURT,
        help_text=_("Een gemeente heeft wijken, een wijk heeft buurten. Bijvoorbeeld: buurt."),
    )
    name = models.CharField(_("naam"), max_length=120, help_text=_("Bijvoorbeeld: Tiel-West."))
    slug = models.SlugField(
        _("adres"), max_length=120, help_text=_("Staat in adressen en filters. Bijvoorbeeld: tiel-west.")
    )
    cbs_code = models.CharField(
        _("CBS-code"),
        max_length=10,
        blank=True,
        validators=[CBS_CODE],
        help_text=_("Van het Centraal Bureau voor de Statistiek. Bijvoorbeeld: BU02810101."),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("hoort bij"),
        help_text=_("De wijk van een buurt, of de gemeente van een wijk. Bijvoorbeeld: Tiel."),
    )
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True, help_text=_("Bijvoorbeeld: 51.8867."))
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True, help_text=_("Bijvoorbeeld: 5.4344."))

    class Meta:
        verbose_name = _("buurt")
        verbose_name_plural = _("buurten")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="neighbourhood_slug_per_site"),
            models.UniqueConstraint(
                fields=["site", "cbs_code"], condition=~Q(cbs_code=""), name="neighbourhood_code_per_site"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def postcodes(self) -> list[str]:
        return [row.code for row in self.postcode_rows.all()]


class NeighbourhoodPostcode(models.Model):
    """A postcode (four digits, or six characters without a space) belongs to one neighbourhood of a site."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("postcode"), max_length=6)
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, related_name="postcode_rows", verbose_name=_("buurt")
    )

    class Meta:
        verbose_name = _("postcode van een buurt")
        verbose_name_plural = _("postcodes van buurten")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="postcode_in_one_neighbourhood")]

    def __str__(self) -> str:
        return self.code
