from __future__ import annotations

from typing import Any

from community.dialogue.ideas.rules import can_keep_ideas
from community.dialogue.initiatives.models import Initiative, Participant


def can_begin(user: Any) -> bool:
    """Whoever keeps ideas lets one grow."""
    return can_keep_ideas(user)


def can_lead(user: Any, initiative: Initiative) -> bool:
    """The resident who pulls it, and nobody else: no worker decides about money or the end of it."""
    return bool(getattr(user, "is_authenticated", False)) and user.is_active and initiative.keeper_id == user.pk


def is_in(user: Any, initiative: Initiative) -> bool:
    """Everyone who joined, and the worker beside it."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if user.pk in (initiative.keeper_id, initiative.worker_id):
        return True
    return Participant.objects.filter(initiative=initiative, user=user).exists()


def stands_beside(user: Any, initiative: Initiative) -> bool:
    """The worker beside it, who brings its days into the agenda."""
    return bool(getattr(user, "is_authenticated", False)) and user.is_active and initiative.worker_id == user.pk


def can_take_lead(user: Any, initiative: Initiative) -> bool:
    """Where nobody pulls, one of those who joined may; the worker may not."""
    if not getattr(user, "is_authenticated", False):
        return False
    joined = Participant.objects.filter(initiative=initiative, user=user).exists()
    return initiative.keeper_id is None and initiative.is_open and joined and initiative.worker_id != user.pk


def can_stop_abuse(user: Any) -> bool:
    """Stop one that harms people, with the reason on the page; the keepers of ideas answer for what is on the site."""
    return can_keep_ideas(user)
