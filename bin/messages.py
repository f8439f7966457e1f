"""Gather the texts for translation and check the English catalogue, without system tools.

bin/messages.py update    # new texts into locale/en, texts that are gone out of it
bin/messages.py check     # exit status 1 when a text is missing, empty, fuzzy or gone
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FOLDERS = ("portal/", "community/", "vacancies/", "events/", "search/", "templates/")


def sources() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if name.startswith(FOLDERS) and "/migrations/" not in name and (ROOT / name).is_file():
            yield ROOT / name


def messages(path: Path) -> Iterator[tuple[Any, str | None]]:
    """Pairs of (message or plural forms, context) of one file."""
    if path.suffix == ".py":
        method, text = "python", path.read_text(encoding="utf-8")
    elif path.suffix in {".html", ".txt", ".subject"}:
        from django.utils.translation.template import templatize

        # What is no text for translation becomes X; the lenient lexer reads what is left.
        method, text = "javascript", templatize(path.read_text(encoding="utf-8"), origin=str(path))
    else:
        return
    for _line, message, _comments, context in extract(method, io.BytesIO(text.encode()), KEYWORDS, ["Translators:"]):
        yield message, context


def gathered() -> Catalog:
    nobody: Any = {name: "" for name in ("msgid_bugs_address", "last_translator", "language_team", "copyright_holder")}
    header = "# English for the portal; the source text is Dutch."
    catalogue = Catalog("en", charset="utf-8", fuzzy=False, project="Welzijnsportaal", header_comment=header, **nobody)
    for path in sources():
        for message, context in messages(path):
            catalogue.add(message, context=context, locations=[(str(path.relative_to(ROOT)), None)])
    return catalogue


def existing() -> Catalog:
    with open(CATALOGUE, "rb") as handle:
        return read_po(handle, locale="en")


def update() -> None:
    fresh = gathered()
    old = existing() if CATALOGUE.exists() else Catalog(locale="en")
    for message in fresh:
        known = old.get(message.id, context=message.context) if message.id else None
        if known:
            message.string = known.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with open(CATALOGUE, "wb") as handle:
        write_po(handle, fresh, width=120, sort_output=True, omit_header=False, include_lineno=False)
    waiting = [message for message in fresh if message.id and not filled(message)]
    print(f"{len(fresh)} texts, {len(waiting)} wait for a translation")


def filled(message: Any) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def check() -> int:
    fresh, old = gathered(), existing()
    faults = []
    for message in fresh:
        if message.id:
            known = old.get(message.id, context=message.context)
            if known is None or not filled(known):
                faults.append(f"not translated: {message.id}")
            elif known.fuzzy:
                faults.append(f"fuzzy: {message.id}")
    faults += [f"no longer used: {m.id}" for m in old if m.id and fresh.get(m.id, context=m.context) is None]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    settings.configure()
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        sys.exit(check())
    else:
        sys.exit(__doc__)
