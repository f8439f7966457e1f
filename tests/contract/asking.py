"""How the tests of the contract ask."""

from __future__ import annotations

from django.conf import settings
from django.http import QueryDict

from search.contract import Answer
from search.engines import search
from search.forms import SearchForm
from search.tasks import deliver_now


def form_of(site, **parameters) -> SearchForm:
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = SearchForm(data, site_id=site.pk)
    assert form.is_valid(), form.errors
    return form


def ask(site, **parameters) -> Answer:
    deliver_now()
    answer = search(form_of(site, **parameters).query(), site.pk)
    assert answer.engine == ("elasticsearch" if settings.ELASTICSEARCH_URL else "database")
    return answer


def titles(answer: Answer) -> list[str]:
    return [hit.title for hit in answer.hits]
