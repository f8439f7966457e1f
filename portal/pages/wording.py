"""Outside the usual files of a slice: what plain Dutch asks of a text, so far as a machine can see it. Pure text."""

from __future__ import annotations

import re
from html import unescape

SENTENCE_WORDS = 20
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
VAGUE_LINKS = frozenset(
    {"hier", "klik", "klik hier", "lees meer", "lees verder", "link", "deze link", "meer", "meer info"}
)


def long_sentences(text: str) -> list[str]:
    """Sentences of more than SENTENCE_WORDS words, in their order."""
    return [sentence for sentence in SENTENCE_END.split(text.strip()) if len(sentence.split()) > SENTENCE_WORDS]


def is_vague_link(text: str) -> bool:
    """Whether a link's words say nothing to who hears them without the rest of the page, such as "klik hier"."""
    return " ".join(text.split()).strip(" .…>»").lower() in VAGUE_LINKS


def vague_links(html: str) -> list[str]:
    texts = [unescape(TAG.sub("", link)) for link in LINK.findall(html)]
    return [text for text in texts if is_vague_link(text)]
