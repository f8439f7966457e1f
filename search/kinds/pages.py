"""Published pages: help and advice."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.search.index import SearchField

from search.kinds import Found, Kind

MOST = 2000


def pages_of(site: Site) -> Any:
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True)


def rows(site: Site) -> list[Page]:
    return list(pages_of(site).order_by("depth", "path")[:MOST])


def about(page: Page) -> str:
    return page_text(page.pk, page.last_published_at)


@lru_cache(maxsize=MOST)
def page_text(number: int, _published: Any) -> str:
    """What Wagtail would search of a page beside its title; read once per publication."""
    page = Page.objects.get(pk=number).specific
    fields = [each for each in page.get_search_fields() if isinstance(each, SearchField) and each.field_name != "title"]
    return " . ".join(flat(each.get_value(page)) for each in fields)


def flat(value: Any) -> str:
    return " . ".join(map(flat, value)) if isinstance(value, list | tuple) else str(value or "")


def show(page: Page, site: Site) -> Found:
    return Found(page.title, page.get_url(current_site=site) or "/")


KIND = Kind(
    key="paginas", label=_("Hulp en advies"), word=_("hulp en advies"), rows=rows, name=lambda page: page.title,
    about=about, show=show, limit=10, template="search/kinds/pages.html",
)  # fmt: skip
