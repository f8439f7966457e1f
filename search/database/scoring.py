"""Arithmetic over what the full-text table found, for thousands of documents at once. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from search.contract import Query
from search.database.tally import Row
from search.meaning import Group
from search.ranking import INCOMPLETE, MORE_ADDS, factor_bounds

Scores = dict[int, float]


def best_of(ways: Sequence[tuple[Scores, float]]) -> Scores:
    """The best of the ways in which each document matches, and a little for each other one; every way has a weight."""
    if len(ways) == 1:
        ((scores, weight),) = ways
        return {number: score * weight for number, score in scores.items()}
    best: Scores = {}
    every: Scores = {}
    for scores, weight in ways:
        for number, score in scores.items():
            value = score * weight
            if number in best:
                every[number] += value
                if value > best[number]:
                    best[number] = value
            else:
                best[number] = every[number] = value
    return {number: score + MORE_ADDS * (every[number] - score) for number, score in best.items()}


def combined(by_group: Sequence[tuple[Group, Scores]], least: int, demanded: Sequence[Group]) -> Scores:
    """One score for each document that has `least` of what is demanded; less when a part was not found."""
    if len(by_group) == 1:
        ((group, found),) = by_group
        return {number: score * group.weight for number, score in found.items()}
    asked = sum(group.weight for group, _found in by_group)
    total: Scores = {}
    had: Scores = {}
    strong: dict[int, int] = {}
    for group, found in by_group:
        weight = group.weight
        if group in demanded:
            for number in found:
                strong[number] = strong.get(number, 0) + 1
        for number, score in found.items():
            total[number] = total.get(number, 0.0) + score * weight
            had[number] = had.get(number, 0.0) + weight
    enough = (number for number, count in strong.items() if count >= least) if least else total
    return {number: total[number] * (had[number] / asked) ** INCOMPLETE for number in enough}


def promising(found: list[Row], scores: Scores, query: Query, end: int) -> list[Row]:
    """Without those that cannot be among the first `end`, wherever and however new they are."""
    if len(found) <= end:
        return found
    low, high = factor_bounds(query)
    best: Iterable[float] = heapq.nlargest(end, (scores[row.pk] for row in found))
    least = min(best) * low / high - 1e-6
    chosen = query.lifted.union(query.pins)
    return [row for row in found if scores[row.pk] >= least or row.object_id in chosen]
