"""Outside the usual files of a slice: Wagtail's database search for the admin, safe for whatever is typed.

SQLite's FTS5 has a query language of its own, in which upstream does not escape a quotation mark: `"><script>` in the
explorer was a 500. PostgreSQL refuses NUL. Neither means anything to a search, so both go before the query is built.
"""

from __future__ import annotations

from typing import Any

from modelsearch.backends.database import SearchBackend as UpstreamBackend
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

# A term that is no word: it matches nothing, where an empty one would be an error.
NOTHING = "-"
FORBIDDEN = str.maketrans({'"': " ", "\0": " "})


def plain(query: Any) -> Any:
    """The same query without the characters that a database would read as its own."""
    if isinstance(query, str):
        return query.translate(FORBIDDEN).strip()
    if isinstance(query, PlainText):
        return PlainText(plain(query.query_string) or NOTHING, operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(plain(query.query_string) or NOTHING)
    if isinstance(query, And | Or):
        return type(query)([plain(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(plain(query.subquery))
    if isinstance(query, Boost):
        return Boost(plain(query.subquery), query.boost)
    return query


def SearchBackend(params: dict[str, Any]) -> Any:
    """Wagtail asks the module for this name. The backend of the database in use, with `plain` before every search."""
    backend = UpstreamBackend(params)
    search = backend._search

    def plain_search(compiler: type, query: str | SearchQuery, *args: Any, **kwargs: Any) -> Any:
        return search(compiler, plain(query), *args, **kwargs)

    backend._search = plain_search
    return backend
