from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedbackKind(TextChoices):
    COMPLAINT = "complaint", _("klacht")
    PRAISE = "praise", _("compliment")
    ACCESS = "access", _("iets lukt niet op de site")
    PRIVACY = "privacy", _("vraag over gegevens")


class FeedbackState(TextChoices):
    RECEIVED = "received", _("nieuw")
    ANSWERED = "answered", _("beantwoord")
    CLOSED = "closed", _("gesloten")
