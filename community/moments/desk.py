"""Outside the usual files of a slice: what workers do with moments, at /werk/momenten/."""

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
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.moments import actions
from community.moments.enums import MomentState
from community.moments.exceptions import MomentError
from community.moments.forms import ConfirmForm, HandOverForm, ListForm, RefuseForm
from community.moments.models import Moment
from community.moments.queries import answers_moments, colleagues, ended_moments, moments_visible_to, open_moments
from community.moments.views import see, site_of
from portal.history.queries import history_of

View = Callable[..., HttpResponse]


def for_workers(view: View) -> View:
    """Login first; then only who has moments to answer."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not answers_moments(request.user, site_of(request).pk):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own(request: HttpRequest, uuid: Any) -> Moment:
    return get_object_or_404(moments_visible_to(request.user, site_of(request).pk), uuid=uuid)


@for_workers
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`/werk/momenten/`: who waits for an answer, and what was agreed."""
    site, ended, now = site_of(request), ListForm(request.GET).ended(), timezone.now()
    rows = list((ended_moments if ended else open_moments)(request.user, site.pk)[:200])
    for row in rows:
        row.late = row.state == MomentState.ASKED and row.due_at < now  # type: ignore[attr-defined]
    context = {
        "ended": rows if ended else [],
        "shows_ended": ended,
        "asked": [row for row in rows if row.state == MomentState.ASKED],
        "agreed": sorted(
            (row for row in rows if row.state == MomentState.CONFIRMED), key=lambda row: row.starts_at or now
        ),
    }
    return render(request, "moments/board.html", context)


@for_workers
@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One moment: who asks, the wish, the promise, and what can be done."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, moment: Moment, status: int = 200, **forms: Any) -> HttpResponse:
    start = timezone.localtime(moment.starts_at) if moment.starts_at else None
    known = {"day": start.date(), "time": start.time(), "where": moment.where} if start else {}
    people = colleagues(moment.site_id).exclude(pk=moment.worker_id or 0)
    context = {
        "moment": moment,
        "late": moment.state == MomentState.ASKED and moment.due_at < timezone.now(),
        "history": list(history_of(moment)),
        "confirm_form": ConfirmForm(initial=known),
        "refuse_form": RefuseForm(),
        "hand_over_form": HandOverForm(people=people),
        **forms,
    }
    return render(request, "moments/moment.html", context, status=status)


@for_workers
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    moment = own(request, uuid)
    try:
        return STEPS[name](request, moment)
    except MomentError as refusal:
        moment.refresh_from_db()
        messages.error(request, str(refusal))
        form = {"confirm_form": ConfirmForm(request.POST)} if name == "afspreken" else {}
        return show(request, moment, status=422, **form)


def done(request: HttpRequest, moment: Moment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("moments:board"))


def confirm(request: HttpRequest, moment: Moment) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return show(request, moment, status=422, confirm_form=form)
    actions.confirm_moment(moment=moment, plan=form.plan(), by=request.user)
    if moment.email:
        return done(request, moment, _("Afgesproken. %(name)s krijgt een mail.") % {"name": moment.name})
    return done(request, moment, _("Afgesproken. Laat het %(name)s zelf weten.") % {"name": moment.name})


def refuse(request: HttpRequest, moment: Moment) -> HttpResponse:
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return show(request, moment, status=422, refuse_form=form)
    actions.refuse_moment(moment=moment, reason=form.cleaned_data["reason"], by=request.user)
    return done(request, moment, _("Afgezegd. %(name)s leest de reden.") % {"name": moment.name})


def hand_over(request: HttpRequest, moment: Moment) -> HttpResponse:
    form = HandOverForm(request.POST, people=colleagues(moment.site_id))
    if not form.is_valid():
        return show(request, moment, status=422, hand_over_form=form)
    actions.hand_over_moment(moment=moment, to=form.cleaned_data["worker"], by=request.user)
    return done(request, moment, _("Doorgegeven aan %(name)s.") % {"name": form.cleaned_data["worker"]})


STEPS: dict[str, Callable[[HttpRequest, Moment], HttpResponse]] = {
    "afspreken": confirm,
    "weigeren": refuse,
    "doorgeven": hand_over,
}
