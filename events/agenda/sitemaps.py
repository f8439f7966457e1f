"""Outside the usual files of a slice: the coming events for search engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Site

from events.agenda.models import Event
from events.agenda.queries import coming_events


class EventSitemap(Sitemap):
    changefreq = "daily"
    limit = 5000

    def items(self) -> QuerySet[Event]:
        site = Site.find_for_request(self.request)
        return coming_events(site.pk if site else 0).only("slug", "updated_at")

    def lastmod(self, item: Event) -> datetime:
        return item.updated_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Absolute addresses on the host that was asked."""
        return [
            {
                "item": item,
                "location": self.request.build_absolute_uri(item.get_absolute_url()),
                "lastmod": self.lastmod(item),
                "changefreq": self.changefreq,
                "priority": "",
                "alternates": [],
            }
            for item in self.paginator.page(page).object_list
        ]
