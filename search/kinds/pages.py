"""Published pages: help and advice."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.search.index import SearchField

from portal.pages.directory import worker_pages
from portal.pages.links import in_language
from portal.pages.models import ProviderPage, ServicePage
from portal.pages.translated import language_of, translated_pages, translations_of
from search.kinds import Found, Kind

MOST = 2000


def pages_of(site: Site) -> Any:
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True)


def rows(site: Site) -> list[Page]:
    """Services are a kind of their own, and workers who can be met are found as people. Of one who left it leads to
    the successor. In another language a page stands in the words of its translation.
    """
    pages = pages_of(site).not_type(ServicePage, ProviderPage).exclude(pk__in=worker_pages(site).values("pk"))
    found, code = list(pages.order_by("depth", "path")[:MOST]), get_language()
    if code == settings.LANGUAGE_CODE or not (known := translations_of(site)):
        return found
    here = [page for page in translated_pages(site) if language_of(page) == code]
    return [*here, *(page for page in found if code not in known.get(str(page.translation_key), {}))]


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
    address = in_language(page.get_url(current_site=site) or "/")
    return Found(page.title, address, lang=language_of(page))


KIND = Kind(
    key="paginas", label=_("Hulp en advies"), word=_("hulp en advies"), rows=rows, name=lambda page: page.title,
    about=about, show=show, limit=10, template="search/kinds/pages.html",
)  # fmt: skip
