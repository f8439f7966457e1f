"""Outside the usual files of a slice: the admin inputs of our own.

The browser's own date and time fields need no script, know Dutch notation and can be used without a mouse; Wagtail's
date choosers write a script into the page, which our content security policy forbids.
"""

from __future__ import annotations

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
