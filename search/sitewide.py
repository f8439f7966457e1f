"""Outside the usual files of a slice: one box for the whole site. Which kinds it knows, and what each finds."""

from __future__ import annotations

from wagtail.models import Site

from search.folding import words_of
from search.kinds import FoundGroup, Kind, events, help, pages, people, services
from search.kinds.matching import begins, matching
from search.meaning import Understanding

# The order of the page and of the suggestions. Open places come after these by themselves.
KINDS: tuple[Kind, ...] = (services.KIND, pages.KIND, people.KIND, help.KIND, events.KIND)


def found_groups(site: Site, understanding: Understanding) -> list[FoundGroup]:
    """The kinds that have an answer, each with its best rows."""
    groups = []
    for kind in KINDS:
        rows = matching(kind, kind.rows(site), understanding)
        if rows:
            groups.append(FoundGroup(kind, [kind.show(row, site) for row in rows]))
    return groups


def begun(site: Site, typed: str) -> list[tuple[str, str, str]]:
    """(text, what it is, address) of the rows whose name has the words that are being typed, kind after kind."""
    wanted = words_of(typed)
    found: list[tuple[str, str, str]] = []
    for kind in KINDS:
        rows = [row for row in kind.rows(site) if begins(kind.name(row), wanted)][: kind.suggested]
        shown = [kind.show(row, site) for row in rows]
        found += [(each.text, each.fact or str(kind.word), each.url) for each in shown]
    return found
