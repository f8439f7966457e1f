from __future__ import annotations

from typing import Any

from community.people.rules import can_use_desk
from vacancies.placements.enums import TRANSITIONS, ApplicationState, Topic
from vacancies.placements.models import Application


def can_handle_applications(user: Any) -> bool:
    """Whoever works at the desk answers any application of the site."""
    return can_use_desk(user)


def can_move(application: Application, to: ApplicationState) -> bool:
    return to in TRANSITIONS[application.state]


def can_finish(user: Any, application: Application) -> bool:
    """Who came to take part gets a place or a no with its reason; everything else may simply be done."""
    return can_handle_applications(user) and application.topic != Topic.TAKING_PART


def can_withdraw(application: Application) -> bool:
    """The applicant may stop at any time before the end, without a reason."""
    return application.is_open
