"""What a backup says about itself, and how it is seen that something of it is missing, changed or of another house."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from portal.privacy import register
from portal.settings.environment import BASE_DIR

NAME = "manifest.json"
FORMAT = 1
KIND = "welzijnsportaal"
TABLES, MEDIA, MEDIA_LIST = "tables", "media", "media.jsonl"
PART = 1024 * 1024

Progress = Callable[[int], object]


class Refused(Exception):
    """Why it is not done, in a sentence for who operates the portal."""


@dataclass(frozen=True)
class Manifest:
    """The manifest of a whole backup; `read` gives none of another kind."""

    folder: Path
    data: dict[str, Any]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.data["made_at"])

    @property
    def migrations(self) -> list[str]:
        return list(self.data["migrations"])

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.data["tables"])

    @property
    def number(self) -> str:
        return str(self.data["sha256"])


def portal_version() -> str:
    return str(tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def seal(data: dict[str, Any]) -> str:
    """The checksum of a manifest over all of it but the checksum itself."""
    rest = {name: value for name, value in data.items() if name != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def write(folder: Path, data: dict[str, Any]) -> Manifest:
    data["sha256"] = seal(data)
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    write_file(folder / NAME, text.encode())
    return Manifest(folder, data)


def write_file(path: Path, content: bytes) -> None:
    """A file for its owner alone, on the disk before this returns."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        register.belong_to_folder(target.fileno(), path)
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises Refused for whatever is not a whole one of ours."""
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder.")
    path = folder / NAME
    if not path.is_file():
        raise Refused(f"{folder} holds no {NAME}: it is not a backup, or one that was stopped halfway.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused(f"{path} is damaged: it cannot be read.") from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise Refused(f"{folder} is not a backup of this portal.")
    if data.get("sha256") != seal(data):
        raise Refused(f"{path} is damaged: its checksum is not right.")
    if data["format"] > FORMAT:
        raise Refused(f"{folder} is a backup of a newer version of the portal. Update the portal first.")
    return Manifest(folder, data)


def media_files(folder: Path) -> Iterator[dict[str, Any]]:
    with open(folder / MEDIA_LIST, encoding="utf-8") as source:
        for line in source:
            yield json.loads(line)


def size_of(manifest: Manifest) -> int:
    return int(manifest.data["bytes"])


def verify(manifest: Manifest, progress: Progress) -> None:
    """Read every file of a backup and compare its checksum. Raises Refused with the first that is not right."""
    folder = manifest.folder
    for table in manifest.data["tables"]:
        verify_file(folder, f"{TABLES}/{table['file']}", table["sha256"], progress)
    for entry in manifest.data["files"]:
        verify_file(folder, entry["path"], entry["sha256"], progress)
    for entry in media_files(folder):
        verify_file(folder / MEDIA, entry["path"], entry["sha256"], progress)


def verify_file(folder: Path, name: str, wanted: str, progress: Progress) -> None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Refused(f"{folder} names a file outside itself: {name}. It is not a backup of this portal.")
    if not path.is_file():
        raise Refused(f"The backup is damaged: {name} is missing.")
    digest = hashlib.sha256()
    with open(path, "rb") as source:
        while part := source.read(PART):
            digest.update(part)
            progress(len(part))
    if digest.hexdigest() != wanted:
        raise Refused(f"The backup is damaged: {name} is not what it was (its checksum is not right).")
