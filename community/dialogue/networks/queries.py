from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from community.dialogue.networks.enums import MemberState, NoteKind
from community.dialogue.networks.models import Meeting, Member, NetworkNote


def members_of(page_id: int) -> QuerySet[Member]:
    return Member.objects.filter(page=page_id, state=MemberState.MEMBER)


def requests_for(page_id: int) -> QuerySet[Member]:
    return Member.objects.filter(page=page_id, state=MemberState.ASKED).order_by("asked_at", "pk")


def own_membership(user: Any, page_id: int) -> Member | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return Member.objects.filter(page=page_id, user=user).first()


def next_meeting(page_id: int) -> Meeting | None:
    return Meeting.objects.filter(page=page_id, starts_at__gte=timezone.now()).order_by("starts_at").first()


def page_of_event(event: str) -> Any:
    """The page of the network whose meeting an event of the agenda is: `event:<uuid>`."""
    meeting = Meeting.objects.filter(event=event).select_related("page").first()
    return meeting.page.specific if meeting else None


def meetings_with_notes(page_id: int) -> list[Meeting]:
    """All meetings, the last first, each with its notes and who wrote them."""
    notes = NetworkNote.objects.select_related("author")
    meetings = Meeting.objects.filter(page=page_id).order_by("-starts_at", "-pk")
    return list(meetings.prefetch_related(Prefetch("notes", notes, to_attr="all_notes")))


def questions_with_answers(page_id: int) -> list[NetworkNote]:
    """What members asked the group, the newest first, each with its answers."""
    answers = NetworkNote.objects.select_related("author")
    asked = NetworkNote.objects.filter(page=page_id, kind=NoteKind.QUESTION, question=None).select_related("author")
    asked = asked.prefetch_related(Prefetch("answers", answers, to_attr="all_answers"))
    return list(asked.order_by("-written_at", "-pk"))
