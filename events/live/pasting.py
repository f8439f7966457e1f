"""Outside the usual files of a slice: notes that were written elsewhere, from text or from a timeline's JSON.

Pure: text in, lines out. A repost keeps the one who said it first, and what is said twice is one line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from events.live.models.notes import NAME_LENGTH, NOTE_LENGTH, SOURCE_LENGTH, TAG_LENGTH
from portal.forms.fields import DIRECTIONS

TAG = re.compile(r"#(\w{2,40})")
SPEAKER = re.compile(r"^([A-ZÀ-Ý][\wÀ-ÿ.' -]{1,58}):\s+(\S.*)$", re.S)
REPOST = re.compile(r"^RT\s+(@?([\w.]+)(?:@[\w-]+(?:\.[\w-]+)*)?):?\s+(\S.*)$", re.S)
MOST = 500
# Where an object has its messages: a thread, a search, an outbox.
LISTS = ("descendants", "statuses", "orderedItems")
UNSEEN = frozenset({"Cc", "Cs"})


@dataclass(frozen=True)
class Pasted:
    """One note: its words, its tag, who said it, and for what was quoted where it came from."""

    text: str
    tag: str = ""
    speaker: str = ""
    source: str = ""


def pasted(source: str) -> list[Pasted]:
    """The notes in a text of lines, or in the JSON of a timeline, whose messages have content, account and reblog."""
    found: Iterable[Pasted] = from_json(source) if source.lstrip().startswith(("[", "{")) else from_lines(source)
    seen: set[tuple[str, str]] = set()
    notes = []
    for note in found:
        key = (" ".join(note.text.lower().split()), note.speaker.lower())
        if note.text and key not in seen:
            seen.add(key)
            notes.append(note)
    return notes[:MOST]


def from_lines(source: str) -> Iterator[Pasted]:
    for line in source.splitlines():
        yield from_line(line.strip())


def from_line(line: str, speaker: str = "", source: str = "") -> Pasted:
    if repost := REPOST.match(line):
        source, speaker, line = source or repost[1], repost[2], repost[3]
    elif not speaker and (said := SPEAKER.match(line)):
        speaker, line = said[1], said[2]
    tag = TAG.search(line)
    text = " ".join(TAG.sub("", line).split()) if tag and line.endswith(tag[0]) else line
    return Pasted(
        text[:NOTE_LENGTH], tag[1][:TAG_LENGTH] if tag else "", speaker.strip()[:NAME_LENGTH], source[:SOURCE_LENGTH]
    )


def from_json(source: str) -> Iterator[Pasted]:
    """Oldest first, as they were written. Raises ValueError for what is no list of messages."""
    try:
        messages = messages_of(json.loads(source))
    except RecursionError:
        raise ValueError("nested too deep") from None
    for message in sorted(messages, key=lambda one: str(one.get("created_at") or one.get("published") or "")):
        yield from_message(message)


def messages_of(value: Any) -> list[dict[str, Any]]:
    """The messages of a timeline, a thread, a search, or of what one takes along from one's own account."""
    if isinstance(value, dict):
        value = next((value[name] for name in LISTS if isinstance(value.get(name), list)), [value])
        if len(value) == 1 and isinstance(value[0], dict) and not value[0].keys() & {"content", "reblog", "object"}:
            raise ValueError("no message")
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError("not a list of messages")
    return [one["object"] if isinstance(one.get("object"), dict) else one for one in value]


def from_message(message: dict[str, Any]) -> Pasted:
    original = part_of(message, "reblog") or message
    account = part_of(original, "account")
    speaker = word(account.get("display_name")) or word(account.get("username"))
    address = word(original.get("url"))
    source = address if address.startswith("https://") else word(account.get("acct"))
    return from_line(plain(word(original.get("content"))), speaker, source)


def part_of(message: dict[str, Any], name: str) -> dict[str, Any]:
    value = message.get(name)
    return value if isinstance(value, dict) else {}


def word(value: Any) -> str:
    """A text as people can read it; what is no text, and signs that no page can show, are left out."""
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    seen = (char for char in text if unicodedata.category(char) not in UNSEEN and char not in DIRECTIONS)
    return unicodedata.normalize("NFC", "".join(seen)).strip()


def plain(html: str) -> str:
    """The words of a message without its tags."""
    text = re.sub(r"<br\s*/?>|</p>", " ", html)
    return word(" ".join(unescape(re.sub(r"<[^>]*>?", "", text)).split()))
