"""Outside the usual files of a slice: the door through which departments say where a code leads.

A visitor who was given a code need not know which department gave it: each department tells, when it starts, how it
finds its own (`know_codes` in `AppConfig.ready`), and a page that asks for a code asks all of them.
"""

from __future__ import annotations

from collections.abc import Callable

Finder = Callable[[int, str], str | None]
_finders: dict[str, Finder] = {}


def know_codes(name: str, finder: Finder) -> None:
    """From now on `finder(site_id, what was typed)` is asked; it returns the address of the page, or None."""
    _finders[name] = finder


def address_of_code(site_id: int, text: str) -> str | None:
    """The page that a code leads to, of whichever department."""
    return next((address for finder in _finders.values() if (address := finder(site_id, text))), None)
