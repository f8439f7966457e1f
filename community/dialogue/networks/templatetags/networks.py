"""What the page of a learning network asks: how many there are, when they meet, and where the door is."""

from __future__ import annotations

from typing import Any

from django import template

from community.dialogue.networks.queries import members_of, next_meeting

register = template.Library()


@register.inclusion_tag("dialogue/network_door.html")
def network_door(page: Any) -> dict[str, Any]:
    """The same for every visitor, so that the page may come from a cache: who is inside is asked behind the door."""
    if not page.pk:
        return {"page": page, "count": 0, "meeting": None}
    return {"page": page, "count": members_of(page.pk).count(), "meeting": next_meeting(page.pk)}
