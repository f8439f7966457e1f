"""`{% drawing "pot" %}`: a drawing of our own, inline, so that it takes the colours of the theme."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.drawings import NAMES

register = template.Library()


@register.simple_tag
def drawing(name: str, title: str = "") -> SafeString:
    """With a title it is a picture that is read out, without one it decorates. An unknown name is the coffee pot."""
    known = name if name in NAMES else "pot"
    attributes = format_html('role="img" aria-label="{}"', title) if title else mark_safe('aria-hidden="true"')
    return render_to_string(f"drawings/{known}.svg", {"attributes": attributes})
