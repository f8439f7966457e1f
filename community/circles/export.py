"""Outside the usual files of a slice: everything in a circle that its owner may take along, as plain data."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.circles.models import SCOPES, CircleMember
from community.circles.queries import agreements_visible_to, items_visible_to, looks_at, notes_visible_to


def circle_data(member: CircleMember) -> dict[str, Any]:
    """What this seat may read, the owner's is all of it. Days and moments are ISO 8601; nobody's address is in it."""
    circle = member.circle
    seats = circle.members.order_by("joined_at", "pk")
    return {
        "circle": {
            "uuid": str(circle.uuid),
            "for": circle.focus_name,
            "state": circle.state,
            "level": circle.level,
            "phone": circle.phone,
            "goal": circle.goal,
            "started_at": circle.started_at.isoformat(),
            "closed_at": circle.closed_at.isoformat() if circle.closed_at else None,
            "taken_along_at": timezone.now().isoformat(),
        },
        "people": [person_data(seat) for seat in seats],
        "week": [
            {
                "kind": item.kind,
                "title": item.title,
                "day": item.day.isoformat(),
                "at": item.at.isoformat("minutes") if item.at else None,
                "place": item.place,
                "who": item.who,
                "state": item.state,
                "between_us": item.between_us,
            }
            for item in items_visible_to(member)
        ],
        "plan": [
            {
                "what": line.what,
                "who": line.who,
                "when": line.when,
                "carried_by": line.carried_by,
                "between_us": line.between_us,
            }
            for line in agreements_visible_to(member)
        ],
        "notes": [
            {
                "text": note.text,
                "by": note.author.name if note.author else "",
                "audience": note.audience,
                "written_at": note.written_at.isoformat(),
            }
            for note in notes_visible_to(member)
        ],
        "looked": [
            {
                "who": look.member.name,
                "part": look.part,
                "day": look.day.isoformat(),
                "times": look.times,
                "refused": look.refused,
            }
            for look in looks_at(member)
        ],
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
