from __future__ import annotations

from django.db.models import Model, QuerySet

from portal.history.models import StateChange


def history_of(obj: Model) -> QuerySet[StateChange]:
    """The changes of one object, oldest first, each with the person who made it."""
    return StateChange.objects.filter(model=obj._meta.label_lower, object_id=obj.pk).select_related("by")
