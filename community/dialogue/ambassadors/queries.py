from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from community.dialogue.ambassadors.enums import AmbassadorState, ArrivalState
from community.dialogue.ambassadors.models import Ambassador, Arrival
from community.dialogue.ambassadors.rules import can_keep_ambassadors


def active_ambassadors(site_id: int) -> QuerySet[Ambassador]:
    """What everyone may see: first name, words, link."""
    rows = Ambassador.objects.filter(site_id=site_id, state=AmbassadorState.ACTIVE, user__is_active=True)
    return rows.select_related("user__profile")


def ambassador_by_code(site_id: int, code: str) -> Ambassador | None:
    return active_ambassadors(site_id).filter(code=code.upper()).first()


def ambassador_of(user: Any, site_id: int) -> Ambassador | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return Ambassador.objects.filter(site_id=site_id, user=user).first()


def questions_for(ambassador: Ambassador) -> list[dict[str, Any]]:
    """Whom one may welcome: which one and since when, and nothing of who it is."""
    rows = ambassador.arrivals.filter(state=ArrivalState.WELCOME_ASKED)
    return [dict(row) for row in rows.values("uuid", "came_at")]


def meetings_of(ambassador: Ambassador) -> list[dict[str, Any]]:
    """Where and when one welcomes somebody, without who."""
    rows = ambassador.arrivals.filter(state=ArrivalState.PLANNED).order_by("meets_at")
    return [dict(row) for row in rows.values("meets_at", "place")]


def ambassadors_visible_to(user: Any, site_id: int) -> QuerySet[Ambassador]:
    rows = Ambassador.objects.filter(site_id=site_id).select_related("user")
    return rows if can_keep_ambassadors(user) else rows.none()


def arrivals_visible_to(user: Any, site_id: int) -> QuerySet[Arrival]:
    """Names and addresses: for the desk alone."""
    rows = Arrival.objects.filter(site_id=site_id).select_related("ambassador__user", "site")
    return rows if can_keep_ambassadors(user) else rows.none()


def forgotten_arrivals(before: datetime) -> QuerySet[Arrival]:
    return Arrival.objects.filter(state__in=[ArrivalState.CLOSED, ArrivalState.MET], ended_at__lt=before)
