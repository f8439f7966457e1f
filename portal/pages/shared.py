"""Outside the usual files of a slice: what the pages of a site share, read once and kept under the generation.

Which site answers to a host, which branches of the tree are closed, who works there and where one can walk in. Every
change of these makes a new generation (`portal.pagecache.apps`), so nobody reads what was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import get_site_for_hostname

from portal.pagecache.queries import remember
from portal.pagecache.rules import is_public_path
from portal.places.models import Neighbourhood
from portal.places.queries import neighbourhood_tree, nodes_within

T = TypeVar("T")
# The site whose admin is being used: blocks choose among what is of it, and blocks know no request.
site_of_admin: ContextVar[Site | None] = ContextVar("site_of_admin", default=None)
# The site whose public page is being made: neither does a link in a text.
site_of_page: ContextVar[Site | None] = ContextVar("site_of_page", default=None)


def site_of_visitor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Know the site of a public address, with its start in its own type; Wagtail asks the database each time."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_public_path(request.path) and not hasattr(request, "_wagtail_site"):
            request._wagtail_site = known_site(request)  # type: ignore[attr-defined]
        if request.path.startswith("/beheer/"):
            place, site = site_of_admin, Site.find_for_request(request)
        else:
            place, site = site_of_page, getattr(request, "_wagtail_site", None)
        token = place.set(site)
        try:
            return get_response(request)
        finally:
            place.reset(token)

    return middleware


def known_site(request: HttpRequest) -> Site | None:
    hostname, port = split_domain_port(request._get_raw_host())[0], request.get_port()  # type: ignore[attr-defined]
    name = hashlib.sha256(f"{hostname}:{port}".encode()).hexdigest()
    found: list[Site] = remember(f"pages.site.{name}", partial(site_of_host, hostname, port))
    return found[0] if found else None


def site_of_host(hostname: str, port: str) -> list[Site]:
    """The site in a list of one, because nothing at all is not kept."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return []
    site.root_page = site.root_page.specific
    return [site]


def once(request: HttpRequest | None, name: str, make: Callable[[], T]) -> T:
    """What `make` returns, once in a request."""
    if request is None:
        return make()
    known: dict[str, Any] = request.__dict__.setdefault("_pages_known", {})
    if name not in known:
        known[name] = make()
    return known[name]  # type: ignore[no-any-return]


def closed_branches() -> list[str]:
    """The paths of the pages that not everybody may read; what is below is closed as well."""
    return remember("pages.closed", closed_paths)


def closed_paths() -> list[str]:
    return list(PageViewRestriction.objects.order_by("page__path").values_list("page__path", flat=True))


def open_to_all(pages: Any) -> Any:
    """Only the published pages that everybody may read. As `live().public()`, which asks each time what is closed."""
    pages = pages.filter(live=True)
    for path in closed_branches():
        pages = pages.exclude(path__startswith=path)
    return pages


def pages_on_way(start: Page, path_components: list[str]) -> list[Page]:
    """The pages with the address and every part of it below `start`, the highest first; one query."""
    paths = [f"{start.url_path}{'/'.join(path_components[:end])}/" for end in range(1, len(path_components) + 1)]
    return list(Page.objects.filter(url_path__in=paths).order_by("depth"))


def known_tree(site_id: int) -> list[tuple[int, Neighbourhood]]:
    """`neighbourhood_tree` of a site."""
    return remember(f"pages.tree.{site_id}", partial(neighbourhood_tree, site_id))


def known_slugs_within(site_id: int, slug: str) -> tuple[str, ...]:
    """`slugs_within`, from the tree that is known."""
    tree = known_tree(site_id)
    node = next((each for _depth, each in tree if each.slug == slug), None)
    return tuple(each.slug for each in nodes_within(tree, node)) if node else (slug,)
