"""Is this database in use, and if not, making it ready for the rows of a backup."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.management.safekeeping import tables
from portal.management.safekeeping.manifest import Refused

# The first page of a tree and the welcome page, made by Wagtail's migrations.
PAGES_OF_MIGRATIONS = 2


def rows_in_use() -> dict[str, int]:
    """Tables with rows that no migration made; empty for a database that nobody used yet."""
    present = set(connection.introspection.table_names())
    if not present:
        return {}
    known = {table.name: table for table in tables.all_tables(tables.apps_of(tables.applied_migrations()))}
    others = {name for name in present - set(known) if not name.startswith(tables.WITHOUT_MODEL)}
    found = {name: tables.count_rows(name) for name in sorted(others)}
    for name, table in known.items():
        if name in present and not table.is_made_by_migrations and not table.is_left_out:
            found[name] = tables.count_rows(name)
    if "wagtailcore_page" in present and tables.count_rows("wagtailcore_page") > PAGES_OF_MIGRATIONS:
        found["wagtailcore_page"] = tables.count_rows("wagtailcore_page")
    return {name: count for name, count in found.items() if count}


def refuse_used() -> None:
    if used := rows_in_use():
        first = ", ".join(f"{name} ({count})" for name, count in sorted(used.items(), key=lambda one: -one[1])[:3])
        raise Refused(f"The database is not empty: {first}. A backup is restored into an empty database.")
    root = settings.MEDIA_ROOT
    if root.is_dir() and any(path.is_file() for path in root.rglob("*")):
        raise Refused(f"The folder of uploads {root} is not empty. Move it away first; the backup brings its own.")


def prepare(migrations: list[str], *, afresh: bool) -> None:
    """Tables as they were when the backup was made, without a row but those that are made anew."""
    present = connection.introspection.table_names()
    if afresh or (present and set(tables.applied_migrations()) != set(migrations)):
        drop_everything()
        present = []
    if not present:
        executor = MigrationExecutor(connection)
        executor.migrate(tables.last_of(executor.loader, migrations))


def drop_everything() -> None:
    """Every table and function of this database. Called for one that holds nothing, or half a backup."""
    if connection.vendor == "sqlite":
        drop_sqlite()
    else:
        drop_postgresql()


def drop_sqlite() -> None:
    connection.disable_constraint_checking()
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%%' ESCAPE '\\' "
                "ORDER BY sql NOT LIKE 'CREATE VIRTUAL%%' LIMIT 1",
                [],
            )
            row = cursor.fetchone()
            if row is None:
                break
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(row[0])}")
        cursor.execute("DELETE FROM sqlite_sequence")
    connection.enable_constraint_checking()


def drop_postgresql() -> None:
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor))
        if names:
            cursor.execute(f"DROP TABLE {names} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema() AND NOT EXISTS "
            "(SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def migrate_to_now() -> None:
    call_command("migrate", verbosity=0, interactive=False)
