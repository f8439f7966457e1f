"""Compose a mail: the text first, then the same text in one simple layout."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.safestring import mark_safe


def compose(template: str, context: dict[str, Any], site: Any) -> dict[str, str]:
    """Subject, text and html of templates/email/<template>.txt; the first line is the subject."""
    values = {**context, "site": site, "base_url": settings.WAGTAILADMIN_BASE_URL}
    rendered = render_to_string(f"email/{template}.txt", values).strip()
    subject, _newline, body = rendered.partition("\n")
    return {"subject": subject.strip()[:200], **dress(subject, body, values)}


def dress(subject: str, body: str, values: dict[str, Any]) -> dict[str, str]:
    """Text and html of a mail: what it says, and who it is from. `values` holds at least the site."""
    closing = render_to_string("email/closing.txt", values).strip()
    text = f"{body.strip()}\n\n{closing}\n"
    paragraphs = [mark_safe(urlize(escape(part)).replace("\n", "<br>")) for part in body.strip().split("\n\n")]
    html = render_to_string("email/base.html", {**values, "subject": subject, "paragraphs": paragraphs})
    return {"text": text, "html": html}
