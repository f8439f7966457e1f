"""How a benchmark times: two functions in turns, the median of each, so that a busy moment hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Seconds of the bare thing and of ours, and what the ratio should be."""

    name: str
    bare: float
    ours: float
    goal: str = ""


def pair(name: str, bare: Callable[[], object], ours: Callable[[], object], *, goal: str = "", rounds: int = 40) -> Row:
    times: tuple[list[float], list[float]] = ([], [])
    for _warm in range(3):
        bare()
        ours()
    for _round in range(rounds):
        for number, function in enumerate((bare, ours)):
            start = time.perf_counter()
            function()
            times[number].append(time.perf_counter() - start)
    return Row(name, statistics.median(times[0]), statistics.median(times[1]), goal)
