from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.people.enums import Channel
from events.agenda.enums import ACTIVE_STATES, CallKind, RegistrationState
from events.agenda.models.events import Event, Series


class Registration(models.Model):
    """Somebody comes: to one event, or to a series as a standing guest.

    A standing one has a row of its own for each event (`standing` points at it), so that one time can be skipped. A
    row with `original` is what somebody gets who signs up a second time without a login: it looks like a new one and
    holds no place, because the page may not tell whose address is known.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6)
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="registrations")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.CASCADE, related_name="registrations")
    standing = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="times")
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="repeats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    contact_key = models.CharField(max_length=400, help_text="how to reach | the name, as compared")
    name = models.CharField(_("naam"), max_length=120)
    arranged_by = models.CharField(_("aangemeld door"), max_length=120, blank=True)
    channel = models.CharField(_("liefst bereikbaar"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    address = models.CharField(_("adres"), max_length=300, blank=True)
    message = models.CharField(_("goed om te weten"), max_length=500, blank=True)
    price_label = models.CharField(_("gekozen prijs"), max_length=80, blank=True)
    introduced_by = models.CharField(_("voorgesteld door"), max_length=120, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    state = models.CharField(
        _("stand"), max_length=12, choices=RegistrationState.choices, default=RegistrationState.REGISTERED
    )
    registered_at = models.DateTimeField(_("aangemeld op"))
    offered_until = models.DateTimeField(_("kiezen voor"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("aanmelding voor een activiteit")
        verbose_name_plural = _("aanmeldingen voor activiteiten")
        ordering = ["registered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, series__isnull=True) | Q(event__isnull=True, series__isnull=False),
                name="registration_for_event_or_series",
            ),
            models.UniqueConstraint(
                fields=["event", "contact_key"],
                condition=Q(state__in=[state.value for state in ACTIVE_STATES], original=None),
                name="one_registration_per_event",
            ),
            models.UniqueConstraint(
                fields=["series", "contact_key"],
                condition=Q(state__in=[state.value for state in ACTIVE_STATES], original=None),
                name="one_registration_per_series",
            ),
            models.UniqueConstraint(fields=["site", "code"], name="registration_code_per_site"),
        ]
        indexes = [
            models.Index(fields=["event", "state", "registered_at"], name="registration_list"),
            models.Index(fields=["state", "offered_until"], name="registration_offers"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.readable_code})"

    @property
    def readable_code(self) -> str:
        """The code in pairs, as it is read out on the telephone: K7 24 93."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def holder(self) -> Event | Series:
        """What the place is of."""
        found = self.event if self.event_id else self.series
        assert found is not None, "registration_for_event_or_series"
        return found

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES


class Call(models.Model):
    """Somebody without mail who is to be told something: the list of whom to ring."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="calls")
    kind = models.CharField(_("waarover"), max_length=12, choices=CallKind.choices)
    made_at = models.DateTimeField(_("sinds"))
    done_at = models.DateTimeField(_("gebeld op"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("telefoontje")
        verbose_name_plural = _("telefoontjes")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"], condition=Q(done_at=None), name="one_open_call_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_kind_display()}"


class Introduction(models.Model):
    """Two guests of network drinks, introduced to each other by somebody, and what came of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="introductions")
    guest = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("wie"))
    other = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("aan wie"))
    introduced_by = models.CharField(_("voorgesteld door"), max_length=120)
    about = models.CharField(_("waarover"), max_length=300, blank=True)
    follow_up_on = models.DateField(_("vraag hoe het ging op"), null=True, blank=True)
    outcome = models.CharField(_("wat ervan kwam"), max_length=500, blank=True)
    followed_up_at = models.DateTimeField(_("nagevraagd op"), null=True, blank=True)
    made_at = models.DateTimeField(_("opgeschreven"))

    class Meta:
        verbose_name = _("kennismaking")
        verbose_name_plural = _("kennismakingen")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["guest", "other"], name="introduced_once"),
            models.CheckConstraint(condition=~Q(guest=F("other")), name="introduced_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.guest.name} – {self.other.name}"


class CalendarKey(models.Model):
    """The address of somebody's own calendar. Whoever has it can read it, so it can be replaced."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)

    class Meta:
        verbose_name = _("sleutel van een agenda")
        verbose_name_plural = _("sleutels van agenda’s")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user"], condition=Q(revoked_at=None), name="one_calendar_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
