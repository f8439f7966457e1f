from __future__ import annotations

from typing import Any

from community.people.enums import Role
from community.people.rules import has_role


def can_answer_feedback(user: Any) -> bool:
    """Coordinators and administrators: a complaint holds data of people."""
    return has_role(user, Role.COORDINATOR, Role.ADMINISTRATOR)
