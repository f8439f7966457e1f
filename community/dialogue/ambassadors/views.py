"""The door of an ambassador, and their own page with card and link. The desk is in `desk.py`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.dialogue.ambassadors import actions, queries
from community.dialogue.ambassadors.enums import AmbassadorState
from community.dialogue.ambassadors.exceptions import AmbassadorError
from community.dialogue.ambassadors.forms import AmbassadorForm, ArriveForm, WelcomeForm
from community.dialogue.ambassadors.models import Ambassador
from community.dialogue.ambassadors.square import square_of
from portal.pages.posting import post_guarded, see

FORM = "dialogue/ambassador_door.html"


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


@require_safe
def everyone(request: HttpRequest) -> HttpResponse:
    """`/ambassadeurs/`: who tells about us, and how one becomes one."""
    rows = queries.active_ambassadors(site_of(request).pk)
    return render(request, "dialogue/ambassadors.html", {"ambassadors": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """`/via/<code>/`: in through somebody; leave a name and one way to be reached, or just look round."""
    ambassador = queries.ambassador_by_code(site_of(request).pk, code)
    if ambassador is None:
        raise Http404
    form = ArriveForm(request.POST or None, who=ambassador.name, welcomes=ambassador.welcomes)
    context = {"form": form, "ambassador": ambassador}
    if request.method != "POST":
        return render(request, FORM, context)
    done = reverse("ambassadors:thanks")

    def save() -> HttpResponse | None:
        try:
            actions.arrive(ambassador=ambassador, reach=form.reach())
        except AmbassadorError as refusal:
            form.add_error(None, str(refusal))
            return None
        return see(done)

    return post_guarded(request, form, FORM, context, scope="arrival", done=done, save=save)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogue/ambassador_thanks.html")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/ambassadeur/`: ask to be one; later the card, the link, the thanks and who may be welcomed."""
    site = site_of(request)
    found = queries.ambassador_of(request.user, site.pk)
    if found is not None and found.state in (AmbassadorState.ACTIVE, AmbassadorState.ASKED):
        return show_own(request, found)
    initial = {"name": getattr(request.user, "first_name", "")}
    form = AmbassadorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.ask_to_be(site=site, by=request.user, **form.cleaned_data)
        messages.success(request, _("Gevraagd. Wij lezen het en mailen u. Dat duurt meestal een paar dagen."))
        return see(reverse("ambassadors:mine"))
    context = {"form": form, "ambassador": found}
    return render(request, "dialogue/ambassador_ask.html", context, status=422 if form.errors else 200)


def show_own(request: HttpRequest, found: Ambassador) -> HttpResponse:
    if request.method == "POST":
        form = WelcomeForm(request.POST)
        if form.is_valid():
            values = {"name": found.name, "words": found.words}
            actions.ask_to_be(site=found.site, by=request.user, welcomes=form.cleaned_data["welcomes"], **values)
            messages.success(request, _("Bewaard."))
        return see(reverse("ambassadors:mine"))
    context = {
        "ambassador": found,
        "link": request.build_absolute_uri(found.get_absolute_url()) if found.code else "",
        "form": WelcomeForm(initial={"welcomes": found.welcomes}),
        "questions": queries.questions_for(found),
        "meetings": queries.meetings_of(found),
    }
    return render(request, "dialogue/ambassador_mine.html", context)


def own(request: HttpRequest) -> Ambassador:
    found = queries.ambassador_of(request.user, site_of(request).pk)
    if found is None:
        raise Http404
    return found


@never_cache
@login_required
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """`/mijn/ambassadeur/kaart/`: four cards on a sheet, to print and to cut."""
    found = own(request)
    if found.state != AmbassadorState.ACTIVE:
        raise Http404
    address = found.get_absolute_url()
    context = {
        "ambassador": found,
        "link": f"{request.get_host()}{address}",
        "square": square_of(request.build_absolute_uri(address)),
        "copies": range(4),
    }
    return render(request, "dialogue/ambassador_card.html", context)


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """Yes or no to welcoming somebody who is not named."""
    arrival = get_object_or_404(own(request).arrivals.select_related("ambassador"), uuid=uuid)
    try:
        actions.answer_welcome(arrival=arrival, yes=name == "ja", by=request.user)
    except AmbassadorError as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Fijn. Wij maken een afspraak en mailen u.") if name == "ja" else _("Dat is goed. Niemand hoort het.")
        messages.success(request, said)
    return see(reverse("ambassadors:mine"))


@never_cache
@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    try:
        actions.stop(ambassador=own(request), by=request.user)
    except AmbassadorError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("U bent geen ambassadeur meer. Uw link werkt niet meer. Dank u wel."))
    return see(reverse("ambassadors:mine"))
