"""Places: taken and given back by one conditional update, behind which stands the constraint."""

from __future__ import annotations

from django.db.models import F, Q

from events.agenda.models import Event, Series

FREE = Q(capacity=None) | Q(taken__lt=F("capacity"))


def take_place(holder: Event | Series) -> bool:
    """Take one place; False when all are taken. Call it inside a transaction."""
    return type(holder)._default_manager.filter(FREE, pk=holder.pk).update(taken=F("taken") + 1) == 1


def give_back_place(holder: Event | Series) -> None:
    """One place is free again. Only after a conditional update of the guest's row changed that row."""
    type(holder)._default_manager.filter(pk=holder.pk, taken__gt=0).update(taken=F("taken") - 1)


def hold_queue(holder: Event | Series) -> None:
    """One at a time at this queue, so that nobody slips past who waits. Not what guards the number of places.

    On SQLite the transaction itself does that; there the lock is no more than a read.
    """
    type(holder)._default_manager.select_for_update().get(pk=holder.pk)
