"""Outside the usual files of a slice: from the rows of a room that has ended to a draft page that an editor publishes.

The same room gives the same page twice: blocks have ids that follow from the rows. Only what everybody saw is in it,
without a name that was not given, and moments are minutes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published

from events.agenda.wording import where_text
from events.live import queries
from events.live.enums import QuestionState, RoomState
from events.live.exceptions import Forbidden, WrongStep
from events.live.models import Note, Poll, Question, Room
from events.live.rules import can_moderate
from portal.history.actions import record_change
from portal.pages.enums import Tint
from portal.pages.films import film_of, moment_of
from portal.pages.models import IndexPage, MeetingPage

Block = dict[str, Any]
SPACE = uuid.UUID("6f0d1c52-8a53-4d9e-9f3b-0b7f3a4f5d11")
SHOWN = (QuestionState.VISIBLE, QuestionState.NOW, QuestionState.ANSWERED)
PARENT_SLUG = "verslagen"
LINES_IN_PARAGRAPH = 12
WITHOUT_TAG = "overig"


def write_archive(*, room: Room, by: Any) -> MeetingPage:
    """Make the draft, or a new version of the same page. Raises Forbidden, and WrongStep while the room goes on."""
    if not can_moderate(by):
        raise Forbidden
    if not room.is_ended:
        raise WrongStep(_("Sluit eerst de bijeenkomst. Daarna maakt u het verslag."))
    with transaction.atomic():
        room = Room.objects.select_for_update(of=("self",)).select_related("event", "site").get(pk=room.pk)
        page = page_of(room)
        fill(page, room)
        page.save_revision(user=by, clean=False)
        if room.state == RoomState.CLOSED:
            Room.objects.filter(pk=room.pk).update(state=RoomState.ARCHIVED)
            record_change(obj=room, from_state=room.state, to_state=RoomState.ARCHIVED, by=by)
    return page


def take_out(room: Room, note: Note) -> None:
    """Somebody who is quoted asked for it: the note leaves the page that visitors read and the draft, at once."""
    page = MeetingPage.objects.filter(pk=room.archive_id).first() if room.archive_id else None
    if page is None:
        return
    draft = page.get_latest_revision_as_object()
    for version in (page, draft):
        version.body = stream().to_python(without(version.body.get_prep_value(), note_id(note)))
    MeetingPage.objects.filter(pk=page.pk).update(body=page.body)
    draft.save_revision(clean=False)
    if page.live:
        page_published.send(sender=MeetingPage, instance=page, revision=page.live_revision)


def without(blocks: list[Block], wanted: str) -> list[Block]:
    """The blocks without one note, and without a tag that has none left."""
    kept = []
    for block in blocks:
        if block["type"] == "notes":
            rest = [item for item in block["value"]["notes"] if item["id"] != wanted]
            block = {**block, "value": {**block["value"], "notes": rest}}
            if not rest:
                continue
        kept.append(block)
    return kept


def stream() -> Any:
    return MeetingPage._meta.get_field("body").stream_block


def page_of(room: Room) -> MeetingPage:
    """The page of this room: the one that was made before, else a new one that nobody sees yet."""
    found = MeetingPage.objects.filter(pk=room.archive_id).first() if room.archive_id else None
    if found is not None:
        latest = found.get_latest_revision_as_object()
        assert isinstance(latest, MeetingPage)
        return latest
    parent = parent_of(room)
    page = MeetingPage(title=room.event.title, slug=free_slug(parent, room), date=day_of(room), live=False)
    parent.add_child(instance=page)
    Room.objects.filter(pk=room.pk).update(archive=page)
    return page


def parent_of(room: Room) -> Page:
    """The overview of reports when the site has one, else the home page."""
    root = room.site.root_page
    return IndexPage.objects.descendant_of(root).filter(slug=PARENT_SLUG).first() or root.specific


def free_slug(parent: Page, room: Room) -> str:
    base = slugify(f"{_('verslag')}-{room.event.slug}")[:240]
    taken = set(parent.get_children().values_list("slug", flat=True))
    return base if base not in taken else f"{base}-{room.pk}"


def day_of(room: Room) -> Any:
    return timezone.localtime(room.opened_at or room.event.starts_at).date()


def fill(page: MeetingPage, room: Room) -> None:
    event = room.event
    page.title, page.date, page.tint = event.title, day_of(room), Tint.AGENDA
    page.lead = summary(room)
    page.place = where_text(event)[:160]
    blocks = [block for block in body_of(room) if block]
    page.body = stream().to_python(blocks)


def summary(room: Room) -> str:
    """One plain sentence on top."""
    asked = room.questions.filter(is_public=True).count()
    answered = room.questions.filter(is_public=True, state=QuestionState.ANSWERED).count()
    words = _("Er kwamen %(asked)d vragen. %(answered)d zijn beantwoord.") % {"asked": asked, "answered": answered}
    return words[:400]


def named(*parts: object) -> str:
    return str(uuid.uuid5(SPACE, ":".join(str(part) for part in parts)))


def items(owner: str, values: Iterable[Any]) -> list[Block]:
    return [{"type": "item", "value": value, "id": named(owner, n)} for n, value in enumerate(values)]


def clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H.%M")


def body_of(room: Room) -> list[Block]:
    """The recording, who spoke, how it went, tips, questions, notes by tag, polls, and what was said."""
    return [
        *recording(room),
        *speakers(room),
        *programme(room),
        *tips(room),
        *questions(room),
        *notes(room),
        *(poll_table(poll) for poll in queries.polls_with_results(room) if poll.opened_at),
        *transcript(room),
    ]


def heading(room: Room, text: str) -> Block:
    return {"type": "heading", "value": text, "id": named(room.pk, "heading", text)}


def recording(room: Room) -> list[Block]:
    """Nothing is asked of the other site before a visitor presses the button; the text stands on the page itself."""
    if film_of(room.media_url) is None:
        return []
    where = _("De tekst staat onderaan deze pagina.") if said(room) else _("Wat er genoteerd is, staat op deze pagina.")
    value = {"title": room.event.title, "url": room.media_url, "transcript": f"<p>{escape(where)}</p>"}
    return [{"type": "film", "value": value, "id": named(room.pk, "film")}]


def speakers(room: Room) -> list[Block]:
    """Who spoke, in the order of the evening, with the parts in which they did; not who is only quoted."""
    found: dict[str, list[str]] = {}
    for note in queries.shown_notes(room):
        if note.speaker and not note.source:
            parts = found.setdefault(note.speaker, [])
            if note.part and note.part not in parts:
                parts.append(note.part)
    rows = [{"name": name, "role": "", "subject": ", ".join(parts)[:200]} for name, parts in found.items()]
    key = named(room.pk, "speakers")
    return [{"type": "speakers", "value": items(key, rows), "id": key}] if rows else []


def programme(room: Room) -> list[Block]:
    """The parts of the evening, each with the time of its first note."""
    first: dict[str, Note] = {}
    for note in queries.shown_notes(room):
        if note.part:
            first.setdefault(note.part, note)
    rows = [{"time": clock(note.noted_at), "what": part} for part, note in first.items()]
    key = named(room.pk, "programme")
    return [{"type": "programme", "value": items(key, rows), "id": key}] if rows else []


def tips(room: Room) -> list[Block]:
    shown = [f"{_('Tip %d') % tip.number}: {tip.text}" for tip in room.tips.all() if tip.shown_at]
    if not shown:
        return []
    key = named(room.pk, "tips")
    return [heading(room, _("De tips")), {"type": "list", "value": items(key, shown), "id": key}]


def questions(room: Room) -> list[Block]:
    """The most wanted first; what was merged stands with the question it went into."""
    rows = list(queries.by_popularity(queries.public_questions(room)))
    merged: dict[int, list[str]] = {}
    for row in rows:
        if row.state == QuestionState.MERGED and row.into_id:
            merged.setdefault(row.into_id, []).append(row.text)
    found = [question_value(row, merged.get(row.pk, [])) for row in rows if row.state in SHOWN]
    key = named(room.pk, "questions")
    return [{"type": "questions", "value": items(key, found), "id": key}] if found else []


def question_value(question: Question, merged: list[str]) -> Block:
    also = "".join("\n" + _("Ook gevraagd: %s") % text for text in merged)
    answer = question.answer_text
    if not answer and question.state == QuestionState.ANSWERED and question.answer_offset is not None:
        answer = _("Beantwoord in het gesprek, op minuut %d.") % (question.answer_offset // 60)
    elif not answer and question.state == QuestionState.ANSWERED:
        answer = _("Beantwoord in het gesprek.")
    return {
        "question": f"{question.text}{also}"[:4000],
        "votes": question.votes,
        "answer": answer,
        "answered_by": "",
        "link": moment(question.room, question.answer_offset),
    }


def moment(room: Room, offset: int | None) -> str:
    """The address in the recording, when there is one."""
    return moment_of(room.media_url, offset) if offset is not None else ""


def notes(room: Room) -> list[Block]:
    """One block per tag, in the order in which the tags came up."""
    by_tag: dict[str, list[Note]] = {}
    for note in queries.shown_notes(room):
        by_tag.setdefault(slugify(note.tag, allow_unicode=True) or WITHOUT_TAG, []).append(note)
    return [notes_block(room, tag, rows) for tag, rows in by_tag.items()]


def notes_block(room: Room, tag: str, rows: list[Note]) -> Block:
    key = named(room.pk, "notes", tag)
    found = [{"type": "item", "value": note_value(note), "id": note_id(note)} for note in rows]
    return {"type": "notes", "value": {"tag": tag[:40], "notes": found}, "id": key}


def note_id(note: Note) -> str:
    return named("note", note.uuid)


def note_value(note: Note) -> dict[str, str]:
    return {"time": clock(note.noted_at), "text": note_text(note), "link": moment(note.room, note.offset)}


def note_text(note: Note) -> str:
    """Who said it, what, and for what was taken over from whom."""
    text = f"{note.speaker}: {note.text}" if note.speaker else note.text
    source = _("overgenomen van %s") % note.source if note.source else ""
    return (f"{text} ({source})" if source else text)[:1000]


def poll_table(poll: Poll) -> Block:
    rows = [{"label": option.text, "count": option.total} for option in poll.options.all()]  # type: ignore[attr-defined]
    key = named("poll", poll.pk)
    return {"type": "poll_result", "value": {"question": poll.question, "rows": items(key, rows)}, "id": key}


def said(room: Room) -> list[str]:
    return [escape(line.text) for line in room.lines.all() if line.text]


def transcript(room: Room) -> list[Block]:
    lines = said(room)
    parts = [lines[n : n + LINES_IN_PARAGRAPH] for n in range(0, len(lines), LINES_IN_PARAGRAPH)]
    paragraphs = [
        {"type": "paragraph", "value": f"<p>{' '.join(part)}</p>", "id": named(room.pk, "said", number)}
        for number, part in enumerate(parts)
    ]
    return [heading(room, _("Wat er gezegd werd")), *paragraphs] if paragraphs else []
