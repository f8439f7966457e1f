"""Making a room ready beforehand: who is in it, the host's tips, the polls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.live import frames
from events.live.exceptions import Forbidden, Invalid
from events.live.log import RoomLog, room_log
from events.live.models import Poll, PollOption, Room, Tip
from events.live.rules import can_prepare
from portal.history.actions import record_change

SETTINGS = ("moderation", "counts_from", "told_by", "read_by", "phone_help", "media_url", "duty")


@dataclass(frozen=True)
class PollPlan:
    """A poll as it is written down beforehand."""

    question: str
    options: tuple[str, ...]
    show: str


def prepare_room(*, room: Room, by: Any, tips: Sequence[str], polls: Sequence[PollPlan]) -> Room:
    """Save a room with its tips and polls. What was shown or opened already stays as it was. Raises Invalid.

    In a room that is on, people are told of what changed for them.
    """
    if not can_prepare(by):
        raise Forbidden
    with transaction.atomic():
        if room.pk is None:
            room.save()
            record_change(obj=room, from_state="", to_state=room.state, by=by)
        with room_log(room.pk) as log:
            for name in SETTINGS:
                setattr(log.room, name, getattr(room, name))
            log.room.save(update_fields=list(SETTINGS))
            write_tips(log, tips)
            write_polls(log, polls)
            log.public("room.state", frames.room_frame(log.room))
    return room


def write_tips(log: RoomLog, texts: Sequence[str]) -> None:
    shown = {tip.number: tip.text for tip in log.room.tips.exclude(shown_at=None)}
    if any(number > len(texts) or texts[number - 1] != text for number, text in shown.items()):
        raise Invalid(_("Een tip die al getoond is, kan niet meer veranderen."), field="tip_lines")
    log.room.tips.filter(shown_at=None).delete()
    fresh = [
        Tip(room=log.room, number=number, text=text)
        for number, text in enumerate(texts, start=1)
        if number not in shown
    ]
    Tip.objects.bulk_create(fresh)


def write_polls(log: RoomLog, plans: Sequence[PollPlan]) -> None:
    """Those that were not opened yet are written anew, behind the ones that were."""
    log.room.polls.filter(opened_at=None).delete()
    first = log.room.polls.count() + 1
    for number, plan in enumerate(plans, start=first):
        poll = Poll.objects.create(room=log.room, number=number, question=plan.question, show=plan.show)
        PollOption.objects.bulk_create(
            PollOption(poll=poll, number=key, text=text) for key, text in enumerate(plan.options, start=1)
        )
