from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from community.people.enums import Role
from community.people.queries import workers_with
from community.questions.enums import OPEN_STATES, QuestionState
from community.questions.models import Question
from community.questions.rules import can_answer_questions
from portal.pages.models import ProviderPage, ServicePage, SiteSettings

# Not a letter of the other codes of the portal, so that one box finds both.
CODE_LETTER = "Q"


def with_parts(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.select_related("site", "handler__profile", "user", "service", "provider", "taken_by", "visit")


def questions_visible_to(user: Any, site_id: int) -> QuerySet[Question]:
    """All of the site for the desk; none for anyone else."""
    questions = with_parts(Question.objects.filter(site_id=site_id))
    return questions if can_answer_questions(user) else questions.none()


def board(user: Any, site_id: int) -> QuerySet[Question]:
    """Who waits longest for us first."""
    return questions_visible_to(user, site_id).filter(state__in=OPEN_STATES).order_by("due_at", "id")


def ended_questions(user: Any, site_id: int) -> QuerySet[Question]:
    return questions_visible_to(user, site_id).exclude(state__in=OPEN_STATES).order_by("-received_at")


def own_questions(user: Any, site_id: int) -> QuerySet[Question]:
    """What somebody asked while logged in."""
    if not getattr(user, "is_authenticated", False):
        return Question.objects.none()
    return with_parts(Question.objects.filter(site_id=site_id, user=user)).order_by("-received_at")


def find_by_code(site_id: int, text: str) -> Question | None:
    """The question of a code as somebody typed it: spaces, small letters."""
    code = "".join(char for char in text.upper() if char.isalnum())
    if len(code) != 6 or not code.startswith(CODE_LETTER):
        return None
    return with_parts(Question.objects.filter(site_id=site_id)).filter(code=code).first()


def answerer(site: Site) -> Any:
    """Who answers what comes in: the site's coordinator, else the first of the group."""
    details = SiteSettings.objects.filter(site=site).select_related("default_coordinator__profile").first()
    chosen = details.default_coordinator if details else None
    return chosen if chosen is not None and chosen.is_active else coordinators(site.pk).first()


def coordinators(site_id: int) -> QuerySet[Any]:
    """Who takes over what is late, in a fixed order."""
    return workers_with(Role.COORDINATOR, site_id)


def overdue(now: datetime) -> QuerySet[Question]:
    """Nobody answered within the promise."""
    return with_parts(Question.objects.filter(state=QuestionState.RECEIVED, due_at__lt=now))


def services_of(site: Site) -> QuerySet[ServicePage]:
    return ServicePage.objects.descendant_of(site.root_page).live().order_by("title")


def providers_of(site: Site) -> QuerySet[ProviderPage]:
    """Others of care or welfare; never ourselves."""
    return ProviderPage.objects.descendant_of(site.root_page).live().filter(is_ours=False).order_by("title")
