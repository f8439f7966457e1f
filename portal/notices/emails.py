"""Compose a message: the text first, then the same text in one simple layout."""

from __future__ import annotations

import html
import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.safestring import mark_safe

LINK_LINE = re.compile(r"^https?://\S+$", re.MULTILINE)


def compose(template: str, context: dict[str, Any], site: Any) -> dict[str, str]:
    """Subject, text and html of templates/email/<template>.txt; the first line is the subject.

    With `letter` in the context it is the text of a letter alone, with `bare` the text of a message on a device.
    """
    values = {**context, "site": site, "base_url": settings.WAGTAILADMIN_BASE_URL}
    # The engine escapes what people typed for HTML; in a text an apostrophe is an apostrophe.
    rendered = html.unescape(render_to_string(f"email/{template}.txt", values)).strip()
    subject, _newline, body = rendered.partition("\n")
    if context.get("letter"):
        return {"subject": subject.strip()[:200], "text": without_links(body.strip()), "html": ""}
    if context.get("bare"):
        return {"subject": subject.strip()[:200], "text": body.strip(), "html": ""}
    return {"subject": subject.strip()[:200], **dress(subject, body, values)}


def without_links(body: str) -> str:
    """Nobody can click on paper: a paragraph with an address of the web on a line of its own is left out."""
    parts = [part.strip() for part in body.split("\n\n")]
    return "\n\n".join(part for part in parts if part and not LINK_LINE.search(part))


def dress(subject: str, body: str, values: dict[str, Any]) -> dict[str, str]:
    """Text and html of a mail: what it says, and who it is from. `values` holds at least the site."""
    closing = render_to_string("email/closing.txt", values).strip()
    text = f"{body.strip()}\n\n{closing}\n"
    paragraphs = [mark_safe(urlize(escape(part)).replace("\n", "<br>")) for part in body.strip().split("\n\n")]
    page = render_to_string("email/base.html", {**values, "subject": subject, "paragraphs": paragraphs})
    return {"text": text, "html": page}
