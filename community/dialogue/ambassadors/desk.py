"""Outside the usual files of a slice: ambassadors and who came through them, at /werk/ambassadeurs/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.dialogue.ambassadors import actions, queries
from community.dialogue.ambassadors.enums import AmbassadorState, ArrivalState
from community.dialogue.ambassadors.exceptions import AmbassadorError
from community.dialogue.ambassadors.forms import MeetForm, ReasonForm
from community.dialogue.ambassadors.rules import can_keep_ambassadors
from community.dialogue.ambassadors.views import site_of
from portal.pages.posting import see

View = Callable[..., HttpResponse]


def keeper(view: View) -> View:
    """Login first; then only who keeps ambassadors."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_keep_ambassadors(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@keeper
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    return show(request)


def show(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    site_id = site_of(request).pk
    ambassadors = list(queries.ambassadors_visible_to(request.user, site_id))
    arrivals = queries.arrivals_visible_to(request.user, site_id).exclude(state=ArrivalState.CLOSED)
    context = {
        "asked": [row for row in ambassadors if row.state == AmbassadorState.ASKED],
        "active": [row for row in ambassadors if row.state == AmbassadorState.ACTIVE],
        "arrivals": arrivals.exclude(state=ArrivalState.MET)[:100],
        "reason_form": ReasonForm(),
        "meet_form": MeetForm(),
        **more,
    }
    return render(request, "dialogue/ambassador_desk.html", context, status=status)


def done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("ambassadors:desk"))


@keeper
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """Yes, not now, or stop."""
    found = get_object_or_404(queries.ambassadors_visible_to(request.user, site_of(request).pk), uuid=uuid)
    form = ReasonForm(request.POST)
    try:
        if name == "ja":
            actions.admit(ambassador=found, by=request.user)
        elif name == "stop":
            actions.stop(ambassador=found, by=request.user)
        elif name != "nee":
            raise Http404
        elif form.is_valid():
            actions.decline(ambassador=found, reason=form.cleaned_data["reason"], by=request.user)
        else:
            return show(request, status=422, reason_form=form, wrong=found.uuid)
    except AmbassadorError as refusal:
        messages.error(request, str(refusal))
        return show(request, status=422)
    return done(
        request, _("Gedaan. %(name)s krijgt bericht.") % {"name": found.name} if name != "stop" else _("Gestopt.")
    )


@keeper
@require_POST
def arrival(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """Plan the welcome, say that they met, or that it is done."""
    found = get_object_or_404(queries.arrivals_visible_to(request.user, site_of(request).pk), uuid=uuid)
    form = MeetForm(request.POST)
    try:
        if name == "gezien":
            actions.mark_met(arrival=found, by=request.user)
        elif name == "klaar":
            actions.close_arrival(arrival=found, by=request.user)
        elif name != "moment":
            raise Http404
        elif form.is_valid():
            data = form.cleaned_data
            actions.plan_welcome(arrival=found, meets_at=form.moment(data), place=data["place"], by=request.user)
        else:
            return show(request, status=422, meet_form=form, wrong=found.uuid)
    except AmbassadorError as refusal:
        messages.error(request, str(refusal))
        return show(request, status=422)
    return done(request, _("Gedaan."))
