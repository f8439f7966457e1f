from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from community.people.enums import Role
from community.people.queries import workers_with
from vacancies.placements.enums import ENDED_STATES, OPEN_STATES, ApplicationState
from vacancies.placements.models import Application, Receipt
from vacancies.placements.rules import can_handle_applications


def with_parts(applications: QuerySet[Application]) -> QuerySet[Application]:
    return applications.select_related("vacancy__organisation", "vacancy__coordinator__profile", "handler__profile")


def applications_visible_to(user: Any, site_id: int) -> QuerySet[Application]:
    """The desk's own: all of the site for who works there, none for anyone else."""
    if not can_handle_applications(user):
        return Application.objects.none()
    return with_parts(Application.objects.filter(site_id=site_id))


def own_applications(user: Any, site_id: int) -> QuerySet[Application]:
    """What the visitor signed up for while logged in."""
    if not getattr(user, "is_authenticated", False):
        return Application.objects.none()
    return with_parts(Application.objects.filter(site_id=site_id, user=user)).order_by("-received_at")


def board(user: Any, site_id: int, *, who: str = "team", find: str = "", ended: bool = False) -> QuerySet[Application]:
    """The rows of the board: open ones, or the ended ones; of one worker or of all; by name, code or telephone."""
    states = ENDED_STATES if ended else (*OPEN_STATES, ApplicationState.ACCEPTED)
    rows = applications_visible_to(user, site_id).filter(state__in=states)
    if who == "mine":
        rows = rows.filter(handler=user)
    if find:
        rows = rows.filter(found_by(find))
    return rows.order_by("-received_at" if ended else "due_at", "id")


def found_by(text: str) -> Q:
    """By code (also of a receipt), by telephone, or by a part of the name."""
    bare = "".join(text.split()).upper()
    digits = "".join(c for c in text if c.isdigit()).lstrip("0")
    wanted = Q(name__icontains=text.strip()) | Q(code=bare) | Q(receipts__code=bare) | Q(email__iexact=text.strip())
    if len(digits) >= 4:
        wanted |= Q(phone__endswith=digits)
    return wanted


def overdue(now: datetime | None = None) -> QuerySet[Application]:
    """Nobody answered within the promise."""
    return Application.objects.filter(state=ApplicationState.RECEIVED, due_at__lt=now or timezone.now())


def find_by_code(site_id: int, text: str) -> Application | Receipt | None:
    """What a code stands for, however it is typed: spaces, small letters, a letter O for a nought."""
    code = "".join(text.split()).upper()
    if len(code) == 6:
        code = code[0] + code[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    found = with_parts(Application.objects.filter(site_id=site_id, code=code)).first()
    return found or Receipt.objects.filter(site_id=site_id, code=code).select_related("application__vacancy").first()


def worker_at_desk(site_id: int, key: str) -> Any:
    """The coordinator of the site with this UUID; None for anyone else and for no UUID."""
    try:
        return coordinators(site_id).filter(uuid=UUID(key)).first()
    except ValueError:
        return None


def coordinators(site_id: int) -> QuerySet[Any]:
    """Who may answer, in a fixed order."""
    return workers_with(Role.COORDINATOR, site_id)
