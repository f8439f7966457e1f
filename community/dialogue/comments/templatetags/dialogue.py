"""What page templates ask of the readers: comments below a page, answers to a question, the way to the queue."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from community.dialogue.comments.forms import BoxForm
from community.dialogue.comments.models import Comment
from community.dialogue.comments.queries import answers_of, shown_comments, waiting_count
from community.dialogue.comments.rules import can_comment, can_moderate

register = template.Library()

SHORT = 5


@register.inclusion_tag("dialogue/conversation.html", takes_context=True)
def conversation(context: template.Context, page: Any) -> dict[str, Any]:
    """Comments and box below a page; nothing when there is neither. A long list is opened by `?reacties=alle`."""
    request = context.get("request")
    comments = list(shown_comments(page.pk)) if page.pk else []
    everything = request is not None and request.GET.get("reacties") == "alle"
    return {
        "page": page,
        "request": request,
        "frame": context.get("frame", {}),
        "comments": comments if everything or len(comments) <= SHORT else comments[:SHORT],
        "count": len(comments),
        "is_short": not everything and len(comments) > SHORT,
        "open": can_comment(page),
        "form": BoxForm(auto_id="reactie-%s"),
    }


@register.simple_tag
def answers_to(page: Any, only_picked: bool = True) -> list[Comment]:
    """The published answers to the question of a post; none when the post is gone."""
    return list(answers_of(page.pk, only_picked=only_picked)) if page is not None and page.live else []


@register.filter
def moderates(user: Any) -> bool:
    """Whether to show the way to the queue."""
    return can_moderate(user)


@register.simple_tag(takes_context=True)
def comments_waiting(context: template.Context) -> int:
    site = Site.find_for_request(context["request"])
    return waiting_count(site.pk) if site else 0
