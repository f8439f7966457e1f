from __future__ import annotations

from contextvars import ContextVar

from portal.pagecache.models import Generation

# The generation of the request that is being answered; outside a request empty, and then the database is asked.
_current: ContextVar[str] = ContextVar("generation", default="")


def generation() -> str:
    """The generation that holds now. One query outside a request, none within one."""
    return _current.get() or stored_generation()


def stored_generation() -> str:
    return str(Generation.objects.values_list("number", flat=True).first() or 0)
