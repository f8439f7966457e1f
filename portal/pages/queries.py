from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet


def pages_above(page: Page) -> PageQuerySet:
    """The pages between the home page and this one, the highest first."""
    return page.get_ancestors().live().filter(depth__gt=2).order_by("depth")


def pages_below(page: Page) -> PageQuerySet:
    """The published pages directly below, in the editors' order, each in its own type."""
    return page.get_children().live().public().specific()


def helpers_named(numbers: list[int]) -> dict[int, Page]:
    """Published pages by their number, each in its own type; one query for each type, however many there are."""
    return {page.pk: page for page in Page.objects.filter(pk__in=numbers).live().public().specific()}


def services_by(provider: Any) -> PageQuerySet:
    """The published services of one provider, by title."""
    return provider.services.live().public().order_by("title")


def visible_workers(site: Site | None = None) -> QuerySet[Any]:
    """Workers who stand on the site, by name, with their profile; without a site those of all sites."""
    workers = get_user_model().objects.filter(profile__is_visible=True, is_active=True)
    if site is not None:
        workers = workers.filter(profile__site=site)
    return workers.select_related("profile").order_by("first_name", "last_name")
