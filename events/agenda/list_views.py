"""Outside the usual files of a slice: the week, the archive, the programme, and how to have it in one's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.agenda.forms import FilterForm, week_key
from events.agenda.models import Event
from events.agenda.queries import (
    coming_events,
    filtered,
    listed_events,
    of_days,
    past_events,
    public_events,
    with_parts,
    with_waiting,
)
from events.agenda.views import site_of
from events.agenda.weeks import days_of, month_beside, month_of, month_span
from events.agenda.wording import true_until
from portal.pagecache.actions import keep_until

PAGE = 30
PROGRAMME_WEEKS = 4


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
    keep_until(request, true_until(shown))
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
