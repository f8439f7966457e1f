from __future__ import annotations

import re
from typing import Any

from django.utils.crypto import salted_hmac

from community.moments.queries import own_pages
from community.outreach.enums import OPEN_STATES, TRANSITIONS, HandOverState, Source, VisitState
from community.outreach.models import HandOver, Round, Visit
from community.people.rules import can_use_desk

POSTCODE = re.compile(r"\b\d{4}\s?[a-z]{2}\b")


def can_do_outreach(user: Any, site_id: int) -> bool:
    """Workers with a page of their own on this site, and whoever works at the desk."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return can_use_desk(user) or own_pages(site_id).filter(worker=user).exists()


def can_handle_visit(user: Any, visit: Visit) -> bool:
    """The worker who comes, and the desk."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return visit.worker_id == user.pk or can_use_desk(user)


def can_walk(user: Any, walk: Round) -> bool:
    """Whoever walks the round, and the desk."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return user.pk in {walk.worker_id, walk.together_with_id} or can_use_desk(user)


def can_move(visit: Visit, to: VisitState) -> bool:
    return to in TRANSITIONS[visit.state]


def can_decline(visit: Visit) -> bool:
    """Whoever lives there may say no at any time before it is over."""
    return visit.state in OPEN_STATES and can_move(visit, VisitState.DECLINED)


def can_remark(visit: Visit) -> bool:
    """The note is about that person, who may say what is not right."""
    return bool(visit.note)


def can_answer_hand_over(hand_over: HandOver) -> bool:
    return hand_over.state == HandOverState.ASKED


def needs_yes(visit: Visit) -> bool:
    """A neighbour's worry is no yes of who lives there."""
    return visit.source == Source.NEIGHBOUR and visit.yes_at is None


def mark_of(site_id: int, address: str) -> str:
    """What a no is remembered by: from the address one gets the mark, and never back. A postcode does not matter."""
    plain = "".join(char for char in POSTCODE.sub("", address.lower()) if char.isalnum())
    return salted_hmac("outreach.rest", f"{site_id}:{plain}").hexdigest()
