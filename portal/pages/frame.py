"""Outside the usual files of a slice: what header and footer show on every page of a site.

What comes from the database is kept in the cache under the site's generation, a number that moves when a page is
published, unpublished, moved or deleted, or when the settings are saved.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pages.models import OpeningException, OpeningHours, SiteSettings
from portal.pages.opening import Schedule, Stretch, again_text, hours_text, open_text, opening_at

GENERATION = "pages.generation"
KEEP_SECONDS = 300


def connect() -> None:
    """Wagtail tells of pages by its own signals, and of settings by saving them."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(renew, dispatch_uid="pages.frame")
    post_delete.connect(renew, sender=Page, dispatch_uid="pages.frame.delete")
    for model in (SiteSettings, OpeningHours, OpeningException, Site):
        post_save.connect(renew, sender=model, dispatch_uid=f"pages.frame.{model.__name__}")
        post_delete.connect(renew, sender=model, dispatch_uid=f"pages.frame.{model.__name__}.delete")


def renew(**kwargs: Any) -> None:
    cache.set(GENERATION, timezone.now().timestamp(), None)


def frame_of(site: Site) -> dict[str, Any]:
    """The parts that are the same for every visitor of the site."""
    key = f"pages.frame.{site.pk}.{cache.get(GENERATION, 0)}"
    found = cache.get(key)
    if found is None:
        found = build(site)
        cache.set(key, found, KEEP_SECONDS)
    return found


def build(site: Site) -> dict[str, Any]:
    details = SiteSettings.for_site(site)
    town = f"{details.postcode} {details.place}".strip()
    pages = list(site.root_page.get_descendants().live().public().order_by("path")) if site.root_page_id else []
    return {
        "name": details.name,
        "tagline": details.tagline,
        "theme": details.theme,
        "phone": details.phone,
        "phone_href": "tel:" + re.sub(r"[^\d+]", "", details.phone),
        "phone_note": details.phone_note,
        "email": details.email,
        "location_name": details.location_name,
        "address_lines": [line for line in (details.location_name, details.street, town) if line],
        "schedule": schedule_of(details),
        "socials": [(block.value["name"], block.value["url"]) for block in details.socials],
        "promise_days": details.promise_days,
        "menu": [link_of(page, site) for page in pages if page.show_in_menus],
        "footer": [link_of(page, site) for page in pages if in_footer(page)],
        "contact_url": url_of(details.contact_page, site),
        "privacy_url": url_of(details.privacy_page, site),
    }


def in_footer(page: Page) -> bool:
    return bool(getattr(page.specific, "show_in_footer", False))


def link_of(page: Page, site: Site) -> dict[str, str]:
    return {"title": page.title, "url": url_of(page, site)}


def url_of(page: Page | None, site: Site) -> str:
    return (page.relative_url(site) or "") if page is not None else ""


def schedule_of(details: SiteSettings) -> Schedule:
    week: dict[int, tuple[Stretch, ...]] = {}
    for row in details.opening_hours.all():
        week[row.weekday] = (*week.get(row.weekday, ()), Stretch(row.opens, row.closes))
    exceptions = {
        row.day: ((Stretch(row.opens, row.closes),) if row.opens and row.closes else ())
        for row in details.opening_exceptions.all()
    }
    return Schedule(week, exceptions)


def opening_words(frame: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Whether we are open at a local moment, and how one says so."""
    opening = opening_at(frame["schedule"], now)
    return {
        "open_now": opening.is_open,
        "open_text": open_text(opening, frame["location_name"]),
        "again_text": again_text(opening),
        "hours_text": hours_text(frame["schedule"]),
    }
