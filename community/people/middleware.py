from __future__ import annotations

import re
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.models import Site

from community.people.rules import is_staff_member
from community.people.sites import roles_anywhere, roles_on
from portal import errors

Handler = Callable[[HttpRequest], HttpResponseBase]

OPEN_PATHS = re.compile(r"^/(?:en/)?(?:account|static)/")
STAFF_PATHS = re.compile(r"^/(?:en/)?(?:beheer|werk)/")
STAFF_SESSION_SECONDS = 12 * 60 * 60
BEGUN = "people.begun"


def staff_second_factor(get_response: Handler) -> Handler:
    """Somebody who works here has, in production, a second factor, and logs in again after twelve hours."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # A visitor without a session is nobody we need to ask; looking at the user would make the page private.
        known = settings.SESSION_COOKIE_NAME in request.COOKIES and not OPEN_PATHS.match(request.path)
        if known and is_staff_member(request.user):
            if session_is_over(request):
                logout(request)
            elif settings.STAFF_NEEDS_SECOND_FACTOR and not is_mfa_enabled(request.user):
                return redirect("people:second_factor")
        return get_response(request)

    return middleware


def roles_of_this_site(get_response: Handler) -> Handler:
    """A role holds on its own site. Somebody who works for another one is an ordinary visitor here."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or OPEN_PATHS.match(request.path):
            return get_response(request)
        user = get_user(request)
        if user.is_authenticated and not user.is_superuser:
            site = Site.find_for_request(request)
            here = roles_on(user, site)
            user._role_names = here  # type: ignore[attr-defined]
            if STAFF_PATHS.match(request.path) and not here and roles_anywhere(user):
                return errors.not_allowed(request)
        return get_response(request)

    return middleware


def session_is_over(request: HttpRequest) -> bool:
    begun = request.session.setdefault(BEGUN, int(time.time()))
    return time.time() - begun > STAFF_SESSION_SECONDS
