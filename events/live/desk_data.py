"""Outside the usual files of a slice: from a form of the desk to the data of a command, which has types of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict

SWITCHES = frozenset({"on", "over", "asking", "voting", "final", "card"})
NUMBERS = frozenset({"n"})
MAY_BE_NOTHING = frozenset({"id", "name", "reason", "how"})
NOT_DATA = frozenset({"csrfmiddlewaretoken", "c", "next"})


def data_of(post: QueryDict) -> dict[str, Any]:
    """The fields of a form as the socket would send them: yes and no, whole numbers, null for what is left empty."""
    return {name: value_of(name, str(post[name])) for name in post if name not in NOT_DATA}


def value_of(name: str, text: str) -> Any:
    if name in SWITCHES:
        return text == "1"
    if name in NUMBERS:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text
    return None if not text and name in MAY_BE_NOTHING else text


def uuid_of(text: str) -> UUID | None:
    """An id in an address; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
