from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Site

from community.moments.enums import OPEN_STATES, MomentState
from community.moments.models import Moment
from community.people.enums import Role
from community.people.queries import workers_with
from community.people.rules import can_use_desk
from portal.pages.models import WorkerPage

REMIND_BEFORE = timedelta(hours=24)


def with_parts(moments: QuerySet[Moment]) -> QuerySet[Moment]:
    return moments.select_related("site", "page", "worker__profile", "user")


def moments_visible_to(user: Any, site_id: int) -> QuerySet[Moment]:
    """All of the site for the desk; a worker's own for the worker; none for anyone else."""
    moments = with_parts(Moment.objects.filter(site_id=site_id))
    if can_use_desk(user):
        return moments
    return moments.filter(worker=user) if getattr(user, "is_authenticated", False) else moments.none()


def open_moments(user: Any, site_id: int) -> QuerySet[Moment]:
    """Who waits for an answer first, then what was agreed, in the order of the day."""
    return moments_visible_to(user, site_id).filter(state__in=OPEN_STATES).order_by("state", "due_at", "id")


def ended_moments(user: Any, site_id: int) -> QuerySet[Moment]:
    return moments_visible_to(user, site_id).exclude(state__in=OPEN_STATES).order_by("-asked_at")


def own_moments(user: Any, site_id: int) -> QuerySet[Moment]:
    """What somebody asked for while logged in."""
    if not getattr(user, "is_authenticated", False):
        return Moment.objects.none()
    return with_parts(Moment.objects.filter(site_id=site_id, user=user)).order_by("-asked_at")


def own_pages(site_id: int) -> QuerySet[WorkerPage]:
    """The published pages of workers in the tree of a site."""
    return WorkerPage.objects.descendant_of(Site.objects.get(pk=site_id).root_page).live()


def answers_moments(user: Any, site_id: int) -> bool:
    """Whether this account has moments to answer: a worker with a page, or somebody at the desk."""
    if not getattr(user, "is_authenticated", False):
        return False
    return (
        can_use_desk(user)
        or own_pages(site_id).filter(worker=user).exists()
        or bool(Moment.objects.filter(worker=user, site_id=site_id).exists())
    )


def overlapping(moment: Moment, starts_at: datetime, ends_at: datetime) -> QuerySet[Moment]:
    """What the worker agreed with others in that time."""
    agreed = Moment.objects.filter(worker=moment.worker_id, state=MomentState.CONFIRMED).exclude(pk=moment.pk)
    return agreed.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


def overdue(now: datetime) -> QuerySet[Moment]:
    """Nobody answered within the promise."""
    return with_parts(Moment.objects.filter(state=MomentState.ASKED, due_at__lt=now))


def to_remind(now: datetime) -> QuerySet[Moment]:
    """Agreed, and within a day; the mail itself is sent once."""
    soon = Q(starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE)
    return with_parts(Moment.objects.filter(soon, state=MomentState.CONFIRMED).exclude(email=""))


def colleagues(site_id: int) -> QuerySet[Any]:
    """Who may take over: the desk, and workers with a page, of this site."""
    at_desk = Q(pk__in=workers_with(Role.COORDINATOR, site_id).values("pk"))
    has_page = Q(pk__in=own_pages(site_id).exclude(worker=None).values("worker"))
    people = get_user_model().objects.filter(at_desk | has_page, is_active=True)
    return people.order_by("first_name", "last_name")


def coordinators(site_id: int) -> QuerySet[Any]:
    """Who takes over what is late, in a fixed order."""
    return workers_with(Role.COORDINATOR, site_id)
