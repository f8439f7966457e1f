"""Outside the usual files of a slice: a day or a meeting that is an event of the agenda, and follows it.

The agenda is a department above, so the event is a text (`event:<uuid>`) in a field `event` of the row.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from portal.history.actions import record_change


def tie(row: Any, *, event: str, by: Any, **values: Any) -> bool:
    """This row is that event from now on; False when another click tied it first, or the event has a row here."""
    rows = type(row).objects.filter(pk=row.pk, event=row.event)
    try:
        with transaction.atomic():
            if not rows.update(event=event, **values):
                return False
    except IntegrityError:  # another row is that event already
        return False
    row.refresh_from_db()
    record_change(obj=row, from_state="apart", to_state="in agenda", by=by)
    return True


def loosen(row: Any, *, by: Any) -> bool:
    """On its own again; the event stays in the agenda. False when it was on its own."""
    if not type(row).objects.filter(pk=row.pk).exclude(event="").update(event=""):
        return False
    row.refresh_from_db()
    record_change(obj=row, from_state="in agenda", to_state="apart", by=by)
    return True


def follow(model: type[Model], *, event: str, sends: str = "pk", **values: Any) -> list[int]:
    """The event moved, and the rows that are that event with it; the numbers of what changed, by the field `sends`."""
    rows = model._default_manager.filter(event=event)
    return list(rows.values_list(sends, flat=True)) if rows.update(**values) else []
