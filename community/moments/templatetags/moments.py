from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from community.moments.emails import token_of
from community.moments.queries import answers_moments, open_moments, own_moments
from community.moments.rules import can_be_asked
from portal.pages.models import WorkerPage

register = template.Library()


@register.filter
def takes_moments(page: WorkerPage) -> bool:
    """Whether a visitor can ask this worker for a moment now."""
    return can_be_asked(page)


@register.simple_tag(takes_context=True)
def my_moments(context: template.Context) -> dict[str, Any]:
    """What the visitor asked for, newest first, with the token of its page; and how many wait for an answer."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return {"asked": [], "answers": False, "waiting": 0}
    answers = answers_moments(request.user, site.pk)
    waiting = open_moments(request.user, site.pk).filter(worker=request.user, state="asked").count() if answers else 0
    asked = [{"moment": row, "token": token_of(row)} for row in own_moments(request.user, site.pk)[:10]]
    return {"asked": asked, "answers": answers, "waiting": waiting}
