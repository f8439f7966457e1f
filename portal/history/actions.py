from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from portal.history.models import StateChange


def record_change(
    *,
    obj: Model,
    from_state: str,
    to_state: str,
    by: Any = None,
    reason: str = "",
    at: datetime | None = None,
) -> StateChange:
    """Write one row of history for an object that has a `site_id`. Call it inside the action's transaction."""
    user = by if getattr(by, "is_authenticated", False) else None
    return StateChange.objects.create(
        site_id=obj.site_id,  # type: ignore[attr-defined]
        model=obj._meta.label_lower,
        object_id=obj.pk,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        by=user,
        at=at or timezone.now(),
    )


def forget_changes(*, model: type[Model], ids: list[int]) -> None:
    """For what a person had wiped: who did what to it is wiped too. Call it inside the action's transaction."""
    StateChange.objects.filter(model=model._meta.label_lower, object_id__in=ids).delete()


def forget_people(*, obj: Model) -> None:
    """The states of an object stay, for counting; who brought it there and why does not."""
    StateChange.objects.filter(model=obj._meta.label_lower, object_id=obj.pk).update(by=None, reason="")
