from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.people.enums import Channel
from community.questions.enums import OPEN_STATES, Into, QuestionState, YesHow

LONGEST_QUESTION = 2000


class Question(models.Model):
    """What somebody asked us, whatever it is about: who answers, by when, and what became of it."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, help_text="of the form: sent twice it is one question")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6, help_text=_("Zonder spaties, zoals Q72493."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_questions"
    )
    name = models.CharField(_("naam"), max_length=120)
    channel = models.CharField(_("liefst bereikbaar"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    address = models.CharField(_("adres"), max_length=300, blank=True)
    text = models.TextField(_("vraag"), max_length=LONGEST_QUESTION)
    asked_on = models.CharField(_("op welke pagina"), max_length=300, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("opgeschreven door"),
    )

    state = models.CharField(_("stand"), max_length=12, choices=QuestionState.choices, default=QuestionState.RECEIVED)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handled_questions",
        verbose_name=_("wie antwoordt"),
    )
    received_at = models.DateTimeField(_("ontvangen"))
    due_at = models.DateTimeField(_("antwoord voor"))
    answered_at = models.DateTimeField(_("eerste antwoord"), null=True, blank=True)
    answer = models.TextField(_("antwoord"), max_length=4000, blank=True)
    into = models.CharField(_("werd"), max_length=8, choices=Into.choices, blank=True)
    service = models.ForeignKey(
        "pages.ServicePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("dienst"),
    )
    visit = models.ForeignKey(
        "outreach.Visit",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("bezoek"),
    )
    provider = models.ForeignKey(
        "pages.ProviderPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie verder helpt"),
    )
    told = models.TextField(_("wat wij hun vertellen"), max_length=1000, blank=True)
    yes_at = models.DateTimeField(_("ja op"), null=True, blank=True)
    yes_how = models.CharField(_("hoe"), max_length=6, choices=YesHow.choices, blank=True)
    spoke_with = models.CharField(_("wie sprak u daar"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("vraag aan ons")
        verbose_name_plural = _("vragen aan ons")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "code"], name="question_code_per_site"),
            models.UniqueConstraint(fields=["site", "key"], name="question_sent_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[QuestionState.AGREED.value, QuestionState.HANDED_OVER.value])
                | (Q(yes_at__isnull=False) & ~Q(yes_how="")),
                name="handed_over_with_a_yes",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED.value) | Q(answered_at__isnull=False),
                name="answered_question_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "due_at"], name="question_board")]

    def __str__(self) -> str:
        return f"{self.name} ({self.readable_code})"

    @property
    def readable_code(self) -> str:
        """The code in pairs, as it is read out on the telephone: Q7 24 93."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def first_name(self) -> str:
        """Of who answers; empty when nobody does any more."""
        return self.handler.get_short_name() if self.handler else ""
