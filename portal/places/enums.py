from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """The three levels of the CBS tree; the value is how its codes begin."""

    MUNICIPALITY = "GM", _("gemeente")
    WIJK = "WK", _("wijk")
    BUURT = "BU", _("buurt")


# Digits after the two letters, and the level above.
DIGITS = {Level.MUNICIPALITY: 4, Level.WIJK: 6, Level.BUURT: 8}
ABOVE = {Level.BUURT: Level.WIJK, Level.WIJK: Level.MUNICIPALITY}
