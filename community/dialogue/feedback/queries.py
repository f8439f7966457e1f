from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.dialogue.feedback.enums import FeedbackState
from community.dialogue.feedback.models import Feedback
from community.dialogue.feedback.rules import can_answer_feedback
from community.people.enums import Role


def feedback_visible_to(user: Any, site_id: int) -> QuerySet[Feedback]:
    """All of the site for who answers, none for anyone else."""
    if not can_answer_feedback(user):
        return Feedback.objects.none()
    return Feedback.objects.filter(site_id=site_id).select_related("handler", "site")


def open_feedback(user: Any, site_id: int) -> QuerySet[Feedback]:
    return feedback_visible_to(user, site_id).filter(state=FeedbackState.RECEIVED).order_by("due_at", "pk")


def ended_feedback(user: Any, site_id: int) -> QuerySet[Feedback]:
    rows = feedback_visible_to(user, site_id).exclude(state=FeedbackState.RECEIVED)
    return rows.order_by("-received_at", "-pk")


def overdue_feedback() -> QuerySet[Feedback]:
    """Nobody answered within the promise."""
    rows = Feedback.objects.filter(state=FeedbackState.RECEIVED, due_at__lt=timezone.now())
    return rows.select_related("handler", "site")


def answerers(site_id: int) -> QuerySet[Any]:
    """Who may answer on a site, in a fixed order; whoever has a profile belongs to its site."""
    roles = [Role.COORDINATOR.value, Role.ADMINISTRATOR.value]
    users = get_user_model().objects.filter(is_active=True, groups__name__in=roles)
    return users.filter(Q(profile__site=site_id) | Q(profile=None)).distinct().order_by("pk")
