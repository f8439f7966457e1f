"""Outside the usual files of a slice: what the desks of the live room show."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.live import queries
from events.live.actions.moderating import UNDO_SECONDS, can_undo
from events.live.emails import person_on_duty
from events.live.enums import PARENT_STATES, QUESTION_STEPS, QuestionState, Via
from events.live.models import Call, Question, Room, Step
from events.live.rules import can_move_room, can_restart

# (name in the address, label, states), in the order of the filters above the list.
FILTERS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("wacht", _("Wacht"), (QuestionState.WAITING,)),
    ("zichtbaar", _("Zichtbaar"), (QuestionState.VISIBLE, QuestionState.NOW, QuestionState.MERGED)),
    ("geparkeerd", _("Geparkeerd"), (QuestionState.PARKED,)),
    ("prive", _("Privé"), (QuestionState.PRIVATE,)),
    ("beantwoord", _("Beantwoord"), (QuestionState.ANSWERED,)),
    ("afgewezen", _("Afgewezen"), (QuestionState.REFUSED, QuestionState.WITHDRAWN)),
)
ORDER = {
    state: number
    for number, state in enumerate(
        (
            QuestionState.WAITING,
            QuestionState.NOW,
            QuestionState.VISIBLE,
            QuestionState.PARKED,
            QuestionState.PRIVATE,
            QuestionState.ANSWERED,
            QuestionState.REFUSED,
            QuestionState.MERGED,
            QuestionState.WITHDRAWN,
        )
    )
}
# What a refusal says, in words that an asker can read; one may write another.
REFUSALS = (
    _("Deze vraag past niet bij deze bijeenkomst. Bel ons morgen gerust."),
    _("Er staat iets in over een ander. Stel de vraag zonder die ander te noemen."),
    _("Deze vraag is al beantwoord. U leest het antwoord bij de notities."),
    _("Hier is vandaag geen tijd meer voor. Wij bewaren uw vraag."),
)
ALIKE = 0.34
STILL_WAITING = (QuestionState.WAITING, QuestionState.VISIBLE, QuestionState.PARKED)
MANY_TURNS = 3  # from then on one may ask whether somebody is forgotten
SHORT_WORDS = {"hoe", "wat", "moet", "mijn", "zijn", "haar", "een", "het", "dat", "die", "met", "van", "voor", "ook"}


@dataclass(frozen=True)
class View:
    """Which questions the list shows, and which one is chosen."""

    only: str = ""
    find: str = ""
    by_votes: bool = False
    chosen: UUID | None = None

    @property
    def query(self) -> str:
        """What an address has so that the list stays as it is when another question is chosen."""
        values = {"toon": self.only, "zoek": self.find, "volgorde": "stemmen" if self.by_votes else ""}
        kept = urlencode({name: value for name, value in values.items() if value})
        return f"{kept}&" if kept else ""


def words_of(text: str) -> frozenset[str]:
    """The words that say what a question is about, cut to their first letters so that endings do not matter."""
    found = re.findall(r"\w{3,}", text.lower())
    return frozenset(word[:5] for word in found if word not in SHORT_WORDS)


def alike(question: Question, others: list[Question]) -> Question | None:
    """The question that asks most nearly the same, when one does."""
    own = words_of(question.text)
    best, likeness = None, ALIKE
    for other in others:
        if other.pk == question.pk or other.state not in PARENT_STATES:
            continue
        if question.is_public and not other.is_public:
            continue
        theirs = words_of(other.text)
        share = len(own & theirs) / max(1, len(own | theirs))
        if share >= likeness:
            best, likeness = other, share
    return best


def listed(questions: list[Question], view: View) -> list[Question]:
    states = next((states for name, _label, states in FILTERS if name == view.only), None)
    rows = [q for q in questions if q.state in states] if states else list(questions)
    if view.find:
        needle = view.find.lower()
        rows = [q for q in rows if needle in f"{q.text} {q.original} {q.name}".lower()]
    if view.by_votes:
        return sorted(rows, key=lambda q: (-q.votes, q.pk))
    return sorted(rows, key=lambda q: (ORDER[QuestionState(q.state)], -q.votes, q.pk))


def voices(questions: list[Question]) -> dict[str, Any]:
    """Who gets to speak: of each way in how many had their turn and how many wait, and whom one may forget."""
    had = Counter(q.via for q in questions if q.state in (QuestionState.ANSWERED, QuestionState.NOW))
    waiting = Counter(q.via for q in questions if q.state in STILL_WAITING)
    rows = [(Via(via).label, had[via], waiting[via]) for via in Via.values if had[via] or waiting[via]]
    forgotten = [label for label, turns, wait in rows if wait and not turns]
    return {"rows": rows if len(rows) > 1 else [], "forgotten": forgotten if had.total() >= MANY_TURNS else []}


def undoable(room: Room, user: Any) -> Step | None:
    """The moderator's own last step, as long as it can be taken back."""
    since = timezone.now() - timedelta(seconds=UNDO_SECONDS)
    step = Step.objects.filter(question__room=room, by=user, at__gt=since).select_related("question").last()
    return step if step is not None and can_undo(step.question, step, user) else None


