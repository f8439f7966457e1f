"""Fields for the lines of an import file: JSON values with their own types, errors in the words of the command line."""

from __future__ import annotations

import datetime
import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.forms.fields import clean_text


class LineField(forms.Field):
    """A JSON value; null and a missing key count as not given."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, error_messages={"required": "is missing"}, **kwargs)

    def clean(self, value: Any) -> Any:
        if value is None or value == "":
            if self.required:
                raise ValidationError("is missing")
            return None
        return self.read(value)

    def read(self, value: Any) -> Any:
        raise AssertionError("a field says how it reads")


class LineText(LineField):
    def __init__(self, max_length: int, *, required: bool = False, choices: Any = ()) -> None:
        super().__init__(required=required)
        self.max_length, self.choices = max_length, frozenset(choices)

    def clean(self, value: Any) -> str:
        return super().clean(value) or ""

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("is not text")
        try:
            text = clean_text(value).strip()
        except ValidationError:
            raise ValidationError("holds characters that cannot be kept") from None
        if len(text) > self.max_length:
            raise ValidationError(f"is longer than {self.max_length} characters")
        if self.required and not text:
            raise ValidationError("is missing")
        if self.choices and text and text not in self.choices:
            raise ValidationError(f"is not one of {', '.join(sorted(self.choices))}")
        return text


class LineNumber(LineField):
    def __init__(self, low: float, high: float, *, whole: bool = False) -> None:
        super().__init__()
        self.low, self.high, self.whole = low, high, whole

    def read(self, value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValidationError("is not a number")
        if self.whole and value != int(value):
            raise ValidationError("is not a whole number")
        if not self.low <= value <= self.high:
            raise ValidationError(f"is not between {self.low} and {self.high}")
        return int(value) if self.whole else float(value)


class LineFlag(LineField):
    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("is not true or false")
        return value

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value))


class LineList(LineField):
    """A list of short texts, each once, in order."""

    def __init__(self, max_length: int, *, choices: Any = (), at_most: int = 50) -> None:
        super().__init__()
        self.item, self.at_most = LineText(max_length, required=True, choices=choices), at_most

    def clean(self, value: Any) -> list[str]:
        return super().clean(value) or []

    def read(self, value: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValidationError("is not a list")
        if len(value) > self.at_most:
            raise ValidationError(f"has more than {self.at_most} items")
        return list(dict.fromkeys(self.item.clean(item) for item in value))


class LineDate(LineField):
    def read(self, value: Any) -> Any:
        try:
            day = datetime.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError("is not a date such as 2026-12-31") from None
        if day.year < 1900:
            raise ValidationError("is before 1900")
        return day
