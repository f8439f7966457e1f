"""Outside the usual files of a slice: what an organiser does in the admin besides editing. Each page asks, then does;
a refusal says why and changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.agenda.actions import keeping
from events.agenda.admin_forms import CallOffForm, ExtendForm, RepeatForm
from events.agenda.enums import EventState
from events.agenda.exceptions import AgendaError
from events.agenda.models import Event
from events.agenda.rules import can_keep_agenda
from portal.pages.site_views import site_of

LABELS = {
    "publish": gettext_lazy("Zet op de site"),
    "take_back": gettext_lazy("Haal van de site"),
    "call_off": gettext_lazy("Gaat niet door"),
    "put_back": gettext_lazy("Gaat toch door"),
    "repeat": gettext_lazy("Herhaal"),
    "extend": gettext_lazy("Verleng de reeks"),
}
FORMS: dict[str, Any] = {"call_off": CallOffForm, "repeat": RepeatForm, "extend": ExtendForm}
FROM = {
    EventState.DRAFT: ["publish"],
    EventState.PUBLISHED: ["call_off", "take_back"],
    EventState.CANCELLED: ["put_back"],
}


def steps_of(event: Event) -> list[tuple[str, str]]:
    """What can be done now, as (name in the address, label)."""
    names = [*FROM[EventState(event.state)], "extend" if event.series_id else "repeat"]
    return [(name, str(LABELS[name])) for name in names]


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of one event."""
    if not can_keep_agenda(request.user) or name not in LABELS:
        raise PermissionDenied
    event = get_object_or_404(Event, pk=pk, site=site_of(request))
    form = FORMS[name](request.POST or None) if name in FORMS else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            messages.success(request, take_step(request, event, name, form))
        except AgendaError as refusal:
            messages.error(request, str(refusal))
        return redirect("agenda_event:index")
    context = {"object": event, "form": form, "label": LABELS[name]}
    return render(request, "agenda/admin_step.html", context)


def take_step(request: HttpRequest, event: Event, name: str, form: Any) -> str:
    by, data = request.user, form.cleaned_data if form else {}
    if name == "publish":
        keeping.publish_event(event=event, by=by)
        return _("“%(title)s” staat op de site.") % {"title": event}
    if name == "take_back":
        keeping.take_back_event(event=event, by=by)
        return _("“%(title)s” is weer een concept.") % {"title": event}
    if name == "call_off":
        keeping.call_off_event(event=event, reason=data["reason"], by=by)
        return _("Het gaat niet door. Wie een mailadres gaf, krijgt bericht. De anderen staan op de bellijst.")
    if name == "put_back":
        keeping.put_back_event(event=event, by=by)
        return _("Het gaat toch door. Iedereen hoort dat ook.")
    return repeat_or_extend(event, name, data, by)


def repeat_or_extend(event: Event, name: str, data: dict[str, Any], by: Any) -> str:
    if name == "repeat":
        keeping.repeat_event(event=event, by=by, **data)
        return _("De reeks is er: %(n)d keer.") % {"n": data["count"]}
    if event.series is None:
        raise AgendaError
    made = keeping.extend_series(series=event.series, count=data["count"], by=by)
    return ngettext("%(n)d keer erbij.", "%(n)d keer erbij.", len(made)) % {"n": len(made)}
