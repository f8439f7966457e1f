from __future__ import annotations

from typing import Any

from django import forms

from portal.forms.base import PortalForm
from portal.pages.enums import StoryKind

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
