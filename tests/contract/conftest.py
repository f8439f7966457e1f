from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.breaker import elastic_breaker
from search.elastic import index


@pytest.fixture(autouse=True)
def _patient(patient: None) -> None:
    """Every engine of the contract gets the time it needs."""


@pytest.fixture(params=["database", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings, db) -> Iterator[str]:
    elastic_breaker.succeeded()
    if request.param == "database":
        settings.ELASTICSEARCH_URL = ""
        yield "database"
        return
    settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
    index.drop(index.alias())
    index.drop(index.next_alias())
    yield "elasticsearch"
    index.drop(index.alias())
    index.drop(index.next_alias())
