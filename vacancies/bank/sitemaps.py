"""Outside the usual files of a slice: the open vacancies for search engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Site

from vacancies.bank.models import Vacancy
from vacancies.bank.queries import open_vacancies


class VacancySitemap(Sitemap):
    """The open vacancies of the site that is asked; filled ones leave it with the default results."""

    changefreq = "weekly"
    limit = 5000

    def items(self) -> QuerySet[Vacancy]:
        site = Site.find_for_request(self.request)
        return open_vacancies(site.pk if site else 0).only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Vacancy) -> datetime:
        return item.updated_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Absolute addresses on the host that was asked."""
        urls = self.paginator.page(page).object_list
        return [
            {
                "item": item,
                "location": self.request.build_absolute_uri(item.get_absolute_url()),
                "lastmod": self.lastmod(item),
                "changefreq": self.changefreq,
                "priority": "",
                "alternates": [],
            }
            for item in urls
        ]
