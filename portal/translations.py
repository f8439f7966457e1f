"""Compile the catalogues of translations without system tools; the compiled files are not kept in the repository."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.settings.environment import BASE_DIR


def catalogues() -> list[Path]:
    return sorted((BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"))


def stale_catalogues() -> list[Path]:
    """The catalogues whose compiled file is absent or older than their text."""
    stale = []
    for source in catalogues():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            stale.append(source)
    return stale


def compile_catalogues() -> int:
    """Write what is stale, each file whole or not at all; returns how many were written."""
    stale = stale_catalogues()
    for source in stale:
        with open(source, "rb") as handle:
            catalogue = read_po(handle, locale=source.parts[-3])
        with tempfile.NamedTemporaryFile(dir=source.parent, delete=False) as target:
            write_mo(target, catalogue)
        os.chmod(target.name, 0o644)
        os.replace(target.name, source.with_suffix(".mo"))
    return len(stale)
