"""Outside the usual files of a slice: the pages of a site for search engines, in all its languages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from portal.pages.shared import open_to_all
from portal.pages.translated import starts_elsewhere, translations_of


class PageSitemap(Sitemap):
    """Published pages that everybody may read; none that waits for its translation."""

    limit = 5000

    def items(self) -> Any:
        site = self.get_wagtail_site()
        pages = Page.objects.descendant_of(site.root_page, inclusive=True)
        for start in starts_elsewhere(site):
            pages = pages | Page.objects.descendant_of(start, inclusive=True)
        return open_to_all(pages).filter(alias_of=None).order_by("path").defer_streamfields().specific()

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Absolute addresses on the host and port that were asked, each with its other languages."""
        known = {
            each["url"]: [
                {"lang_code": code, "location": self.request.build_absolute_uri(there["url"])}
                for code, there in sorted(pages.items())
            ]
            for pages in translations_of(self.get_wagtail_site()).values()
            for each in pages.values()
        }
        found = [(urlsplit(url["location"]).path, url) for url in super().get_urls(page, site, protocol)]
        return [
            {**url, "location": self.request.build_absolute_uri(path), "alternates": known.get(path, [])}
            for path, url in found
        ]
