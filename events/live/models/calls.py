from __future__ import annotations

import uuid

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """Somebody on the telephone who pressed 1: wants to ask something. Of the number only the last two digits are kept.

    `line` is the bridge's own name for the call, kept as a keyed hash, so that digits of one caller belong together.
    """

    class State(TextChoices):
        WAITING = "waiting", _("wacht")
        TALKING = "talking", _("aan de lijn")
        DONE = "done", _("klaar")

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="calls")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.CharField(max_length=64)
    tail = models.CharField(_("laatste cijfers"), max_length=2, blank=True)
    state = models.CharField(_("stand"), max_length=8, choices=State.choices, default=State.WAITING)
    waiting_since = models.DateTimeField(_("wacht sinds"))
    taken_at = models.DateTimeField(_("aan de lijn sinds"), null=True, blank=True)

    class Meta:
        verbose_name = _("beller")
        verbose_name_plural = _("bellers")
        ordering = ["waiting_since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "line"], condition=~models.Q(state="done"), name="live_one_open_call_per_line"
            )
        ]

    def __str__(self) -> str:
        return self.tail or "–"
