from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.live.enums import QuestionState, StepKind, Stream


class LogEvent(models.Model):
    """One message of a room: written with the change it tells, sent after the commit, replayed to who missed it.

    `subject` is the id on the wire of the question or note, so that its words can be wiped from what was said before.
    There is no moment in it: with one, an anonymous question could be laid beside other logs.
    """

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="log")
    stream = models.CharField(max_length=3, choices=Stream.choices)
    seq = models.PositiveBigIntegerField()
    type = models.CharField(max_length=12)
    body = models.JSONField()
    subject = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("bericht van de zaal")
        verbose_name_plural = _("berichten van de zaal")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["room", "stream", "seq"], name="live_log_number_once")]
        indexes = [models.Index(fields=["room", "subject"], name="live_log_subject")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.type}"


class Step(models.Model):
    """What was done with a question, by whom and why; `before` is what an undo puts back."""

    question = models.ForeignKey("live.Question", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("wat"), max_length=6, choices=StepKind.choices, default=StepKind.STATE)
    from_state = models.CharField(_("van"), max_length=12, blank=True)
    to_state = models.CharField(_("naar"), max_length=12, choices=QuestionState.choices)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    before = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("wanneer"))
    undone = models.BooleanField(_("ongedaan gemaakt"), default=False)

    class Meta:
        verbose_name = _("stap")
        verbose_name_plural = _("stappen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_state or '–'} → {self.to_state}"


class Command(models.Model):
    """A command that was done: the same one sent again gets the same answer."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="commands")
    actor = models.CharField(max_length=64)
    c = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()

    class Meta:
        verbose_name = _("opdracht")
        verbose_name_plural = _("opdrachten")
        constraints = [models.UniqueConstraint(fields=["room", "actor", "c"], name="live_command_once")]

    def __str__(self) -> str:
        return self.c


class Presence(models.Model):
    """How many people one process of the portal has in a room. Rows of a process that is gone are too old to count."""

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="presence")
    process = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("aanwezigen")
        verbose_name_plural = _("aanwezigen")
        constraints = [models.UniqueConstraint(fields=["room", "process"], name="live_presence_per_process")]

    def __str__(self) -> str:
        return f"{self.count}"
