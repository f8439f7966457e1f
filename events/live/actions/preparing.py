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
from events.live.queries import polls_with_results, shown_tips
from events.live.rules import can_prepare
from portal.history.actions import record_change

SETTINGS = ("moderation", "counts_from", "told_by", "read_by", "phone_help", "media_url", "words", "duty")


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
            changed = [write_tips(log, tips), write_polls(log, polls)]
            if any(changed):
                tell_ready(log)
            log.public("room.state", frames.room_frame(log.room))
    return room


def write_tips(log: RoomLog, texts: Sequence[str]) -> bool:
    """What is the same stays the same row; returns whether anything changed."""
    rows = {tip.number: tip for tip in log.room.tips.all()}
    shown = [tip for tip in rows.values() if tip.shown_at]
    if any(tip.number > len(texts) or texts[tip.number - 1] != tip.text for tip in shown):
        raise Invalid(_("Een tip die al getoond is, kan niet meer veranderen."), field="tip_lines")
    if [tip.text for tip in rows.values()] == list(texts):
        return False
    for number, text in enumerate(texts, start=1):
        Tip.objects.update_or_create(room=log.room, number=number, defaults={"text": text})
    log.room.tips.filter(number__gt=len(texts)).delete()
    if len(rows) != len(texts):  # “tip 3 van 7” became “tip 3 van 8”
        for tip in shown_tips(log.room).order_by("shown_at"):
            log.public("tip.show", {"tip": frames.tip_frame(tip, len(texts))})
    return True


def write_polls(log: RoomLog, plans: Sequence[PollPlan]) -> bool:
    """Those that were not opened yet are written anew, behind the ones that were, when they are others than before."""
    waiting = log.room.polls.filter(opened_at=None)
    before = [
        PollPlan(poll.question, tuple(option.text for option in poll.options.all()), poll.show)
        for poll in waiting.prefetch_related("options")
    ]
    if before == list(plans):
        return False
    waiting.delete()
    first = log.room.polls.count() + 1
    for number, plan in enumerate(plans, start=first):
        poll = Poll.objects.create(room=log.room, number=number, question=plan.question, show=plan.show)
        PollOption.objects.bulk_create(
            PollOption(poll=poll, number=key, text=text) for key, text in enumerate(plan.options, start=1)
        )
    return True


def tell_ready(log: RoomLog) -> None:
    """To moderators: what is ready and not shown yet is other than it was."""
    tips = list(log.room.tips.all())
    body = {
        "polls": [frames.poll_frame(poll) for poll in polls_with_results(log.room) if not poll.opened_at],
        "tips": [frames.tip_frame(tip, len(tips)) for tip in tips if not tip.shown_at],
    }
    log.moderators("m.ready", body)
