"""What the admin's own small screens take in."""

from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError

MOST = 200_000


class DraftForm(forms.Form):
    """The texts on the editor's screen, a text per field, as a JSON list of strings."""

    texts_json = forms.CharField(max_length=MOST, strip=False)

    def clean_texts_json(self) -> str:
        try:
            found = json.loads(self.cleaned_data["texts_json"])
        except ValueError as error:
            raise ValidationError("no JSON") from error
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise ValidationError("no list of texts")
        self.texts: list[str] = found
        return self.cleaned_data["texts_json"]
