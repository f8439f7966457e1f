"""Outside the usual files of a slice: how a visitor wants to read, kept in a cookie of that visitor's own making.

The page itself is the same for everybody and stays so in every cache. Only on its way out, and only for who carries
the cookie, the first tag of the page gets classes that the style sheet knows. So this stands above the caches and
below the middleware that reckons the ETag.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

COOKIE = "lezen"
COOKIE_SECONDS = 365 * 24 * 60 * 60
CHOICES = {"size": ("large", "larger"), "space": ("wide",), "letter": ("plain", "book"), "counts": ("words",)}
KNOWN = frozenset(word for words in CHOICES.values() for word in words)
START = b"<html "


def reading_classes(cookie: str) -> str:
    """The classes for a cookie's value, such as "large.plain"; what we do not know is left out."""
    return " ".join(f"read-{word}" for word in dict.fromkeys(cookie.split(".")) if word in KNOWN)


def reading_setting(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        classes = reading_classes(request.COOKIES.get(COOKIE, ""))
        if classes and isinstance(response, HttpResponse) and not request.path.startswith("/beheer/"):
            dress(response, classes)
        return response

    return middleware


def dress(response: HttpResponse, classes: str) -> None:
    if not response.headers.get("Content-Type", "").startswith("text/html") or "Content-Encoding" in response.headers:
        return
    at = response.content.find(START)
    if at < 0:
        return
    after = at + len(START)
    response.content = response.content[:after] + f'class="{classes}" '.encode() + response.content[after:]
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    response.headers.pop("ETag", None)
    patch_vary_headers(response, ["Cookie"])
