"""Outside the usual files of a slice: what header and footer show on every page of a site.

What comes from the database is kept in the cache under the generation of `portal.pagecache`, which changes when a page
is published, unpublished, moved or deleted, or when settings are saved, in all processes.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from portal.pagecache.queries import remember
from portal.pages.enums import SiteTheme
from portal.pages.formula.queries import memberships_of
from portal.pages.models import ContentPage, SiteSettings
from portal.pages.opening import Schedule, Stretch, again_text, hours_text, open_text, opening_at
from portal.pages.shared import open_to_all

EMPTY: dict[str, Any] = {"name": "", "theme": SiteTheme.DIJK.value, "nav": [], "footer": [], "languages": []}


def frame_of(site: Site) -> dict[str, Any]:
    """The parts that are the same for every visitor of the site; addresses are those of the Dutch pages."""
    return remember(f"pages.frame.{site.pk}", partial(build_in_dutch, site))


def build_in_dutch(site: Site) -> dict[str, Any]:
    with translation.override(settings.LANGUAGE_CODE):
        return build(site)


def build(site: Site) -> dict[str, Any]:
    details = settings_of(site)
    pages = open_to_all(site.root_page.get_descendants().in_menu())
    return {
        "name": details.name,
        "tagline": details.tagline,
        "theme": details.theme,
        "phone": details.phone,
        "phone_href": phone_href(details.phone),
        "phone_note": details.phone_note,
        "email": details.email,
        "location_name": details.location_name,
        "address_lines": address_lines(details),
        "address": {"street": details.street, "postcode": details.postcode, "place": details.place},
        "schedule": schedule_of(details),
        "socials": [(block.value["name"], block.value["url"]) for block in details.socials],
        "promise_days": details.promise_days,
        "answerer": first_name_of(details.default_coordinator),
        "menu": [link_of(page, site) for page in pages],
        "footer": [link_of(page, site) for page in footer_pages(site)],
        "ask_url": url_of(details.contact_page, site),
        "privacy_url": url_of(details.privacy_page, site),
        "accessibility_url": url_of(details.accessibility_page, site),
        "marks": [mark_link(row) for row in memberships_of(site).exclude(mark_from=None)],
    }


def settings_of(site: Site) -> SiteSettings:
    """The settings, or their defaults when nobody saved any; reading a page never writes."""
    found = (
        SiteSettings.objects.select_related("contact_page", "privacy_page", "accessibility_page", "default_coordinator")
        .filter(site=site)
        .first()
    )
    return found or SiteSettings(site=site, name=site.site_name or SiteSettings._meta.get_field("name").default)


def first_name_of(worker: Any) -> str:
    """Of who answers what comes in; empty when nobody is chosen, or the one who was left."""
    return worker.first_name if worker is not None and worker.is_active else ""


def address_lines(details: SiteSettings) -> list[str]:
    street = ", ".join(part for part in (details.street, details.place) if part)
    return [line for line in (details.location_name, street) if line]


def footer_pages(site: Site) -> list[Page]:
    """Pages of every type that an editor wants below each page, in the order of the tree; one query.

    A union of the types' own tables: a join of them all takes PostgreSQL half a second to plan.
    """
    below = open_to_all(site.root_page.get_descendants()).filter(show_in_menus=False)
    types = [model for model in apps.get_models() if issubclass(model, ContentPage)]
    first, *others = (model.objects.filter(show_in_footer=True).order_by().values("pk") for model in types)
    return list(below.filter(pk__in=first.union(*others, all=True)).order_by("path"))


def mark_link(row: Any) -> dict[str, Any]:
    """A mark with its proof at the formula; whether it holds today is asked when it is shown."""
    url = f"{row.formula.site.root_url}{reverse('formula:proof', args=[row.number])}"
    return {"name": row.formula.mark_name, "of": row.formula.name, "url": url, "row": row}


def phone_href(phone: str) -> str:
    """The address that a telephone dials: Dutch numbers with their country code."""
    digits = re.sub(r"[^\d+]", "", phone)
    if not digits:
        return ""
    return "tel:" + (f"+31{digits[1:]}" if re.fullmatch(r"0[1-9]\d{8}", digits) else digits)


def link_of(page: Page, site: Site) -> dict[str, str]:
    return {"title": page.title, "url": url_of(page, site), "key": str(page.translation_key)}


def url_of(page: Page | None, site: Site) -> str:
    return (page.relative_url(site) or "") if page is not None and page.live else ""


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
        "changes": opening.changes,
        "hours_text": hours_text(frame["schedule"]),
    }
