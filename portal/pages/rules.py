from __future__ import annotations

from typing import Any

from wagtail.models import Page

from portal.pages.models.care import BinnedPage


def can_change_page(user: Any, page: Page) -> bool:
    """Whether somebody may edit this page in the admin."""
    return page.permissions_for_user(user).can_edit()


def can_bin_page(user: Any, page: Page) -> bool:
    """Whoever may delete a page; never the start of a site, below which everything stands."""
    return page.permissions_for_user(user).can_delete() and not page.sites_rooted_here.exists()


def can_restore_page(user: Any, row: BinnedPage) -> bool:
    """Who threw it away, or whoever may add pages where it stood."""
    if row.parent is None:
        return bool(user.is_superuser)
    return row.by_id == user.pk or row.parent.permissions_for_user(user).can_add_subpage()
