"""Outside the usual files of a slice: what workers do with visits, at /werk/bezoeken/; made for a telephone."""

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

from community.outreach import actions
from community.outreach.enums import VisitState
from community.outreach.exceptions import OutreachError
from community.outreach.forms import BringInForm, HandOverAnswerForm, ListForm, NoteForm, PlanForm
from community.outreach.models import Visit
from community.outreach.queries import (
    ended_visits,
    open_hand_over,
    open_visits,
    rounds_visible_to,
    visits_visible_to,
    with_counts,
    workers_of,
)
from community.outreach.rules import can_do_outreach, needs_yes
from community.outreach.views import see, site_of
from portal.history.queries import history_of

View = Callable[..., HttpResponse]


def for_workers(view: View) -> View:
    """Login first; then only who goes to people's doors."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_do_outreach(request.user, site_of(request).pk):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own(request: HttpRequest, uuid: Any) -> Visit:
    return get_object_or_404(visits_visible_to(request.user, site_of(request).pk), uuid=uuid)


@for_workers
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`/werk/bezoeken/`: my day, whom to ring, and the rounds."""
    site, ended, now = site_of(request), ListForm(request.GET).ended(), timezone.now()
    rows = list((ended_visits if ended else open_visits)(request.user, site.pk)[:200])
    for row in rows:
        row.late = row.state == VisitState.ASKED and row.due_at < now  # type: ignore[attr-defined]
    planned = [row for row in rows if row.state == VisitState.PLANNED]
    context = {
        "shows_ended": ended,
        "ended": rows if ended else [],
        "to_call": [row for row in rows if row.state in (VisitState.ASKED, VisitState.CALLED, VisitState.NOT_HOME)],
        "planned": sorted(planned, key=lambda row: row.starts_at or now),
        "to_finish": [row for row in rows if row.state == VisitState.VISITED],
        "rounds": with_counts(rounds_visible_to(request.user, site.pk).filter(closed_at=None))[:20],
    }
    return render(request, "outreach/board.html", context)


@for_workers
@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One visit: where, when, what was said, and what can be done."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, visit: Visit, status: int = 200, **forms: Any) -> HttpResponse:
    start = timezone.localtime(visit.starts_at) if visit.starts_at else None
    context = {
        "visit": visit,
        "late": visit.state == VisitState.ASKED and visit.due_at < timezone.now(),
        "needs_yes": needs_yes(visit),
        "rest": actions.rest_at_address(visit),
        "hand_over": open_hand_over(visit),
        "history": list(history_of(visit)),
        "plan_form": PlanForm(initial={"day": start.date(), "time": start.time()} if start else {}),
        "note_form": NoteForm(initial={"note": visit.note}),
        "bring_in_form": BringInForm(people=workers_of(visit.site_id).exclude(pk=visit.worker_id or 0)),
        **forms,
    }
    return render(request, "outreach/visit.html", context, status=status)


@for_workers
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    visit = own(request, uuid)
    try:
        return STEPS[name](request, visit)
    except OutreachError as refusal:
        visit.refresh_from_db()
        messages.error(request, str(refusal))
        kept = {"plan_form": PlanForm(request.POST)} if name == "plannen" else {}
        return show(request, visit, status=422, **kept)


def done(request: HttpRequest, visit: Visit, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("outreach:visit", args=[visit.uuid]))


def called(request: HttpRequest, visit: Visit) -> HttpResponse:
    actions.note_call(visit=visit, by=request.user)
    return done(request, visit, _("Opgeschreven: u heeft gebeld."))


def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = PlanForm(request.POST)
    if not form.is_valid():
        return show(request, visit, status=422, plan_form=form)
    actions.plan_visit(visit=visit, starts_at=form.starts_at(), yes_how=form.cleaned_data["yes_how"], by=request.user)
    return done(request, visit, _("Afgesproken."))


def note(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, visit, status=422, note_form=form)
    actions.write_note(visit=visit, note=form.cleaned_data["note"], by=request.user)
    return done(request, visit, _("Bewaard. De bewoner kan het lezen."))


def missed(request: HttpRequest, visit: Visit) -> HttpResponse:
    actions.not_home(visit=visit, by=request.user)
    return done(request, visit, _("Opgeschreven: niet thuis. Spreek een nieuwe tijd af."))


def declined(request: HttpRequest, visit: Visit) -> HttpResponse:
    actions.decline_visit(visit=visit, by=request.user)
    return done(request, visit, _("Opgeschreven. Wij gaan er niet meer over bellen."))


def followed(request: HttpRequest, visit: Visit) -> HttpResponse:
    actions.follow_up(visit=visit, by=request.user)
    return done(request, visit, _("Afgerond."))


def bring_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = BringInForm(request.POST, people=workers_of(visit.site_id))
    if not form.is_valid():
        return show(request, visit, status=422, bring_in_form=form)
    data = form.cleaned_data
    actions.bring_in(visit=visit, to=data["worker"], introduction=data["introduction"], by=request.user)
    return done(request, visit, _("Voorgesteld. De bewoner zegt of het goed is."))


def heard(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = HandOverAnswerForm(request.POST)
    if not form.is_valid():
        return show(request, visit, status=422)
    actions.answer_hand_over(visit=visit, answer=form.cleaned_data["antwoord"], by=request.user)
    messages.success(request, _("Opgeschreven wat de bewoner zei."))
    return see(reverse("outreach:board"))


STEPS: dict[str, Callable[[HttpRequest, Visit], HttpResponse]] = {
    "gebeld": called,
    "plannen": plan,
    "opgeschreven": note,
    "niet-thuis": missed,
    "liever-niet": declined,
    "afgerond": followed,
    "opvolger": bring_in,
    "gehoord": heard,
}
