"""Full text in the database: SQLite's FTS5 and PostgreSQL's tsvector behind the same three functions.

Terms come out of our own analysis, so neither database analyses anything: they hold and find terms.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

from django.db import connection

from search.contract import HELP, VACANCIES
from search.database.functions import is_postgres
from search.documents import FIELD_WEIGHTS
from search.meaning import Terms

FIELDS = tuple(FIELD_WEIGHTS)
LABELS = dict(zip(FIELDS, "ABCD", strict=True))
LOOSE_WEIGHT = 0.5


def write_terms(rows: Iterable[tuple[int, dict[str, str]]]) -> None:
    """Replace the terms of documents: (document number, {field: terms with spaces})."""
    rows = list(rows)
    forget_terms([number for number, _terms in rows])
    with connection.cursor() as cursor:
        if is_postgres():
            vector = " || ".join(f"setweight(array_to_tsvector(%s::text[]), '{LABELS[field]}')" for field in FIELDS)
            cursor.executemany(
                f"UPDATE search_searchdocument SET terms = {vector} WHERE id = %s",  # noqa: S608  our own words
                [[*(sorted(set(terms[field].split())) for field in FIELDS), number] for number, terms in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO search_fts (rowid, title, subject, summary, body) VALUES (%s, %s, %s, %s, %s)",
                [[number, *(terms[field] for field in FIELDS)] for number, terms in rows],
            )


def forget_terms(numbers: Collection[int]) -> None:
    """Of documents that go away or are written anew; on PostgreSQL the terms go with their row."""
    if numbers and not is_postgres():
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [[number] for number in numbers])


def match(all_of: Terms, total: int, collection: str = VACANCIES) -> dict[int, float]:
    """{document number: score} of the documents that have, for every inner tuple, one of its terms.

    The score is the sum of the weights of the fields in which all of it stands, the best possible being 1, times how
    rare it is among `total` documents. Fields together may hold what no single field holds; that counts least.
    """
    found: dict[int, float] = {}
    for number, weight in _rows(all_of, collection):
        found[number] = found.get(number, 0.0) + weight
    rarity = max(0.3, math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))) if found else 0.0
    best = sum(FIELD_WEIGHTS.values())
    return {number: min(1.0, score / best) ** 0.5 * rarity for number, score in found.items()}


def _rows(all_of: Terms, collection: str) -> list[tuple[int, float]]:
    side = side_of(collection)
    if is_postgres():
        select = "SELECT id, {weight}::float FROM search_searchdocument WHERE id {side} 0"
        select += " AND terms @@ to_tsquery('simple', %s)"
        asked = [expression_of([all_of], f":{LABELS[field]}") for field in FIELDS]
    else:
        select = "SELECT rowid, {weight} FROM search_fts WHERE search_fts MATCH %s AND rowid {side} 0"
        asked = [f"{field} : ({expression_of([all_of])})" for field in FIELDS]
    parts = [select.format(weight=FIELD_WEIGHTS[field], side=side) for field in FIELDS]
    if len(all_of) > 1:
        parts.append(select.format(weight=LOOSE_WEIGHT, side=side))
        asked.append(expression_of([all_of]))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        return cursor.fetchall()


def side_of(collection: str) -> str:
    """On which side of nought the numbers of a collection lie."""
    return "<" if collection == HELP else ">"


def expression_of(ways: Iterable[Terms], label: str = "") -> str:
    """One of the ways, each with all its words, in the language of the database; terms are letters and digits."""
    quote, either, both = ("'", " | ", " & ") if is_postgres() else ('"', " OR ", " AND ")

    def whole(all_of: Terms) -> str:
        return both.join("(" + either.join(f"{quote}{t}{quote}{label}" for t in terms) + ")" for terms in all_of)

    return either.join(f"({whole(all_of)})" for all_of in ways)


def finds_any(ways: Collection[Terms], collection: str = VACANCIES) -> bool:
    """Whether any document is found in one of the ways."""
    if not ways:
        return False
    if is_postgres():
        sql = "SELECT 1 FROM search_searchdocument WHERE id {side} 0 AND terms @@ to_tsquery('simple', %s) LIMIT 1"
    else:
        sql = "SELECT 1 FROM search_fts WHERE search_fts MATCH %s AND rowid {side} 0 LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(sql.format(side=side_of(collection)), [expression_of(ways)])
        return cursor.fetchone() is not None
