"""Making a backup: a snapshot of the database while people write, the uploads, and a manifest that comes last.

Everything is written in a folder beside the one that was asked for, which takes its name in one step when it is whole.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from portal.management.safekeeping import manifest as manifests
from portal.management.safekeeping import tables
from portal.management.safekeeping.manifest import MEDIA, MEDIA_LIST, TABLES, Manifest, Progress, Refused
from portal.privacy import register

STAMP = "last-backup.json"
LEVEL = 5


@dataclass
class Sizes:
    rows: int = 0
    files: int = 0
    bytes: int = 0


def unknown_migrations() -> list[str]:
    """Migrations that the database has and this version of the portal does not know."""
    loader = MigrationLoader(connection)
    replaced = {pair for migration in loader.disk_migrations.values() for pair in migration.replaces}
    ours = {app for app, _name in loader.disk_migrations}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(f"{app}.{name}" for app, name in unknown if app in ours)


def back_up(target: Path, progress: Progress) -> Manifest:
    """Write a backup into `target`, which is not there yet or an empty folder. Raises Refused."""
    target = target.expanduser().absolute()
    refuse_place(target)
    if unknown := unknown_migrations():
        raise Refused(f"The database is of a newer version of the portal ({unknown[0]}). Update the portal first.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = target.with_name(f".{target.name}.half")
    with alone(half):
        made = fill(half, progress)
        refuse_place(target)
        try:
            os.rename(half, target)
        except OSError as error:
            raise Refused(f"{target} cannot be made: {error.strerror}. Name a folder inside it.") from None
        sync_folder(target.parent)
    stamp(target, made)
    return made


def refuse_place(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refused(f"{target} is there already, and is no folder.")
    if target.is_dir() and any(target.iterdir()):
        raise Refused(f"{target} is there already and not empty. A backup never overwrites another: name a new folder.")
    if target.resolve().is_relative_to(settings.MEDIA_ROOT.resolve()):
        raise Refused(f"{target} is among the uploads, which go into the backup. Name a folder elsewhere.")


@contextmanager
def alone(half: Path) -> Iterator[None]:
    """The folder to write in, empty: what a killed backup left there goes first. Raises Refused when one is at work."""
    lock = os.open(half.with_name(f"{half.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused("Another backup is being made there.") from None
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        try:
            yield
        finally:
            shutil.rmtree(half, ignore_errors=True)
            half.with_name(f"{half.name}.lock").unlink(missing_ok=True)
    finally:
        os.close(lock)


def fill(folder: Path, progress: Progress) -> Manifest:
    sizes = Sizes()
    made_at = timezone.now()  # before the snapshot: what is erased from now on is in the register as later
    with snapshot():
        migrations = tables.applied_migrations()
        wanted = tables.kept_tables(tables.apps_of(migrations))
        (folder / TABLES).mkdir(mode=0o700)
        written = [write_table(folder, table, sizes, progress) for table in wanted]
    copy_media(folder, sizes, progress)
    files = [write_extra(folder, register.NAME, register.recent(register.path()).encode(), sizes)]
    files.append(entry_of(folder, MEDIA_LIST, sizes))
    data: dict[str, Any] = {
        "kind": manifests.KIND,
        "format": manifests.FORMAT,
        "portal": manifests.portal_version(),
        "made_at": made_at.isoformat(),
        "finished_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "rows": sizes.rows,
        "media_files": sizes.files,
        "bytes": sizes.bytes,
        "left_out": tables.LEFT_OUT,
        "migrations": migrations,
        "tables": written,
        "files": files,
    }
    sync_tree(folder)
    return manifests.write(folder, data)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database, while others go on writing in it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    if connection.in_atomic_block:
        raise RuntimeError("a backup begins outside a transaction")
    # Django's own transactions keep every other writer out from the start; who reads SQLite's log need not do that.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
            cursor.fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")


def write_table(folder: Path, table: tables.Table, sizes: Sizes, progress: Progress) -> dict[str, Any]:
    name, rows = f"{table.name}.jsonl.gz", 0
    path = folder / TABLES / name
    with open_new(path) as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as target:
        for row in tables.read_rows(table):
            target.write(tables.line_of(row))
            rows += 1
            progress(1)
    entry = entry_of(folder / TABLES, name, sizes)
    sizes.rows += rows
    return {
        "label": table.label,
        "table": table.name,
        "file": name,
        "columns": list(zip(table.columns, table.kinds, strict=True)),
        "rows": rows,
        "last_number": tables.last_number(table) if table.counts else None,
        "sha256": entry["sha256"],
    }


def open_new(path: Path) -> Any:
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def write_extra(folder: Path, name: str, content: bytes, sizes: Sizes) -> dict[str, Any]:
    manifests.write_file(folder / name, content)
    return entry_of(folder, name, sizes)


def entry_of(folder: Path, name: str, sizes: Sizes) -> dict[str, Any]:
    path = folder / name
    sizes.bytes += path.stat().st_size
    with open(path, "rb") as source:
        return {"path": name, "sha256": hashlib.file_digest(source, "sha256").hexdigest()}


def copy_media(folder: Path, sizes: Sizes, progress: Progress) -> None:
    """Every upload, with its checksum in a list. One that goes while we copy was thrown away, and is left out."""
    root = Path(settings.MEDIA_ROOT)
    (folder / MEDIA).mkdir(mode=0o700)
    with open_new(folder / MEDIA_LIST) as listing:
        for path in sorted(root.rglob("*")) if root.is_dir() else []:
            if path.is_symlink() or not path.is_file():
                continue
            name = path.relative_to(root)
            try:
                size, checksum = copy_file(path, folder / MEDIA / name)
            except FileNotFoundError:
                continue
            line = {"path": name.as_posix(), "size": size, "sha256": checksum}
            listing.write(json.dumps(line).encode() + b"\n")
            sizes.files, sizes.bytes = sizes.files + 1, sizes.bytes + size
            progress(1)


def copy_file(source: Path, target: Path) -> tuple[int, str]:
    with open(source, "rb") as reader:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        with open_new(target) as writer:
            while part := reader.read(manifests.PART):
                digest.update(part)
                writer.write(part)
                size += len(part)
    return size, digest.hexdigest()


def sync_tree(folder: Path) -> None:
    """Everything on the disk before the manifest says that it is whole."""
    for base, _folders, names in os.walk(folder):
        for name in names:
            number = os.open(os.path.join(base, name), os.O_RDONLY)
            os.fsync(number)
            os.close(number)
        os.chmod(base, 0o700)
        sync_folder(Path(base))


def sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def stamp(target: Path, made: Manifest) -> None:
    """For `doctor`: where and when the last one was made."""
    said = {"at": made.data["finished_at"], "folder": str(target), "rows": made.data["rows"]}
    half = settings.DATA_DIR / f".{STAMP}"
    manifests.write_file(half, json.dumps(said).encode())
    half.replace(settings.DATA_DIR / STAMP)


def total_of_now() -> int:
    """About how much there is to do, for the bar."""
    found = tables.kept_tables(tables.apps_of(tables.applied_migrations()))
    root = Path(settings.MEDIA_ROOT)
    return sum(tables.count_rows(table.name) for table in found) + sum(1 for _ in root.rglob("*") if _.is_file())


def remove_old(parent: Path, days: int) -> list[Path]:
    """Remove the whole backups in a folder that are older; never the newest. What is no backup of ours stays."""
    found = []
    for folder in sorted(parent.iterdir()) if parent.is_dir() else []:
        try:
            found.append(manifests.read(folder))
        except Refused:
            continue
    found.sort(key=lambda one: one.made_at)
    old = [one.folder for one in found[:-1] if one.made_at < timezone.now() - timedelta(days=days)]
    for folder in old:
        # Its manifest goes first, so that a removal that is stopped leaves nothing that looks whole.
        (folder / manifests.NAME).unlink()
        shutil.rmtree(folder)
    return old
