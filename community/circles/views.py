"""`/mijn/kring/`: my circles, how one begins or joins, and the week of a circle."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.circles import queries, rules
from community.circles.access import seat_page, see, site_of
from community.circles.actions.circle import start_circle
from community.circles.actions.people import accept_invitation, refuse_invitation
from community.circles.emails import INVITATION_SALT, invitation_token
from community.circles.enums import Part
from community.circles.exceptions import CircleError, OtherAddress
from community.circles.forms import BeginForm, CodeForm
from community.circles.models import CircleMember, Invitation
from portal.limits.actions import take_token
from portal.settings.environment import Rate

# A code is short because people read it out; so nobody gets to try many.
CODE_RATE = Rate(per_minute=1, burst=10)


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """My own circle, the ones I am in, and what waits for my answer."""
    site, user = site_of(request), request.user
    waiting = [(row, invitation_token(row)) for row in queries.invitations_for(user, site.pk)]
    seats = queries.seats_of_user(user, site.pk)
    return render(request, "circles/overview.html", {"seats": seats, "waiting": waiting})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """`/mijn/kring/beginnen/`"""
    initial = {"focus_name": getattr(request.user, "first_name", "")}
    form = BeginForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            seat = start_circle(site=site_of(request), by=request.user, beginning=form.beginning())
        except CircleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De kring is er. Nodig nu iemand uit die u vertrouwt."))
            return see(seat.circle.get_absolute_url())
    return render(request, "circles/begin.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """`/mijn/kring/code/`: somebody read out a code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if wait := take_token(scope="circle-code", subject=str(request.user.pk), rate=CODE_RATE):
            form.add_error(None, _("U probeerde veel codes. Wacht even en probeer het dan opnieuw, of bel ons."))
            response = render(request, "circles/code.html", {"form": form}, status=429)
            response.headers["Retry-After"] = str(wait)
            return response
        if form.is_valid():
            found = queries.invitation_by_code(site_of(request).pk, form.cleaned_data["code"])
            if found is not None:
                return see(reverse("circles:invitation", args=[invitation_token(found)]))
            form.add_error("code", _("Deze code kennen wij niet, of hij is te oud. Kijk hem nog eens na."))
    return render(request, "circles/code.html", {"form": form}, status=422 if form.errors else 200)


def invitation_of(request: HttpRequest, token: str) -> Invitation:
    try:
        uuid = signing.loads(token, salt=INVITATION_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = Invitation.objects.filter(site=site_of(request)).select_related("circle__site")
    found = get_object_or_404(rows, uuid=uuid)
    if not found.is_open or not found.circle.is_open:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Yes needs an account, no does not. An invitation that was answered or taken back is not there any more."""
    found = invitation_of(request, token)
    try:
        if request.method == "POST" and request.POST.get("doe") == "nee":
            refuse_invitation(invitation=found)
            return render(request, "circles/refused.html", {"focus": found.circle.focus_name})
        if request.method == "POST" and request.user.is_authenticated:
            seat = accept_invitation(invitation=found, by=request.user)
            messages.success(request, _("Welkom in de kring."))
            return see(seat.circle.get_absolute_url())
    except OtherAddress as refusal:
        return show_invitation(request, found, token, str(refusal))
    except CircleError as refusal:
        messages.error(request, str(refusal))
        return see(reverse("circles:overview"))
    return show_invitation(request, found, token)


def show_invitation(request: HttpRequest, found: Invitation, token: str, refusal: str = "") -> HttpResponse:
    address = reverse("circles:invitation", args=[token])
    context = {
        "invitation": found,
        "focus": found.circle.focus_name,
        "login_url": f"{reverse('account_login')}?next={address}",
        "signup_url": f"{reverse('account_signup')}?next={address}",
        "refusal": refusal,
        "other_address": request.user.is_authenticated and not rules.can_answer(request.user, found),
    }
    return render(request, "circles/invitation.html", context, status=422 if refusal else 200)


def monday_of(text: str) -> date:
    """The Monday of a week written as its first day, else of this week."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = today
    if abs((asked - today).days) > 1100:
        asked = today
    return asked - timedelta(days=asked.weekday())


@seat_page(Part.WEEK, closed=True)
@require_safe
def circle(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`/mijn/kring/<uuid>/`: who does what this week, who sees what, the plan, who looked."""
    if not seat.circle.is_open:
        return render(request, "circles/closed.html", {"seat": seat, "circle": seat.circle})
    return render(request, "circles/circle.html", circle_context(request, seat))


def circle_context(request: HttpRequest, seat: CircleMember) -> dict[str, Any]:
    monday, this_week = monday_of(request.GET.get("week", "")), monday_of("")
    people = queries.people_in(seat.circle)
    agreements = list(queries.agreements_visible_to(seat))
    return {
        "seat": seat,
        "circle": seat.circle,
        "people": people,
        "ring": ring_of(people),
        "guests": [person for person in people if not person.is_owner],
        "confidant": next((person for person in people if person.is_confidant), None),
        "items": queries.week_of(seat, monday),
        "monday": monday,
        "is_this_week": monday == this_week,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "sees_plan": rules.sees_plan(seat),
        "sees_phone": rules.sees_phone(seat) and seat.circle.phone,
        "may_write": rules.sees_kind(seat, "task") or rules.sees_kind(seat, "appointment"),
        "counts": queries.carried_counts(agreements),
        "looks": list(queries.looks_at(seat)[:3]),
        "waiting": list(queries.open_invitations(seat.circle)) if seat.is_owner else [],
    }


def ring_of(people: list[CircleMember]) -> list[CircleMember]:
    """At most two on each side of the owner, for the picture above the page."""
    owner = [person for person in people if person.is_owner]
    guests = [person for person in people if not person.is_owner][:4]
    half = len(guests) // 2
    return [*guests[:half], *owner, *guests[half:]]
