"""Outside the usual files of a slice: the round on the telephone, at /werk/deur/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.outreach import walking
from community.outreach.desk import for_workers
from community.outreach.enums import DoorAnswer
from community.outreach.exceptions import OutreachError
from community.outreach.forms import DoorForm, ListForm, RoundForm, WelcomeForm
from community.outreach.models import Door, Round
from community.outreach.queries import doors_of, rests_of, rounds_visible_to, workers_of
from community.outreach.views import see, site_of


def own(request: HttpRequest, uuid: Any) -> Round:
    return get_object_or_404(rounds_visible_to(request.user, site_of(request).pk), uuid=uuid)


@for_workers
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """`/werk/deur/nieuw/`: which street, which numbers, when, with whom."""
    site = site_of(request)
    people = workers_of(site.pk).exclude(pk=request.user.pk)
    form = RoundForm(request.POST or None, people=people, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            walk = walking.begin_round(
                site=site,
                street=form.street_of(),
                day=form.cleaned_data["day"],
                worker=request.user,
                together_with=form.cleaned_data["together_with"],
                by=request.user,
            )
            return see(reverse("outreach:round", args=[walk.uuid]))
        except OutreachError as refusal:
            form.add_error("last", str(refusal))
    return render(request, "outreach/begin.html", {"form": form}, status=422 if form.errors else 200)


@for_workers
@require_safe
def walk(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/werk/deur/<uuid>/`: the door that is next, four answers a thumb wide, and the street below."""
    return show(request, own(request, uuid), ListForm(request.GET).number())


def show(request: HttpRequest, found: Round, number: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    doors = rows_of(found)
    here = next((door for door in doors if door.number == number), None) or next(
        (door for door in doors if door.answer == DoorAnswer.TO_VISIT and not door.rest), None
    )
    last = max((door for door in doors if door.answered_at), key=lambda door: door.answered_at, default=None)
    context = {
        "round": found,
        "doors": doors,
        "houses": around(doors, here),
        "here": here,
        "last": last if last is not None and last.visit_id is None else None,
        "n_answered": sum(door.answer != DoorAnswer.TO_VISIT for door in doors),
        "welcome": [door for door in doors if door.answer == DoorAnswer.WELCOME and door.visit_id is None],
        **forms,
    }
    return render(request, "outreach/round.html", context, status=status)


def rows_of(found: Round) -> list[Any]:
    """The doors with the no that holds at each, in three queries for any street."""
    doors: list[Any] = list(doors_of(found))
    for door in doors:
        door.round = found
        door.mark = walking.mark_at(door)
    rests = rests_of(found.site_id, [door.mark for door in doors])
    for door in doors:
        door.rest = rests.get(door.mark) if door.answer != DoorAnswer.NO else None
        door.until = rests[door.mark].until if door.answer == DoorAnswer.NO and door.mark in rests else None
    return doors


def around(doors: list[Any], here: Any) -> list[Any]:
    """Six houses of the drawing, the one where you stand among them."""
    at = doors.index(here) if here in doors else len(doors)
    start = max(0, min(at - 3, len(doors) - 6))
    return doors[start : start + 6]


def door_of(found: Round, number: str) -> Door:
    return get_object_or_404(Door.objects.select_related("round__site", "visit"), round=found, number=number)


@for_workers
@require_POST
def answer(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One tap at a door. The telephone may send it later, and twice; a page without a script posts the same form."""
    found, form = own(request, uuid), DoorForm(request.POST)
    as_json = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    door = door_of(found, data["nummer"])
    try:
        walking.answer_door(door=door, answer=data["antwoord"], at=data["om"], by=request.user)
    except OutreachError as refusal:
        if as_json:
            return JsonResponse({"error": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return show(request, found, door.number, status=422)
    if as_json:
        return JsonResponse({"number": door.number, "answer": door.answer})
    return see(reverse("outreach:round", args=[uuid]))


@for_workers
@require_POST
def undo(request: HttpRequest, uuid: Any, number: str) -> HttpResponse:
    """A wrong tap."""
    found = own(request, uuid)
    try:
        walking.undo_door(door=door_of(found, number), by=request.user)
    except OutreachError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("outreach:round", args=[uuid]) + f"?nummer={number}")


@for_workers
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, uuid: Any, number: str) -> HttpResponse:
    """`…/<nummer>/bezoek/`: welcome, and the resident wants a visit: a day, an hour, a yes."""
    found = own(request, uuid)
    door, form = door_of(found, number), WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            visit = walking.visit_from_door(
                door=door,
                name=form.cleaned_data["name"],
                phone=form.cleaned_data["phone"],
                starts_at=form.starts_at(),
                said_yes=form.cleaned_data["said_yes"],
                by=request.user,
            )
            code = visit.readable_code
            messages.success(request, _("Afgesproken. Geef de bewoner deze code: %(code)s.") % {"code": code})
            return see(reverse("outreach:round", args=[uuid]))
        except OutreachError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "round": found, "door": door}
    return render(request, "outreach/welcome.html", context, status=422 if form.errors else 200)


@for_workers
@require_POST
def close(request: HttpRequest, uuid: Any) -> HttpResponse:
    walking.close_round(walk=own(request, uuid), by=request.user)
    messages.success(request, _("De ronde is klaar. Dank u wel."))
    return see(reverse("outreach:board"))
