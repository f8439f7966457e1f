"""Outside the usual files of a slice: what we know about you, taking it along, and being erased."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from community.people.forms import LeaveForm
from community.people.leaving import StaysHere, ask_to_leave, open_leaving, stay
from community.people.models import User
from community.people.rules import can_leave
from portal import errors
from portal.limits.actions import take_token
from portal.privacy.exporting import archive, gather
from portal.privacy.records import all_records, subject_of_user
from portal.settings.environment import Rate

EXPORT_RATE = Rate(per_minute=1, burst=5)


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "login_required"
    return request.user


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """`/mijn/gegevens/`: what there is, why, and the two buttons."""
    return show(request, LeaveForm())


def show(request: HttpRequest, form: LeaveForm, status: int = 200) -> HttpResponse:
    user = person(request)
    found = gather(subject_of_user(user))
    grounds = {str(r.model_class._meta.verbose_name_plural): r.ground for r in reversed(all_records()) if r.fields}
    rows = [{"label": label, "n": len(rows), "ground": grounds.get(label, "")} for label, rows in found.items()]
    context: dict[str, Any] = {"rows": rows, "leaving": open_leaving(user), "can_leave": can_leave(user), "form": form}
    return render(request, "people/data.html", context, status=status)


@never_cache
@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """Everything in one zip; nothing of it stays on the server."""
    user = person(request)
    limit = EXPORT_RATE if settings.FORM_ADDRESS_LIMIT else None
    if wait := take_token(scope="export", subject=str(user.pk), rate=limit):
        return errors.too_many(request, wait)
    response = HttpResponse(archive(subject_of_user(user)), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="gegevens-{timezone.localdate():%Y-%m-%d}.zip"'
    return response


@never_cache
@login_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ask to be erased; the box is there so that nobody does it by accident."""
    site, form = Site.find_for_request(request), LeaveForm(request.POST)
    if site is None:
        raise Http404
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        ask_to_leave(user=person(request), site=site)
    except StaysHere:
        messages.error(request, _("U werkt hier. Vraag een beheerder om uw werk eerst over te dragen."))
    return back()


@never_cache
@login_required
@require_POST
def remain(request: HttpRequest) -> HttpResponse:
    """Thought again."""
    leaving = open_leaving(person(request))
    if leaving is not None and stay(leaving=leaving):
        messages.success(request, _("U blijft. Er is niets gewist."))
    return back()


def back() -> HttpResponse:
    response = redirect("people:data")
    response.status_code = 303
    return response
