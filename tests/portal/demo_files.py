"""The files of the demo as the tests read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from portal.drawings import DRAWINGS, PORTRAITS
from portal.management.demo import FOLDER, read

FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
DRAWING_KEYS = {name for name, _label in DRAWINGS}
PORTRAIT_KEYS = {name for name, _label in PORTRAITS}


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file with the key it stands under; the text of a quote has the key "voice"."""
    if isinstance(value, dict):
        for name, item in value.items():
            own = "voice" if value.get("type") == "quote" and name == "text" else name
            yield from strings(item, own)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, str):
        yield key, value


def texts() -> list[tuple[str, str, str]]:
    """(file, key, text) of whatever reads as language: more than one word."""
    return [(name, key, text) for name in FILES for key, text in strings(read(name)) if " " in text.strip()]


def plain(text: str) -> str:
    """Without tags; a paragraph ends a sentence, a dot within a time or an amount does not."""
    text = re.sub(r"</p>", "\n", text)
    text = re.sub(r"<[^>]+>", " ", text)
    return re.sub(r"(?<=\d)\.(?=\d)", "", text)


def sentences(text: str) -> list[list[str]]:
    """Words per sentence; what follows a colon is counted as a sentence of its own."""
    parts = re.split(r"[.?!:]+(?:\s|$)|\n+", plain(text))
    return [words for part in parts if (words := re.findall(r"[\w€][\w’'-]*", part))]


def lix(text: str) -> float:
    """Words per sentence plus the percentage of words of more than six letters."""
    counted = sentences(text)
    words = [word for sentence in counted for word in sentence]
    return len(words) / len(counted) + 100 * sum(len(word) > 6 for word in words) / len(words)


def pages() -> list[dict[str, Any]]:
    def below(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for item in items:
            yield item
            yield from below(item.get("children", []))

    return list(below(read("pages")))


def blocks() -> list[tuple[str, dict[str, Any]]]:
    return [(page["slug"], block) for page in pages() for block in page.get("body", [])]


def keys(name: str, key: str = "key") -> set[str]:
    found = [item[key] for item in read(name)]
    assert len(found) == len(set(found)), f"{name}.json names something twice"
    return set(found)
