"""Outside the usual files of a slice: a guest's own pages, by the secret link, by the code, or logged in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.agenda.actions.answering import cancel_registration, confirm_offer, return_registration
from events.agenda.actions.attending import renew_calendar_key, revoke_calendar_key
from events.agenda.emails import SALT, token_of
from events.agenda.enums import RegistrationState
from events.agenda.exceptions import AgendaError
from events.agenda.forms import CodeForm
from events.agenda.models import Registration
from events.agenda.queries import calendar_key_in_use, first_of, own_registrations, people_before
from events.agenda.rules import can_cancel, can_return
from events.agenda.views import see, site_of
from events.agenda.wording import thing_of
from portal import errors
from portal.limits.actions import take_token
from portal.pages.codes import address_of_code
from portal.settings.environment import Rate

# Codes are short because people read them out; so nobody gets to try many.
CODE_RATE = Rate(per_minute=1, burst=10)


def by_token(request: HttpRequest, token: str) -> Registration:
    """The row of a mailed link; a link that is not ours, or of another site, is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = Registration.objects.filter(site=site_of(request)).select_related("event__series", "series", "standing")
    return get_object_or_404(rows, uuid=uuid)


@never_cache
@require_safe
def place(request: HttpRequest, token: str, thanks: bool = False) -> HttpResponse:
    """`/agenda/plek/<token>/`: how it stands, and what one can do."""
    found = by_token(request, token)
    event = found.event or first_of(found.series)
    context = {
        "registration": found,
        "token": token,
        "event": event,
        "title": found.holder.title,
        "thanks": thanks and found.state in (RegistrationState.REGISTERED, RegistrationState.WAITING),
        "thing": thing_of(event) if event else "pot",
        "has_place": found.state in (RegistrationState.REGISTERED, RegistrationState.CONFIRMED),
        "before": people_before(found) if found.state == RegistrationState.WAITING else 0,
        "may_cancel": can_cancel(found),
        "may_return": can_return(found),
        "times": times_of(found),
    }
    return render(request, "agenda/place.html", context)


def times_of(standing: Registration) -> list[dict[str, Any]]:
    """The times to come of a standing guest, each with its own page."""
    if standing.series_id is None:
        return []
    rows = standing.times.select_related("event").filter(original=None).order_by("event__starts_at")
    return [
        {"registration": row, "event": row.event, "token": token_of(row)}
        for row in rows
        if row.event is not None and not row.event.is_past
    ]


STEPS: dict[str, tuple[Any, Any]] = {
    "ja": (confirm_offer, lambda found: _("De plek is voor u. Tot dan.")),
    "afmelden": (cancel_registration, lambda found: _("U bent afgemeld. Dank dat u het laat weten.")),
    "toch": (
        return_registration,
        lambda found: (
            _("Uw plek is er weer voor u.")
            if found.state == RegistrationState.REGISTERED
            else _("Uw plek ging al naar een ander. U staat nu op de wachtlijst.")
        ),
    ),
}


@never_cache
@require_POST
def act(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Yes to an offer, sign off, or undo that; what cannot be done (any more) is said on the page."""
    if name not in STEPS:
        raise Http404
    found = by_token(request, token)
    action, sentence = STEPS[name]
    try:
        done = action(registration=found, by=request.user)
        messages.success(request, sentence(done))
    except AgendaError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("agenda:place", args=[token]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """`/agenda/plek/`: find one's place by the code, for who has no mail."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        limit = CODE_RATE if settings.FORM_ADDRESS_LIMIT else None
        wait = take_token(scope="agenda-code", subject=request.META.get("REMOTE_ADDR", ""), rate=limit)
        if wait:
            return errors.too_many(request, wait)
        if form.is_valid():
            address = address_of_code(site_of(request).pk, form.cleaned_data["code"])
            if address is not None:
                return see(address)
            form.add_error("code", _("Deze code kennen we niet. Kijk of elke letter en elk cijfer klopt."))
    return render(request, "agenda/code.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/agenda/`: what I come to, and the secret address for my own calendar: make, replace, stop."""
    site = site_of(request)
    if request.method == "POST":
        if "stop" in request.POST:
            revoke_calendar_key(site=site, user=request.user)
            messages.success(request, _("Dit adres werkt niet meer."))
        else:
            renew_calendar_key(site=site, user=request.user)
            messages.success(request, _("Uw adres is klaar. Een oud adres werkt niet meer."))
        return see(reverse("agenda:mine"))
    key = calendar_key_in_use(request.user, site.pk)
    address = request.build_absolute_uri(reverse("agenda:own_calendar", args=[key.token])) if key else ""
    rows = own_registrations(request.user, site.pk)
    context = {
        "rows": [{"registration": row, "event": row.event, "token": token_of(row)} for row in rows],
        "address": address,
        "subscribe": "webcal://" + address.split("://", 1)[-1] if address else "",
    }
    return render(request, "agenda/mine.html", context)
