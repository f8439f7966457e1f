from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """A token bucket. It lives in the database, so a restart or a lost cache gives nobody new tries."""

    key = models.CharField(
        max_length=64, unique=True, help_text="keyed hash of what is limited; never the address itself"
    )
    tokens = models.FloatField()
    filled_at = models.DateTimeField()

    class Meta:
        verbose_name = "limiet"
        verbose_name_plural = "limieten"

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.tokens:.1f}"
