"""Outside the usual files of a slice: the admin inputs of our own.

The browser's own date and time fields need no script, know Dutch notation and can be used without a mouse; Wagtail's
date choosers write a script into the page, which our content security policy forbids.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


SCRIPT_CALL = re.compile(r"<script>(new )?([\w.]+)\((.*)\);</script>$", re.DOTALL)


def start_choosers_without_scripts() -> None:
    """Let Wagtail's choosers name what is to be started, for portal/js/admin.js, where they write a script today.

    Wagtail has no hook for this: `BaseChooser.render` appends `<script>new PageChooser("id", {…});</script>`. What
    does not look like one call with JSON arguments is left as it is, and the browser test of the admin fails.
    """
    render_with_script = BaseChooser.render
    if getattr(render_with_script, "without_script", False):
        return

    def render(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
        return without_script(render_with_script(self, *args, **kwargs))

    render.without_script = True  # type: ignore[attr-defined]
    BaseChooser.render = render


def without_script(html: str) -> SafeString:
    def template(call: re.Match[str]) -> str:
        flag = mark_safe("data-new ") if call[1] else ""
        return format_html('<template data-start="{}" {}data-arguments="{}"></template>', call[2], flag, f"[{call[3]}]")

    return mark_safe(SCRIPT_CALL.sub(template, html))  # every part of the call is escaped
