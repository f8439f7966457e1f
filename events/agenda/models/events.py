from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from events.agenda.enums import EventKind, EventState, PriceClass, Rhythm
from portal.vocabulary.models import Theme

CAPACITY = [MinValueValidator(1), MaxValueValidator(10_000)]


class Limited(models.Model):
    """Something with places. `taken` moves by conditional updates only; no capacity means that everybody fits."""

    capacity = models.PositiveIntegerField(
        _("aantal plekken"),
        null=True,
        blank=True,
        validators=CAPACITY,
        help_text=_("Bijvoorbeeld: 12. Leeg: er is plek voor iedereen."),
    )
    taken = models.PositiveIntegerField(_("bezette plekken"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def places_left(self) -> int | None:
        """None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity


class Series(Limited):  # type: ignore[django-manager-missing]
    """Events that belong together: a walking group that goes on, or a course whose meetings one takes as a whole."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="event_series")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titel"), max_length=160)
    rhythm = models.CharField(_("hoe vaak"), max_length=12, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    as_a_whole = models.BooleanField(
        _("u meldt zich aan voor alle keren"), default=False, help_text=_("Bijvoorbeeld bij een cursus van zes lessen.")
    )
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)

    class Meta:
        verbose_name = _("reeks")
        verbose_name_plural = _("reeksen")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="series_places_not_exceeded"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Event(Limited):  # type: ignore[django-manager-missing]
    """Something that happens at one moment: on its own, or one time of a series."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="events", verbose_name=_("site")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("adres op de site"), max_length=180, blank=True, help_text=_("Leeg laten mag: wij maken het van de titel.")
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="events", verbose_name=_("reeks")
    )
    kind = models.CharField(_("soort"), max_length=20, choices=EventKind.choices, default=EventKind.MEETING)
    state = models.CharField(_("stand"), max_length=12, choices=EventState.choices, default=EventState.DRAFT)

    title = models.CharField(_("titel"), max_length=160, help_text=_("Bijvoorbeeld: Aan tafel in Drumpt."))
    summary = models.CharField(
        _("in het kort"), max_length=300, blank=True, help_text=_("Bijvoorbeeld: Soep, brood en iets zoets.")
    )
    description = models.TextField(_("wat er gebeurt"), max_length=10_000, blank=True)
    drawing = models.CharField(_("tekening"), max_length=20, blank=True)

    starts_at = models.DateTimeField(_("begin"))
    ends_at = models.DateTimeField(_("einde"))

    location_name = models.CharField(
        _("naam van de plek"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: De Peilstok.")
    )
    street = models.CharField(_("straat en huisnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("buurt"),
    )
    phone_number = PhoneNumberField(
        _("telefoonnummer om mee te doen"), blank=True, help_text=_("Alleen als u per telefoon kunt meedoen.")
    )
    phone_code = models.CharField(
        _("code bij dat nummer"), max_length=20, blank=True, help_text=_("Bijvoorbeeld: 45 12 8.")
    )
    link = models.URLField(
        _("link om mee te doen"), blank=True, help_text=_("Alleen wie zich aanmeldt, krijgt deze link.")
    )
    wheelchair = models.BooleanField(_("kan met een rolstoel"), default=False)

    price_class = models.CharField(_("prijs"), max_length=8, choices=PriceClass.choices, default=PriceClass.FREE)
    prices = models.JSONField(_("bedragen"), default=list, blank=True, help_text="[{label, note, cents}], may be empty")

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_events",
        verbose_name=_("medewerker"),
        help_text=_("De medewerker die vragen beantwoordt. Bij een afscheidsfeest: wie weggaat."),
    )
    host_name = models.CharField(
        _("bij wie"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: Toos Wilgenkamp kookt.")
    )
    host_words = models.CharField(_("in de woorden van wie ontvangt"), max_length=200, blank=True)

    takes_sign_up = models.BooleanField(
        _("u meldt zich aan"), default=True, help_text=_("Uit: iedereen loopt gewoon binnen.")
    )
    sequence = models.PositiveIntegerField(_("versie"), default=0, editable=False)
    cancelled_reason = models.CharField(_("waarom het niet doorgaat"), max_length=300, blank=True)
    head_count = models.PositiveIntegerField(
        _("aantal mensen dat er was"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    updated_at = models.DateTimeField(_("bijgewerkt"), auto_now=True)

    themes = TaggableManager(
        verbose_name=_("onderwerpen"), through="agenda.EventTheme", blank=True, related_name="events"
    )

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="event_slug_per_site"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="event_places_not_exceeded"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["site", "state", "starts_at"], name="event_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agenda:detail", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_coming(self) -> bool:
        return self.state == EventState.PUBLISHED and not self.is_past


class EventTheme(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="event_items")
    content_object = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_per_event")]
