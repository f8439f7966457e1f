"""Forms on pages that come from a cache: no token and no cookie, so the origin says whose they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from portal import errors

View = Callable[..., HttpResponse]


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether a browser says that the form stands on a page of this host."""
    origin = request.headers.get("Origin", "")
    if origin:
        return urlsplit(origin).netloc == request.get_host()
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def own_origin(view: View) -> View:
    """A view whose POST is accepted from our own pages only; it has no token."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_from_own_page(request):
            return errors.csrf_failure(request)
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
