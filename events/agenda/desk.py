"""Outside the usual files of a slice: the agenda at the desk, /werk/agenda/, which only workers see."""

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
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.agenda.actions import answering, attending, keeping
from events.agenda.actions.signing_up import sign_up
from events.agenda.actions.telling import finish_call, reopen_call
from events.agenda.enums import RegistrationState
from events.agenda.exceptions import AgendaError
from events.agenda.forms import DeskForm, HeadCountForm, IntroduceForm, MarkForm, OutcomeForm, ReasonForm
from events.agenda.models import Call, Event, Introduction, Registration
from events.agenda.queries import (
    calls_to_make,
    events_at_desk,
    follow_ups_due,
    gone,
    guests,
    introductions_of,
    offered_whole,
    waiting_for,
    with_parts,
)
from events.agenda.rules import can_handle_guests, can_write_down
from events.agenda.views import see, site_of
from events.agenda.wording import limit_of

View = Callable[..., HttpResponse]


def desk(view: View) -> View:
    """Login first; then only who works at the desk."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_handle_guests(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own(request: HttpRequest, uuid: Any) -> Event:
    return get_object_or_404(with_parts(Event.objects.filter(site=site_of(request))), uuid=uuid)


@desk
@require_safe
def show_events(request: HttpRequest) -> HttpResponse:
    """`/werk/agenda/`: what is to come and what was this week, with how many come and wait."""
    site = site_of(request)
    context = {"events": events_at_desk(site.pk), "calls": calls_to_make(request.user, site.pk).count()}
    context["follow_ups"] = follow_ups_due(site.pk)[:20]
    return render(request, "agenda/desk_list.html", context)


@desk
@require_safe
def event(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One event: who comes, who waits, who was there."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, found: Event, status: int = 200, **forms: Any) -> HttpResponse:
    there = guests(found)
    context = {
        "event": found,
        "holder": limit_of(found),
        "guests": list(there),
        "offered": list(offered_whole(found.series)),
        "queue": list(waiting_for(limit_of(found))),
        "gone": gone(found),
        "introductions": introductions_of(found) if found.kind == "network_drinks" else [],
        "may_write_down": can_write_down(found),
        "sign_up_form": DeskForm(event=found),
        "count_form": HeadCountForm(initial={"count": found.head_count}),
        "reason_form": ReasonForm(),
        "introduce_form": IntroduceForm(guests=there),
        **forms,
    }
    return render(request, "agenda/desk_event.html", context, status=status)


def done(request: HttpRequest, found: Event, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("agenda:desk_event", args=[found.uuid]))


@desk
@require_safe
def printed(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A list to print and to tick at the door."""
    found = own(request, uuid)
    return render(request, "agenda/desk_print.html", {"event": found, "guests": list(guests(found))})


@desk
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    found = own(request, uuid)
    try:
        return STEPS[name](request, found)
    except AgendaError as refusal:
        found.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, found, status=422)


def write_down(request: HttpRequest, found: Event) -> HttpResponse:
    form = DeskForm(request.POST, event=found)
    if not form.is_valid():
        return show(request, found, status=422, sign_up_form=form)
    holder = found.series if form.wants_all_times and found.series is not None else found
    made = sign_up(holder=holder, guest=form.guest(), by=request.user)
    words = {"name": made.name, "code": made.readable_code}
    if made.state == RegistrationState.WAITING:
        return done(request, found, _("%(name)s staat op de wachtlijst. De code is %(code)s.") % words)
    return done(request, found, _("%(name)s staat op de lijst. De code is %(code)s.") % words)


def count(request: HttpRequest, found: Event) -> HttpResponse:
    form = HeadCountForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, count_form=form)
    number = form.cleaned_data["count"]
    attending.set_head_count(event=found, count=number, by=request.user)
    if number is None:
        return done(request, found, _("Het aantal is weggehaald."))
    sentence = ngettext("Opgeschreven: er was %(n)d mens.", "Opgeschreven: er waren %(n)d mensen.", number)
    return done(request, found, sentence % {"n": number})


def call_off(request: HttpRequest, found: Event) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, reason_form=form)
    keeping.call_off_event(event=found, reason=form.cleaned_data["reason"], by=request.user)
    return done(request, found, _("Het gaat niet door. Wie een mailadres gaf, krijgt bericht. De anderen belt u."))


def put_back(request: HttpRequest, found: Event) -> HttpResponse:
    keeping.put_back_event(event=found, by=request.user)
    return done(request, found, _("Het gaat toch door. Iedereen hoort dat ook."))


