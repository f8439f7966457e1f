from __future__ import annotations

from typing import Any

from community.people.enums import DESK_ROLES, STAFF_ROLES, Role
from community.people.sites import roles_anywhere


def has_role(user: Any, *roles: Role) -> bool:
    """Whether an active, signed-in user has one of the roles, or is a superuser. Read once per request.

    In a request the roles are those on the site that was asked (`people.middleware.roles_of_this_site`).
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "_role_names"):
        user._role_names = roles_anywhere(user)
    return any(role.value in user._role_names for role in roles)


def is_staff_member(user: Any) -> bool:
    """Somebody who works here and therefore needs a second factor in production."""
    return has_role(user, *STAFF_ROLES)


def can_use_desk(user: Any) -> bool:
    """The desk at /werk/ holds data of people: coordinators and administrators only."""
    return has_role(user, *DESK_ROLES)


def can_leave(user: Any) -> bool:
    """Residents may; who works here hands the work over first, and then an administrator takes the roles away."""
    return not (user.is_staff or user.is_superuser or user.groups.exists())
