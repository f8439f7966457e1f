from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

PER_PAGE = 25
MOST_PER_PAGE = 100


class LanguageForm(forms.Form):
    """In whose words: those of the translation where there is one, else Dutch. Ids stay the same."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


class PageForm(LanguageForm):
    """Which page of a list, and what it must hold. Empty values count as not given, unknown names are ignored."""

    search = forms.CharField(required=False, max_length=500)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    per_page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PER_PAGE)
    full = forms.BooleanField(required=False)

    def wanted(self) -> dict[str, Any]:
        return {**self.cleaned_data, "per_page": self.cleaned_data.get("per_page") or PER_PAGE}


class ServicesForm(PageForm):
    """Filters of services; together they narrow: each must hold."""

    organization_id = forms.UUIDField(required=False)
    taxonomy_id = forms.UUIDField(required=False)
    taxonomy_term_id = forms.UUIDField(required=False)
    modified_after = forms.DateTimeField(required=False)


class TermsForm(PageForm):
    taxonomy_id = forms.UUIDField(required=False)
    parent_id = forms.UUIDField(required=False)
