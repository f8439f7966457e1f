"""What visitors see of a sign-up. The desk is in `desk.py`."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from portal import errors
from portal.history.queries import history_of
from portal.limits.actions import take_address_token, take_token
from portal.pages.codes import address_of_code
from portal.settings.environment import Rate
from portal.workdays import add_workdays
from vacancies.bank.enums import Kind
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import public_vacancies, with_parts
from vacancies.bank.rules import can_apply
from vacancies.placements import actions
from vacancies.placements.emails import SALT, token_of
from vacancies.placements.enums import ApplicationState, Topic
from vacancies.placements.exceptions import PlacementError, VacancyClosed
from vacancies.placements.forms import ApplyForm, CodeForm, GeneralForm
from vacancies.placements.models import Application, Receipt
from vacancies.placements.queries import with_parts as with_application_parts

# Codes are short because people read them out; so nobody gets to try many.
CODE_RATE = Rate(per_minute=1, burst=10)
STEPS = ("received", "in_conversation", "proposed", "accepted")
SHORT_STEPS = ("received", "in_conversation", "done")
THANKS = {
    Topic.CALL_BACK: "placements/thanks_call.html",
    Topic.CAREGIVER: "placements/thanks_call.html",
    Topic.INTERNSHIP: "placements/thanks_internship.html",
    Topic.INTERNSHIP_HOST: "placements/thanks_internship.html",
}


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def due_day() -> date:
    """The day before which somebody who signs up now is answered."""
    return add_workdays(timezone.localdate(), actions.ANSWER_WORKDAYS)


def initial_of(user: Any) -> dict[str, Any]:
    """What we know of somebody who is logged in."""
    if not user.is_authenticated:
        return {}
    profile = getattr(user, "profile", None)
    known = {"name": user.get_full_name(), "email": user.email, "channel": "email"}
    if profile is not None and profile.phone:
        known |= {"phone": profile.phone.as_national, "channel": profile.preferred_channel}
    return known


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vacatures/<slug>/aanmelden/`: sign up for one vacancy."""
    site = site_of(request)
    vacancy = get_object_or_404(with_parts(public_vacancies(site.pk)).exclude(kind=Kind.PAID), slug=slug)
    if request.method != "POST" and not can_apply(vacancy):
        return redirect(vacancy.get_absolute_url())
    form = ApplyForm(request.POST or None, initial=initial_of(request.user), vacancy=vacancy)
    return sign_up(request, site, form, vacancy, "placements/apply.html")


@require_http_methods(["GET", "HEAD", "POST"])
def general(request: HttpRequest) -> HttpResponse:
    """`/meedoen/aanmelden/`: sign up without a vacancy."""
    site = site_of(request)
    form = GeneralForm(request.POST or None, initial=initial_of(request.user))
    return sign_up(request, site, form, None, "placements/general.html")


def sign_up(
    request: HttpRequest, site: Site, form: ApplyForm | GeneralForm, vacancy: Vacancy | None, template: str
) -> HttpResponse:
    status = 200
    context: dict[str, Any] = {"form": form, "vacancy": vacancy, "due_day": due_day()}
    context["handler"] = actions.answerer(site, vacancy)
    if request.method == "POST":
        wait = take_address_token(request, scope="apply")
        if wait:
            form.is_valid()
            return too_many(request, template, context, wait)
        if form.is_robot:
            return render(request, "placements/robot.html", context)
        if form.is_valid():
            try:
                made = actions.apply(site=site, vacancy=vacancy, applicant=form.applicant(), by=request.user)
                return see(reverse("placements:thanks", args=[token_of(made)]))
            except VacancyClosed as refusal:
                form.add_error(None, str(refusal))
                context["closed"] = True
        status = 422
    response = render(request, template, context, status=status)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store, private"
    return response


def too_many(request: HttpRequest, template: str, context: dict[str, Any], wait: int) -> HttpResponse:
    """Over the limit: our own sentence on the same page, with everything that was typed."""
    response = render(request, template, {**context, "wait_minutes": max(1, wait // 60)}, status=429)
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


def by_token(token: str) -> Application | Receipt:
    """The sign-up of a mailed link; a link that is not ours is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    found = with_application_parts(Application.objects.filter(uuid=uuid)).first()
    return found or get_object_or_404(Receipt.objects.select_related("application__vacancy"), uuid=uuid)


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After signing up: who answers, by when, what happens next, and the code."""
    found = by_token(token)
    context = {"application": found, "handler": found.handler, "vacancy": found.vacancy, "token": token}
    return render(request, THANKS.get(Topic(found.topic), "placements/thanks.html"), context)


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/aanmelding/<token>/`: how it stands, and the way out."""
    return render(request, "placements/follow.html", follow_context(by_token(token), token))


def follow_context(found: Application | Receipt, token: str) -> dict[str, Any]:
    rows = list(history_of(found)) if isinstance(found, Application) else []
    return {
        "application": found,
        "token": token,
        "vacancy": found.vacancy,
        "handler": found.handler,
        "stops": stops(found),
        "withdrawn_at": getattr(found, "withdrawn_at", None)
        or next((r.at for r in rows if r.to_state == "withdrawn"), None),
        "alternatives": found.alternatives.all() if isinstance(found, Application) else [],
    }


def stops(found: Application | Receipt) -> list[tuple[str, str]]:
    """(state, past | now | later) of the line of stops."""
    steps = STEPS if found.wants_place and found.state != ApplicationState.DONE else SHORT_STEPS
    if found.state not in steps:
        return []
    here = steps.index(found.state)
    return [(step, "past" if i < here else "now" if i == here else "later") for i, step in enumerate(steps)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, then withdraw."""
    found = by_token(token)
    if request.method == "POST":
        # One that had ended already stays as it is; the page says how.
        with contextlib.suppress(PlacementError):
            actions.withdraw(application=found)
        return see(reverse("placements:follow", args=[token]))
    return render(request, "placements/withdraw.html", {"application": found, "vacancy": found.vacancy, "token": token})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """`/aanmelding/`: find a sign-up by its code, for who has no mail; a code of another department leads there too."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        limit = CODE_RATE if settings.FORM_ADDRESS_LIMIT else None
        wait = take_token(scope="code", subject=request.META.get("REMOTE_ADDR", ""), rate=limit)
        if wait:
            return errors.too_many(request, wait)
        if form.is_valid():
            address = address_of_code(site_of(request).pk, form.cleaned_data["code"])
            if address is not None:
                return see(address)
            form.add_error("code", _("Deze code kennen we niet. Kijk of elke letter en elk cijfer klopt."))
    return render(request, "placements/code.html", {"form": form}, status=422 if form.errors else 200)
