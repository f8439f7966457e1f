"""What page templates ask: where a link leads, the trail, the pages below, a worker, the head of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from portal.pages import jsonld
from portal.pages.directory import known_pages, team_of
from portal.pages.frame import phone_href
from portal.pages.links import in_language
from portal.pages.models import ContentPage
from portal.pages.queries import helpers_named, pages_above, pages_below, services_by
from portal.pages.sharing import share_image_path
from portal.pages.translated import below_in_all_languages, language_of

register = template.Library()


@register.simple_tag(takes_context=True)
def href(context: template.Context, target: Any) -> str:
    """Where a link, a page or a path leads, in the reader's language; empty when the page is gone."""
    page = target.get("page") or target.get("url") if isinstance(target, Mapping) else target
    if isinstance(page, Page):
        return in_language(page.get_url(request=context.get("request")) or "") if page.live else ""
    return in_language(page or "")


@register.simple_tag(takes_context=True)
def trail_of(context: template.Context, page: Page) -> list[dict[str, str]]:
    """Title and address of every page between the home page and this one."""
    if not hasattr(page, "_trail"):
        request = context.get("request")
        page._trail = [
            {"title": above.title, "url": in_language(above.get_url(request=request) or ""), "lang": language_of(above)}
            for above in pages_above(page)
        ]
    return page._trail


@register.simple_tag
def below(page: ContentPage) -> list[Page]:
    """The pages directly below. Below a translation also those that nobody translated yet, in their own language."""
    if page.language == settings.LANGUAGE_CODE or page.pk is None:
        return list(pages_below(page))
    return below_in_all_languages(page)


@register.simple_tag
def said_and_ours(pages: list[Page]) -> dict[str, list[Page]]:
    """The pages whose title a resident says, and the others; each list in its own order."""
    said = [page for page in pages if getattr(page, "is_voice", False)]
    return {"said": said, "ours": [page for page in pages if page not in said]}


@register.simple_tag
def helpers_of(page: Any) -> list[dict[str, Any]]:
    """What somebody says, who helps and what they do; a helper whose page is gone is left out."""
    rows = [block.value for block in page.helpers if block.value["helper"]]
    found = helpers_named([row["helper"].pk for row in rows])
    return [
        {"sentence": row["sentence"], "why": row["why"], "helper": found[row["helper"].pk]}
        for row in rows
        if row["helper"].pk in found
    ]


@register.simple_tag
def services_of(provider: Page) -> list[Page]:
    """What a provider offers, by title."""
    return list(services_by(provider))


@register.simple_tag(takes_context=True)
def step_url(context: template.Context, page: Page, name: str) -> str:
    """The address of one question of a life event."""
    return href(context, page) + page.reverse_subpage("question", args=[name])


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
    return mark_safe(dates.render({**values, "page": page, "count": count}).strip())  # rendered by the engine


@register.simple_tag(takes_context=True)
def visible_worker(context: template.Context, key: Any) -> Any:
    """The worker with this number or UUID, or who came after; None when that person left the site. Read once a page."""
    request = context.get("request")
    known = getattr(request, "_visible_workers", None)
    if known is None:
        site = Site.find_for_request(request) if request is not None else None
        pages = known_pages(request)
        workers = team_of(site, request).workers if site is not None else []
        now = [(worker, pages.get(worker.pk, worker)) for worker in workers]
        known = {key: getattr(page, "worker", page) for worker, page in now for key in (worker.pk, str(worker.uuid))}
        if request is not None:
            request._visible_workers = known
    return known.get(key)


@register.inclusion_tag("pages/parts/head.html", takes_context=True)
def page_head(context: template.Context, page: ContentPage, trail: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """What other sites and search engines read of a page of the tree."""
    nodes = page.structured_data(context["request"])
    title = page.seo_title or page.title
    if trail_is_known(page, context["request"]):
        nodes = [jsonld.breadcrumbs(context["request"], trail, page.title), *nodes]
    return {**head(context, title, page.search_description or page.lead, nodes), "language": page.language}


@register.inclusion_tag("pages/parts/head.html", takes_context=True)
def head_of(
    context: template.Context,
    title: str,
    description: str = "",
    node: Any = None,
    trail: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:
    """The same for a page of a department; `node` is its schema.org data, a list when there are more."""
    nodes = node if isinstance(node, list) else [node] if node else []
    if context["frame"].get("canonical"):
        nodes = [jsonld.breadcrumbs(context["request"], trail, title), *nodes]
    return head(context, title, description, nodes)


def head(context: template.Context, title: str, description: str, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    frame = context["frame"]
    data = image = ""
    if frame.get("canonical"):  # an error page for a host that is not ours has no address of its own
        data = jsonld.data_block([*jsonld.site_nodes(context["request"], frame), *nodes])
        image = context["request"].build_absolute_uri(share_image_path(title))
    return {"frame": frame, "title": title, "description": description, "data": data, "image": image}


def trail_is_known(page: Page, request: HttpRequest) -> bool:
    site = Site.find_for_request(request)
    return site is not None and page.pk is not None and page.pk != site.root_page_id


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
