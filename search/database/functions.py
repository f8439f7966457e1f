"""What the database engine needs of the database: lists of numbers as a table, and the full-text table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def among(ids: Collection[int]) -> Any:
    """A subquery over numbers of our own, however many there are."""
    numbers = sorted(ids)
    if is_postgres():
        return RawSQL("SELECT unnest(%s::bigint[])", [numbers])
    return RawSQL("SELECT value FROM json_each(%s)", [str(numbers)])
