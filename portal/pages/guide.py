"""Outside the usual files of a slice: the guide for editors, docs/redactie.md, as the admin shows it.

The file is ours, so the few marks that it uses are read here: headings, paragraphs, lists, pictures, bold and code.
Pictures are made by `make screenshots`; one that is not there is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

PAPER = settings.BASE_DIR / "docs" / "redactie.md"
PICTURES = settings.BASE_DIR / "docs" / "images" / "redactie"
PICTURE = re.compile(r"^!\[(?P<says>[^\]]*)\]\(images/redactie/(?P<name>[a-z-]+)\.png\)$")
STEP = re.compile(r"^\d+\. ")


@dataclass(frozen=True)
class Part:
    """A piece of a chapter: `kind` is p, ul, ol or img; an img has the name of its picture and what it shows."""

    kind: str
    lines: list[SafeString] = field(default_factory=list)
    name: str = ""
    says: str = ""


@dataclass(frozen=True)
class Chapter:
    title: str
    anchor: str
    parts: list[Part]


@cache
def chapters() -> tuple[list[Part], list[Chapter]]:
    """What stands before the first chapter, and the chapters."""
    before, *pieces = re.split(r"^## ", PAPER.read_text(encoding="utf-8").partition("\n")[2], flags=re.MULTILINE)
    found = []
    for piece in pieces:
        title, _newline, text = piece.partition("\n")
        found.append(Chapter(title.strip(), slugify(title), list(parts_of(text))))
    return list(parts_of(before)), found


def parts_of(text: str) -> Iterator[Part]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if not block:
            continue
        if picture := PICTURE.match(block):
            yield Part("img", name=picture["name"], says=picture["says"])
        elif block.startswith("- "):
            yield Part("ul", items(lines, re.compile(r"^- ")))
        elif STEP.match(block):
            yield Part("ol", items(lines, STEP))
        else:
            yield Part("p", [marked(" ".join(lines))])


def items(lines: list[str], mark: re.Pattern[str]) -> list[SafeString]:
    """The items of a list; a line without a mark goes on with the item before it."""
    found: list[str] = []
    for line in lines:
        if mark.match(line):
            found.append(mark.sub("", line, count=1))
        else:
            found[-1] += f" {line.strip()}"
    return [marked(item) for item in found]


def marked(text: str) -> SafeString:
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(conditional_escape(text)))
    return mark_safe(re.sub(r"`(.+?)`", r"<code>\1</code>", html))  # the file is ours, and escaped before


def picture_of(name: str) -> Path | None:
    """The file of a picture that the guide names; None when it was not made, or is not named."""
    named = {part.name for chapter in chapters()[1] for part in chapter.parts if part.kind == "img"}
    path = PICTURES / f"{name}.png"
    return path if name in named and path.is_file() else None
