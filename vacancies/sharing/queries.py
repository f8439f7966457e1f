from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet
from wagtail.models import Site

from portal.pagecache.queries import remember
from vacancies.sharing.enums import SharingState
from vacancies.sharing.models import Sharing


@dataclass(frozen=True)
class Partner:
    """A site whose vacancies another one shows: its number, its name and where it answers."""

    site_id: int
    name: str
    root_url: str


def sharings_of(site: Site) -> QuerySet[Sharing]:
    """What a site shares, asked or is asked; what ended is history."""
    found = Sharing.objects.filter(Q(first=site) | Q(second=site)).exclude(state=SharingState.ENDED)
    return found.select_related("first__root_page", "second__root_page", "asked_by__root_page")


def partners_of(site_id: int) -> tuple[Partner, ...]:
    """The sites whose vacancies this one shows today. Kept until an agreement begins or ends."""
    return remember(f"sharing.partners.{site_id}", partial(read_partners, site_id))


def read_partners(site_id: int) -> tuple[Partner, ...]:
    rows = Sharing.objects.filter(Q(first=site_id) | Q(second=site_id), state=SharingState.ACTIVE)
    sites = [row.second if row.first_id == site_id else row.first for row in rows.select_related("first", "second")]
    return tuple(Partner(site.pk, site.site_name or site.hostname, site.root_url) for site in sites)


def sites_to_ask(site: Site) -> QuerySet[Site]:
    """The organisations of this installation with which nothing was agreed or asked yet."""
    known = {row.other(site).pk for row in sharings_of(site)}
    return Site.objects.exclude(pk__in=known | {site.pk})
