"""Input of visitors on pages: what a list is asked, and the postcode box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.forms.base import PortalForm
from portal.forms.fields import TextField
from portal.pages.enums import StoryKind
from portal.places.queries import is_postcode

YEARS = {"min_value": 1990, "max_value": 2200}


class ListForm(PortalForm):
    """What a list is asked by its address; a value that means nothing counts as not given."""

    jaar = forms.IntegerField(required=False, **YEARS)  # type: ignore[arg-type]
    onderwerp = forms.SlugField(required=False, max_length=100)
    door = forms.SlugField(required=False, max_length=80)
    soort = forms.ChoiceField(required=False, choices=[("", ""), *StoryKind.choices])
    pagina = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        known = self.cleaned_data
        return {
            "jaar": known.get("jaar"),
            "onderwerp": known.get("onderwerp") or "",
            "door": known.get("door") or "",
            "soort": known.get("soort") or "",
            "pagina": known.get("pagina") or 1,
        }


class PostcodeForm(forms.Form):
    """In which neighbourhood does somebody live?"""

    postcode = TextField(
        label=_("Uw postcode"),
        max_length=10,
        error_messages={"required": _("Vul uw postcode in"), "max_length": _("Een postcode is zoals 4001 AB.")},
    )

    def clean_postcode(self) -> str:
        code = " ".join(self.cleaned_data["postcode"].upper().split())
        if not is_postcode(code):
            raise ValidationError(_("Een postcode is vier cijfers en twee letters, zoals 4001 AB."))
        return code
