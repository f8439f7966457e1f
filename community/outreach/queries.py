from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community.moments.queries import colleagues, own_pages
from community.outreach.enums import OPEN_STATES, DoorAnswer, HandOverState, VisitState
from community.outreach.models import Case, Door, HandOver, Rest, Round, Visit
from community.outreach.rules import can_do_outreach
from community.people.enums import Role
from community.people.queries import workers_with
from community.people.rules import can_use_desk
from portal.pages.models import SiteSettings, WorkerPage

CODE_LETTER = "C"


def with_parts(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.select_related("site", "worker__profile", "user")


def visits_visible_to(user: Any, site_id: int) -> QuerySet[Visit]:
    """All of the site for the desk; a worker's own for the worker; none for anyone else."""
    visits = with_parts(Visit.objects.filter(site_id=site_id))
    if can_use_desk(user):
        return visits
    return visits.filter(worker=user) if getattr(user, "is_authenticated", False) else visits.none()


def open_visits(user: Any, site_id: int) -> QuerySet[Visit]:
    return visits_visible_to(user, site_id).filter(state__in=OPEN_STATES).order_by("due_at", "id")


def ended_visits(user: Any, site_id: int) -> QuerySet[Visit]:
    return visits_visible_to(user, site_id).exclude(state__in=OPEN_STATES).order_by("-asked_at")


def own_visits(user: Any, site_id: int) -> QuerySet[Visit]:
    """What somebody asked for while logged in."""
    if not getattr(user, "is_authenticated", False):
        return Visit.objects.none()
    return with_parts(Visit.objects.filter(site_id=site_id, user=user)).order_by("-asked_at")


def find_by_code(site_id: int, text: str) -> Visit | None:
    """The visit of a code as somebody typed it."""
    code = "".join(char for char in text.upper() if char.isalnum())
    if len(code) != 6 or not code.startswith(CODE_LETTER):
        return None
    return with_parts(Visit.objects.filter(site_id=site_id)).filter(code=code).first()


def visitors(site_id: int) -> QuerySet[Any]:
    """Who may come by: the desk, and workers with a page, of this site."""
    return colleagues(site_id)


def visitor_for(site: Any, slug: str = "") -> Any:
    """Whom a visit is asked of: the worker of that page, else the site's coordinator."""
    page: WorkerPage | None = own_pages(site.pk).filter(slug=slug).first() if slug else None
    if page is not None and page.worker is not None and page.worker.is_active and not page.is_gone:
        return page.worker
    details = SiteSettings.objects.filter(site=site).select_related("default_coordinator__profile").first()
    chosen = details.default_coordinator if details else None
    return chosen if chosen is not None and chosen.is_active else coordinators(site.pk).first()


def coordinators(site_id: int) -> QuerySet[Any]:
    return workers_with(Role.COORDINATOR, site_id)


def overdue(now: datetime) -> QuerySet[Visit]:
    """Nobody rang within the promise."""
    return with_parts(Visit.objects.filter(state=VisitState.ASKED, due_at__lt=now))


def rest_of(site_id: int, mark: str, day: date | None = None) -> Rest | None:
    """The no that still holds at an address."""
    return Rest.objects.filter(site_id=site_id, mark=mark, until__gt=day or timezone.localdate()).first()


def rests_of(site_id: int, marks: list[str]) -> dict[str, Rest]:
    """The same for a whole street, in one query."""
    found = Rest.objects.filter(site_id=site_id, mark__in=marks, until__gt=timezone.localdate())
    return {rest.mark: rest for rest in found}


def rounds_visible_to(user: Any, site_id: int) -> QuerySet[Round]:
    """The desk sees all rounds, a worker those that he walks."""
    rounds = Round.objects.filter(site_id=site_id).select_related("worker", "together_with", "site")
    if can_use_desk(user):
        return rounds
    if not can_do_outreach(user, site_id):
        return rounds.none()
    return rounds.filter(Q(worker=user) | Q(together_with=user))


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """How many doors there are, and at how many there was an answer."""
    answered = Count("doors", filter=~Q(doors__answer=DoorAnswer.TO_VISIT))
    return rounds.annotate(n_doors=Count("doors"), n_answered=answered)


def doors_of(walk: Round) -> QuerySet[Door]:
    return walk.doors.select_related("visit").order_by("order", "id")


def open_hand_over(visit: Visit) -> HandOver | None:
    found = visit.hand_overs.filter(state=HandOverState.ASKED)
    return found.select_related("from_worker__profile", "to_worker__profile").first()


def cases_of(site_id: int) -> QuerySet[Case]:
    """What is on the table now; what is past its day is gone already."""
    cases = Case.objects.filter(site_id=site_id, gone_on__gt=timezone.localdate()).select_related("author")
    return cases.annotate(n_replies=Count("replies")).order_by("-written_at")


def to_remind(now: datetime) -> QuerySet[Visit]:
    soon = Q(starts_at__gt=now, starts_at__lte=now + timedelta(hours=24))
    return with_parts(Visit.objects.filter(soon, state=VisitState.PLANNED).exclude(email=""))


def workers_of(site_id: int) -> QuerySet[Any]:
    """Active accounts that may walk a round, by name."""
    return get_user_model().objects.filter(pk__in=visitors(site_id).values("pk")).order_by("first_name", "last_name")
