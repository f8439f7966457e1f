from __future__ import annotations

from typing import Any

from community.dialogue.ideas.enums import TRANSITIONS, IdeaState
from community.dialogue.ideas.models import Idea
from community.people.enums import Role
from community.people.rules import has_role


def can_keep_ideas(user: Any) -> bool:
    """Whoever chooses and tries: coordinators, editors and administrators."""
    return has_role(user, Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR)


def can_send_idea(page: Any) -> bool:
    """Whether a page takes ideas; `page` in its own type."""
    return bool(page.live and getattr(page, "intake_open", False))


def can_move(idea: Idea, to: IdeaState) -> bool:
    return to in TRANSITIONS[idea.state]
