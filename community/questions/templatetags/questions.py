from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Site

from community.outreach.emails import token_of as visit_token
from community.outreach.models import Visit
from community.questions.emails import token_of
from community.questions.queries import own_questions

register = template.Library()


@register.simple_tag(takes_context=True)
def my_questions(context: template.Context) -> list[dict[str, Any]]:
    """What the visitor asked, newest first, with the token of its page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    return [{"question": row, "token": token_of(row)} for row in own_questions(request.user, site.pk)[:10]]


@register.simple_tag
def visit_url(visit: Visit) -> str:
    """The page of the visit that a question became."""
    return reverse("outreach:follow", args=[visit_token(visit)])
