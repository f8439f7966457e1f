"""Outside the usual files of a slice: an idea grows, at /werk/initiatieven/nieuw/<idea>/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.dialogue.ideas.queries import ideas_visible_to
from community.dialogue.initiatives import actions
from community.dialogue.initiatives.exceptions import InitiativeError
from community.dialogue.initiatives.forms import BeginForm
from community.dialogue.initiatives.rules import can_begin
from community.dialogue.initiatives.views import site_of
from portal.pages.posting import see


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, idea: Any) -> HttpResponse:
    """From a chosen idea to an initiative of residents."""
    if not can_begin(request.user):
        raise PermissionDenied
    site = site_of(request)
    found = get_object_or_404(ideas_visible_to(request.user, site.pk), uuid=idea)
    initial = {"title": found.title, "summary": found.text}
    form = BeginForm(request.POST or None, site_id=site.pk, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_from_idea(idea=found, by=request.user, **form.values())
        except InitiativeError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Het initiatief staat op de site. Bewoners kunnen nu meedoen."))
            return see(made.get_absolute_url())
    context = {"form": form, "idea": found}
    return render(request, "dialogue/initiative_begin.html", context, status=422 if form.errors else 200)
