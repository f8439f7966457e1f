"""Our own error pages. They need no database and echo nothing of what was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("500.html"), status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    """The body is not read, so the connection cannot be used again."""
    response = HttpResponse(render_to_string("413.html"), status=413)
    response.headers["Connection"] = "close"
    return response


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Over a limit; `retry_after` in seconds."""
    response = render(request, "429.html", {"minutes": max(1, retry_after // 60)}, status=429)
    response.headers["Retry-After"] = str(retry_after)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _("Deze pagina stond te lang open. Ga een stap terug en verstuur het formulier nog een keer.")
    return render(request, "403.html", {"message": message}, status=403)


def too_many_of_allauth(request: HttpRequest) -> HttpResponse:
    """allauth's own limits give no time; a minute is the shortest of them."""
    return too_many(request, 60)
