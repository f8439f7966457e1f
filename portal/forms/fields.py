"""Text that people type, cleaned once for every form: normal form C, no control characters, no invisible names."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn

NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
ALLOWED_CONTROLS = {"\n", "\r", "\t"}
# Characters that turn the reading direction or hide; they change how a name looks beside other text.
INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
DIRECTIONS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def clean_text(value: str) -> str:
    """Normalise to NFC; raise ValidationError for NUL, control, surrogate and direction characters."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in ALLOWED_CONTROLS for char in value):
        raise ValidationError(
            _("In deze tekst staan tekens die wij niet kunnen lezen. Typ de tekst opnieuw."), code="characters"
        )
    if DIRECTIONS & set(value):
        raise ValidationError(_("In deze tekst staan verborgen tekens. Typ de tekst opnieuw."), code="direction")
    return unicodedata.normalize("NFC", value)


def is_visible(value: str) -> bool:
    """Whether something is left once spaces and invisible characters are taken away."""
    return any(char not in INVISIBLE and not char.isspace() for char in value)


def holds_bsn(value: str) -> bool:
    """Whether nine digits in a text pass the test of a citizen service number. We never keep one (UAVG art. 46)."""
    return any(bsn.is_valid(digits) for digits in NINE_DIGITS.findall(value))


class TextField(forms.CharField):
    """A CharField for people: cleaned text, and a value that can be seen."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        text = clean_text(text)
        return text if is_visible(text) else ""


class LongTextField(TextField):
    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 5}), **kwargs})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class WordsField(TextField):
    """A list of words, typed with commas or on lines of their own; the value is a list without doubles."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 1000, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().clean(value)
        return list(dict.fromkeys(word for part in re.split(r"[,\n]", text) if (word := part.strip())))
