from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.pages.enums import portrait_choices


class Author(models.Model):
    """Who writes: a worker of ours with an account, or a guest with a biography and an affiliation of their own."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("naam"), max_length=120, help_text=_("Zoals boven het bericht. Bijvoorbeeld: Farid."))
    slug = models.SlugField(
        _("in het adres"),
        max_length=80,
        blank=True,
        help_text=_("Leeg: wij maken het van de naam. Bijvoorbeeld: farid."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"profile__is_visible": True, "is_active": True},
        related_name="+",
        verbose_name=_("medewerker"),
        help_text=_("Leeg: dit is een gast. Bijvoorbeeld: Hanneke. Gezicht en zin komen dan van haar profiel."),
    )
    affiliation = models.CharField(
        _("waar van"), max_length=120, blank=True, help_text=_("Bij een gast. Bijvoorbeeld: kok in Drumpt.")
    )
    biography = models.TextField(
        _("over de schrijver"),
        max_length=600,
        blank=True,
        help_text=_("Eén of twee zinnen. Bijvoorbeeld: Hij kookt elke woensdag voor twaalf buren."),
    )
    portrait = models.CharField(
        _("portret"),
        max_length=20,
        choices=portrait_choices,
        blank=True,
        help_text=_("Een portret is van één mens. Gebruik het niet voor een ander. Bijvoorbeeld: portret 8."),
    )
    link = models.URLField(
        _("eigen site"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Mag leeg blijven. Bijvoorbeeld: https://www.voorbeeld.nl."),
    )

    class Meta:
        verbose_name = _("schrijver")
        verbose_name_plural = _("schrijvers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="author_slug_per_site"),
            models.UniqueConstraint(
                fields=["site", "user"],
                condition=models.Q(user__isnull=False),
                name="author_once_per_worker",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The site is no field of the form, so the form leaves these two constraints to the database."""
        others = Author.objects.filter(site_id=self.site_id).exclude(pk=self.pk)
        if self.slug and others.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("Dit woord is al van een andere schrijver.")})
        if self.user_id and others.filter(user=self.user_id).exists():
            raise ValidationError({"user": _("Deze medewerker staat al bij de schrijvers.")})

    def free_slug(self) -> str:
        """The name as part of an address, with a number when somebody has it already."""
        wanted = slugify(self.name)[:70] or "schrijver"
        others = Author.objects.filter(site_id=self.site_id).exclude(pk=self.pk)
        taken, slug, number = set(others.values_list("slug", flat=True)), wanted, 1
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        return slug

    @property
    def is_guest(self) -> bool:
        return self.user_id is None

    @property
    def short_name(self) -> str:
        return self.name.split()[0]

    @property
    def face(self) -> str:
        """The name of a portrait; that of the profile when none was chosen here."""
        return self.portrait or getattr(self.profile, "portrait", "")

    @property
    def about(self) -> str:
        return self.biography or getattr(self.profile, "introduction", "")

    @property
    def profile(self) -> Any:
        """The profile of the worker lies above pages; it is only reached from the account. None for a guest."""
        return getattr(self.user, "profile", None)
