"""How a benchmark times: two functions in turns over the same questions, so that a busy moment hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Measure = Callable[[Sequence[float]], float]


@dataclass(frozen=True)
class Row:
    """Seconds of the bare thing and of ours (or another unit, printed as it is), and what the ratio should be."""

    name: str
    bare: float
    ours: float
    goal: str = ""
    unit: str = "ms"


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def pair(
    name: str,
    bare: Callable[[Any], object],
    ours: Callable[[Any], object],
    questions: Sequence[Any] = (None,),
    *,
    goal: str = "",
    rounds: int = 40,
    measure: Measure = statistics.median,
) -> Row:
    """Every question `rounds` times to both, after a few that do not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for question in list(questions)[:3]:
        bare(question)
        ours(question)
    for _round in range(rounds):
        for question in questions:
            for number, function in enumerate((bare, ours)):
                start = time.perf_counter()
                function(question)
                times[number].append(time.perf_counter() - start)
    return Row(name, measure(times[0]), measure(times[1]), goal)
