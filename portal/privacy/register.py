"""Who was erased, and what was taken back, without saying who or what: so that no restored copy brings it back.

One line per erasure in a file of the data folder, outside the database: the moment, and keyed hashes of the number of
the account and of the addresses that were proven to be theirs. Only who has the SECRET_KEY and the same address or
number in hand (that is: whoever restores the copy in which they still stand) can tell that a line is about them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

NAME = "erasures.jsonl"
SALT = "portal.privacy.register"
# Longer than any backup is kept (docs/operate.md).
KEPT = timedelta(days=400)

ACCOUNT, ADDRESS, STORY = "account", "address", "story"


@dataclass(frozen=True)
class Line:
    """One erasure. `key` is a mark of the key that the hashes were made with, so that another one is noticed."""

    at: datetime
    key: str
    hashes: frozenset[str]


def path() -> Path:
    return settings.DATA_DIR / NAME


def hash_of(kind: str, value: object, *, key: str | None = None) -> str:
    """A keyed hash of a number or address; 128 bits say enough and nothing else."""
    text = f"{kind}:{str(value).strip().lower()}"
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()[:32]


def mark_of(key: str | None = None) -> str:
    return salted_hmac(SALT, "mark", secret=key, algorithm="sha256").hexdigest()[:8]


def register(found: Iterable[tuple[str, object]]) -> None:
    """Add a line, on the disk before this returns. Called inside the transaction that erases, as its last step.

    When the transaction fails after this, the line stays: it can only erase who asked for it.
    """
    hashes = sorted(hash_of(kind, value) for kind, value in found)
    if not hashes:
        return
    line = json.dumps({"at": timezone.now().isoformat(), "key": mark_of(), "who": hashes}) + "\n"
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    number = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        belong_to_folder(number, path())
        os.write(number, line.encode())
        os.fsync(number)
    finally:
        os.close(number)


def belong_to_folder(number: int, file: Path) -> None:
    """What root writes belongs to whom the folder belongs to, so that the portal's own user can go on with it."""
    if os.geteuid() == 0:
        owner = os.stat(file.parent)
        os.fchown(number, owner.st_uid, owner.st_gid)


def lines(file: Path) -> Iterator[Line]:
    """Every whole line; the half one that a power cut leaves is not counted."""
    if not file.exists():
        return
    for text in file.read_text(encoding="utf-8").splitlines():
        try:
            found = json.loads(text)
            yield Line(datetime.fromisoformat(found["at"]), str(found["key"]), frozenset(found["who"]))
        except (ValueError, KeyError, TypeError):
            continue


def recent(file: Path) -> str:
    """The text of a register without what is older than any backup; a copy of it goes into every backup."""
    after = timezone.now() - KEPT
    kept = [line for line in lines(file) if line.at >= after]
    return "".join(
        json.dumps({"at": line.at.isoformat(), "key": line.key, "who": sorted(line.hashes)}) + "\n" for line in kept
    )
