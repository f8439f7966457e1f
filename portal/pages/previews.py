"""Outside the usual files of a slice: how an editor sees a page with the eyes of somebody else, before it is published.

Wagtail's panel has the widths of a phone and a tablet. These are the ways to read that every page of ours has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.pages.reading import dress

EASY, LARGE, WITHOUT_SCRIPT = "lees-eenvoudig", "lees-groot", "lees-zonder-script"
NOW = ("", _("Zoals nu"))
SCRIPT = re.compile(rb"<script\b(?![^>]*application/ld\+json)[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)


def ways_to_read(page: Any) -> list[tuple[str, Any]]:
    """The modes that come after those of the type itself; easy words only where somebody wrote them."""
    easy = [(EASY, _("In eenvoudige woorden"))] if getattr(page, "easy", None) else []
    return [*easy, (LARGE, _("Met grote letters en veel ruimte")), (WITHOUT_SCRIPT, _("Zonder JavaScript"))]


def is_way_to_read(mode: str) -> bool:
    return mode in {EASY, LARGE, WITHOUT_SCRIPT}


def preview_read(request: HttpRequest, mode: str, serve: Callable[[], Any]) -> HttpResponse:
    """What `serve` gives, as somebody reads it who chose so."""
    if mode == EASY:
        asked = request.GET.copy()
        asked["lees"] = "eenvoudig"
        request.GET = asked  # type: ignore[assignment]
    response: HttpResponse = serve()
    if hasattr(response, "render"):
        response.render()
    if mode == LARGE:
        dress(response, "read-larger read-wide")
    if mode == WITHOUT_SCRIPT:
        response.content = SCRIPT.sub(b"", response.content)
    return response
