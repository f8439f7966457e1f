"""What a hub reads from the database, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.live.models import LogEvent, Room
from events.live.queries import banned_keys, last_line, log_after, mine_by_key, newest_log, numbers


@dataclass(frozen=True)
class Loaded:
    room: Room
    rows: list[LogEvent]
    votes: dict[str, int]
    poll: dict[str, int]
    line: dict[str, Any] | None
    mine: dict[str, dict[str, Any]]
    banned: set[str]


def load(room_id: int, pub: int | None = None, mod: int = 0, epoch: str = "") -> Loaded:
    """The room with the log after `pub` and `mod`; with another epoch, or without them, the newest of the log."""
    with transaction.atomic():
        room = Room.objects.select_for_update(of=("self",)).select_related("site").get(pk=room_id)
        whole = pub is None or epoch != room.epoch
        counted = numbers(room)
        return Loaded(
            room,
            newest_log(room) if whole else log_after(room_id, pub or 0, mod),
            counted["votes"],
            counted["poll"],
            last_line(room),
            mine_by_key(room),
            banned_keys(room),
        )
