"""What a question means: the things that were asked, each with the ways to find it, and what is shown of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

Terms = tuple[tuple[str, ...], ...]


class Vocabulary(Protocol):
    def places(self, keys: Collection[str]) -> dict[str, str]:
        """{key: name} of those that are places."""

    def knows(self, ways: Collection[Terms]) -> bool:
        """Whether any document is found in one of these ways."""

    def nearest(self, word: str) -> str | None:
        """The word of the documents that is spelt almost like this one; none for a word that is spelt well."""


@dataclass(frozen=True)
class Variant:
    """One way to match: every inner tuple must be there, by any of its terms."""

    all_of: Terms
    weight: float


@dataclass(frozen=True)
class Group:
    """One thing that was asked for, with the ways to find it; `flag` is a field whose values also count as a match."""

    label: str
    variants: tuple[Variant, ...]
    weight: float = 1.0
    flag: tuple[str, tuple[str, ...]] | None = None

    @property
    def is_strong(self) -> bool:
        return self.weight >= 1.0

    @cached_property
    def ways(self) -> tuple[Variant, ...]:
        """The variants with single words of one weight taken together: that is what the engines ask."""
        single: dict[float, dict[str, None]] = {}
        others: dict[Variant, None] = {}
        for variant in self.variants:
            if len(variant.all_of) == 1:
                single.setdefault(round(variant.weight, 3), {}).update(dict.fromkeys(variant.all_of[0]))
            else:
                others[variant] = None
        return (*(Variant((tuple(terms),), weight) for weight, terms in single.items()), *others)


@dataclass(frozen=True)
class Piece:
    """What is shown as a chip, and the question without it."""

    label: str
    rest: str


@dataclass(frozen=True)
class Understanding:
    text: str = ""
    groups: tuple[Group, ...] = ()
    place: str | None = None
    age: int | None = None
    pieces: tuple[Piece, ...] = ()
    did_you_mean: str | None = None
    intents: tuple[str, ...] = ()

    @property
    def asks_words(self) -> bool:
        return any(group.is_strong for group in self.groups)
