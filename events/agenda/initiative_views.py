"""Outside the usual files of a slice: days of initiatives and networks that are brought into the agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.dialogue.initiatives.models import InitiativeDate
from community.dialogue.initiatives.queries import dates_of_site
from community.dialogue.networks.models import Meeting
from community.dialogue.networks.rules import can_keep_network
from community.dialogue.networks.views import network_of
from events.agenda.actions import initiatives, networks
from events.agenda.exceptions import AgendaError
from events.agenda.forms import PointForm
from events.agenda.rules import can_bring_in
from events.agenda.views import see, site_of


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, day: Any, name: str) -> HttpResponse:
    """`/werk/agenda/initiatief/<day>/<step>/`: back to the page of the initiative, with what happened in a sentence."""
    found = get_object_or_404(dates_of_site(site_of(request).pk), uuid=day)
    if name not in STEPS:
        raise Http404
    if not can_bring_in(request.user, found):
        raise PermissionDenied
    try:
        messages.success(request, STEPS[name](request, found))
    except AgendaError as refusal:
        messages.error(request, str(refusal))
    return see(found.initiative.get_absolute_url())


def bring_in(request: HttpRequest, day: InitiativeDate) -> str:
    initiatives.bring_in(day=day, by=request.user)
    return _("Het staat in de agenda. Iedereen kan binnenlopen.")


def point_at(request: HttpRequest, day: InitiativeDate) -> str:
    form = PointForm(request.POST, site_id=day.site_id)
    if not form.is_valid():
        raise AgendaError(_("Kies eerst iets uit de agenda"))
    initiatives.point_at(day=day, event=form.cleaned_data["event"], by=request.user)
    return _("De dag hoort nu bij wat er in de agenda staat.")


def let_go(request: HttpRequest, day: InitiativeDate) -> str:
    initiatives.let_go(day=day, by=request.user)
    return _("Losgemaakt. In de agenda blijft het staan.")


STEPS: dict[str, Callable[[HttpRequest, InitiativeDate], str]] = {"maak": bring_in, "wijs": point_at, "los": let_go}


@never_cache
@login_required
@require_POST
def bring_meeting(request: HttpRequest, page_id: int, meeting: Any) -> HttpResponse:
    """`/werk/agenda/leernetwerk/<page>/<meeting>/`: back inside the network, with what happened in a sentence."""
    page = network_of(site_of(request), page_id)
    found = get_object_or_404(Meeting, page=page.pk, uuid=meeting)
    if not can_keep_network(request.user, page):
        raise PermissionDenied
    try:
        networks.bring_in(meeting=found, page=page, by=request.user)
        messages.success(request, _("Het staat in de agenda."))
    except AgendaError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("networks:inside", args=[page.pk]))
