from __future__ import annotations

from typing import Any

from community.people.enums import Role
from community.people.rules import has_role


def can_keep_agenda(user: Any) -> bool:
    """Editors, coordinators and administrators make and change events."""
    return has_role(user, Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR)
