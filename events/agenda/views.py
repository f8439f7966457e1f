"""One event, and signing up for it. The lists are in `list_views.py`, a guest's own pages in `guest_views.py`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from events.agenda.actions.signing_up import sign_up as take_part
from events.agenda.emails import token_of
from events.agenda.enums import EventKind
from events.agenda.exceptions import AgendaError
from events.agenda.forms import SignUpForm
from events.agenda.jsonld import event_data
from events.agenda.models import Event
from events.agenda.queries import (
    coming_events,
    events_visible_to,
    next_of_series,
    public_events,
    waiting_for,
    with_parts,
    with_waiting,
)
from events.agenda.rules import can_handle_guests, can_keep_agenda, can_sign_up
from events.agenda.wording import (
    limit_of,
    places_text,
    price_rows,
    price_text,
    thing_of,
    true_until,
    when_text,
    where_text,
)
from portal.limits.actions import take_address_token
from portal.pagecache.actions import keep_until


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


# --- One event ------------------------------------------------------------------------------------------------------


def visible_event(request: HttpRequest, slug: str) -> Event:
    site_id = site_of(request).pk
    visible = public_events(site_id)
    # Only somebody who is logged in may see more; a visitor without a session keeps none.
    if request.session.session_key and request.user.is_authenticated:
        visible = events_visible_to(request.user, site_id)
    return get_object_or_404(with_parts(visible), slug=slug)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/`: one event, also when it is over or cancelled; a draft only for who keeps the agenda."""
    event = visible_event(request, slug)
    keep_until(request, true_until([event]))
    holder = limit_of(event)
    waiting = waiting_for(holder).count() if holder.capacity is not None else 0
    url = request.build_absolute_uri(request.path)
    context = {
        "event": event,
        "facts": facts(event, waiting),
        "prices": price_rows(event),
        "thing": thing_of(event),
        "open": can_sign_up(event),
        "full": holder.is_full or waiting > 0,
        "waiting": waiting,
        "other": next_of_series(event) if holder.is_full else None,
        "others": other_times(event),
        "holder_left": few_left(event),
        "share_url": url,
        "may_keep": bool(request.session.session_key) and can_handle_guests(request.user),
        "may_edit": bool(request.session.session_key) and can_keep_agenda(request.user),
        "json_ld": event_data(event, url, site_of(request).site_name or request.get_host()),
    }
    return render(request, "agenda/detail.html", context)


def few_left(event: Event) -> str:
    """“Nog 2 plekken.” when there are few; else nothing, so that nobody feels hurried."""
    left = limit_of(event).places_left
    return _("%(left)s.") % {"left": places_text(limit_of(event)).capitalize()} if left and left <= 5 else ""


def other_times(event: Event) -> list[Event]:
    """The next times of the same series."""
    if event.series_id is None:
        return []
    coming = coming_events(event.site_id).filter(series=event.series_id)
    if event.series is not None and not event.series.as_a_whole:
        coming = coming.exclude(pk=event.pk)
    return list(with_waiting(with_parts(coming))[:6])


def facts(event: Event, waiting: int) -> list[tuple[str, str]]:
    rows = (
        (_("Wanneer"), when_text(event)),
        (_("Waar"), where_text(event, street=True)),
        (_("Hoe vaak"), often(event)),
        (_("Voor wie"), str(event.worker) if event.kind == EventKind.FAREWELL and event.worker else ""),
        (_("Bij wie"), event.host_name),
        (_("Plekken"), places_fact(event, waiting)),
        (_("Kosten"), "" if event.prices else price_text(event)),
        (_("Rolstoel"), _("U kunt hier komen met een rolstoel.") if event.wheelchair else ""),
    )
    return [(label, text) for label, text in rows if text]


def often(event: Event) -> str:
    if event.series is None:
        return ""
    rhythm = str(event.series.get_rhythm_display())
    return _("%(rhythm)s, één reeks") % {"rhythm": rhythm} if event.series.as_a_whole else rhythm


def places_fact(event: Event, waiting: int) -> str:
    """12 van de 12 bezet, 3 mensen wachten; nothing when there is no limit."""
    holder = limit_of(event)
    if holder.capacity is None or not event.takes_sign_up:
        return ""
    words = {"taken": holder.taken, "all": holder.capacity, "n": waiting}
    if waiting:
        return _("%(taken)d van de %(all)d bezet, %(n)d op de wachtlijst") % words
    return _("%(taken)d van de %(all)d bezet") % words


# --- Signing up -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/aanmelden/`: a place, or the queue; for oneself or for another; once or always."""
    event = get_object_or_404(with_parts(public_events(site_of(request).pk)), slug=slug)
    if request.method != "POST" and not can_sign_up(event):
        return redirect(event.get_absolute_url())
    form = SignUpForm(request.POST or None, initial=initial_of(request.user), event=event)
    context: dict[str, Any] = {"form": form, "event": event, "holder": limit_of(event)}
    context["full"] = context["holder"].is_full
    if request.method != "POST":
        return render(request, "agenda/sign_up.html", context)
    return private(answer_sign_up(request, form, event, context))


def answer_sign_up(request: HttpRequest, form: SignUpForm, event: Event, context: dict[str, Any]) -> HttpResponse:
    wait = take_address_token(request, scope="agenda")
    if wait:
        form.is_valid()
        response = render(request, "agenda/sign_up.html", {**context, "wait_minutes": max(1, wait // 60)}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    if form.is_robot:
        return render(request, "placements/robot.html", context)
    if form.is_valid():
        holder = event.series if form.wants_all_times and event.series is not None else event
        try:
            made = take_part(holder=holder, guest=form.guest(), by=request.user)
            return see(reverse("agenda:thanks", args=[token_of(made)]))
        except AgendaError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "agenda/sign_up.html", context, status=422)


def initial_of(user: Any) -> dict[str, Any]:
    """What we know of somebody who is logged in."""
    if not user.is_authenticated:
        return {}
    profile = getattr(user, "profile", None)
    known = {"name": user.get_full_name(), "email": user.email, "channel": "email"}
    if profile is not None and profile.phone:
        known |= {"phone": profile.phone.as_national, "channel": profile.preferred_channel}
    return known


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response
