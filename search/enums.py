from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rhythm(TextChoices):
    AT_ONCE = "now", _("meteen")
    DAILY = "daily", _("elke ochtend")
    WEEKLY = "weekly", _("elke maandagochtend")
