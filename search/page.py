"""Outside the usual files of a slice: what the list page needs beside the answer, as plain data for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search.alternatives import changed
from search.contract import Answer
from search.forms import SearchForm
from vacancies.bank.wording import DAYS, PARTS, day_names, part_names

THEMES_SHOWN = 10


@dataclass(frozen=True)
class Choice:
    """A box to tick, with the number of results it would give."""

    name: str
    value: str
    label: str
    count: int
    chosen: bool
    radio: bool = False


@dataclass(frozen=True)
class Pages:
    number: int
    last: int
    before: str
    after: str
    rest: int


def choices(form: SearchForm, answer: Answer) -> dict[str, Any]:
    """The boxes of the filters, per group; those without a result are shown too."""
    themes = boxes(form, answer, "theme")
    chosen = [box for box in themes if box.chosen]
    shown = [box for box in themes if not box.chosen][:THEMES_SHOWN]
    return {
        "themes": [*chosen, *shown],
        "more_themes": [box for box in themes if box not in chosen and box not in shown],
        "week": week(form, answer),
        "frequencies": boxes(form, answer, "frequency", radio=True),
        "kinds": boxes(form, answer, "kind", radio=True),
        "skills": [box for box in boxes(form, answer, "skill") if box.count or box.chosen],
        "together": boxes(form, answer, "together", radio=True),
        "wheelchair": boxes(form, answer, "wheelchair"),
        "languages": boxes(form, answer, "language_level", radio=True),
        "places": places(form, answer),
    }


def boxes(form: SearchForm, answer: Answer, name: str, *, radio: bool = False) -> list[Choice]:
    given = form.cleaned_data[name]
    chosen = set(given) if isinstance(given, tuple | list) else {given}
    return [Choice(name, v.value, v.label, v.count, v.value in chosen, radio) for v in answer.facets[name]]


def week(form: SearchForm, answer: Answer) -> list[dict[str, Any]]:
    """The dayparts as a week: a row a day, a box a part."""
    by_value = {box.value: box for box in boxes(form, answer, "daypart")}
    days, parts = day_names(), part_names()
    return [{"day": days[day], "boxes": [(parts[part], by_value[f"{day}-{part}"]) for part in PARTS]} for day in DAYS]


def places(form: SearchForm, answer: Answer) -> list[tuple[str, int, str]]:
    """The places with most results: name, number, parameters that narrow to the place itself."""
    return [
        (value.label, value.count, changed(form.data, {"place": value.label, "radius": "0"}).urlencode())
        for value in answer.facets["place"][:8]
    ]


def pages(form: SearchForm, answer: Answer) -> Pages:
    number = form.cleaned_data["page"] or 1
    size = form.cleaned_data["page_size"] or form.default_size
    last = max(1, -(-answer.count // size))

    def at(page: int) -> str:
        return changed_page(form, page) if 1 <= page <= last and page != number else ""

    return Pages(number, last, at(number - 1), at(number + 1), max(0, answer.count - number * size))


def changed_page(form: SearchForm, page: int) -> str:
    parameters = changed(form.data, {})
    parameters["page"] = str(page)
    return parameters.urlencode()
