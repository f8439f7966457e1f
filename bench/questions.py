"""What the benchmarks ask, as parameters of the list, and the same through every door of the search."""

from __future__ import annotations

from django.http import QueryDict

from search.contract import Query
from search.forms import SearchForm

WORDS = ["moestuin", "boodschappen", "taalmatje", "computer", "kinderen", "iets met dieren", "op de bus rijden"]
PLAIN = [{"q": words} for words in WORDS]
NARROW = [
    {"q": words, "place": place, "radius": "30"}
    for words, place in zip(WORDS, ["Tiel", "Utrecht", "Zwolle", "Breda", "Leiden", "Assen", "Venlo"], strict=True)
]


def query_of(site_id: int, parameters: dict[str, str]) -> Query:
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = SearchForm(data, site_id=site_id)
    assert form.is_valid(), form.errors
    return form.query()
