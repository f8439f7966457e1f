"""Outside the usual files of a slice: everything in a circle that its owner may take along, as plain data."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.circles.models import SCOPES, CircleItem, CircleMember, CircleNote, SupportCircle
from community.circles.queries import agreements_visible_to, items_visible_to, looks_at, notes_visible_to


def circle_data(member: CircleMember) -> dict[str, Any]:
    """What this seat may read, the owner's is all of it. Days and moments are ISO 8601; nobody's address is in it."""
    return {
        "circle": head_data(member.circle),
        "people": [person_data(seat) for seat in member.circle.members.order_by("joined_at", "pk")],
        "week": [item_data(item) for item in items_visible_to(member)],
        "plan": [
            fields_of(line, "what", "who", "when", "carried_by", "between_us") for line in agreements_visible_to(member)
        ],
        "notes": [note_data(note) for note in notes_visible_to(member)],
        "looked": [
            {"who": look.member.name, "day": look.day.isoformat(), **fields_of(look, "part", "times", "refused")}
            for look in looks_at(member)
        ],
    }


def fields_of(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def head_data(circle: SupportCircle) -> dict[str, Any]:
    return {
        "uuid": str(circle.uuid),
        "for": circle.focus_name,
        **fields_of(circle, "state", "level", "phone", "goal"),
        "started_at": circle.started_at.isoformat(),
        "closed_at": circle.closed_at.isoformat() if circle.closed_at else None,
        "taken_along_at": timezone.now().isoformat(),
    }


def item_data(item: CircleItem) -> dict[str, Any]:
    return {
        **fields_of(item, "kind", "title", "place", "who", "state", "between_us"),
        "day": item.day.isoformat(),
        "at": item.at.isoformat("minutes") if item.at else None,
    }


def note_data(note: CircleNote) -> dict[str, Any]:
    return {
        **fields_of(note, "text", "audience"),
        "by": note.author.name if note.author else "",
        "written_at": note.written_at.isoformat(),
    }


def person_data(seat: CircleMember) -> dict[str, Any]:
    return {
        "name": seat.name,
        "kind": seat.kind,
        "what": seat.what,
        "state": seat.state,
        "confidant": seat.is_confidant,
        "sees": [name for name in SCOPES if getattr(seat, name)] if not seat.is_owner else list(SCOPES),
        "joined_at": seat.joined_at.isoformat(),
        "ended_at": seat.ended_at.isoformat() if seat.ended_at else None,
    }
