"""Outside the usual files: what a guarded public form does with a POST: the limit, the robot, the mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.forms.base import GuardedForm
from portal.limits.actions import take_address_token

NO_STORE = "no-store, private"


def see(address: str) -> HttpResponse:
    """On to an address after something was done."""
    response = redirect(address)
    response.status_code = 303
    return response


def show_form(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, wait: int = 0
) -> HttpResponse:
    """A page with a form in it; over a limit (`wait` in seconds) it says so, and everything typed stays."""
    if wait:
        context, status = {**context, "wait_minutes": max(1, wait // 60)}, 429
    response = render(request, template, context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    if request.method == "POST":
        response.headers["Cache-Control"] = NO_STORE
    return response


def post_guarded(
    request: HttpRequest,
    form: GuardedForm,
    template: str,
    context: dict[str, Any],
    *,
    scope: str,
    done: str,
    save: Callable[[], HttpResponse | None],
) -> HttpResponse:
    """One POST of a public form.

    `save` is called with a valid form; it answers, or returns None after it put an error on the form. A robot is sent
    to `done` like everybody.
    """
    wait = take_address_token(request, scope=scope)
    valid = form.is_valid()
    if wait:
        return show_form(request, template, context, wait=wait)
    if form.is_robot:
        return see(done)
    answer = save() if valid else None
    return answer or show_form(request, template, context, status=422)
