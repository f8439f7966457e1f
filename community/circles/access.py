"""Outside the usual files of a slice: the one door of every page of a circle."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from community.circles.actions.watching import write_look
from community.circles.enums import Part
from community.circles.exceptions import CircleError, NoSeat, NotAllowed
from community.circles.models import CircleMember
from community.circles.queries import former_seat, seat_of
from community.circles.rules import can_read_closed, has_seat

View = Callable[..., HttpResponse]


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


def turn_away(request: HttpRequest, uuid: Any, part: Part) -> NoReturn:
    """For whoever has no seat there is no circle; who had one leaves a line for the owner to read."""
    former = former_seat(request.user, site_of(request).pk, uuid)
    if former is not None:
        write_look(member=former, part=part, refused=True)
    raise Http404


def seat_page(part: Part | None = None, *, owner: bool = False, closed: bool = False) -> Callable[[View], View]:
    """Login, then the seat as the database has it in this request; `view(request, seat, …)`.

    A GET writes down that this `part` was looked at. With `owner` the page is the owner's alone; with `closed` the
    owner also reads it after the circle stopped. What an action refuses comes back as a sentence on the page it was
    sent from; a seat that ended meanwhile is a page that is not there.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @never_cache
        @login_required
        def guarded(request: HttpRequest, uuid: Any, **kwargs: Any) -> HttpResponse:
            seat = seat_of(request.user, site_of(request).pk, uuid)
            if seat is None or not may_enter(seat, closed):
                turn_away(request, uuid, part or Part.WEEK)
            if owner and not seat.is_owner:
                raise PermissionDenied
            try:
                response = view(request, seat, **kwargs)
            except CircleError as refusal:
                return refused(request, seat, part or Part.WEEK, refusal)
            if part is not None and request.method != "POST" and response.status_code == 200:
                write_look(member=seat, part=part)
            return response

        return guarded

    return decorate


def may_enter(seat: CircleMember, closed: bool) -> bool:
    return has_seat(seat) or (closed and can_read_closed(seat))


def refused(request: HttpRequest, seat: CircleMember, part: Part, refusal: CircleError) -> HttpResponse:
    """What an action refused: a page that is not there, one that is not theirs, or a sentence on the circle's page."""
    if isinstance(refusal, NoSeat):
        turn_away(request, seat.circle.uuid, part)
    if isinstance(refusal, NotAllowed):
        raise PermissionDenied from refusal
    messages.error(request, str(refusal))
    return see(seat.circle.get_absolute_url())
