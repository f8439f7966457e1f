from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def entries_may_go_after_the_test(transactional_db) -> Iterator[None]:
    """The trigger that keeps the entries of the ledger would also keep the clean-up of SQLite's tables."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'credits_entries_stay_delete'")
            (sql,) = cursor.fetchone()
            cursor.execute("DROP TRIGGER credits_entries_stay_delete")
            cursor.execute("DELETE FROM credits_entry")
            cursor.execute(sql)
