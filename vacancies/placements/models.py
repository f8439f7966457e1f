from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.people.enums import Channel
from vacancies.placements.enums import OPEN_STATES, PLACE_TOPICS, ApplicationState, Topic


class Application(models.Model):
    """Somebody comes to us and waits for an answer: for one vacancy, or when that is empty with the topic alone."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="applications")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6, help_text=_("Zonder spaties, zoals K72493."))
    topic = models.CharField(_("waarvoor"), max_length=16, choices=Topic.choices, default=Topic.TAKING_PART)
    vacancy = models.ForeignKey(
        "bank.Vacancy",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="applications",
        verbose_name=_("vacature"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications"
    )
    contact_key = models.CharField(
        max_length=270, help_text="user:<id>, else email:<address> or phone:<E.164> or letter:<postcode and number>"
    )
    name = models.CharField(_("naam"), max_length=120)
    channel = models.CharField(_("liefst bereikbaar"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    address = models.CharField(_("adres"), max_length=300, blank=True)
    message = models.TextField(_("bericht"), max_length=2000, blank=True)
    wish_what = models.CharField(_("wat"), max_length=500, blank=True)
    wish_when = models.CharField(_("wanneer"), max_length=300, blank=True)
    wish_where = models.CharField(_("waar"), max_length=300, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")

    state = models.CharField(
        _("stand"), max_length=20, choices=ApplicationState.choices, default=ApplicationState.RECEIVED
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="handled_applications"
    )
    received_at = models.DateTimeField(_("ontvangen"))
    due_at = models.DateTimeField(_("antwoord voor"))
    answered_at = models.DateTimeField(_("eerste antwoord"), null=True, blank=True)
    answer = models.TextField(_("antwoord"), max_length=4000, blank=True)
    reason = models.TextField(_("reden"), max_length=1000, blank=True)
    alternatives = models.ManyToManyField(
        "bank.Vacancy", blank=True, related_name="+", verbose_name=_("andere plekken")
    )

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "contact_key"],
                condition=Q(state__in=[state.value for state in OPEN_STATES], vacancy__isnull=False),
                name="one_open_application_per_vacancy",
            ),
            models.UniqueConstraint(
                fields=["site", "topic", "contact_key"],
                condition=Q(state__in=[state.value for state in OPEN_STATES], vacancy__isnull=True),
                name="one_open_application_per_topic",
            ),
            models.UniqueConstraint(fields=["site", "code"], name="application_code_per_site"),
        ]
        indexes = [models.Index(fields=["site", "state", "due_at"], name="application_board")]

    def __str__(self) -> str:
        return f"{self.name} ({self.readable_code})"

    @property
    def readable_code(self) -> str:
        """The code in pairs, as it is read out on the telephone: K7 24 93."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def wants_place(self) -> bool:
        return self.topic in PLACE_TOPICS


class ApplicationNote(models.Model):
    """What a worker writes down: a telephone call, an agreement. The applicant may ask to read it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("notitie"), max_length=2000)
    written_at = models.DateTimeField(_("geschreven"))

    class Meta:
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Receipt(models.Model):
    """What somebody gets who signs up a second time without a login.

    The page must not tell that the first sign-up exists: whoever types another's address would learn it. So a second
    one gets a proof of receipt with a code of its own, which looks the same and can even be withdrawn; at the desk the
    code finds the real sign-up.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="receipts")
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6)
    name = models.CharField(_("naam"), max_length=120)
    channel = models.CharField(_("liefst bereikbaar"), max_length=10, choices=Channel.choices)
    received_at = models.DateTimeField(_("ontvangen"))
    due_at = models.DateTimeField(_("antwoord voor"))
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)

    class Meta:
        verbose_name = _("ontvangstbewijs")
        verbose_name_plural = _("ontvangstbewijzen")
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="receipt_code_per_site")]

    def __str__(self) -> str:
        return self.readable_code

    @property
    def readable_code(self) -> str:
        """As that of an application, so that the page looks the same."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def vacancy(self) -> object:
        return self.application.vacancy

    @property
    def topic(self) -> str:
        return self.application.topic

    @property
    def wants_place(self) -> bool:
        return self.application.wants_place

    @property
    def handler(self) -> object:
        return self.application.vacancy.coordinator if self.application.vacancy else self.application.handler

    @property
    def state(self) -> str:
        return ApplicationState.WITHDRAWN if self.withdrawn_at else ApplicationState.RECEIVED

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None
