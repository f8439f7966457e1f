from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.dialogue.feedback.enums import FeedbackKind, FeedbackState


class Feedback(models.Model):
    """A complaint, a compliment, a thing that does not work, a question about one's data: a person answers in time."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=FeedbackKind.choices)
    text = models.TextField(_("bericht"), max_length=4000)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    about = models.CharField(_("over welke pagina"), max_length=300, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    state = models.CharField(_("stand"), max_length=12, choices=FeedbackState.choices, default=FeedbackState.RECEIVED)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie antwoordt"),
    )
    answer = models.TextField(_("antwoord"), max_length=4000, blank=True)
    received_at = models.DateTimeField(_("ontvangen"))
    due_at = models.DateTimeField(_("antwoord voor"))
    answered_at = models.DateTimeField(_("beantwoord"), null=True, blank=True)

    class Meta:
        verbose_name = _("klacht of compliment")
        verbose_name_plural = _("klachten en complimenten")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FeedbackState.ANSWERED.value) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_feedback_has_its_answer",
            )
        ]
        indexes = [models.Index(fields=["site", "state", "due_at"], name="feedback_desk")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_at:%d-%m-%Y}"

    @property
    def wants_answer(self) -> bool:
        return bool(self.email or self.phone)
