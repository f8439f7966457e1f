from __future__ import annotations

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

from portal.pagecache.models import Generation

REMEMBER_SECONDS = 300
T = TypeVar("T")


@dataclass
class Known:
    """The generation as one request knows it: empty until it is asked, and its own name while a change is not done."""

    value: str = ""
    pending: bool = False


# Of the request that is being answered. Outside a request there is none, and the database is asked each time.
_known: ContextVar[Known | None] = ContextVar("generation", default=None)


def generation() -> str:
    """The generation that holds now: one query in a request, one each time outside."""
    known = _known.get()
    if known is None:
        return stored_generation()
    known.value = known.value or stored_generation()
    return known.value


def stored_generation() -> str:
    return str(Generation.objects.values_list("number", flat=True).first() or 0)


def remember(name: str, make: Callable[[], T]) -> T:
    """What `make` returns, kept until something changes that visitors can see. None is not kept."""
    key = f"{name}.{generation()}"
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, REMEMBER_SECONDS)
    return found


def enter_request() -> tuple[Known, bool]:
    """What this request knows, and whether it is new: tests have changes that never come to an end."""
    known = _known.get()
    if known is not None:
        return known, False
    known = Known()
    _known.set(known)
    return known, True


def leave_request(known: Known, *, is_new: bool) -> None:
    if is_new and not known.pending:
        _known.set(None)


def expect_change() -> None:
    """From here on this request reads anew; the others do when the change is done."""
    known = _known.get() or Known()
    known.value, known.pending = uuid.uuid4().hex, True
    _known.set(known)


def change_is_done() -> None:
    _known.set(None)
