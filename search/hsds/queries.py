from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Site

from portal.pages.models import ProviderPage, ServicePage
from portal.vocabulary.models import Theme
from search.hsds.records import taxonomy_id, term_id


def services_of(site: Site) -> QuerySet[ServicePage]:
    """The published services of a site that everyone may read, in the order of the tree."""
    pages = ServicePage.objects.live().public().descendant_of(site.root_page).order_by("path")
    return pages.select_related("provider").prefetch_related("neighbourhoods", "themes")


def providers_of(site: Site) -> QuerySet[ProviderPage]:
    return ProviderPage.objects.live().public().descendant_of(site.root_page).order_by("path")


def matching(services: QuerySet[ServicePage], wanted: dict[str, Any], own: UUID) -> Any:
    """The services that pass every filter that was given; `own` is the organisation behind services without one."""
    if text := wanted.get("search"):
        services = services.filter(Q(title__icontains=text) | Q(lead__icontains=text) | Q(eligibility__icontains=text))
    if organisation := wanted.get("organization_id"):
        named = Q(provider__uuid=organisation)
        services = services.filter(named | Q(provider=None) if organisation == own else named)
    if moment := wanted.get("modified_after"):
        services = services.filter(last_published_at__gt=moment)
    if term := wanted.get("taxonomy_term_id"):
        themes = [theme.pk for theme in Theme.objects.all() if term_id(theme.slug) == term]
        services = services.filter(themes__in=themes)
    if taxonomy := wanted.get("taxonomy_id"):
        services = services.filter(themes__isnull=False) if taxonomy == taxonomy_id() else services.none()
    return services.distinct()
