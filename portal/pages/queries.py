from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from portal.pages.models.care import BinnedPage, Finding, PageCare, PollAnswer
from portal.pages.models.files import BinnedFile
from portal.pages.shared import open_to_all


def pages_above(page: Page) -> Iterable[Page]:
    """The pages between the home page and this one, the highest first. Who came along the address brought them."""
    way: list[Page] | None = getattr(page, "way_here", None)
    if way is not None:
        return [above for above in way if above.live]
    return page.get_ancestors().live().filter(depth__gt=2).order_by("depth")


def pages_below(page: Page) -> PageQuerySet:
    """The published pages directly below, in the editors' order, each in its own type."""
    return open_to_all(page.get_children()).specific()


def helpers_named(numbers: list[int]) -> dict[int, Page]:
    """Published pages by their number, each in its own type; one query for each type, however many there are."""
    return {page.pk: page for page in open_to_all(Page.objects.filter(pk__in=numbers)).specific()}


def services_by(provider: Any) -> PageQuerySet:
    """The published services of one provider, by title."""
    return open_to_all(provider.services.all()).order_by("title")


def visible_workers(site: Site | None = None) -> QuerySet[Any]:
    """Workers who stand on the site, by name, with their profile; without a site those of all sites."""
    workers = get_user_model().objects.filter(profile__is_visible=True, is_active=True)
    if site is not None:
        workers = workers.filter(profile__site=site)
    return workers.select_related("profile").order_by("first_name", "last_name")


def answers_of(block: Any) -> dict[str, int]:
    """How often each answer was given to the poll with this block id."""
    rows = PollAnswer.objects.filter(block=block).values_list("answer").annotate(Count("pk"))
    return dict(rows)


def page_of_visitor(site: Site, page_id: int) -> Page | None:
    """A page of this site that everybody may read, in its own type."""
    page = open_to_all(site.root_page.get_descendants(inclusive=True)).filter(pk=page_id).first()
    return page.specific if page is not None else None


def block_of(page: Page, block_id: Any, kind: str) -> Any:
    """The value of a block of this kind in the body of a page; None when it is not there any more."""
    for child in getattr(page, "body", ()):
        if child.block_type == kind and str(child.id) == str(block_id):
            return child.value
    return None


def cares_due(day: date) -> QuerySet[PageCare]:
    """Published pages that somebody should look at by this day, the oldest date first."""
    due = PageCare.objects.filter(review_by__lte=day, page__live=True)
    return due.select_related("page__owner", "keeper").order_by("review_by", "pk")


def findings_for(user: Any) -> QuerySet[Finding]:
    """What the worker found on pages that this person may change."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return Finding.objects.filter(page__in=pages, page__live=True).select_related("page")


def cares_for(user: Any, day: date) -> QuerySet[PageCare]:
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return cares_due(day).filter(page__in=pages)


def binned_for(site: Site) -> QuerySet[BinnedPage]:
    """What lies in the bin of a site, the last thrown away first."""
    return BinnedPage.objects.filter(site=site).select_related("page", "parent", "by")


def binned_files_for(site: Site) -> QuerySet[BinnedFile]:
    """The same for pictures and documents."""
    return BinnedFile.objects.filter(site=site).select_related("image", "document", "collection", "by")


def of_this_site(pages: Any, site: Site) -> Any:
    """Only what stands in the tree of a site, in any of its languages."""
    below = Q()
    for path in site.root_page.get_translations(inclusive=True).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return pages.filter(below)
