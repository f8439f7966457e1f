from __future__ import annotations

from typing import Any

from community.dialogue.networks.enums import MemberState
from community.dialogue.networks.models import Member
from community.people.enums import Role
from community.people.rules import has_role


def can_keep_network(user: Any, page: Any) -> bool:
    """Whoever is named beside the text of the network, and coordinators, editors and administrators."""
    if not getattr(user, "is_authenticated", False):
        return False
    return page.contact_id == user.pk or has_role(user, Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR)


def is_member(user: Any, page: Any) -> bool:
    if not getattr(user, "is_authenticated", False):
        return False
    return Member.objects.filter(page=page.pk, user=user, state=MemberState.MEMBER).exists()


def can_enter(user: Any, page: Any) -> bool:
    """Meetings and notes are for members, and for who keeps the network."""
    return can_keep_network(user, page) or is_member(user, page)
