"""Places: taken and given back by one conditional update, behind which stands the constraint."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction
from django.db.models import F, Q

from events.agenda.models import Event, Series

_turn = threading.Lock()
FREE = Q(capacity=None) | Q(taken__lt=F("capacity"))


def take_place(holder: Event | Series) -> bool:
    """Take one place; False when all are taken. Call it inside a transaction."""
    return type(holder)._default_manager.filter(FREE, pk=holder.pk).update(taken=F("taken") + 1) == 1


def give_back_place(holder: Event | Series) -> None:
    """One place is free again. Only after a conditional update of the guest's row changed that row."""
    type(holder)._default_manager.filter(pk=holder.pk, taken__gt=0).update(taken=F("taken") - 1)


@contextmanager
def at_queue(holder: Event | Series) -> Iterator[None]:
    """One transaction at this queue at a time, so that nobody slips past who waits. Not what guards the places.

    On SQLite the transaction itself does that, but its waiting is unfair: of many at once one may wait for ever. So
    there the threads of the one process take turns, each before its transaction begins.
    """
    alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    with _turn if alone else nullcontext(), transaction.atomic():
        hold_queue(holder)
        yield


def hold_queue(holder: Event | Series) -> None:
    """The same inside a transaction that is there already."""
    type(holder)._default_manager.select_for_update().get(pk=holder.pk)
