"""What residents see of a visit. The desks are in `desk.py` (visits), `doors.py` (rounds) and `table.py` (cases)."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.outreach import actions
from community.outreach.emails import SALT, token_of
from community.outreach.exceptions import OutreachError
from community.outreach.forms import HandOverAnswerForm, RemarkForm, VisitForm
from community.outreach.models import Visit
from community.outreach.queries import open_hand_over, visitor_for, with_parts
from community.outreach.rules import can_decline
from portal.pages.posting import post_guarded, see, show_form
from portal.workdays import add_workdays

ASK = "outreach/ask.html"


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def call_day() -> date:
    """The day before which we ring whoever asks now."""
    return add_workdays(timezone.localdate(), actions.CALL_WORKDAYS)


def initial_of(user: Any) -> dict[str, Any]:
    if not user.is_authenticated:
        return {}
    profile = getattr(user, "profile", None)
    phone = profile.phone.as_national if profile is not None and profile.phone else ""
    return {"name": user.get_full_name(), "email": user.email, "phone": phone}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str = "") -> HttpResponse:
    """`/kom-langs/`: ask for a visit, of the worker of a page when one is named; or say that you worry."""
    site = site_of(request)
    worker = visitor_for(site, slug)
    form = VisitForm(request.POST or None, initial=initial_of(request.user))
    context: dict[str, Any] = {"form": form, "worker": worker, "call_day": call_day(), "slug": slug}
    if request.method != "POST":
        return show_form(request, ASK, context)

    def save() -> HttpResponse:
        made = actions.ask_visit(site=site, wanted=form.wanted(), by=request.user, worker=worker)
        if form.is_worry:  # whoever worries gets no link to somebody else's door
            return see(reverse("outreach:worried"))
        return see(reverse("outreach:thanks", args=[token_of(made)]))

    return post_guarded(request, form, ASK, context, scope="visit", done=reverse("outreach:ask"), save=save)


@require_safe
def worried(request: HttpRequest) -> HttpResponse:
    """After a worry: what we do with it, and what a neighbour can do."""
    return render(request, "outreach/worried.html", {"call_day": call_day()})


def by_token(request: HttpRequest, token: str) -> Visit:
    """The visit of a mailed link; a link that is not ours is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(with_parts(Visit.objects.filter(site=site_of(request))), uuid=uuid)


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "outreach/thanks.html", {"visit": by_token(request, token), "token": token})


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/bezoek/<token>/`: when, who, and what was written down about you."""
    return show(request, by_token(request, token), token)


def show(request: HttpRequest, visit: Visit, token: str, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "visit": visit,
        "token": token,
        "hand_over": open_hand_over(visit),
        "can_decline": can_decline(visit),
        "remark_form": RemarkForm(initial={"text": visit.remark}),
        **forms,
    }
    return render(request, "outreach/follow.html", context, status=status)


@never_cache
@require_POST
def say(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """No thanks; not right; yes, another or no more to a new face. What came too late changes nothing."""
    visit = by_token(request, token)
    if name == "klopt-niet":
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return show(request, visit, token, status=422, remark_form=form)
        with contextlib.suppress(OutreachError):
            actions.remark(visit=visit, text=form.cleaned_data["text"])
    elif name == "nee":
        with contextlib.suppress(OutreachError):
            actions.decline_visit(visit=visit)
    elif name == "opvolger":
        answer = HandOverAnswerForm(request.POST)
        if answer.is_valid():
            with contextlib.suppress(OutreachError):
                actions.answer_hand_over(visit=visit, answer=answer.cleaned_data["antwoord"])
    else:
        raise Http404
    return see(reverse("outreach:follow", args=[token]))
