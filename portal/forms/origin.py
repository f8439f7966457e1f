"""Where a form was sent from, for forms on pages that caches keep and that therefore carry no token."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def has_own_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this very site. A request without a word is refused."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
