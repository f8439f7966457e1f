from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rhythm(TextChoices):
    AT_ONCE = "now", _("meteen")
    DAILY = "daily", _("elke ochtend")
    WEEKLY = "weekly", _("elke maandagochtend")


class WordKind(TextChoices):
    SYNONYM = "synonym", _("betekent hetzelfde")
    STOP = "stop", _("zegt niets")
    WEAK = "weak", _("telt maar een beetje")
    PART = "part", _("deel van lange woorden")
    WHOLE = "whole", _("blijft heel")


class Effect(TextChoices):
    PIN = "pin", _("helemaal bovenaan")
    LIFT = "lift", _("wat hoger")


# Vacancies are stored without words that say nothing, and by their parts: these ask for a rebuild.
STORED_KINDS = (WordKind.STOP, WordKind.PART, WordKind.WHOLE)
