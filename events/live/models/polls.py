from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.live.enums import Show
from events.live.models.questions import Participant


class Poll(models.Model):
    """A question with choices. Once opened its choices are fixed."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="polls")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"), default=1)
    question = models.CharField(_("vraag"), max_length=200)
    show = models.CharField(_("uitslag"), max_length=8, choices=Show.choices, default=Show.LIVE)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def shows_results(self) -> bool:
        return self.closed_at is not None or (self.opened_at is not None and self.show == Show.LIVE)


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"), default=1, help_text=_("Ook de toets op de telefoon."))
    text = models.CharField(_("antwoord"), max_length=120)

    class Meta:
        verbose_name = _("keuze")
        verbose_name_plural = _("keuzes")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return self.text


class PollAnswer(models.Model):
    """What somebody chose. Only counts leave the database."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="poll_answers")
    by_phone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("gekozen antwoord")
        verbose_name_plural = _("gekozen antwoorden")
        constraints = [models.UniqueConstraint(fields=["poll", "participant"], name="live_one_answer_per_person")]

    def __str__(self) -> str:
        return f"{self.poll_id}"
