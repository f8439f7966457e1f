from __future__ import annotations

from typing import Any

from community.dialogue.ambassadors.enums import AmbassadorState
from community.dialogue.ambassadors.models import Ambassador, Arrival
from community.people.rules import can_use_desk


def can_keep_ambassadors(user: Any) -> bool:
    """Coordinators and administrators: they read how to reach somebody."""
    return can_use_desk(user)


def is_own(user: Any, ambassador: Ambassador) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and user.is_active and ambassador.user_id == user.pk


def can_answer(user: Any, arrival: Arrival) -> bool:
    """Only the ambassador says whether they want to welcome somebody."""
    ambassador = arrival.ambassador
    return ambassador is not None and is_own(user, ambassador) and ambassador.state == AmbassadorState.ACTIVE
