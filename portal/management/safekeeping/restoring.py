"""Putting a backup back: everything is looked at first, the rows come in one transaction, and what was taken back after
the backup is taken back again before anybody can see it.

While it works, and when it was stopped halfway, a mark in the data folder keeps the portal from starting. The same
command begins anew then.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from portal.management.safekeeping import emptying, tables
from portal.management.safekeeping import manifest as manifests
from portal.management.safekeeping.manifest import MEDIA, TABLES, Manifest, Progress, Refused

MARK = "restoring"
ROWS_AT_ONCE = 500


def mark() -> Path:
    return settings.DATA_DIR / MARK


def refuse_half_restored() -> None:
    """For what serves or works: half a portal is shown to nobody. Raises CommandError."""
    if mark().exists():
        raise CommandError("A restore was stopped halfway here. Run it again: manage.py restore DIR.")


def refuse_newer(manifest: Manifest) -> None:
    """A backup with migrations that this version does not know was made by a newer one."""
    loader = MigrationLoader(connection)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for made in loader.disk_migrations.values() for app, name in made.replaces}
    if unknown := sorted(set(manifest.migrations) - known):
        raise Refused(
            f"The backup was made by a newer version of the portal ({manifest.data['portal']}, with {unknown[0]}). "
            "Update the portal first."
        )


def begin(manifest: Manifest) -> bool:
    """Whether an earlier restore stopped halfway here; else the database must be empty. Raises Refused."""
    stopped = mark().exists()
    if not stopped:
        emptying.refuse_used()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    manifests.write_file(mark(), json.dumps({"backup": manifest.number, "folder": str(manifest.folder)}).encode())
    return stopped


def fill_database(manifest: Manifest, progress: Progress, *, afresh: bool) -> None:
    """The rows of the backup, in the tables of its own moment, and then every migration since. Raises Refused."""
    emptying.prepare(manifest.migrations, afresh=afresh)
    apps = tables.apps_of(manifest.migrations)
    found = {table.name: table for table in tables.kept_tables(apps)}
    entries = manifest.data["tables"]
    refuse_other_tables(found, entries)
    with transaction.atomic():
        for name in (table.name for table in tables.all_tables(apps) if table.is_made_by_migrations):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608
        for entry in entries:
            load_table(manifest.folder / TABLES / entry["file"], found[entry["table"]], entry, progress)
        connection.check_constraints()
    emptying.migrate_to_now()


def refuse_other_tables(found: dict[str, tables.Table], entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        table = found.get(entry["table"])
        columns = {name for name, _kind in entry["columns"]}
        if table is None or columns != set(table.columns):
            raise Refused(f"The backup's table {entry['table']} is not that of this portal.")


def load_table(path: Path, table: tables.Table, entry: dict[str, Any], progress: Progress) -> None:
    quote = connection.ops.quote_name
    names = [name for name, _kind in entry["columns"]]
    fields = {field.column: field for field in table.fields}
    decoders = [tables.decoder_of(fields[name]) for name in names]
    statement = (
        f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    )
    done = 0
    with gzip.open(path, "rt", encoding="utf-8") as source, connection.cursor() as cursor:
        for rows in in_parts(source, decoders):
            try:
                cursor.executemany(statement, rows)
            except DatabaseError as error:
                raise Refused(f"{table.name} cannot be restored, near row {done + 1}: {first_line(error)}") from error
            done += len(rows)
            progress(len(rows))
    if done != entry["rows"] or tables.count_rows(table.name) != entry["rows"]:
        raise Refused(f"{table.name} has {done} rows, and should have {entry['rows']}.")
    if table.counts:
        tables.set_last_number(table, entry["last_number"] or 0)


def first_line(error: Exception) -> str:
    """What the database says, without the row that it may add in its next lines."""
    return str(error).strip().partition("\n")[0]


def in_parts(source: Any, decoders: list[Callable[[Any], Any] | None]) -> Iterator[list[list[Any]]]:
    busy = [(place, decode) for place, decode in enumerate(decoders) if decode is not None]
    while lines := list(islice(source, ROWS_AT_ONCE)):
        rows = [json.loads(line) for line in lines]
        for row in rows:
            for place, decode in busy:
                if row[place] is not None:
                    row[place] = decode(row[place])
        yield rows


def put_media_back(manifest: Manifest, progress: Progress) -> None:
    """The uploads, beside their place and then into it in one step."""
    root = Path(settings.MEDIA_ROOT)
    half = root.with_name(f".{root.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    for entry in manifests.media_files(manifest.folder):
        target = half / entry["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(manifest.folder / MEDIA / entry["path"], target)
        target.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        progress(1)
    if root.is_mount():  # a disk of its own keeps its place, and takes what comes
        for child in half.iterdir():
            shutil.move(child, root / child.name)
        half.rmdir()
        return
    if root.exists():
        shutil.rmtree(root)
    half.rename(root)


def rebuild_indices() -> None:
    """The searches of the admin; that of the visitors is `rebuild_search`."""
    call_command("wagtail_update_index", verbosity=0)


def finish() -> None:
    """The portal may start again. What counts kept pages begins anew, and no demo is loaded into a restored portal."""
    current_apps.get_model("pagecache.Generation").objects.all().delete()
    stamp = settings.DATA_DIR / "demo-logins"
    if settings.RELAXED and not stamp.exists():
        stamp.write_text("")
    mark().unlink(missing_ok=True)
