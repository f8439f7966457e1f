from __future__ import annotations

from typing import Any

from wagtail.models import Page


def can_change_page(user: Any, page: Page) -> bool:
    """Whether somebody may edit this page in the admin."""
    return page.permissions_for_user(user).can_edit()
