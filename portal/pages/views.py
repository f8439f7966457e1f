from __future__ import annotations

import hashlib
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.pagecache.queries import remember
from portal.pages.directory import page_for_neighbourhood
from portal.pages.forms import PostcodeForm
from portal.pages.frame import frame_of
from portal.pages.plain import plain_list
from portal.pages.share_image import draw_share_image
from portal.pages.sharing import signed_title
from portal.places.queries import neighbourhood_of_postcode

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
@cache_control(public=True, max_age=86_400)
def share_image(request: HttpRequest, token: str) -> HttpResponse:
    """The picture beside a shared link. Only titles that we signed ourselves are drawn."""
    site = Site.find_for_request(request)
    title = signed_title(token)
    if site is None or title is None:
        raise Http404("not a title of ours")
    frame = frame_of(site)
    drawn = remember(
        f"pages.share.{site.pk}.{hashlib.sha256(token.encode()).hexdigest()}",
        lambda: draw_share_image(title, frame["name"], frame["theme"]),
    )
    return HttpResponse(drawn, content_type="image/png", headers={"Cross-Origin-Resource-Policy": "cross-origin"})


@require_safe
@cache_control(public=True, max_age=300)
def plain_services(request: HttpRequest) -> HttpResponse:
    """`/llms.txt`: who we are and what we offer, as plain text for whoever reads without looking."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    context = {"frame": frame_of(site), "services": plain_list(site, request), "base": request.build_absolute_uri("/")}
    return render(request, "pages/llms.txt", context, "text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that read the page take its own icon; this is for the ones that only guess the address."""
    return redirect(static("portal/icon.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def web_manifest(request: HttpRequest) -> HttpResponse:
    """`/manifest.webmanifest`: how the site stands on a home screen; an iPhone shows our messages only from there."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    frame = frame_of(site)
    about = {
        "name": frame["name"],
        "short_name": frame["name"][:30],
        "description": frame["tagline"],
        "lang": "nl",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "icons": [{"src": static("portal/icon.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@require_safe
def find_neighbourhood(request: HttpRequest) -> HttpResponse:
    """`/in-welke-buurt/?postcode=4001AB`: to the page of the neighbourhood where that postcode lies."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    form = PostcodeForm(request.GET if "postcode" in request.GET else None)
    if form.is_valid():
        node = neighbourhood_of_postcode(site.pk, form.cleaned_data["postcode"])
        page = page_for_neighbourhood(site, node) if node is not None else None
        if page is not None:
            return redirect(page.get_url(request=request) or "/")
        form.add_error("postcode", _("Deze postcode kennen wij niet. Kies hieronder uw buurt, of bel ons."))
    return render(request, "pages/find_neighbourhood.html", {"form": form}, status=422 if form.errors else 200)
