from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.moments.enums import OPEN_STATES, MomentState, Where
from community.people.enums import Channel


class Moment(models.Model):
    """Somebody asks a worker for a moment; the worker says when and where, or why not."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey("pages.WorkerPage", null=True, on_delete=models.SET_NULL, related_name="moments")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="moments",
        verbose_name=_("wie antwoordt"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_moments"
    )
    name = models.CharField(_("naam"), max_length=120)
    channel = models.CharField(_("liefst bereikbaar"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    address = models.CharField(_("adres"), max_length=300, blank=True)
    about = models.TextField(_("waarover"), max_length=1000, blank=True)
    wish_when = models.CharField(_("wanneer"), max_length=300, blank=True)
    wish_where = models.CharField(_("waar"), max_length=10, choices=Where.choices)
    language = models.CharField(_("taal"), max_length=2, default="nl")

    state = models.CharField(_("stand"), max_length=12, choices=MomentState.choices, default=MomentState.ASKED)
    asked_at = models.DateTimeField(_("gevraagd op"))
    due_at = models.DateTimeField(_("antwoord voor"))
    answered_at = models.DateTimeField(_("eerste antwoord"), null=True, blank=True)
    starts_at = models.DateTimeField(_("begint"), null=True, blank=True)
    ends_at = models.DateTimeField(_("eindigt"), null=True, blank=True)
    where = models.CharField(_("waar"), max_length=200, blank=True)
    answer = models.TextField(_("antwoord"), max_length=1000, blank=True)
    reason = models.TextField(_("reden"), max_length=1000, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="rises with every change that a calendar must know")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("moment")
        verbose_name_plural = _("momenten")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "starts_at"],
                condition=Q(state=MomentState.CONFIRMED.value),
                name="worker_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MomentState.CONFIRMED.value, MomentState.DONE.value])
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="agreed_moment_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "due_at"], name="moment_board")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def first_name(self) -> str:
        """Of the worker who answers; empty when nobody does any more."""
        return self.worker.get_short_name() if self.worker else ""
