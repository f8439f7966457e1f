from __future__ import annotations

from django.db import models


class Generation(models.Model):
    """One row: how often something changed that visitors can see. Pages kept under an older number are never shown."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "stand van de pagina's"
        verbose_name_plural = "stand van de pagina's"

    def __str__(self) -> str:
        return str(self.number)
