"""What visitors see of the agenda. The desk is in `desk.py`."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.agenda.models import Event
from events.agenda.queries import events_visible_to, public_events, with_parts
from events.agenda.wording import price_rows, price_text, when_text, where_text


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/`: one event, also when it is over or cancelled; a draft only for who keeps the agenda."""
    site_id = site_of(request).pk
    visible = public_events(site_id)
    # Only somebody who is logged in may see more; a visitor without a session keeps none.
    if request.session.session_key and request.user.is_authenticated:
        visible = events_visible_to(request.user, site_id)
    event = get_object_or_404(with_parts(visible), slug=slug)
    context = {"event": event, "facts": facts(event), "prices": price_rows(event), "thing": thing_of(event)}
    return render(request, "agenda/detail.html", context)


def thing_of(event: Event) -> str:
    """The drawing beside the title: its own, else that of its kind."""
    return event.drawing or KIND_DRAWINGS.get(event.kind, "pot")


KIND_DRAWINGS = {
    "teleseminar": "phone",
    "course": "book",
    "walk": "shoes",
    "meal": "soup",
    "caregivers_cafe": "pot",
    "network_drinks": "table",
    "farewell": "blossom",
}


def facts(event: Event) -> list[tuple[str, str]]:
    rows = (
        (_("Wanneer"), when_text(event)),
        (_("Waar"), where_text(event)),
        (_("Bij wie"), event.host_name),
        (_("Kosten"), "" if event.prices else price_text(event)),
    )
    return [(label, text) for label, text in rows if text]
