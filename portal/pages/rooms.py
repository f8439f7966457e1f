"""Outside the usual files of a slice: the doors through which departments above give lists to blocks of a page.

Pages know no department above them. A department opens its room when it starts (`AppConfig.ready`):

    open_room("events", upcoming_for_pages)   # in events: (site_id, theme, count) -> a sequence of RoomItem

Until then a block of that room shows nothing. The agenda opens `events`, help opens `offers`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RoomItem:
    """One row: `facts` are short texts such as a day and a place, in the order in which they are read.

    A page that shows it is kept until `until` at most; None: until something changes.
    """

    title: str
    url: str
    facts: Sequence[str] = ()
    until: datetime | None = None


Provider = Callable[[int, str, int], Sequence[RoomItem]]
_rooms: dict[str, Provider] = {}


def open_room(name: str, provider: Provider) -> None:
    """From now on blocks of this room show what `provider(site_id, theme slug or "", count)` gives."""
    _rooms[name] = provider


def close_room(name: str) -> None:
    _rooms.pop(name, None)


def items_of(name: str, *, site_id: int, theme: str, count: int) -> Sequence[RoomItem]:
    """At most `count` rows; nothing while the room is not there."""
    provider = _rooms.get(name)
    return list(provider(site_id, theme, count))[:count] if provider is not None else ()
