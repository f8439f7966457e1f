"""Outside the usual files of a slice: what a question was understood as, as words that can be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.alternatives import changed
from search.contract import Answer
from search.forms import SearchForm
from vacancies.bank.enums import Daypart, Frequency, Kind, LanguageLevel, Together

LABELS: dict[str, Any] = {"kind": Kind, "frequency": Frequency, "together": Together, "language_level": LanguageLevel}


@dataclass(frozen=True)
class Chip:
    label: str
    parameters: str


def chips(form: SearchForm, answer: Answer) -> list[Chip]:
    """The pieces of the question, then the choices, each with the parameters without it."""
    data = form.data
    found = [Chip(piece.label, changed(data, {"q": piece.rest}).urlencode()) for piece in form.understanding.pieces]
    for name in ("theme", "skill"):
        names = {value.value: value.label for value in answer.facets.get(name, ())}
        for slug in form.cleaned_data[name]:
            found.append(Chip(names.get(slug, slug), without(data, name, slug, names.get(slug, slug))))
    for part in form.cleaned_data["daypart"]:
        found.append(Chip(str(Daypart(part).label), without(data, "daypart", part)))
    for name, choices in {**LABELS, "kind": form.kinds_in_words}.items():
        if form.cleaned_data[name]:
            found.append(Chip(str(choices(form.cleaned_data[name]).label), changed(data, {name: None}).urlencode()))
    found += flag_chips(form)
    return found


def flag_chips(form: SearchForm) -> list[Chip]:
    values, found = form.cleaned_data, []
    labels = {
        "wheelchair": _("met een rolstoel") if values["wheelchair"] == "true" else _("zonder rolstoel"),
        "remote": _("vanuit huis") if values["remote"] == "true" else _("niet vanuit huis"),
        "max_hours": _("hoogstens %(n)g uur") % {"n": values["max_hours"] or 0},
        "age": _("%(n)d jaar") % {"n": values["age"] or 0},
        "neighbourhood": form.neighbourhoods.get(values["neighbourhood"], "").lstrip("– "),
    }
    for name, label in labels.items():
        if values[name] not in (None, ""):
            found.append(Chip(label, changed(form.data, {name: None}).urlencode()))
    return found


def without(data: QueryDict, name: str, *values: str) -> str:
    """The parameters without one value of a parameter that may have several."""
    parameters = changed(data, {})
    left = [given for given in parameters.getlist(name) if given.lower() not in {value.lower() for value in values}]
    parameters.setlist(name, left)
    return parameters.urlencode()
