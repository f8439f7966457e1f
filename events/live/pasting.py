"""Outside the usual files of a slice: notes that were written elsewhere, from text or from a timeline's JSON.

Pure: text in, lines out. A repost keeps the one who said it first, and what is said twice is one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from events.live.models.notes import NAME_LENGTH, NOTE_LENGTH, SOURCE_LENGTH, TAG_LENGTH

TAG = re.compile(r"#(\w{2,40})")
SPEAKER = re.compile(r"^([A-ZÀ-Ý][\wÀ-ÿ.' -]{1,58}):\s+(\S.*)$", re.S)
REPOST = re.compile(r"^RT\s+(@?([\w.]+)(?:@[\w-]+(?:\.[\w-]+)*)?):?\s+(\S.*)$", re.S)
MOST = 500


@dataclass(frozen=True)
class Pasted:
    """One note: its words, its tag, who said it, and for what was quoted where it came from."""

    text: str
    tag: str = ""
    speaker: str = ""
    source: str = ""


def pasted(source: str) -> list[Pasted]:
    """The notes in a text of lines, or in a JSON list of a timeline's messages (content, account, tags, reblog)."""
    found: Iterable[Pasted] = from_json(source) if source.lstrip().startswith("[") else from_lines(source)
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
    messages = json.loads(source)
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise ValueError("not a list of messages")
    for message in sorted(messages, key=lambda one: str(one.get("created_at", ""))):
        yield from_message(message)


def from_message(message: dict[str, Any]) -> Pasted:
    original = message.get("reblog") if isinstance(message.get("reblog"), dict) else message
    assert isinstance(original, dict)
    account = original.get("account") if isinstance(original.get("account"), dict) else {}
    assert isinstance(account, dict)
    speaker = str(account.get("display_name") or account.get("username") or "")
    address = str(original.get("url") or "")
    source = address if address.startswith("https://") else str(account.get("acct") or "")
    return from_line(plain(str(original.get("content", ""))), speaker, source)


def plain(html: str) -> str:
    """The words of a message without its tags."""
    text = re.sub(r"<br\s*/?>|</p>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())
