from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from portal.pagecache.actions import keep_until
from vacancies.placements.actions import answerer
from vacancies.placements.callbacks import moments_of
from vacancies.placements.emails import token_of
from vacancies.placements.forms import CallBackForm
from vacancies.placements.moments import NOTICE
from vacancies.placements.queries import own_applications, worker_at_desk
from vacancies.placements.rules import can_handle_applications

register = template.Library()


@register.simple_tag(takes_context=True)
def my_applications(context: template.Context) -> list[dict[str, Any]]:
    """The visitor's own sign-ups, newest first, each with the token of its page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    rows = own_applications(request.user, site.pk) if site else []
    return [{"application": row, "token": token_of(row)} for row in rows]


@register.simple_tag(takes_context=True)
def call_back_form(context: template.Context, topic: str, worker: Any = None) -> dict[str, Any]:
    """The form to be rung back, and who rings; `worker` is the face of the page, who rings when at the desk."""
    site = Site.find_for_request(context["request"])
    if site is None:
        return {}
    asked = {"topic": topic, "worker": str(worker.uuid) if worker else ""}
    moments = moments_of(site)
    keep_until(context["request"], moments[0].due - NOTICE if moments else None)
    form = CallBackForm(initial=asked, moments=moments)
    return {"form": form, "handler": worker_at_desk(site.pk, asked["worker"]) or answerer(site, None)}


@register.filter
def works_at_desk(user: Any) -> bool:
    """Whether to show the way to the desk."""
    return can_handle_applications(user)
