"""Outside the usual files of a slice: the letters that wait at the desk to be printed, from every department."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.people.rules import can_use_desk
from portal.notices.actions import mark_printed, undo_printed
from portal.notices.models import Notice
from portal.notices.queries import letters_to_print, printed_letters

View = Callable[..., HttpResponse]
AT_ONCE = 40


def desk(view: View) -> View:
    """Login first; then only who works at the desk."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_use_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def back() -> HttpResponse:
    response = redirect("people:letters")
    response.status_code = 303
    return response


@desk
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`/werk/brieven/`: what waits for the printer, and what was printed this week."""
    site = site_of(request)
    context = {
        "waiting": list(letters_to_print(site.pk)[:200]),
        "printed": list(printed_letters(site.pk, timezone.now() - timedelta(days=7))[:50]),
        "at_once": AT_ONCE,
    }
    return render(request, "people/letters.html", context)


@desk
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One letter as it comes out of the printer."""
    letters = Notice.objects.filter(site=site_of(request), channel="letter").exclude(text="")
    return render(request, "people/letters_print.html", {"letters": [get_object_or_404(letters, pk=number)]})


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def print_all(request: HttpRequest) -> HttpResponse:
    """All letters that wait, each on a sheet of its own; the button says that they were printed."""
    waiting = letters_to_print(site_of(request).pk)
    if request.method != "POST":
        return render(request, "people/letters_print.html", {"letters": list(waiting[:AT_ONCE]), "all": True})
    # Only the sheets that were on the screen: a letter that came in meanwhile is not printed yet.
    numbers = [int(number) for number in request.POST.getlist("letter")[:AT_ONCE] if number.isdigit()]
    done = sum(mark_printed(letter=letter, by=request.user) for letter in waiting.filter(pk__in=numbers))
    messages.success(request, ngettext("%(n)d brief is geprint.", "%(n)d brieven zijn geprint.", done) % {"n": done})
    return back()


@desk
@require_POST
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """`geprint`, or `terug` when the printer had jammed."""
    letter = get_object_or_404(Notice, pk=number, site=site_of(request), channel="letter")
    if name == "geprint":
        mark_printed(letter=letter, by=request.user)
        undo = reverse("people:letter_act", args=[number, "terug"])
        messages.success(request, _("Geprint. De brief is weg uit de stapel."), extra_tags=f"undo:{undo}")
    elif name == "terug":
        undo_printed(letter=letter)
        messages.success(request, _("De brief ligt weer op de stapel."))
    else:
        raise Http404
    return back()
