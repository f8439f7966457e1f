from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives.enums import Direction, InitiativeState
from community.dialogue.initiatives.models import BudgetLine, Initiative, InitiativeDate, Participant

ORDER = (InitiativeState.RUNNING, InitiativeState.FORMING, InitiativeState.DONE, InitiativeState.STOPPED)


def public_initiatives(site_id: int) -> QuerySet[Initiative]:
    """Everything that residents do together, what runs first, with how many take part."""
    order = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(ORDER)), output_field=IntegerField())
    rows = Initiative.objects.filter(site_id=site_id).select_related("idea", "worker__profile")
    return rows.annotate(place=order, people=Count("participants")).order_by("place", "-began_at", "-pk")


def dates_ahead(initiative: Initiative) -> QuerySet[InitiativeDate]:
    return initiative.dates.filter(starts_at__gte=timezone.now())


def dates_of_site(site_id: int) -> QuerySet[InitiativeDate]:
    """Days of everything that residents do together here; the agenda asks for one of them."""
    return InitiativeDate.objects.filter(site_id=site_id).select_related("initiative", "site")


def initiative_of_event(event: str) -> Initiative | None:
    """Whose day an event of the agenda is: `event:<uuid>`."""
    day = InitiativeDate.objects.filter(event=event).select_related("initiative").first()
    return day.initiative if day else None


def budget_of(initiative: Initiative) -> dict[str, Any]:
    """What stands, the sources and the spending apart, and the sum of each in cents."""
    lines = list(initiative.lines.filter(turned_back=False))
    sources = [line for line in lines if line.direction == Direction.IN]
    spent = [line for line in lines if line.direction == Direction.OUT]
    return {"sources": sources, "spent": spent, "in": total(sources), "out": total(spent), "left": initiative.cents}


def total(lines: list[BudgetLine]) -> int:
    return sum(line.cents for line in lines)


def participant_of(user: Any, initiative: Initiative) -> Participant | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return Participant.objects.filter(initiative=initiative, user=user).first()


def initiative_of_idea(idea: Idea) -> Initiative | None:
    return Initiative.objects.filter(idea=idea).first()


def initiatives_of(user: Any, site_id: int) -> QuerySet[Initiative]:
    return Initiative.objects.filter(site_id=site_id, participants__user=user)
