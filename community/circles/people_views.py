"""Outside the usual files of a slice: the people of a circle, and what the owner decides about the whole."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.circles import queries
from community.circles.access import seat_page, see
from community.circles.actions import circle as whole
from community.circles.actions import people
from community.circles.enums import CircleState, MemberState, Part
from community.circles.exceptions import CircleError
from community.circles.export import circle_data
from community.circles.forms import CloseForm, DetailsForm, GuestForm, InviteForm, LevelForm
from community.circles.models import CircleMember

PAGE_SIZE = 30


def to_people(seat: CircleMember) -> HttpResponse:
    return see(reverse("circles:people", args=[seat.circle.uuid]))


@seat_page(Part.PEOPLE)
@require_safe
def show_people(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/mensen/`: who is in; the owner also sees who sees what, and which invitations wait."""
    everyone = queries.people_in(seat.circle)
    context = {
        "seat": seat,
        "circle": seat.circle,
        "owner": next(person for person in everyone if person.is_owner),
        "guests": [person for person in everyone if not person.is_owner],
        "waiting": list(queries.open_invitations(seat.circle)) if seat.is_owner else [],
    }
    return render(request, "circles/people.html", context)


@seat_page(owner=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/mensen/uitnodigen/`: by mail, by a code, or somebody who works here."""
    circle = seat.circle
    form = InviteForm(request.POST or None, site_id=circle.site_id, represented=circle.represented)
    if request.method == "POST" and form.is_valid():
        try:
            made = people.invite(member=seat, guest=form.guest())
        except CircleError as refusal:
            form.add_error(None, str(refusal))
        else:
            if made.code:
                messages.success(request, _("De code is gemaakt. Lees hem voor, of schrijf hem op."))
            else:
                messages.success(request, _("De mail gaat zo weg. Zegt iemand ja of nee, dan hoort u het."))
            return to_people(seat)
    context = {"form": form, "seat": seat, "circle": circle}
    return render(request, "circles/invite.html", context, status=422 if form.errors else 200)


@seat_page(owner=True)
@require_POST
def withdraw(request: HttpRequest, seat: CircleMember, invitation: Any) -> HttpResponse:
    found = get_object_or_404(queries.open_invitations(seat.circle), uuid=invitation)
    people.withdraw_invitation(member=seat, invitation=found)
    messages.success(request, _("De uitnodiging is ingetrokken. De link en de code werken niet meer."))
    return to_people(seat)


def guest_of(seat: CircleMember, guest: Any) -> CircleMember:
    rows = seat.circle.members.filter(state=MemberState.ACTIVE).exclude(pk=seat.pk)
    return get_object_or_404(rows.select_related("user__profile"), uuid=guest)


@seat_page(owner=True)
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, seat: CircleMember, guest: Any) -> HttpResponse:
    """`…/mensen/<guest>/`: what somebody sees, the confidant, and out."""
    found = guest_of(seat, guest)
    form = GuestForm(request.POST or None, initial=GuestForm.filled(found))
    if request.method == "POST" and form.is_valid():
        people.change_guest(member=seat, guest=found, values=form.guest())
        messages.success(request, _("Veranderd. Het werkt meteen."))
        return to_people(seat)
    context = {"form": form, "seat": seat, "circle": seat.circle, "guest": found}
    return render(request, "circles/guest.html", context, status=422 if form.errors else 200)


@seat_page(owner=True)
@require_POST
def guest_act(request: HttpRequest, seat: CircleMember, guest: Any, name: str) -> HttpResponse:
    found = guest_of(seat, guest)
    if name == "vertrouwenspersoon":
        people.choose_confidant(member=seat, guest=found)
        said = _("%(name)s is nu uw vertrouwenspersoon, en krijgt bericht.")
    elif name == "geen-vertrouwenspersoon":
        people.choose_confidant(member=seat, guest=None)
        said = _("%(name)s is niet meer uw vertrouwenspersoon.")
    elif name == "eruit":
        people.revoke_member(member=seat, guest=found)
        said = _("%(name)s ziet vanaf nu niets meer. Niemand hoort waarom.")
    else:
        raise Http404
    messages.success(request, said % {"name": found.name})
    return to_people(seat)


@seat_page(owner=True, closed=True)
@require_safe
def looks(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/wie-keek/`: who looked at what, the newest day first."""
    page = Paginator(queries.looks_at(seat), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "circles/looks.html", {"seat": seat, "circle": seat.circle, "page": page})


@seat_page(owner=True)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/instellen/`: the name and the telephone; more or less support; still for a while."""
    circle = seat.circle
    initial = {"focus_name": circle.focus_name, "phone": circle.phone}
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        whole.change_details(member=seat, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return see(reverse("circles:settings", args=[circle.uuid]))
    level_form = LevelForm(initial={"level": circle.level})
    context = {
        "form": form,
        "level_form": level_form,
        "seat": seat,
        "circle": circle,
        "resting": circle.state == CircleState.RESTING,
    }
    return render(request, "circles/settings.html", context, status=422 if form.errors else 200)


@seat_page(owner=True)
@require_POST
def level(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    form = LevelForm(request.POST)
    if form.is_valid():
        whole.change_level(member=seat, level=form.cleaned_data["level"])
        messages.success(request, _("Dat is nu zo. U kunt het altijd weer veranderen."))
    else:
        messages.error(request, _("Kies hoeveel steun u wilt."))
    return see(reverse("circles:settings", args=[seat.circle.uuid]))


@seat_page(owner=True)
@require_POST
def quiet(request: HttpRequest, seat: CircleMember, name: str) -> HttpResponse:
    """Rest, or on again."""
    if name == "rust":
        whole.rest(member=seat)
        messages.success(request, _("De kring rust. Niemand krijgt nu een mail."))
    else:
        whole.wake(member=seat)
        messages.success(request, _("De kring gaat weer verder."))
    return see(seat.circle.get_absolute_url())


@seat_page(owner=True, closed=True)
@require_safe
def export(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/meenemen/`: all of it, to print; with `?soort=json` as a file for another program."""
    data = circle_data(seat)
    if request.GET.get("soort") == "json":
        text = json.dumps(data, ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="mijn-kring.json"'
        return response
    context = {
        "seat": seat,
        "circle": seat.circle,
        "people": seat.circle.members.order_by("joined_at", "pk"),
        "items": queries.items_visible_to(seat),
        "lines": queries.agreements_visible_to(seat),
        "notes": queries.notes_visible_to(seat),
    }
    return render(request, "circles/export.html", context)


@seat_page(owner=True)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/stoppen/`: keep or wipe, and then it is over for everyone."""
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["how"] == "keep"
        whole.close_circle(member=seat, keep=kept)
        messages.success(request, _("De kring is gestopt. U leest nog wat er stond.") if kept else _("Alles is weg."))
        return see(seat.circle.get_absolute_url() if kept else reverse("circles:overview"))
    context = {"form": form, "seat": seat, "circle": seat.circle}
    return render(request, "circles/close.html", context, status=422 if form.errors else 200)


@seat_page(owner=True, closed=True)
@require_POST
def wipe(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    whole.wipe_kept(member=seat)
    messages.success(request, _("Alles is weg."))
    return see(reverse("circles:overview"))


@seat_page()
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/eruit/`: go of one's own accord, after a page that asks."""
    if request.method == "POST":
        if request.POST.get("doe") == "vertrouwenspersoon":
            people.lay_down_confidence(member=seat)
            messages.success(request, _("U bent geen vertrouwenspersoon meer. De ander hoort het."))
            return see(seat.circle.get_absolute_url())
        people.leave_circle(member=seat)
        messages.success(request, _("U bent uit de kring. U ziet er niets meer van."))
        return see(reverse("circles:overview"))
    return render(request, "circles/leave.html", {"seat": seat, "circle": seat.circle})
