"""What page templates ask: where a link leads, the trail, the pages below, a worker, the head of the document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from portal.pages.frame import phone_href
from portal.pages.links import in_language
from portal.pages.models import ContentPage
from portal.pages.queries import pages_above, pages_below, services_by, visible_workers

register = template.Library()

JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def href(context: template.Context, target: Any) -> str:
    """Where a link, a page or a path leads, in the reader's language; empty when the page is gone."""
    page = target.get("page") or target.get("url") if isinstance(target, Mapping) else target
    if isinstance(page, Page):
        return (page.get_url(request=context.get("request")) or "") if page.live else ""
    return in_language(page or "")


@register.simple_tag(takes_context=True)
def trail_of(context: template.Context, page: Page) -> list[dict[str, str]]:
    """Title and address of every page between the home page and this one."""
    if not hasattr(page, "_trail"):
        request = context.get("request")
        page._trail = [
            {"title": above.title, "url": above.get_url(request=request) or ""} for above in pages_above(page)
        ]
    return page._trail


@register.simple_tag
def below(page: Page) -> list[Page]:
    return list(pages_below(page))


@register.simple_tag
def services_of(provider: Page) -> list[Page]:
    """What a provider offers, by title."""
    return list(services_by(provider))


@register.filter
def tel(number: str) -> str:
    """The address that a telephone dials."""
    return phone_href(number)


@register.simple_tag(takes_context=True)
def next_dates(context: template.Context, page: Page, count: int = 3) -> str:
    """The next dates that belong to a page. The agenda says how; without an agenda there is nothing to show."""
    try:
        dates = get_template("agenda/next_dates.html")
    except TemplateDoesNotExist:
        return ""
    values: dict[Any, Any] = context.flatten()
    return dates.render({**values, "page": page, "count": count})


@register.simple_tag(takes_context=True)
def visible_worker(context: template.Context, key: Any) -> Any:
    """The worker with this number or UUID; None when that person left the site. One query for all of a page."""
    request = context.get("request")
    known = getattr(request, "_visible_workers", None)
    if known is None:
        known = {key: worker for worker in visible_workers() for key in (worker.pk, str(worker.uuid))}
        if request is not None:
            request._visible_workers = known
    return known.get(key)


@register.inclusion_tag("pages/parts/head.html", takes_context=True)
def page_head(context: template.Context, page: Page, trail: Any = ()) -> dict[str, Any]:
    """What other sites and search engines read of a page."""
    request: HttpRequest = context["request"]
    frame = context["frame"]
    return {
        "page": page,
        "frame": frame,
        "title": page.seo_title or page.title,
        "breadcrumbs": breadcrumbs(request, page, trail) if trail_is_known(page, request) else "",
        "structured": structured(page, frame),
    }


def structured(page: Page, frame: Mapping[str, Any]) -> SafeString | str:
    """What the page is, for search engines; empty for a page that is only text."""
    data = page.structured_data(frame.get("canonical", ""), frame) if isinstance(page, ContentPage) else {}
    filled = {name: value for name, value in data.items() if value not in ("", None, {}, [])}
    return data_block({"@context": "https://schema.org", **filled}) if filled else ""


def data_block(data: dict[str, Any]) -> SafeString:
    """JSON for a data block, which no policy against scripts stops; every < > & is escaped."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES))


def trail_is_known(page: Page, request: HttpRequest) -> bool:
    site = Site.find_for_request(request)
    return site is not None and page.pk is not None and page.pk != site.root_page_id


def breadcrumbs(request: HttpRequest, page: Page, trail: Any) -> SafeString:
    """A BreadcrumbList of schema.org."""
    links = [{"title": "Begin", "url": in_language("/")}, *trail, {"title": page.title, "url": request.path}]
    items = [
        {"@type": "ListItem", "position": place, "name": link["title"], "item": request.build_absolute_uri(link["url"])}
        for place, link in enumerate(links, start=1)
    ]
    return data_block({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})


@register.simple_tag(takes_context=True)
def editor_bar(context: template.Context) -> str:
    """Wagtail's bar with the content checker, for who may come from the admin.

    The tag itself reads the session and so makes every answer differ by cookie; without a session cookie and outside
    a preview there is nobody to show it to.
    """
    request = context.get("request")
    if request is None or not (
        settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(request, "is_preview", False)
    ):
        return ""
    return wagtailuserbar(context)
