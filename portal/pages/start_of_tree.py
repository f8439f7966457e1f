"""Outside the usual files of a slice: where the menu "Pagina's" of the admin begins.

Wagtail begins at the page above everything that somebody may work on. The start of a site and its translation lie
beside each other, so that would be the root of all sites, with a click more for everybody. It begins at the start of
the own site; the other languages are one choice in the head of that list.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.sidebar import PageExplorerMenuItem
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy


class OwnStartItem(ExplorerMenuItem):
    def render_component(self, request: HttpRequest) -> Any:
        start = start_for(request)
        if start is None:
            return super().render_component(request)
        return PageExplorerMenuItem(
            self.name, self.label, self.url, start.pk, icon_name=self.icon_name, classname=self.classname
        )


def start_for(request: HttpRequest) -> Page | None:
    """The start of this site for who works on it and not on the whole tree; None leaves it to Wagtail."""
    policy, site = PagePermissionPolicy(), Site.find_for_request(request)
    top = policy.explorable_root_instance(request.user)
    if site is None or top is None or not top.is_root() or request.user.is_superuser:  # type: ignore[union-attr]
        return None
    starts = policy.instances_with_direct_explore_permission(request.user)
    return site.root_page if site.root_page in starts else None


def begin_at_own_start(items: list[Any]) -> None:
    for place, item in enumerate(items):
        if type(item) is ExplorerMenuItem:
            items[place] = OwnStartItem(
                item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order
            )
