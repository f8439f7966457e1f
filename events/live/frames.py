"""The objects of the protocol (docs/live.md): from a row to the wire. No query, no rule of who sees what.

Moments are ISO 8601 in UTC, ids are strings.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from events.live.enums import QuestionState
from events.live.models import Line, Note, Poll, Question, Room, Say, Tip

Frame = dict[str, Any]


def encode(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def moment(value: datetime | None) -> str | None:
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def room_frame(room: Room) -> Frame:
    return {
        "state": room.state,
        "asking": room.asking,
        "voting": room.voting,
        "moderation": room.moderation,
        "counts_from": moment(room.counts_from),
    }


def answer_frame(question: Question) -> Frame | None:
    if not question.answer_how:
        return None
    return {"how": question.answer_how, "text": question.answer_text or None, "offset": question.answer_offset}


def question_frame(question: Question, *, counts: bool) -> Frame:
    """What everybody sees. `question.into` is loaded along with it."""
    return {
        "id": str(question.uuid),
        "text": question.text,
        "edited": question.is_edited,
        "by": question.name or None,
        "via": question.via,
        "state": question.state,
        "into": str(question.into.uuid) if question.into else None,
        "votes": question.votes if counts else None,
        "at": moment(question.asked_at),
        "answer": answer_frame(question),
    }


def lock_frame(question: Question) -> Frame | None:
    if not question.is_locked:
        return None
    return {"by": str(question.locked_by), "until": moment(question.locked_until)}


def moderator_frame(question: Question) -> Frame:
    """What moderators see: every state, both versions, always the number of votes."""
    return {
        **question_frame(question, counts=True),
        "original": question.original,
        "reason": question.reason or None,
        "flag": question.flag or None,
        "lock": lock_frame(question),
        "for_other": question.for_other,
        "muted": bool(question.participant and question.participant.muted),
    }


def mine_frame(question: Question) -> Frame:
    """What the asker sees of the own question: both versions, the state, the reason of a refusal."""
    return {
        "question": str(question.uuid),
        "state": question.state,
        "text": question.original,
        "shown": question.text if question.is_edited and question.state != QuestionState.REMOVED else None,
        "reason": question.reason or None,
        "answer": answer_frame(question),
    }


def results(poll: Poll, *, by_phone: bool = False) -> dict[str, int]:
    """How often each choice was taken. The options carry the annotations `total` and `phoned`."""
    return {
        str(option.uuid): option.phoned if by_phone else option.total  # type: ignore[attr-defined]
        for option in poll.options.all()
    }


def poll_frame(poll: Poll) -> Frame:
    shown = poll.shows_results
    return {
        "id": str(poll.uuid),
        "question": poll.question,
        "options": [{"id": str(option.uuid), "text": option.text} for option in poll.options.all()],
        "open": poll.is_open,
        "show": poll.show,
        "results": results(poll) if shown else None,
        "phone": results(poll, by_phone=True) if shown else None,
    }


def note_frame(note: Note) -> Frame:
    return {
        "id": str(note.uuid),
        "text": note.text,
        "tag": note.tag or None,
        "by": note.author_name,
        "speaker": note.speaker or None,
        "part": note.part or None,
        "source": note.source or None,
        "at": moment(note.noted_at),
        "offset": note.offset,
    }


def say_frame(say: Say) -> Frame:
    return {"id": str(say.uuid), "text": say.text, "at": moment(say.said_at)}


def line_frame(line: Line) -> Frame:
    return {"id": str(line.uuid), "text": line.text, "final": line.is_final}


def tip_frame(tip: Tip, of: int) -> Frame:
    return {"id": str(tip.uuid), "n": tip.number, "of": of, "text": tip.text}


def without_words(kind: str, body: Frame) -> Frame:
    """An earlier message of the moderators about a question that was removed: all its words taken out."""
    if kind == "m.add":
        question = {**body["question"], "text": "", "original": "", "by": None, "reason": None}
        if question.get("answer"):
            question["answer"] = {**question["answer"], "text": None}
        return {**body, "question": question}
    if kind == "m.state":
        answer = body.get("answer")
        return {**body, "reason": None, "answer": {**answer, "text": None} if answer else None}
    return body
