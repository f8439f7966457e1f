"""Where a form was sent from: for the few forms on cached pages, which cannot carry a token of their own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this host.

    Browsers send `Sec-Fetch-Site` or `Origin` with every POST, and a script of another site can forge neither.
    """
    fetched = request.headers.get("Sec-Fetch-Site", "")
    if fetched:
        return fetched == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
