from __future__ import annotations

from typing import Any

from community.help.enums import BEFORE_STATES, LIVE_MATCHES, OPEN_STATES, MatchState
from community.help.models import HelpItem, HelpMatch
from community.people.rules import can_use_desk


def is_person(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def is_owner(user: Any, item: HelpItem) -> bool:
    """Whose offer or request it is."""
    return is_person(user) and item.person_id == user.pk


def can_speak_for(user: Any, item: HelpItem) -> bool:
    """The person; for somebody without an account, whoever works at the desk."""
    return is_owner(user, item) or (item.person_id is None and can_use_desk(user))


def can_change_item(user: Any, item: HelpItem) -> bool:
    """The person always; who drafted it until it is published; the desk always."""
    if not is_person(user):
        return False
    drafted = item.drafted_by_id == user.pk and item.state in BEFORE_STATES
    return is_owner(user, item) or drafted or can_use_desk(user)


def can_follow_item(user: Any, item: HelpItem) -> bool:
    """Who may open the page of an item in /mijn/: the person, and who drafted it as long as it is not published."""
    return is_owner(user, item) or (is_person(user) and item.drafted_by_id == user.pk and item.state in BEFORE_STATES)


def can_answer_item(user: Any, item: HelpItem) -> bool:
    return is_person(user) and item.state in OPEN_STATES and item.person_id != user.pk and item.taken < item.places


def can_moderate(user: Any) -> bool:
    return can_use_desk(user)


def is_party(user: Any, match: HelpMatch) -> bool:
    """One of the two of a conversation, or who speaks for one without an account."""
    return is_person(user) and (match.other_id == user.pk or can_speak_for(user, match.item))


def is_owner_side(user: Any, match: HelpMatch) -> bool:
    """Whether a party speaks as the one who asked or offered."""
    return match.other_id != getattr(user, "pk", None)


def can_write(user: Any, match: HelpMatch) -> bool:
    return is_party(user, match) and match.state in LIVE_MATCHES


def can_accept(user: Any, match: HelpMatch) -> bool:
    """Only the side that did not make the proposal says yes to it."""
    if not is_party(user, match) or match.state != MatchState.PROPOSED:
        return False
    return is_owner_side(user, match) != match.proposed_by_owner
