from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.pages.frame import frame_of

# RFC 9116 asks for less than a year; the date moves along with every day that this portal runs.
SECURITY_DAYS = 180


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/robots.txt", {"sitemap": request.build_absolute_uri("/sitemap.xml")}, "text/plain")


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a leak, after RFC 9116; without an e-mail address in the settings there is nobody to name."""
    site = Site.find_for_request(request)
    email = frame_of(site)["email"] if site is not None else ""
    if not email:
        raise Http404("no address to report to")
    expires = (timezone.now() + timedelta(days=SECURITY_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {"email": email, "expires": expires.isoformat(), "canonical": request.build_absolute_uri(request.path)}
    return render(request, "pages/security.txt", context, "text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that read the page take its own icon; this is for the ones that only guess the address."""
    return redirect(static("portal/icon.svg"))
