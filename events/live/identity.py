"""Who sits behind a request or a socket: an account, else a signed cookie of this one room."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user
from django.core import signing
from django.http import HttpRequest
from wagtail.models import Site

from community.people.rules import is_staff_member
from community.people.sites import roles_on
from events.live.enums import LiveRole
from events.live.rules import roles_of

SALT = "events.live.room"


@dataclass(frozen=True)
class Login:
    user_id: int
    session_key: str
    roles: frozenset[LiveRole]


def cookie_name(slug: str) -> str:
    return f"live-{slug}"


def new_cookie(slug: str) -> str:
    return signing.Signer(salt=f"{SALT}.{slug}").sign(secrets.token_urlsafe(18))


def read_cookie(slug: str, value: str | None) -> str | None:
    """The cookie's own part when the signature is ours, else None."""
    if not value or len(value) > 200:
        return None
    try:
        return signing.Signer(salt=f"{SALT}.{slug}").unsign(value)
    except signing.BadSignature:
        return None


def cookie_options() -> dict[str, Any]:
    """A day and a half: long enough for the evening and the page afterwards."""
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": not settings.RELAXED, "max_age": 36 * 3600}


def identity_of(user_id: int | None, cookie: str | None) -> str | None:
    """What the key of this room is made of."""
    if user_id is not None:
        return f"user:{user_id}"
    return f"cookie:{cookie}" if cookie else None


def login_of(session_key: str | None, site: Site) -> Login | None:
    """The account of a session as it is now, with its roles on a site; None without a login."""
    if not session_key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    if not user.is_authenticated or not user.is_active:
        return None
    return Login(user.pk, session_key, roles_now(user, site))


def roles_now(user: Any, site: Site) -> frozenset[LiveRole]:
    """The roles that count on the room's own site; without a second factor where one is demanded there are none.

    Actions that are given this user ask by the same roles.
    """
    user._role_names = roles_on(user, site)
    roles = roles_of(user)
    if roles and settings.STAFF_NEEDS_SECOND_FACTOR and is_staff_member(user) and not is_mfa_enabled(user):
        return frozenset()
    return roles


def shade(session_key: str) -> str:
    """A session's name in a hint, from which nobody gets the session."""
    return hashlib.sha256(session_key.encode()).hexdigest()
