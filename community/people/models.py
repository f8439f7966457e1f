from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.people.enums import Channel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password it gets an unusable one and the mailed code is the way in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The e-mail address is the identity; addresses on the web show the UUID."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    first_name = models.CharField(_("voornaam"), max_length=80, blank=True)
    last_name = models.CharField(_("achternaam"), max_length=80, blank=True)
    is_staff = models.BooleanField(_("medewerker"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    date_joined = models.DateTimeField(_("sinds"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email


class Leaving(models.Model):
    """Somebody asked to be erased, or was away for two years. The row stays, so that a restored copy can be redone."""

    class Why(models.TextChoices):
        ASKED = "asked", _("op eigen verzoek")
        AWAY = "away", _("twee jaar niet ingelogd")

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="leavings")
    user_uuid = models.UUIDField(_("nummer van het account"))
    why = models.CharField(_("waarom"), max_length=6, choices=Why.choices, default=Why.ASKED)
    asked_at = models.DateTimeField(_("gevraagd op"))
    due_at = models.DateTimeField(_("gewist na"))
    cancelled_at = models.DateTimeField(_("toch gebleven op"), null=True, blank=True)
    done_at = models.DateTimeField(_("gewist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("verzoek om gewist te worden")
        verbose_name_plural = _("verzoeken om gewist te worden")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user_uuid"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="one_open_leaving_per_person",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(done_at__isnull=True), name="leaving_ends_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_uuid}: {self.get_why_display()}"


class Profile(models.Model):
    """What a person told about themselves, and for a worker the face that visitors see."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile", verbose_name=_("account"))
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    preferred_channel = models.CharField(
        _("liefst bereikbaar"), max_length=10, choices=Channel.choices, default=Channel.EMAIL
    )
    language = models.CharField(_("taal"), max_length=2, default="nl")
    plain_language = models.BooleanField(_("liever korte, eenvoudige teksten"), default=False)
    place = models.CharField(_("woonplaats"), max_length=120, blank=True)
    role_title = models.CharField(_("functie"), max_length=120, blank=True)
    introduction = models.CharField(_("in één zin"), max_length=200, blank=True)
    for_whom = models.CharField(_("voor wie"), max_length=160, blank=True)
    days = models.CharField(
        _("werkdagen"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: dinsdag tot en met vrijdag.")
    )
    where_now = models.CharField(_("waar en wanneer"), max_length=160, blank=True)
    portrait = models.CharField(_("portret"), max_length=20, blank=True)
    is_visible = models.BooleanField(_("zichtbaar op de site"), default=False)

    class Meta:
        verbose_name = _("profiel")
        verbose_name_plural = _("profielen")

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        return reverse("people:mine")
