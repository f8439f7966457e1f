from __future__ import annotations

from typing import Any

from django import template

from events.live.rules import roles_of

register = template.Library()


@register.filter
def works_in_rooms(user: Any) -> bool:
    """Whether to show the way to the desks of the live rooms."""
    return bool(roles_of(user))
