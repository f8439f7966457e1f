"""Which tables go into a backup, and their values as the database has them, written the same for every database."""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.apps import apps as current_apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field
from django.db.models.expressions import Col

ROWS_AT_ONCE = 2000

# What must not be kept, or is made anew. The reason goes into the manifest and into docs/operate.md.
LEFT_OUT = {
    "sessions.Session": "log-ins of this moment, and the codes that were mailed for one",
    "account.EmailConfirmation": "links that prove an address",
    "socialaccount.SocialToken": "keys of other services",
    "notices.Device": "secrets of browsers; who took one off since must not hear from it again",
    "limits.Bucket": "counts per network address, forgotten within a day",
    "django_tasks_database.DBTaskResult": "work of this moment; the schedule finds what still waits",
    "background.ScheduledRun": "when the worker last ran",
    "pagecache.Generation": "a number for kept pages",
    "wagtailadmin.EditingSession": "who has a page open",
    "wagtailcore.UploadedFile": "uploads that were not finished",
    "wagtailsearch.IndexEntry": "search of the admin, made anew",
    "wagtailsearch.SQLiteFTSIndexEntry": "search of the admin, made anew",
    "search.SearchDocument": "search, made anew",
    "search.Outbox": "search, made anew",
    "search.RebuildState": "search, made anew",
    "search.IndexMark": "a restored copy gets an index of its own",
}
# Tables that no model describes: the records of migrations are in the manifest, the others belong to what is left out.
WITHOUT_MODEL = ("django_migrations", "search_fts", "wagtailsearch_indexentry_fts")
# What migrations put into an empty database. With rows in any other table a database is in use.
MADE_BY_MIGRATIONS = frozenset(
    {
        "auth.Group",
        "auth.Group_permissions",
        "auth.Permission",
        "contenttypes.ContentType",
        "pages.PlainLanguageTask",
        "pages.SecondReaderTask",
        "pages.SecondReaderTask_groups",
        "places.Place",
        "places.Postcode",
        "wagtailcore.Collection",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.Locale",
        "wagtailcore.Page",
        "wagtailcore.Site",
        "wagtailcore.Task",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowPage",
        "wagtailcore.WorkflowTask",
    }
)


@dataclass(frozen=True)
class Table:
    """One table of the database, as a model of some moment in the migrations describes it."""

    label: str
    name: str
    fields: tuple[Field[Any, Any], ...]

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    @property
    def kinds(self) -> list[str]:
        return [kind_of(field) for field in self.fields]

    @property
    def key(self) -> Field[Any, Any]:
        return next(field for field in self.fields if field.primary_key)

    @property
    def is_left_out(self) -> bool:
        """By name in any case: the models of a moment in the migrations may spell it otherwise."""
        return self.label.lower() in {label.lower() for label in LEFT_OUT}

    @property
    def is_made_by_migrations(self) -> bool:
        return self.label.lower() in {label.lower() for label in MADE_BY_MIGRATIONS}

    @property
    def counts(self) -> bool:
        """Whether the database hands out the numbers of this table."""
        return self.key.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}


def own_type(field: Field[Any, Any]) -> Field[Any, Any]:
    """The field whose type the column has: that of the row it points at, for a key to another table."""
    while field.remote_field is not None and getattr(field, "target_field", None) is not None:
        field = field.target_field  # type: ignore[attr-defined]
    return field


def kind_of(field: Field[Any, Any]) -> str:
    return own_type(field).get_internal_type()


def all_tables(apps: Any) -> list[Table]:
    """Every table that a model describes, in the order of their names."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or meta.swapped or not meta.managed:
            continue
        found[meta.db_table] = Table(meta.label, meta.db_table, tuple(meta.local_concrete_fields))
    return [found[name] for name in sorted(found)]


def kept_tables(apps: Any) -> list[Table]:
    return [table for table in all_tables(apps) if not table.is_left_out]


def applied_migrations() -> list[str]:
    """`app.name` of every migration that this database has."""
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def apps_of(migrations: list[str]) -> Any:
    """The models as they are after these migrations: those of now when no other one waits."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.nodes
    wanted = {tuple(name.split(".", 1)) for name in migrations}
    if set(nodes) <= wanted:
        return current_apps
    return executor.loader.project_state(last_of(executor.loader, migrations)).apps


def last_of(loader: MigrationLoader, migrations: list[str]) -> list[tuple[str, str]]:
    """Of these migrations the last ones of each app: what to migrate to."""
    wanted = {(app, name) for app, _dot, name in (text.partition(".") for text in migrations)}
    known = wanted & set(loader.graph.nodes)
    inner = {parent.key for node in known for parent in loader.graph.node_map[node].parents if parent.key[0] == node[0]}
    return sorted(known - inner)


# --- values ---------------------------------------------------------------------------------------------------------


def read_rows(table: Table) -> Iterator[list[Any]]:
    """The rows by number, with Python's values: what the database's own converters make of them and no field's."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in table.columns)
    converters = [converters_of(field) for field in table.fields]
    busy = [(place, found) for place, found in enumerate(converters) if found]
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(str(table.key.column))}")  # noqa: S608
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for raw in rows:
                row = list(raw)
                for place, functions in busy:
                    for function in functions:
                        row[place] = function(row[place])
                yield row


def converters_of(field: Field[Any, Any]) -> list[Callable[[Any], Any]]:
    kind = own_type(field)
    if kind.get_internal_type() == "JSONField":
        return []  # stays the text that it is
    expression = Col("", kind)
    found = connection.ops.get_db_converters(expression)
    return [partial(convert, one, expression) for one in found]


def convert(function: Callable[..., Any], expression: Any, value: Any) -> Any:
    return function(value, expression, connection)


def encode(value: Any) -> Any:
    """For json: what JSON has no word for. The kind of the column says what it was."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, dt.timedelta):
        return value // dt.timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a value of {type(value).__name__} cannot be written")


def line_of(row: list[Any]) -> bytes:
    return json.dumps(row, separators=(",", ":"), default=encode).encode() + b"\n"


def decoder_of(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """What makes the value that this database wants; None when it may stay as JSON has it."""
    ops: Any = connection.ops
    kind: Any = own_type(field)
    made: dict[str, Callable[[Any], Any]] = {
        "DateTimeField": lambda text: ops.adapt_datetimefield_value(dt.datetime.fromisoformat(text)),
        "DateField": lambda text: ops.adapt_datefield_value(dt.date.fromisoformat(text)),
        "TimeField": lambda text: ops.adapt_timefield_value(dt.time.fromisoformat(text)),
        "DecimalField": lambda text: ops.adapt_decimalfield_value(Decimal(text), kind.max_digits, kind.decimal_places),
        "UUIDField": lambda text: uuid.UUID(text) if connection.features.has_native_uuid_field else uuid.UUID(text).hex,
        "DurationField": lambda number: kind.get_db_prep_value(dt.timedelta(microseconds=number), connection),
        "BinaryField": lambda text: base64.b64decode(text),
    }
    return made.get(kind.get_internal_type())


def count_rows(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def last_number(table: Table) -> int:
    """The highest number that this table ever handed out, so that a restored one hands out none of them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key.column])
        (sequence,) = cursor.fetchone()
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
        last, called = cursor.fetchone()
        return int(last) if called else 0


def set_last_number(table: Table, last: int) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX({quote(str(table.key.column))}) FROM {quote(table.name)}")  # noqa: S608
        last = max(last, cursor.fetchone()[0] or 0)
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])
        elif last:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table.name}"', table.key.column, last]
            )
