"""What visitors see of the agenda. A guest's own pages are in `guest_views.py`, the desk in `desk.py`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from events.agenda.actions.signing_up import sign_up as take_part
from events.agenda.emails import token_of
from events.agenda.enums import EventKind
from events.agenda.exceptions import AgendaError
from events.agenda.forms import FilterForm, SignUpForm, week_key
from events.agenda.jsonld import event_data
from events.agenda.models import Event
from events.agenda.queries import (
    coming_events,
    events_visible_to,
    filtered,
    listed_events,
    next_of_series,
    of_days,
    past_events,
    public_events,
    waiting_for,
    with_parts,
    with_waiting,
)
from events.agenda.rules import can_handle_guests, can_sign_up
from events.agenda.weeks import days_of, month_beside, month_of, month_span
from events.agenda.wording import limit_of, places_text, price_rows, price_text, thing_of, when_text, where_text
from portal.limits.actions import take_address_token

PAGE = 30
PROGRAMME_WEEKS = 4


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


# --- The list -------------------------------------------------------------------------------------------------------


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """`/agenda/`: a week, filtered; 422 with the form when a filter is not understood."""
    site = site_of(request)
    form = FilterForm(request.GET, site_id=site.pk)
    valid = form.is_valid()
    if not valid and "week" not in form.cleaned_data:
        form.cleaned_data["week"] = FilterForm({}, site_id=site.pk).fields["week"].clean("")
    monday = form.cleaned_data["week"]
    week = list(with_waiting(with_parts(week_events(site, form, monday))))
    shown = [event for event in week if fits(event, form)] if valid else []
    context = {
        "form": form,
        "monday": monday,
        "days": days_of(monday, shown, timezone.localdate()),
        "events": [event for event in shown if not event.is_past],
        "only": boxes(form, [event for event in week if not event.is_past], request.GET),
        **month_context(site, form, monday, request.GET),
        **beside(request.GET, monday),
        "next_one": None if shown else next_one(site, form),
        "parameters": without(request.GET, "week", "as_list"),
    }
    return render(request, "agenda/list.html", context, status=200 if valid else 422)


def week_events(site: Site, form: FilterForm, monday: date) -> Any:
    """Of a week: what is public; the boxes under "Alleen" are counted, so they come later."""
    return of_days(filtered(public_events(site.pk), **form.conditions(only=False)), monday, 7).order_by(
        "starts_at", "pk"
    )


MEETS = {
    "free": lambda event: event.price_class == "free",
    "meal": lambda event: event.kind == "meal",
    "phone": lambda event: bool(event.phone_number),
    "wheelchair": lambda event: event.wheelchair,
}


def fits(event: Event, form: FilterForm) -> bool:
    return all(meets(event) for name, meets in MEETS.items() if form.cleaned_data.get(name))


def boxes(form: FilterForm, events: Iterable[Event], data: QueryDict) -> list[dict[str, Any]]:
    """The boxes under "Alleen": each with its number, and the address that turns it round for the phone."""
    events = list(events)
    return [
        {
            "name": name,
            "label": form.fields[name].label,
            "on": bool(form.cleaned_data.get(name)),
            "count": sum(meets(event) for event in events),
            "parameters": without(data, name) if form.cleaned_data.get(name) else changed(data, **{name: "on"}),
        }
        for name, meets in MEETS.items()
    ]


def month_context(site: Site, form: FilterForm, monday: date, data: QueryDict) -> dict[str, Any]:
    first, number = month_span(monday)
    moments = of_days(filtered(public_events(site.pk), **form.conditions()), first, number)
    days = [monday + timedelta(days=n) for n in range(7)]
    weeks = month_of(monday, moments.values_list("starts_at", flat=True), timezone.localdate())
    return {
        "month": monday + timedelta(days=3),
        "week_days": [(formats.date_format(day, "D")[:2].lower(), formats.date_format(day, "l")) for day in days],
        "weeks": [(changed(data, week=week_key(start)), start == monday, cells) for start, cells in weeks],
        "month_before": changed(data, week=week_key(month_beside(monday, -1))),
        "month_after": changed(data, week=week_key(month_beside(monday, 1))),
    }


def beside(data: QueryDict, monday: date) -> dict[str, Any]:
    this = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    return {
        "this_week": monday == this,
        "week_now": week_key(monday),
        "week_before": changed(data, week=week_key(monday - timedelta(weeks=1))) if monday > this else "",
        "week_after": changed(data, week=week_key(monday + timedelta(weeks=1))),
        "turned": without(data, "as_list") if data.get("as_list") else changed(data, as_list="on"),
    }


def changed(data: QueryDict, **values: str) -> str:
    copy = data.copy()
    for name, value in values.items():
        copy[name] = value
    return tidy(copy)


def without(data: QueryDict, *names: str) -> str:
    copy = data.copy()
    for name in names:
        copy.pop(name, None)
    return tidy(copy)


def tidy(data: QueryDict) -> str:
    for name in [name for name, values in data.lists() if not any(values)]:
        del data[name]
    return data.urlencode()


def next_one(site: Site, form: FilterForm) -> Event | None:
    """The first event that fits, in whatever week it is; for an empty week."""
    return filtered(coming_events(site.pk), **form.conditions()).first()


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """`/agenda/voorbij/`: what has been, the latest first."""
    page = Paginator(with_parts(past_events(site_of(request).pk)), PAGE).get_page(request.GET.get("page"))
    return render(request, "agenda/archive.html", {"page": page})


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """`/agenda/programma/`: four weeks to print on A4 and hang on a door."""
    site = site_of(request)
    form = FilterForm(request.GET, site_id=site.pk)
    events = filtered(listed_events(site.pk), **form.conditions())
    first = timezone.localdate()
    rows = with_parts(of_days(events, first, 7 * PROGRAMME_WEEKS))
    days = [(day, list(group)) for day, group in groupby(rows, lambda e: timezone.localtime(e.starts_at).date())]
    until = first + timedelta(days=7 * PROGRAMME_WEEKS - 1)
    return render(request, "agenda/programme.html", {"days": days, "first": first, "until": until})


@require_safe
def in_your_phone(request: HttpRequest) -> HttpResponse:
    """`/agenda/in-uw-telefoon/`: how to have the agenda in one's own calendar."""
    address = request.build_absolute_uri(reverse("agenda:calendar"))
    tail = f"?{request.GET.urlencode()}" if request.GET else ""
    subscribe = "webcal://" + address.split("://", 1)[1] + tail
    return render(request, "agenda/in_your_phone.html", {"address": address + tail, "subscribe": subscribe})


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
        "may_keep": can_handle_guests(request.user) if request.session.session_key else False,
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
