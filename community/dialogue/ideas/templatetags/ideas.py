"""What the page with ideas asks: the ideas that everyone may see, and whether one may send another."""

from __future__ import annotations

from typing import Any

from django import template

from community.dialogue.ideas.queries import ideas_on
from community.dialogue.ideas.rules import can_keep_ideas, can_send_idea

register = template.Library()


@register.inclusion_tag("dialogue/ideas.html", takes_context=True)
def ideas_of(context: template.Context, page: Any) -> dict[str, Any]:
    ideas = list(ideas_on(page.pk)) if page.pk else []
    return {"page": page, "ideas": ideas, "open": can_send_idea(page), "request": context.get("request")}


@register.filter
def keeps_ideas(user: Any) -> bool:
    """Whether to show the way to the ideas at the desk."""
    return can_keep_ideas(user)
