from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from portal.pages.formula.rules import can_speak_for
from portal.pages.site_views import site_of
from vacancies.sharing import actions
from vacancies.sharing.exceptions import SharingError
from vacancies.sharing.forms import AskForm
from vacancies.sharing.queries import sharings_of
from vacancies.sharing.rules import can_agree


def own_site(request: HttpRequest) -> Site:
    """The site of this admin, for who speaks for it."""
    site = site_of(request)
    if not can_speak_for(request.user, site):
        raise PermissionDenied
    return site


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """With whom we share, who asks us, and whom we may ask."""
    site = own_site(request)
    rows = [
        {
            "sharing": row,
            "other": row.other(site),
            "asks_us": can_agree(request.user, row) and row.asked_by_id != site.pk,
        }
        for row in sharings_of(site)
    ]
    return render(request, "admin/sharing.html", {"rows": rows, "form": AskForm(site=site)})


def tried(request: HttpRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except SharingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("sharing_overview")


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    site = own_site(request)
    form = AskForm(request.POST, site=site)
    if not form.is_valid():
        messages.error(request, _("Kies een organisatie."))
        return redirect("sharing_overview")
    other = form.cleaned_data["other"]
    done = _("Gevraagd. Er verandert niets tot de ander ja zegt.")
    return tried(request, lambda: actions.ask_to_share(site=site, other=other, by=request.user), done)


@require_POST
def agree(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(sharings_of(own_site(request)), pk=number)
    done = _("U deelt nu. Elkaars open plekken staan op beide sites.")
    return tried(request, lambda: actions.agree_to_share(sharing=row, by=request.user), done)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(sharings_of(own_site(request)), pk=number)
    done = _("Gestopt. U ziet elkaars plekken niet meer.")
    return tried(request, lambda: actions.end_sharing(sharing=row, by=request.user), done)
