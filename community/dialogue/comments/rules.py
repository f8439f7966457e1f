from __future__ import annotations

from typing import Any

from community.dialogue.comments.enums import TRANSITIONS, CommentState
from community.dialogue.comments.models import Comment
from community.people.enums import Role
from community.people.rules import has_role


def can_moderate(user: Any) -> bool:
    """Whoever keeps the site decent: moderators, editors and administrators."""
    return has_role(user, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)


def can_comment(page: Any) -> bool:
    """Whether readers may write below a page; `page` in its own type."""
    return bool(page.live and getattr(page, "comments_open", False))


def can_move(comment: Comment, to: CommentState) -> bool:
    return to in TRANSITIONS[comment.state]


def can_reply(comment: Comment) -> bool:
    """One level deep: an answer to an answer is an answer to the first."""
    return comment.parent_id is None and comment.state == CommentState.PUBLISHED
