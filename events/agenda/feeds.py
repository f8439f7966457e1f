"""Outside the usual files of a slice: the agenda for calendars and feed readers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.agenda.forms import FilterForm
from events.agenda.ical import calendar
from events.agenda.models import CalendarKey, Event
from events.agenda.queries import events_of_guest, filtered, public_events, with_parts
from events.agenda.wording import offer_text, when_text, where_text
from portal.pages.models import SiteSettings

KEPT_DAYS = 30  # how long a calendar keeps what is over
AT_MOST = 500
ITEMS = 30


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def answer(request: HttpRequest, events: Any, name: str, file: str) -> HttpResponse:
    address = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(calendar(events, name=name, address=address), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@require_safe
@cache_control(public=True, max_age=900)
def public_calendar(request: HttpRequest) -> HttpResponse:
    """`/agenda.ics`: what is to come and what was lately, cancelled ones marked; with the filters of the list."""
    site = site_of(request)
    form = FilterForm(request.GET, site_id=site.pk)
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    events = filtered(public_events(site.pk).filter(ends_at__gt=since), **form.conditions()).order_by("starts_at", "pk")
    return answer(request, events[:AT_MOST], _("Agenda van %(name)s") % {"name": name_of(site)}, "agenda")


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/agenda.ics`: one event; with `?reeks=1` all times of its series that are not over."""
    public = public_events(site_of(request).pk)
    event = get_object_or_404(public, slug=slug)
    events = [event]
    if "reeks" in request.GET and event.series_id:
        events = list(public.filter(series=event.series_id, ends_at__gt=timezone.now()).order_by("starts_at")[:AT_MOST])
    return answer(request, events, event.title, event.slug)


@never_cache
@require_safe
def own_calendar(request: HttpRequest, token: Any) -> HttpResponse:
    """Somebody's own calendar by its secret address; one that was replaced is not there."""
    key = get_object_or_404(CalendarKey, site=site_of(request), token=token, revoked_at=None, user__is_active=True)
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    events = events_of_guest(key.user, key.site_id).filter(ends_at__gt=since)[:AT_MOST]
    return answer(request, events, _("Mijn agenda bij %(name)s") % {"name": name_of(key.site)}, "mijn-agenda")


def name_of(site: Site) -> str:
    return SiteSettings.for_site(site).name


class EventFeed(Feed):
    """`/feeds/agenda.atom`: what came on the site last, with the filters of the list."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> dict[str, Any]:  # type: ignore[override]
        site = site_of(request)
        return {"site": site, "form": FilterForm(request.GET, site_id=site.pk)}

    def title(self, obj: dict[str, Any]) -> str:
        return _("Agenda van %(name)s") % {"name": name_of(obj["site"])}

    def link(self, obj: dict[str, Any]) -> str:
        return reverse("agenda:list")

    def items(self, obj: dict[str, Any]) -> list[Event]:
        events = public_events(obj["site"].pk).filter(ends_at__gt=timezone.now())
        return list(with_parts(filtered(events, **obj["form"].conditions())).order_by("-published_at", "-pk")[:ITEMS])

    def item_title(self, item: Event) -> str:  # type: ignore[override]
        return _("Gaat niet door: %(title)s") % {"title": item.title} if item.is_cancelled else item.title

    def item_description(self, item: Event) -> str:  # type: ignore[override]
        parts = (when_text(item), where_text(item), offer_text(item), item.cancelled_reason or item.summary)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def item_guid(self, item: Event) -> str:
        return f"urn:uuid:{item.uuid}"

    def item_pubdate(self, item: Event) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Event) -> datetime:
        return item.updated_at
