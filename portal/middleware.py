"""Small middleware of the whole site, in the order in which a request meets it."""

from __future__ import annotations

import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path

import wagtail
from django.conf import settings
from django.core.exceptions import FieldError, ObjectDoesNotExist
from django.core.paginator import InvalidPage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from portal import errors
from portal.logs import request_id as request_id_var
from portal.settings.headers import ADMIN_DIRECTIVES, EDITOR_DIRECTIVES

Handler = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger("portal.request")

ADMIN_PATH = "/beheer/"
UPLOAD_PATHS = re.compile(r"^/beheer/")
PRIVATE_PATHS = re.compile(r"^/(?:en/)?(?:account|werk|mijn|aanmelding|beheer)/")

# Views with Wagtail's rich text field, which writes <style> elements (numbers of lists, the hint of an empty line) and
# takes no nonce. Each is named; tests/journeys/test_admin_csp.py fails when one is missing or no longer needed.
EDITOR_VIEWS = frozenset(
    {
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:revisions_revert",
    }
)


def request_id(get_response: Handler) -> Handler:
    """Give the request an id that the log lines and the answer carry, and write one line for it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        token = request_id_var.set(given if re.fullmatch(r"[\w-]{8,64}", given) else uuid.uuid4().hex)
        start = time.monotonic()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id_var.get()
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": match.route if match else "-",
                    "status": response.status_code,
                    "duration_ms": round((time.monotonic() - start) * 1000),
                },
            )
            return response
        finally:
            request_id_var.reset(token)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Headers that Django does not set itself, and the admin's own content security policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Wagtail's document view writes the literal word None, which browsers refuse.
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]
        if request.path.startswith(ADMIN_PATH) and "X-Frame-Options" in response.headers:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # the editor shows its preview in a frame
        return response

    return middleware


def admin_policy(get_response: Handler) -> Handler:
    """The admin shows previews in a frame and pictures before they are sent; the rich text field writes styles."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(ADMIN_PATH):
            # A preview is a page of the site: it comes with the headers that forbid every frame.
            for name in ("Content-Security-Policy", "X-Frame-Options"):
                response.headers.pop(name, None)
            match = request.resolver_match
            editor = EDITOR_DIRECTIVES if match and match.view_name in EDITOR_VIEWS else {}
            response._csp_replace = ADMIN_DIRECTIVES | editor  # type: ignore[attr-defined]
        return response

    return middleware


COUNTED = re.compile(r"^/beheer/(?:images|documents)/")
# What a view raises that takes a number, a name or a form for granted. Its own refusals are others.
ODD = (ArithmeticError, AttributeError, FieldError, InvalidPage, LookupError, ObjectDoesNotExist, TypeError, ValueError)
WAGTAIL = Path(wagtail.__file__).parent
OURS = tuple(str(settings.BASE_DIR / name) for name in ("portal", "community", "vacancies", "events", "search"))


def admin_faults(get_response: Handler) -> Handler:
    """Questions that no screen of Wagtail asks, on which its own views fail: “move this page below page x”.

    Counting uses while searching leads to the search. Anything else is told to be no good question, and is logged as
    an error as before. A fault in our own code stays a fault.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if COUNTED.match(request.path) and request.GET.get("q") and "usage_count" in request.META["QUERY_STRING"]:
            kept = request.GET.copy()
            for name in [name for name in kept if name.startswith("usage_count")]:
                del kept[name]
            return HttpResponseRedirect(f"{request.path}?{kept.urlencode()}")
        return get_response(request)

    middleware.process_exception = refuse_odd_question  # type: ignore[attr-defined]
    return middleware


def refuse_odd_question(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if not (request.path.startswith(ADMIN_PATH) and isinstance(error, ODD) and brings_something(request)):
        return None
    if not by_wagtail(error):
        return None
    logger.error("odd question in the admin", exc_info=error)
    return errors.bad_request(request, error)


def brings_something(request: HttpRequest) -> bool:
    """A form, a question behind the address, or a part of the address that differs."""
    varies = request.resolver_match is not None and (request.resolver_match.kwargs or request.resolver_match.args)
    return bool(request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING") or varies)


def by_wagtail(error: Exception) -> bool:
    """Whether the innermost code that is ours or Wagtail's, below which Django works for it, is Wagtail's."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(OURS):
            return False
        if frame.filename.startswith(str(WAGTAIL)):
            return True
    return False


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body over the limit before anything reads it (uploads in the admin have limits of their own)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in {"POST", "PUT", "PATCH"} and not UPLOAD_PATHS.match(request.path):
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdigit() or int(length) > settings.BODY_LIMIT:
                return errors.too_large(request)
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Pages with personal data are never stored, whoever wrote the view."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if PRIVATE_PATHS.match(request.path):
            if isinstance(response, HttpResponse):
                add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware
