"""Logins that ended and roles that changed while a socket was open."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from events.live.enums import LiveRole
from events.live.hints import give_hint
from events.live.identity import roles_now, shade

Known = tuple[int | None, str, frozenset[LiveRole], Site]


def lost_rights(logins: set[Known]) -> set[Known]:
    """Those of (account, session, roles, site) that are not so any more; two queries and one per login."""
    users = {u.pk: u for u in get_user_model().objects.filter(pk__in={login[0] for login in logins}, is_active=True)}
    keys = {login[1] for login in logins}
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    roles = {(pk, site): roles_now(users[pk], site) for pk, _key, _had, site in logins if pk in users}
    return {
        (user_id, session_key, had, site)
        for user_id, session_key, had, site in logins
        if user_id not in users or session_key not in alive or roles[user_id, site] != had
    }


def on_logout(sender: Any, request: Any, **kwargs: Any) -> None:
    """Django's own signal, told to all processes: the sockets of this session close at once."""
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    if session_key:
        give_hint(None, {"session": shade(session_key)})


def on_groups_changed(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    """The same for roles. Nothing hangs on it: every few seconds the rights are read anyway."""
    if action in {"post_add", "post_remove", "post_clear"}:
        for user_id in (pk_set or []) if reverse else [instance.pk]:
            transaction.on_commit(partial(give_hint, None, {"user": user_id}))
