from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.elastic import index


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here it counts what Elasticsearch answers, not when: on a busy machine it gets more than a visitor's second."""
    monkeypatch.setattr(index, "QUERY_SECONDS", 20)
    index.client_for.cache_clear()
    yield
    index.client_for.cache_clear()
