from __future__ import annotations

from django.db import models


class ScheduledRun(models.Model):
    """When a recurring job last began. A worker claims a run by moving the moment, so that only one of them does it."""

    name = models.CharField("taak", max_length=80, unique=True)
    started_at = models.DateTimeField("begonnen")
    finished_at = models.DateTimeField("klaar", null=True, blank=True)
    error = models.CharField("fout", max_length=300, blank=True)

    class Meta:
        verbose_name = "terugkerende taak"
        verbose_name_plural = "terugkerende taken"

    def __str__(self) -> str:
        return self.name
