from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from portal.limits.actions import take_address_token
from vacancies.internships import actions
from vacancies.internships.forms import HostForm, InternshipForm
from vacancies.placements.actions import answerer
from vacancies.placements.emails import token_of
from vacancies.placements.views import due_day, initial_of, see, site_of, too_many

Save = Callable[[Site, Any, Any], Any]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`/maatschappelijke-stage/zoeken/`: a pupil, a parent or a school looks for a place."""
    form = InternshipForm(request.POST or None, initial=initial_of(request.user))
    return answer(request, form, "internships/ask.html", save_wish)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """`/maatschappelijke-stage/plek-bieden/`: an organisation has a place."""
    form = HostForm(request.POST or None, initial=initial_of(request.user))
    return answer(request, form, "internships/offer.html", save_offer)


def save_wish(site: Site, form: InternshipForm, by: Any) -> Any:
    return actions.ask_internship(site=site, applicant=form.applicant(), wish=form.wish(), by=by)


def save_offer(site: Site, form: HostForm, by: Any) -> Any:
    return actions.offer_internship(site=site, applicant=form.applicant(), offer=form.offer(), by=by)


def answer(request: HttpRequest, form: InternshipForm | HostForm, template: str, save: Save) -> HttpResponse:
    """The same road for both: the limit, the robots, the errors, and the thanks with the promise."""
    site = site_of(request)
    context = {"form": form, "due_day": due_day(), "handler": answerer(site, None)}
    if request.method != "POST":
        return render(request, template, context)
    if wait := take_address_token(request, scope="apply"):
        form.is_valid()
        return too_many(request, template, context, wait)
    if form.is_robot:
        return render(request, "placements/robot.html", context)
    if form.is_valid():
        return see(reverse("placements:thanks", args=[token_of(save(site, form, request.user))]))
    response = render(request, template, context, status=422)
    response.headers["Cache-Control"] = "no-store, private"
    return response
