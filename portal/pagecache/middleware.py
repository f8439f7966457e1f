from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_max_age, patch_vary_headers
from django.utils.translation import get_language

from portal.pagecache.actions import forget_addresses
from portal.pagecache.queries import enter_request, generation, leave_request
from portal.pagecache.rules import can_be_answered_from_cache, can_be_kept

_seen = {"generation": ""}


def keep_pages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer visitors from the cache where that makes no difference. Costs one query."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        known, is_new = enter_request()
        try:
            if not settings.KEEP_PAGES_SECONDS or not can_be_answered_from_cache(request):
                return get_response(request)
            look(generation())
            return kept_or_made(request, get_response)
        finally:
            leave_request(known, is_new=is_new)

    return middleware


def look(generation: str) -> None:
    """When something changed, this process may have old addresses of the sites."""
    if generation != _seen["generation"]:
        forget_addresses()
        _seen["generation"] = generation


def kept_or_made(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    key = key_of(request, generation())
    kept: dict[str, Any] | None = caches["pages"].get(key)
    if kept is not None:
        return HttpResponse(kept["content"], headers=kept["headers"])
    response = get_response(request)
    if can_be_kept(request, response):
        assert isinstance(response, HttpResponse)
        if getattr(getattr(request, "session", None), "accessed", False):
            patch_vary_headers(response, ("Cookie",))
        seconds = seconds_to_keep(request, response)
        if seconds > 0:
            caches["pages"].set(key, {"content": response.content, "headers": dict(response.items())}, seconds)
    return response


def key_of(request: HttpRequest, generation: str) -> str:
    """Host and path are the visitor's, so they are hashed: a key has a length and no odd signs."""
    parts = "\n".join([request.scheme or "", request.get_host(), request.path, get_language() or ""])
    return f"{generation}.{hashlib.sha256(parts.encode()).hexdigest()}"


def seconds_to_keep(request: HttpRequest, response: HttpResponse) -> float:
    """At most the setting and what the answer itself allows others, not past the end of the day, nor `keep_until`."""
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    until = min(midnight, getattr(request, "_keep_until", None) or midnight)
    allowed = get_max_age(response)
    most = settings.KEEP_PAGES_SECONDS if allowed is None else min(settings.KEEP_PAGES_SECONDS, allowed)
    return min(most, (until - now).total_seconds())
