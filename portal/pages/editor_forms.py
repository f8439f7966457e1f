"""What the admin's own small screens take in."""

from __future__ import annotations

import json

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from wagtail.models import Page

from portal.pages.translated import language_of

MOST = 200_000


class DraftForm(forms.Form):
    """The texts on the editor's screen, a text per field, as a JSON list of strings, and the address of that screen."""

    texts_json = forms.CharField(max_length=MOST, strip=False)
    screen = forms.CharField(max_length=500, required=False)

    @property
    def language(self) -> str:
        """Of the page that is written, or of the page below which a new one comes."""
        try:
            found = resolve(self.cleaned_data.get("screen", "")).kwargs
        except Resolver404:
            return settings.LANGUAGE_CODE
        number = found.get("page_id") or found.get("parent_page_id")
        page = Page.objects.filter(pk=number).first() if number else None
        return language_of(page) if page is not None else settings.LANGUAGE_CODE

    def clean_texts_json(self) -> str:
        try:
            found = json.loads(self.cleaned_data["texts_json"])
        except ValueError as error:
            raise ValidationError("no JSON") from error
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise ValidationError("no list of texts")
        self.texts: list[str] = found
        return self.cleaned_data["texts_json"]
