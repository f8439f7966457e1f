"""Outside the usual files of a slice: where a link in a text leads.

As everywhere: to the translation when there is one, else to the page itself below the reader's own language, so that
who reads in English stays there. What the page is called and whether it has a translation is read once a generation.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from portal.pages.links import in_language
from portal.pages.shared import site_of_page
from portal.pages.translated import translation_here


class LinkInText(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [
            f'<a href="{escape(address)}">' if (address := address_of(page)) else "<a>"
            for page in cls.get_many(attrs_list)
        ]


def address_of(page: Page | None) -> str:
    """Empty for a page that is gone, or that is in the bin."""
    if page is None:
        return ""
    site = site_of_page.get()
    own = page.get_url(current_site=site) or ""
    if site is not None and own.startswith("/"):
        return translation_here(site, page) or in_language(own)
    return own