def introduce(request: HttpRequest, found: Event) -> HttpResponse:
    form = IntroduceForm(request.POST, guests=guests(found))
    if not form.is_valid():
        return show(request, found, status=422, introduce_form=form)
    made = attending.introduce(**form.cleaned_data, by=request.user)
    words = {"one": made.guest.name, "two": made.other.name}
    return done(request, found, _("Opgeschreven: %(one)s en %(two)s kennen elkaar nu.") % words)


def follow_up(request: HttpRequest, found: Event) -> HttpResponse:
    form = OutcomeForm(request.POST)
    pk = request.POST.get("introduction", "")
    introduction = get_object_or_404(Introduction, event=found, pk=pk if pk.isdigit() else 0)
    if not form.is_valid():
        return show(request, found, status=422, wrong_outcome=(introduction.pk, form))
    attending.follow_up(introduction=introduction, outcome=form.cleaned_data["outcome"], by=request.user)
    return done(request, found, _("Opgeschreven wat ervan kwam."))


STEPS: dict[str, Callable[[HttpRequest, Event], HttpResponse]] = {
    "aanmelden": write_down,
    "aantal": count,
    "gaat-niet-door": call_off,
    "toch-door": put_back,
    "kennismaking": introduce,
    "nagevraagd": follow_up,
}


# --- One guest ------------------------------------------------------------------------------------------------------


@desk
@require_POST
def guest_step(request: HttpRequest, uuid: Any, guest: Any, name: str) -> HttpResponse:
    """One tap for one guest: was there, was not, yes to an offer, off the list, back on it."""
    if name not in GUEST_STEPS:
        raise Http404
    found = own(request, uuid)
    rows = Registration.objects.filter(site=found.site).select_related("event__series", "series", "standing__series")
    registration = get_object_or_404(rows.filter(original=None), uuid=guest)
    if registration.holder not in (found, found.series):
        raise Http404
    try:
        return done(request, found, GUEST_STEPS[name](request, registration))
    except AgendaError as refusal:
        messages.error(request, str(refusal))
        return show(request, found, status=422)


def mark(request: HttpRequest, registration: Registration) -> str:
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Http404
    to = RegistrationState(form.cleaned_data["mark"])
    attending.mark_attendance(registration=registration, mark=to, by=request.user)
    words = {"name": registration.name}
    if to == RegistrationState.ATTENDED:
        return _("%(name)s was er.") % words
    if to == RegistrationState.ABSENT:
        return _("%(name)s was er niet.") % words
    return _("Ongedaan gemaakt voor %(name)s.") % words


def say_yes(request: HttpRequest, registration: Registration) -> str:
    answering.confirm_offer(registration=registration, by=request.user)
    return _("%(name)s heeft nu een plek.") % {"name": registration.name}


def take_off(request: HttpRequest, registration: Registration) -> str:
    answering.cancel_registration(registration=registration, by=request.user)
    return _("%(name)s is afgemeld.") % {"name": registration.name}


def take_off_always(request: HttpRequest, registration: Registration) -> str:
    if registration.standing is None:
        raise Http404
    answering.cancel_registration(registration=registration.standing, by=request.user)
    return _("%(name)s komt niet meer, ook de volgende keren niet.") % {"name": registration.name}


def put_on(request: HttpRequest, registration: Registration) -> str:
    answering.return_registration(registration=registration, by=request.user)
    if registration.state == RegistrationState.WAITING:
        return _("De plek is weg. %(name)s staat op de wachtlijst.") % {"name": registration.name}
    return _("%(name)s staat weer op de lijst.") % {"name": registration.name}


GUEST_STEPS: dict[str, Callable[[HttpRequest, Registration], str]] = {
    "aanwezig": mark,
    "ja": say_yes,
    "afmelden": take_off,
    "stopt": take_off_always,
    "terug": put_on,
}


# --- Whom to ring ---------------------------------------------------------------------------------------------------


@desk
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """`/werk/agenda/bellen/`: who has no mail and is to be told something."""
    return render(request, "agenda/desk_calls.html", {"calls": calls_to_make(request.user, site_of(request).pk)})


@desk
@require_http_methods(["POST"])
def call_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Rung; or, with `terug`, not rung after all."""
    call = get_object_or_404(Call.objects.filter(registration__site=site_of(request)), pk=pk)
    try:
        if "terug" in request.POST:
            reopen_call(call=call, by=request.user)
            messages.success(request, _("Ongedaan gemaakt."))
        else:
            finish_call(call=call, by=request.user)
            messages.success(
                request, _("Gebeld: %(name)s.") % {"name": call.registration.name}, extra_tags=f"call-{call.pk}"
            )
    except AgendaError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("agenda:calls"))
