from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.pages.models.care import BinnedPage
from portal.pages.models.files import BinnedFile

# Where the bytes of what was thrown away lie: no view reads this folder.
CLOSED = "closed"


def is_open(file: Any) -> bool:
    """Whether a picture or a document may be shown; asks no database."""
    return not file.file.name.startswith(f"{CLOSED}/")


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


def can_bin_file(user: Any, file: Any) -> bool:
    """Whoever may delete a picture or a document, by the collection in which it lies."""
    return bool(policy_registry.get_by_type(type(file)).user_has_permission_for_instance(user, "delete", file))


def can_restore_file(user: Any, row: BinnedFile) -> bool:
    """Whoever may change what lies where it lay; not who threw it away and lost that right since."""
    if row.collection is None:
        return bool(user.is_superuser)
    policy = policy_registry.get_by_type(type(row.file))
    return bool(policy.collections_user_has_permission_for(user, "change").filter(pk=row.collection_id).exists())
