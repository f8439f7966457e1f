from __future__ import annotations

import re
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from community.people.rules import is_staff_member

Handler = Callable[[HttpRequest], HttpResponseBase]

OPEN_PATHS = re.compile(r"^/(?:en/)?(?:account|static)/")
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


def session_is_over(request: HttpRequest) -> bool:
    begun = request.session.setdefault(BEGUN, int(time.time()))
    return time.time() - begun > STAFF_SESSION_SECONDS
