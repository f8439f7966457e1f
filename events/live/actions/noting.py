"""What is written along: notes by tag, and the running captions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from events.live import archive, frames
from events.live.enums import RoomState, Stream
from events.live.exceptions import Closed, Forbidden, NotFound
from events.live.log import RoomLog, room_log
from events.live.models import Line, Note, Room
from events.live.pasting import Pasted
from events.live.queries import shown_notes
from events.live.rules import can_take_notes


def put_note(
    *,
    room: Room,
    uuid: UUID | None,
    text: str,
    tag: str,
    by: Any,
    speaker: str | None = None,
    part: str | None = None,
) -> Note:
    """Write a note, change one, or remove one by leaving it empty. Raises NotFound, Forbidden.

    `speaker` and `part` (of the evening) stay as they were when they are not given.

    A removed note leaves the log too, where what was said of it before becomes its removal, and the archive page.
    """
    if not can_take_notes(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if log.room.state == RoomState.ARCHIVED and (uuid is None or text):
            raise Closed  # only taking a note away goes on: who is quoted may ask for it later
        if uuid is None:
            return add_note(log, text=text, tag=tag, speaker=speaker or "", part=part or "", by=by)
        note = log.room.notes.filter(uuid=uuid, removed_at=None).first()
        if note is None:
            raise NotFound
        if not text:
            return remove_note(log, note)
        note.text, note.tag = text, tag
        note.speaker = note.speaker if speaker is None else speaker
        note.part = note.part if part is None else part
        note.save(update_fields=["text", "tag", "speaker", "part"])
        told = frames.note_frame(note)
        log.public("note.edit", {name: told[name] for name in ("id", "text", "tag", "speaker", "part")}, told["id"])
    return note


def add_note(log: RoomLog, *, text: str, tag: str, speaker: str, by: Any, part: str = "", source: str = "") -> Note:
    now = timezone.now()
    note = Note.objects.create(
        room=log.room,
        text=text,
        tag=tag,
        speaker=speaker,
        part=part,
        source=source,
        author=by,
        author_name=by.get_short_name(),
        noted_at=now,
        offset=log.room.offset(now),
    )
    log.public("note.add", {"note": frames.note_frame(note)}, str(note.uuid))
    return note


def remove_note(log: RoomLog, note: Note) -> Note:
    note.text = note.tag = note.speaker = note.part = note.source = ""
    note.removed_at = timezone.now()
    note.save(update_fields=["text", "tag", "speaker", "part", "source", "removed_at"])
    body = {"id": str(note.uuid)}
    log.room.log.filter(stream=Stream.PUBLIC, subject=body["id"]).update(type="note.gone", body=body)
    log.public("note.gone", body, body["id"])
    archive.take_out(log.room, note)
    return note


def correct_line(log: RoomLog, uuid: UUID, *, text: str, final: bool) -> Line:
    line = log.room.lines.filter(uuid=uuid).first()
    if line is None:
        raise NotFound
    line.text, line.is_final = text, final
    line.save(update_fields=["text", "is_final"])
    return line


def put_line(*, room: Room, uuid: UUID | None, text: str, final: bool, by: Any) -> Line:
    """Write or correct a caption. It is no message of the log: the last one counts."""
    if not can_take_notes(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if log.room.state == RoomState.ARCHIVED:
            raise Closed
        if uuid is None:
            now = timezone.now()
            line = Line.objects.create(
                room=log.room, text=text, is_final=final, written_at=now, offset=log.room.offset(now)
            )
        else:
            line = correct_line(log, uuid, text=text, final=final)
        log.hint["line"] = frames.line_frame(line)
    return line


def put_pasted(*, room: Room, notes: Sequence[Pasted], by: Any, part: str = "") -> int:
    """Put notes from elsewhere into the room, all in one go; what stands there already is skipped. Returns how many."""
    if not can_take_notes(by):
        raise Forbidden
    with room_log(room.pk) as log:
        if log.room.state == RoomState.ARCHIVED:
            raise Closed
        there = {(note.text, note.speaker) for note in shown_notes(log.room)}
        fresh = [note for note in notes if (note.text, note.speaker) not in there]
        for note in fresh:
            add_note(log, text=note.text, tag=note.tag, speaker=note.speaker, part=part, source=note.source, by=by)
    return len(fresh)
