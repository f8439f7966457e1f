from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.live.enums import AnswerHow, Flag, QuestionState, Via

LOCK_SECONDS = 60


class Participant(models.Model):
    """Somebody who asked or voted, known by a key of this room alone. No account, no address, no name.

    A listener who only listens has no row. The rows are deleted with the room's secret.
    """

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="participants")
    key = models.CharField(max_length=64)
    via = models.CharField(max_length=8, choices=Via.choices, default=Via.WEB)
    muted = models.BooleanField(default=False)
    banned = models.BooleanField(default=False)
    asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="for the pause between two questions")

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        constraints = [models.UniqueConstraint(fields=["room", "key"], name="live_participant_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Question(models.Model):
    """A question in the room. `text` is what is shown, `original` what was typed.

    An anonymous question has no name, its moment is kept in whole minutes, and there is no author column at all.
    """

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="questions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    text = models.CharField(_("vraag"), max_length=500, blank=True)
    original = models.CharField(_("zoals gesteld"), max_length=500, blank=True)
    name = models.CharField(_("voornaam"), max_length=60, blank=True)
    via = models.CharField(_("hoe"), max_length=8, choices=Via.choices, default=Via.WEB)
    for_other = models.BooleanField(_("voor iemand anders"), default=False)
    asked_at = models.DateTimeField(_("gesteld"))
    state = models.CharField(_("stand"), max_length=12, choices=QuestionState.choices, default=QuestionState.WAITING)
    is_public = models.BooleanField(_("iedereen ziet deze vraag"), default=False)
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    votes = models.PositiveIntegerField(_("ik ook"), default=0)
    answer_how = models.CharField(_("beantwoord"), max_length=8, choices=AnswerHow.choices, blank=True)
    answer_text = models.TextField(_("antwoord"), max_length=2000, blank=True)
    answer_offset = models.PositiveIntegerField(_("seconde in de opname"), null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    flag = models.CharField(_("let op"), max_length=8, choices=Flag.choices, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(state=QuestionState.NOW), name="live_one_question_now"
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.REMOVED) | Q(text="", original="", name="", answer_text="", reason=""),
                name="live_removed_question_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(
                    state__in=[
                        QuestionState.VISIBLE,
                        QuestionState.NOW,
                        QuestionState.ANSWERED,
                        QuestionState.MERGED,
                    ]
                ),
                name="live_hidden_state_is_not_public",
            ),
        ]
        indexes = [models.Index(fields=["room", "state"], name="live_question_state")]

    def __str__(self) -> str:
        return self.text[:60] or str(self.uuid)

    @property
    def is_edited(self) -> bool:
        return self.text != self.original

    @property
    def is_locked(self) -> bool:
        return self.locked_by_id is not None and self.locked_until is not None and self.locked_until > timezone.now()


class Vote(models.Model):
    """Somebody has this question too."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="vote_rows")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        verbose_name = _("ik ook")
        verbose_name_plural = _("ik ook")
        constraints = [models.UniqueConstraint(fields=["question", "participant"], name="live_one_vote_per_person")]

    def __str__(self) -> str:
        return f"{self.question_id}"
