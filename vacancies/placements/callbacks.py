"""Outside the usual files of a slice: the view of who leaves a telephone number to be rung back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from portal.forms.origin import own_origin
from portal.limits.actions import take_address_token
from portal.pages.frame import frame_of
from portal.workdays import due_moment
from vacancies.placements import actions
from vacancies.placements.emails import token_of
from vacancies.placements.forms import CallBackForm
from vacancies.placements.moments import Moment, call_moments
from vacancies.placements.queries import worker_at_desk
from vacancies.placements.views import see, site_of, too_many

TEMPLATE = "placements/call_back.html"


def moments_of(site: Site, now: datetime | None = None) -> list[Moment]:
    local = timezone.localtime(now).replace(tzinfo=None)
    return call_moments(frame_of(site)["schedule"], local)


def due_of(moment: Moment | None) -> datetime:
    """When we promised to ring; without known opening hours by the end of the next working day."""
    return timezone.make_aware(moment.due) if moment else due_moment(timezone.now(), 1)


def asked(request: HttpRequest) -> dict[str, str]:
    """What a link to the form may say: what it is about, and on whose page it stood."""
    return {name: request.GET[name][:36] for name in ("topic", "worker") if name in request.GET}


# The form also stands on cached pages, which carry no token.
@own_origin
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: HttpRequest) -> HttpResponse:
    """`/bel-mij-terug/`: leave a number; the answer is a promise with a half day."""
    site = site_of(request)
    form = CallBackForm(request.POST or None, initial=asked(request), moments=moments_of(site))
    handler = worker_at_desk(site.pk, form.asked_worker) or actions.answerer(site, None)
    context: dict[str, Any] = {"form": form, "handler": handler}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if wait := take_address_token(request, scope="call_back"):
        form.is_valid()
        return too_many(request, TEMPLATE, context, wait)
    if form.is_robot:
        return render(request, "placements/robot.html", context)
    if form.is_valid():
        return see(reverse("placements:thanks", args=[token_of(ring_back(site, form, request.user))]))
    response = render(request, TEMPLATE, context, status=422)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def ring_back(site: Site, form: CallBackForm, by: Any) -> Any:
    return actions.apply(
        site=site,
        vacancy=None,
        applicant=form.applicant(),
        by=by,
        due_at=due_of(form.moment),
        handler=worker_at_desk(site.pk, form.asked_worker),
    )
