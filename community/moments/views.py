"""What visitors see of a moment. The answers of workers are in `desk.py`."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from community.moments import actions
from community.moments.emails import SALT, follow_url, token_of
from community.moments.exceptions import MomentError, NotAskable
from community.moments.forms import AskForm
from community.moments.ical import calendar
from community.moments.models import Moment
from community.moments.queries import with_parts
from community.moments.rules import can_be_asked
from portal.limits.actions import take_address_token
from portal.pages.directory import worker_page_by_slug
from portal.pages.frame import frame_of
from portal.workdays import add_workdays


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def due_day(site: Site) -> date:
    """The day before which somebody who asks now is answered."""
    return add_workdays(timezone.localdate(), frame_of(site)["promise_days"])


def initial_of(user: Any) -> dict[str, Any]:
    """What we know of somebody who is logged in."""
    if not user.is_authenticated:
        return {}
    profile = getattr(user, "profile", None)
    known = {"name": user.get_full_name(), "email": user.email, "channel": "email"}
    if profile is not None and profile.phone:
        known |= {"phone": profile.phone.as_national, "channel": profile.preferred_channel}
    return known


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """`/moment/vragen/<slug>/`: ask the worker of that page for a moment, without an account."""
    site = site_of(request)
    page = worker_page_by_slug(site, slug)
    if page is None:
        raise Http404
    if request.method != "POST" and not can_be_asked(page):
        return redirect(page.get_url(request=request) or "/")
    form = AskForm(request.POST or None, initial=initial_of(request.user))
    context: dict[str, Any] = {"form": form, "page": page, "due_day": due_day(site)}
    return receive(request, site, context) if request.method == "POST" else render(request, "moments/ask.html", context)


def receive(request: HttpRequest, site: Site, context: dict[str, Any]) -> HttpResponse:
    form, status = context["form"], 422
    wait = take_address_token(request, scope="moment")
    if wait:
        form.is_valid()
        context["wait_minutes"], status = max(1, wait // 60), 429
    elif form.is_robot:
        return render(request, "moments/robot.html", context)
    elif form.is_valid():
        try:
            made = actions.ask_for_moment(site=site, page=context["page"], asker=form.asker(), by=request.user)
            return see(reverse("moments:thanks", args=[token_of(made)]))
        except NotAskable as refusal:
            form.add_error(None, str(refusal))
    response = render(request, "moments/ask.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


def by_token(request: HttpRequest, token: str) -> Moment:
    """The moment of a mailed link; a link that is not ours is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(with_parts(Moment.objects.filter(site=site_of(request))), uuid=uuid)


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After asking: who answers, by when, and what happens next."""
    return render(request, "moments/thanks.html", {"moment": by_token(request, token), "token": token})


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/moment/<token>/`: how it stands, the calendar file, and the way out."""
    return render(request, "moments/follow.html", {"moment": by_token(request, token), "token": token})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first, then withdraw."""
    moment = by_token(request, token)
    if request.method == "POST":
        # One that had ended already stays as it is; the page says how.
        with contextlib.suppress(MomentError):
            actions.withdraw_moment(moment=moment)
        return see(reverse("moments:follow", args=[token]))
    return render(request, "moments/withdraw.html", {"moment": moment, "token": token})


@never_cache
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The moment for the visitor's own calendar; there is none before it was agreed."""
    moment = by_token(request, token)
    if moment.starts_at is None:
        raise Http404
    response = HttpResponse(calendar(moment, url=follow_url(moment)), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="moment.ics"'
    return response
