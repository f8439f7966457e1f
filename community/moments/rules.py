from __future__ import annotations

from typing import Any

from community.moments.enums import OPEN_STATES
from community.moments.models import Moment
from community.people.rules import can_use_desk
from portal.pages.models import WorkerPage


def can_be_asked(page: WorkerPage) -> bool:
    """The worker takes moments, still works here, and has an account that can answer."""
    worker = page.worker
    return bool(page.live and page.takes_moments and not page.is_gone and worker is not None and worker.is_active)


def can_answer_moment(user: Any, moment: Moment) -> bool:
    """The worker who was asked, and whoever works at the desk."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return moment.worker_id == user.pk or can_use_desk(user)


def can_withdraw(moment: Moment) -> bool:
    """Who asked may stop at any time before the end, without a reason."""
    return moment.state in OPEN_STATES
