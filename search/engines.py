"""Which engine answers: Elasticsearch when there is one, the database when there is none or it is away."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.conf import settings

from search.breaker import elastic_breaker
from search.contract import VACANCIES, Answer, EngineAway, EngineEmpty, Query
from search.database.engine import DatabaseEngine
from search.elastic.engine import ElasticEngine
from search.ranking import demanded, needed
from vacancies.sharing.queries import partners_of

logger = logging.getLogger("portal.search")

database_engine = DatabaseEngine()
elastic_engine = ElasticEngine()


def search(query: Query, site_id: int) -> Answer:
    """Answer a question, also with what partners share; a long one of which nothing has half is asked once more."""
    if query.collection == VACANCIES:
        query = replace(query, partners=partners_of(site_id))
    answer = ask(query, site_id)
    words = len(demanded(query.understanding.groups))
    if answer.count == 0 and needed(words) > needed(words, lenient=True):
        return ask(replace(query, lenient=True), site_id)
    return answer


def ask(query: Query, site_id: int) -> Answer:
    """One answer; an Elasticsearch that is away costs a second at most, and only three times."""
    if settings.ELASTICSEARCH_URL and not elastic_breaker.is_open:
        try:
            answer = elastic_engine.search(query, site_id)
        except EngineEmpty:
            logger.info("search is answered by the database until the index is filled")
        except EngineAway as error:
            elastic_breaker.failed()
            logger.warning("search falls back to the database: %s", type(error.__cause__).__name__)
        else:
            elastic_breaker.succeeded()
            return answer
    return database_engine.search(query, site_id)


def search_state() -> str:
    """“database” or “elasticsearch” as configured, “fallback” while Elasticsearch does not answer."""
    if not settings.ELASTICSEARCH_URL:
        return "database"
    return "elasticsearch" if elastic_engine.is_there() else "fallback"
