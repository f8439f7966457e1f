"""Every change of a learning network. `page` is always a LearningNetworkPage."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from community.dialogue import in_agenda
from community.dialogue.networks import emails
from community.dialogue.networks.enums import TRANSITIONS, MemberState, NoteKind
from community.dialogue.networks.exceptions import AlreadyChanged, JoiningClosed, NotAllowed, ReasonMissing
from community.dialogue.networks.models import Meeting, Member, NetworkNote
from community.dialogue.networks.queries import members_of
from community.dialogue.networks.rules import can_enter, can_keep_network
from portal.history import changed
from portal.history.actions import record_change
from portal.pages.models import SiteSettings


def ask_to_join(*, site: Site, page: Any, by: Any, name: str, organisation: str, motivation: str) -> Member:
    """Somebody with an account asks to join. Asking twice changes the words, not the queue. Raises JoiningClosed."""
    if not page.live or not page.join_open:
        raise JoiningClosed
    words = {"name": name, "organisation": organisation, "motivation": motivation}
    with transaction.atomic():
        member, made = Member.objects.get_or_create(
            page_id=page.pk, user=by, defaults={**words, "site": site, "asked_at": timezone.now()}
        )
        if made:
            record_change(obj=member, from_state="", to_state=member.state, by=by)
        elif member.state in (MemberState.DECLINED, MemberState.LEFT):
            move(member, MemberState.ASKED, by, asked_at=timezone.now(), **words)
        keeper = page.contact or SiteSettings.for_site(site).default_coordinator
        if keeper is not None and member.state == MemberState.ASKED:
            emails.tell_keeper(member, keeper)
    return member


def move(member: Member, to: MemberState, by: Any, reason: str = "", **values: Any) -> Member:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before = member.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        if not Member.objects.filter(pk=member.pk, state=before).update(state=to, **values):
            raise AlreadyChanged
        member.refresh_from_db()
        record_change(obj=member, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Member, ids=[member.pk])
    return member


def admit_member(*, member: Member, page: Any, by: Any) -> Member:
    """Let somebody in, who gets a mail with the way inside."""
    if not can_keep_network(by, page):
        raise NotAllowed
    with transaction.atomic():
        move(member, MemberState.MEMBER, by, reason="")
        emails.tell_member(member, "admitted")
    return member


def decline_member(*, member: Member, page: Any, reason: str, by: Any) -> Member:
    """Not now; the asker reads why, and may ask again."""
    if not can_keep_network(by, page):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        Member.objects.filter(pk=member.pk).update(reason=reason.strip())
        move(member, MemberState.DECLINED, by, reason=reason.strip())
        emails.tell_member(member, "declined")
    return member


def leave_network(*, member: Member, by: Any) -> Member:
    """A member stops; what was noted stays, because others built on it."""
    if by.pk != member.user_id:
        raise NotAllowed
    return move(member, MemberState.LEFT, by)


def plan_meeting(
    *, site: Site, page: Any, title: str, starts_at: datetime, place: str, agenda: str, by: Any
) -> Meeting:
    """Name the day; every member gets one mail, which one click stops."""
    if not can_keep_network(by, page):
        raise NotAllowed
    with transaction.atomic():
        meeting = Meeting.objects.create(
            site=site, page_id=page.pk, title=title, starts_at=starts_at, place=place, agenda=agenda
        )
        changed.send(Meeting, ids=[meeting.pk])
        for member in members_of(page.pk).select_related("user", "site", "page"):
            emails.tell_meeting(member, meeting)
    return meeting


def tie_meeting(*, meeting: Meeting, event: str, by: Any) -> Meeting:
    """This meeting is that event of the agenda, once, and follows it. `event`: `event:<uuid>`."""
    with transaction.atomic():
        if meeting.event or not in_agenda.tie(meeting, event=event, by=by):
            raise AlreadyChanged
        changed.send(Meeting, ids=[meeting.pk])
    return meeting


def follow_event(*, event: str, starts_at: datetime, place: str) -> None:
    """The event moved, and the meeting that is that event with it. Inside the caller's transaction."""
    if moved := in_agenda.follow(Meeting, event=event, starts_at=starts_at, place=place[:200]):
        changed.send(Meeting, ids=moved)


def write_note(
    *,
    site: Site,
    page: Any,
    text: str,
    by: Any,
    meeting: Meeting | None = None,
    question: NetworkNote | None = None,
    kind: str = NoteKind.NOTE,
) -> NetworkNote:
    """A note at a meeting, a question to the group, or an answer to one; members and keepers only."""
    if not can_enter(by, page):
        raise NotAllowed
    return NetworkNote.objects.create(
        site=site,
        page_id=page.pk,
        meeting=meeting,
        question=question,
        kind=kind,
        author=by,
        text=text.strip(),
        written_at=timezone.now(),
    )


def erase_note(*, note: NetworkNote, page: Any, by: Any) -> None:
    """One's own words, or anybody's for who keeps the network."""
    if note.author_id != by.pk and not can_keep_network(by, page):
        raise NotAllowed
    note.delete()
