"""Outside the usual files of a slice: what the one box for the whole site finds beside open places, a kind at a time.

A department joins by one module here with one `Kind`, and its name in `search.sitewide.KINDS`. It says which rows a
visitor may see (the department's own visibility query), what of a row is read, and where it leads; matching, order,
suggestions while typing and the group on the page come by themselves. `docs/search.md` has an example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from wagtail.models import Site


@dataclass(frozen=True)
class Found:
    """One line of a group, or one suggestion: the words of the link, where it leads, one quiet fact beside it.

    `lang` is the language of the words; what departments keep is Dutch, a page may be translated.
    """

    text: str
    url: str
    fact: str = ""
    thing: Any = None
    lang: str = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Kind:
    """Things of one sort. `rows` gives what anybody may see, in the order of equals; hundreds, not millions.

    `name` and `about` are what is searched: a match in the name counts most. `drop` names words that say nothing here
    because every visitor types them (“activiteit” in an agenda). The template gets `found`, a list of `Found`.
    """

    key: str
    label: Any
    word: Any
    rows: Callable[[Site], Iterable[Any]]
    name: Callable[[Any], str]
    about: Callable[[Any], str]
    show: Callable[[Any, Site], Found]
    limit: int = 5
    suggested: int = 3
    template: str = "search/kinds/lines.html"
    drop: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class FoundGroup:
    kind: Kind
    found: list[Found]
