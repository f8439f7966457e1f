"""Outside the usual files of a slice: the parameters of the help list and of its API. A part of those of vacancies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from community.help.enums import HelpKind
from community.help.queries import known_place, known_postcode
from portal.places.queries import is_postcode
from search.contract import HELP, HELP_FACETS, Point, Query
from search.database.text import match
from search.forms import OneOf, SearchForm
from search.meaning import Understanding, Variant
from search.sides import read_heart, read_side

# What only vacancies have; as parameters of help they are unknown, and so ignored.
UNKNOWN: dict[str, Any] = {
    "skill": (), "frequency": "", "max_hours": None, "age": None, "remote": "", "together": "", "wheelchair": "",
    "language_level": "",
}  # fmt: skip


def finds(way: Variant) -> bool:
    """Whether any help item has this; asked of the database, which holds every document with both engines."""
    return bool(match(way.all_of, 1, HELP))


class HelpSearchForm(SearchForm):
    collection = HELP
    kinds_in_words = HelpKind
    kind = OneOf(HelpKind.choices)
    skill = frequency = max_hours = age = remote = together = wheelchair = language_level = None  # type: ignore[assignment]

    def find(self, text: str) -> Point:
        """As for vacancies, and what our own help items know."""
        try:
            return super().find(text)
        except ValidationError:
            name = text.strip()[:120]
            where = known_postcode(self.site_id, name[:4]) if is_postcode(text) else known_place(self.site_id, name)
            if where is None:
                raise
            return Point(name, *where)

    def clean(self) -> dict[str, Any]:
        return UNKNOWN | super().clean()

    def understood(self, text: str) -> Understanding:
        return read_side(read_heart(super().understood(text), finds))

    def query(self, *, counted: tuple[str, ...] = HELP_FACETS) -> Query:
        return replace(super().query(counted=counted), pinned=(), lifted=frozenset())

    def said(self, count: int) -> str:
        return ngettext("%(n)d keer gevonden", "%(n)d keer gevonden", count) % {"n": count}