def context(room: Room, user: Any, view: View) -> dict[str, Any]:
    """Everything of the moderator's desk."""
    questions = list(queries.with_parts(room.questions.exclude(state=QuestionState.REMOVED)))
    chosen = next((q for q in questions if q.uuid == view.chosen), None)
    counts = [(name, label, sum(q.state in states for q in questions)) for name, label, states in FILTERS]
    tips = list(room.tips.all())
    step = undoable(room, user)
    return {
        "room": room,
        "event": room.event,
        "view": view,
        "filters": counts,
        "total": len(questions),
        "rows": listed(questions, view),
        "chosen": chosen,
        "steps": QUESTION_STEPS[QuestionState(chosen.state)] if chosen else frozenset(),
        "alike": alike(chosen, questions) if chosen else None,
        "parents": [q for q in questions if chosen and q != chosen and q.state in PARENT_STATES],
        "now": next((q for q in questions if q.state == QuestionState.NOW), None),
        "tips": tips,
        "next_tip": next((tip for tip in tips if tip.shown_at is None), None),
        "polls": list(queries.polls_with_results(room)),
        "answered": sum(q.state == QuestionState.ANSWERED for q in questions),
        "waiting_calls": room.calls.filter(state=Call.State.WAITING).count(),
        "refusals": REFUSALS,
        "duty": person_on_duty(room),
        "voices": voices(questions),
        "base_query": view.query,
        "can_restart": can_restart(room),
        "undo": step,
        "undo_seconds": seconds_left(step),
        **moves(room),
        **figures(room),
    }


def seconds_left(step: Step | None) -> int:
    if step is None:
        return 0
    return max(1, round(UNDO_SECONDS - (timezone.now() - step.at).total_seconds()))


def moves(room: Room) -> dict[str, Any]:
    return {"can": {state: can_move_room(room, state) for state in ("open", "paused", "closed", "archived")}}


def figures(room: Room) -> dict[str, Any]:
    return {"here": queries.people_here(room.pk), "phone": room.phone_count}


def telephone(room: Room) -> dict[str, Any]:
    """Everything of the operator's screen."""
    calls = room.calls.exclude(state=Call.State.DONE)
    return {
        "room": room,
        "event": room.event,
        "waiting": [call for call in calls if call.state == Call.State.WAITING],
        "talking": [call for call in calls if call.state == Call.State.TALKING],
        "sent": list(
            room.questions.filter(participant=None)
            .exclude(via=Via.WEB)
            .exclude(state=QuestionState.REMOVED)
            .order_by("-pk")[:12]
        ),
        "duty": person_on_duty(room),
        **figures(room),
    }


def report(room: Room) -> dict[str, Any]:
    """Everything of the note takers' page: notes in order, the tags and speakers that are in use."""
    notes = list(queries.shown_notes(room))
    return {
        "room": room,
        "event": room.event,
        "notes": notes[::-1],
        "tags": sorted({note.tag for note in notes if note.tag}),
        "speakers": sorted({note.speaker for note in notes if note.speaker}),
        "parts": list(dict.fromkeys(note.part for note in notes if note.part)),
        "part_now": notes[-1].part if notes else "",
        "line": room.lines.last(),
        "lines": list(room.lines.order_by("-pk")[:5]),
    }


def portrait_of(room: Room) -> str:
    """The drawing of the host, when there is one."""
    return getattr(getattr(room.event.worker, "profile", None), "portrait", "")


def stage(room: Room) -> dict[str, Any]:
    """What the screen in the hall shows: only what everybody may see."""
    newest = room.tips.exclude(shown_at=None).order_by("-shown_at").first()
    return {
        "room": room,
        "event": room.event,
        "now": queries.current_question(room),
        "tip": newest,
        "tip_count": room.tips.count(),
        "say": room.says.last(),
        "poll": next((poll for poll in queries.polls_with_results(room) if poll.is_open), None),
        "portrait": portrait_of(room),
        "code": "" if room.event.takes_sign_up else room.event.phone_code,
        "here": queries.rounded(queries.people_here(room.pk)),
        "total": queries.rounded(queries.people_here(room.pk)) + room.phone_count,
        "phone": room.phone_count,
    }
