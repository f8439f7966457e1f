"""Outside the usual files of a slice: the plan, made among one another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.circles import queries, rules
from community.circles.access import seat_page, see
from community.circles.actions import plan
from community.circles.enums import PLANNING, CircleState, Part
from community.circles.forms import GoalForm, LineForm, NoteForm
from community.circles.models import Agreement, CircleMember


def to_plan(seat: CircleMember) -> HttpResponse:
    return see(reverse("circles:plan", args=[seat.circle.uuid]))


@seat_page(Part.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/plan/`: the goal, who does what, what stays between us, and what was said; POST writes a note."""
    if not rules.sees_plan(seat):
        raise PermissionDenied
    form = NoteForm(request.POST or None, member=seat, people=queries.people_in(seat.circle))
    if request.method == "POST" and form.is_valid():
        plan.write_note(member=seat, **form.cleaned_data)
        messages.success(request, _("Geschreven."))
        return to_plan(seat)
    agreements = list(queries.agreements_visible_to(seat))
    circle = seat.circle
    context = {
        "seat": seat,
        "circle": circle,
        "lines": [line for line in agreements if not line.between_us],
        "our_lines": [line for line in agreements if line.between_us],
        "counts": queries.carried_counts(agreements),
        "notes": queries.notes_about(seat, None),
        "form": form,
        "planning": circle.state in PLANNING,
        "may_make": not seat.is_professional,
        "stops": stops_of(circle.state),
        "confidant": queries.confidant_of(circle),
    }
    return render(request, "circles/plan.html", context, status=422 if form.errors else 200)


def stops_of(state: str) -> list[tuple[str, str]]:
    """Label and past, now or later of the road to a plan; a circle that rests keeps still where it runs."""
    road = (CircleState.FORMING, CircleState.MEETING_PLANNED, CircleState.PLAN_MADE, CircleState.RUNNING)
    names = (_("beginnen"), _("bij elkaar komen"), _("het plan is af"), _("wij doen het"))
    at = road.index(CircleState(state)) if state in road else len(road) - 1
    return [(name, "past" if n < at else "now" if n == at else "") for n, name in enumerate(names)]


@seat_page(owner=True)
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    form = GoalForm(request.POST or None, initial={"goal": seat.circle.goal})
    if request.method == "POST" and form.is_valid():
        plan.write_goal(member=seat, goal=form.cleaned_data["goal"])
        messages.success(request, _("Bewaard."))
        return to_plan(seat)
    context = {"form": form, "seat": seat, "circle": seat.circle, "heading": _("Wat u wilt")}
    return render(request, "circles/plan_form.html", context, status=422 if form.errors else 200)


@seat_page()
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, seat: CircleMember, line: Any = None) -> HttpResponse:
    """`…/plan/afspraak/`: a new line of the plan, or another text for one."""
    if not rules.sees_plan(seat) or seat.is_professional:
        raise PermissionDenied
    found = get_object_or_404(queries.agreements_visible_to(seat), uuid=line) if line else None
    names = ("what", "who", "when", "carried_by", "between_us")
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = LineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan.write_agreement(member=seat, line=form.line(), agreement=found)
        messages.success(request, _("Het staat in het plan."))
        return to_plan(seat)
    heading = _("Verander de afspraak") if found else _("Een afspraak erbij")
    context = {"form": form, "seat": seat, "circle": seat.circle, "heading": heading, "line": found}
    return render(request, "circles/plan_form.html", context, status=422 if form.errors else 200)


@seat_page(owner=True)
@require_POST
def erase_line(request: HttpRequest, seat: CircleMember, line: Any) -> HttpResponse:
    found = get_object_or_404(Agreement.objects.filter(circle=seat.circle_id), uuid=line)
    plan.erase_agreement(member=seat, agreement=found)
    messages.success(request, _("De afspraak is weg."))
    return to_plan(seat)


STEPS: dict[str, tuple[Any, Any]] = {
    "af": (plan.finish_plan, lambda: _("Het plan is af. Beroepskrachten zien het nog niet.")),
    "begin": (plan.begin, lambda: _("De kring is begonnen.")),
    "deel": (
        plan.share_plan,
        lambda: _("Beroepskrachten die het plan mogen zien, zien het nu. Onder elkaar blijft weg."),
    ),
    "neem-terug": (plan.take_plan_back, lambda: _("Het plan is weer alleen van u samen.")),
    "opnieuw": (plan.plan_again, lambda: _("U maakt samen een nieuw plan. Beroepskrachten zien het niet.")),
}


@seat_page(owner=True)
@require_POST
def act(request: HttpRequest, seat: CircleMember, name: str) -> HttpResponse:
    """One step of the plan."""
    if name not in STEPS:
        raise Http404
    action, sentence = STEPS[name]
    action(member=seat)
    messages.success(request, sentence())
    return to_plan(seat)
