"""Outside the usual files of a slice: the bars of a drawing, for figures of an editor and for the answers of a poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BAR_STEP, BAR_WIDTH = 46, 300


@dataclass(frozen=True)
class Bar:
    """One line of the drawing, in units of its own box: the label above, the bar below it."""

    label: str
    number: Decimal
    text_y: int
    bar_y: int
    width: int


@dataclass(frozen=True)
class Bars:
    rows: list[Bar]
    height: int


def bars_of(rows: Sequence[tuple[str, Decimal | int]]) -> Bars:
    """The longest bar fills the box; a bar of nothing still shows where it begins."""
    highest = max((Decimal(number) for _label, number in rows), default=Decimal(0)) or Decimal(1)
    bars = [
        Bar(
            label=label,
            number=Decimal(number),
            text_y=16 + index * BAR_STEP,
            bar_y=22 + index * BAR_STEP,
            width=max(2, round(BAR_WIDTH * Decimal(number) / highest)),
        )
        for index, (label, number) in enumerate(rows)
    ]
    return Bars(bars, len(rows) * BAR_STEP)
