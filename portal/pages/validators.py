"""Outside the usual files of a slice: what fields and blocks both ask of a text."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PHONE = RegexValidator(
    r"^\+?[\d\s()-]{3,24}$", _("Een telefoonnummer heeft alleen cijfers, spaties en streepjes, zoals 0344 - 12 34 56.")
)
POSTCODE = RegexValidator(
    r"^[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}$", _("Een postcode is vier cijfers en twee letters, zoals 4001 AB.")
)
