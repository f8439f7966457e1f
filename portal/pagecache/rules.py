"""What may be kept, and for whom. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

PRIVATE = re.compile(
    r"^/(?:en/)?(?:beheer|werk|mijn|account|aanmelding|api|static|media|documenten|healthz|readyz)(?:/|$)"
)
# What may differ between two visitors who ask for the same address. Languages have addresses of their own.
HARMLESS_VARY = frozenset({"accept-encoding", "accept-language", "hx-request", "cookie"})


def can_be_answered_from_cache(request: HttpRequest) -> bool:
    """An ordinary visitor who asks for an ordinary address.

    A request without session (or any other cookie than the one of forms), without question, not of htmx, and not a
    preview, which Wagtail sends through the same middleware. Who comes from a list with a question is counted by the
    page itself as having found something.
    """
    return (
        request.method in {"GET", "HEAD"}
        and not getattr(request, "is_dummy", False)
        and not request.META.get("QUERY_STRING")
        and not set(request.COOKIES) - {settings.CSRF_COOKIE_NAME}
        and "HX-Request" not in request.headers
        and "Authorization" not in request.headers
        and is_public_path(request.path)
        and "q=" not in urlsplit(request.headers.get("Referer", "")).query
    )


def is_public_path(path: str) -> bool:
    """Whether an address belongs to what visitors read, and not to the desks, the admin or the files."""
    return not PRIVATE.match(path)


def can_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A whole page that is the same for every visitor: it sets no cookie and holds no token of a form.

    Someone who has the cookie of forms gets a token without a new cookie, so what they read is never kept.
    """
    return (
        request.method == "GET"
        and not request.COOKIES
        and isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and not re.search(r"private|no-store|no-cache", response.headers.get("Cache-Control", ""))
        and vary_of(response) <= HARMLESS_VARY
        and not getattr(getattr(request, "session", None), "modified", False)
    )


def vary_of(response: HttpResponseBase) -> frozenset[str]:
    names = response.headers.get("Vary", "").lower().split(",")
    return frozenset(name.strip() for name in names if name.strip())
