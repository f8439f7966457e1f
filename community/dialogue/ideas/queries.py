from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from community.dialogue.ideas.enums import PUBLIC_STATES, IdeaState
from community.dialogue.ideas.models import Idea
from community.dialogue.ideas.rules import can_keep_ideas
from portal.history.models import StateChange
from portal.history.queries import history_of

# What is being tried first: there one can still join in.
ORDER = (IdeaState.TRYING, IdeaState.CHOSEN, IdeaState.IDEA, IdeaState.SCALED, IdeaState.STOPPED)


def public_ideas(site_id: int) -> QuerySet[Idea]:
    """What everyone may see of a site."""
    return Idea.objects.filter(site_id=site_id, state__in=PUBLIC_STATES).select_related("keeper", "page")


def ideas_on(page_id: int) -> QuerySet[Idea]:
    """The public ideas of a page: what is tried first, what ended last."""
    order = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(ORDER)), output_field=IntegerField())
    ideas = Idea.objects.filter(page=page_id, state__in=PUBLIC_STATES).select_related("keeper")
    return ideas.annotate(place=order).order_by("place", "-sent_at", "-pk")


def public_history(idea: Idea) -> list[StateChange]:
    """The public steps of an idea, oldest first; who clicked is no concern of visitors."""
    return list(history_of(idea).filter(to_state__in=PUBLIC_STATES))


def ideas_visible_to(user: Any, site_id: int) -> QuerySet[Idea]:
    """The desk's own: confirmed ideas of the site for who keeps them, none for anyone else."""
    if not can_keep_ideas(user):
        return Idea.objects.none()
    hidden = [IdeaState.UNCONFIRMED, IdeaState.WITHDRAWN]
    return Idea.objects.filter(site_id=site_id).exclude(state__in=hidden).select_related("keeper", "page")
