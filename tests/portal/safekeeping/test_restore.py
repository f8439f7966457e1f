"""Backups put back: into both databases, from both, with who was erased meanwhile erased again."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from portal.management.safekeeping import manifest as manifests
from portal.management.safekeeping.restoring import MARK
from tests.databases import copy_migrated, fill_postgres, own_database
from tests.server import ROOT, environment, manage

KEY = {"SECRET_KEY": "one-key-for-all-these-folders-0123456789-abcdefghijklmnop"}
ERASED = "ria.wilgenroos@example.nl"


def rows_of(folder: Path, entry: dict) -> list:
    """The rows of a table in one shape: PostgreSQL keeps the parts of JSON in an order of its own."""
    kinds = [kind for _name, kind in entry["columns"]]
    with gzip.open(folder / "tables" / entry["file"], "rt") as source:
        rows = [json.loads(line) for line in source]
    names = [name for name, _kind in entry["columns"]]
    return [
        {
            name: json.loads(cell) if kind == "JSONField" and cell is not None else cell
            for name, kind, cell in zip(names, kinds, row, strict=True)
        }
        for row in rows
    ]


def differences(one: Path, other: Path) -> list[str]:
    """The tables that are not the same in two backups, or of which the second gives numbers out again.

    Migrating burns some numbers of PostgreSQL's sequences, so these may be higher.
    """
    first, second = manifests.read(one).data, manifests.read(other).data
    assert first["migrations"] == second["migrations"]
    left, right = ({entry["table"]: entry for entry in data["tables"]} for data in (first, second))
    assert left.keys() == right.keys()
    return [
        f"{name}: {left[name]['rows']} and {right[name]['rows']}"
        for name in left
        if (left[name]["last_number"] or 0) > (right[name]["last_number"] or 0)
        or rows_of(one, left[name]) != rows_of(other, right[name])
    ]


def media_of(folder: Path) -> list[dict]:
    return list(manifests.media_files(folder))


def dump_of(folder: Path) -> str:
    database = sqlite3.connect(folder / "db.sqlite3")
    try:
        return "\n".join(database.iterdump())
    finally:
        database.close()


@pytest.fixture(scope="module")
def demo(prepared_demo, tmp_path_factory) -> Path:
    """The demo, whose visitors and editors went on after the backup."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(prepared_demo, folder)
    return folder


@pytest.fixture(scope="module")
def kept(demo, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "one"
    manage(demo, "backup", str(folder), **KEY)
    return folder


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    copy_migrated(folder / "db.sqlite3")
    return folder


@pytest.fixture
def empty(migrated, tmp_path) -> Path:
    return Path(shutil.copytree(migrated, tmp_path / "empty"))


@pytest.mark.xdist_group("postgresql")
def test_there_and_back_between_both_databases(kept, empty, postgres_url, tmp_path):
    """SQLite to PostgreSQL to SQLite: row for row the same, also the numbers that are given out next."""
    with own_database(postgres_url) as database:
        fill_postgres(database)
        there = {"DATABASE_URL": database, **KEY}
        said = manage(tmp_path / "there", "restore", str(kept), **there).stdout
        assert "0 missing, 0 too many, 0 out of date" in said
        assert said.rstrip().endswith("restored")
        manage(tmp_path / "there", "backup", str(tmp_path / "two"), **there)
        assert differences(kept, tmp_path / "two") == []
        assert media_of(kept) == media_of(tmp_path / "two")
        refused = manage(tmp_path / "there", "restore", str(kept), check=False, **there)
        assert refused.returncode == 1
        assert "The database is not empty" in refused.stderr
    manage(empty, "restore", str(tmp_path / "two"), **KEY)
    manage(empty, "backup", str(tmp_path / "three"), **KEY)
    assert differences(kept, tmp_path / "three") == []


@pytest.mark.xdist_group("postgresql")
def test_a_backup_of_postgresql_is_one_moment(postgres_url, tmp_path):
    with own_database(postgres_url) as database:
        fill_postgres(database)
        command = [sys.executable, "manage.py", "backup", str(tmp_path / "busy")]
        count = 0
        with (
            psycopg.connect(database) as connection,
            subprocess.Popen(
                command, cwd=ROOT, env=environment(tmp_path, DATABASE_URL=database, **KEY), stdout=subprocess.DEVNULL
            ) as process,
        ):
            while process.poll() is None:
                for letter in "ab":
                    connection.execute(
                        "INSERT INTO vocabulary_skill (name, slug) VALUES (%s, %s)",
                        [f"{letter} {count}", f"{letter}-{count}"],
                    )
                connection.commit()
                count += 1
        assert process.returncode == 0
    entry = next(t for t in manifests.read(tmp_path / "busy").data["tables"] if t["table"] == "vocabulary_skill")
    slugs = {row["slug"] for row in rows_of(tmp_path / "busy", entry)}
    assert 0 < len(slugs) / 2 < count
    assert {slug for slug in slugs if slug[0] == "a"} == {f"a{slug[1:]}" for slug in slugs if slug[0] == "b"}


def test_who_was_erased_after_the_backup_stays_erased(demo, kept, empty, tmp_path):
    """The register lies in the folder of the portal that is lost; a copy of it is named."""
    manage(demo, "erase_person", ERASED, **KEY)
    said = manage(empty, "restore", str(kept), "--erasures", str(demo / "erasures.jsonl"), **KEY).stdout
    assert "taken back again: 1 accounts" in said
    dump = dump_of(empty).lower()
    assert ERASED not in dump
    assert "irene.moerbei@example.nl" in dump


def test_a_register_of_another_key_is_not_passed_over(demo, kept, empty):
    register = demo / "erasures.jsonl"
    before = register.read_text() if register.exists() else ""
    register.write_text(before + '{"at": "2999-01-01T00:00:00+00:00", "key": "00000000", "who": ["0"]}\n')
    try:
        refused = manage(empty, "restore", str(kept), "--erasures", str(register), check=False, **KEY)
    finally:
        register.write_text(before)
    assert refused.returncode == 1
    assert "another SECRET_KEY" in refused.stderr
    assert not (empty / MARK).exists()


def test_neither_a_used_database_nor_a_used_folder_is_overwritten(demo, kept, empty):
    refused = manage(demo, "restore", str(kept), check=False, **KEY)
    assert refused.returncode == 1
    assert "The database is not empty" in refused.stderr
    (empty / "media").mkdir()
    (empty / "media" / "photo.png").write_bytes(b"x")
    refused = manage(empty, "restore", str(kept), check=False, **KEY)
    assert refused.returncode == 1
    assert "is not empty. Move it away first" in refused.stderr


def test_a_damaged_and_a_newer_backup_change_nothing(kept, empty, tmp_path):
    copy = Path(shutil.copytree(kept, tmp_path / "copy"))
    path = copy / "tables" / "people_user.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20])
    before = dump_of(empty)
    refused = manage(empty, "restore", str(copy), check=False, **KEY)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert re.search("damaged: tables/people_user.jsonl.gz", refused.stderr)
    newer = Path(shutil.copytree(kept, tmp_path / "newer"))
    made = manifests.read(newer)
    made.data["migrations"].append("people.9999_of_next_year")
    manifests.write(newer, made.data)
    refused = manage(empty, "restore", str(newer), check=False, **KEY)
    assert refused.returncode == 1
    assert "newer version of the portal" in refused.stderr
    assert dump_of(empty) == before
    assert not (empty / MARK).exists()


def test_a_restore_that_is_killed_keeps_the_portal_shut_and_begins_anew(kept, empty):
    command = [sys.executable, "manage.py", "restore", str(kept)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(empty, **KEY), stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 120
        while not (empty / MARK).exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
    for what in (["run", "--prepare-only"], ["run_worker", "--once"]):
        shut = manage(empty, *what, check=False, **KEY)
        assert shut.returncode == 1
        assert "stopped halfway" in shut.stderr
    assert "a restore was stopped halfway" in manage(empty, "doctor", check=False, **KEY).stdout
    assert "begins anew" in manage(empty, "restore", str(kept), timeout=600, **KEY).stdout
    assert not (empty / MARK).exists()
    manage(empty, "run", "--prepare-only", **KEY)


def test_a_backup_can_be_looked_at_without_restoring(kept, empty):
    said = manage(empty, "restore", "--check-only", str(kept), **KEY).stdout
    assert "is whole" in said
    assert "restored" not in said


@pytest.mark.xdist_group("postgresql")
def test_an_empty_database_of_another_version_is_made_anew_on_postgresql(postgres_url, tmp_path):
    """Nothing of ours is left: no table, and not the function that keeps the entries of the ledger."""
    code = "from portal.management.safekeeping import emptying; emptying.drop_everything()"
    with own_database(postgres_url) as database:
        fill_postgres(database)
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0] > 150
        manage(tmp_path, "shell", "--no-imports", "-c", code, DATABASE_URL=database, **KEY)
        with psycopg.connect(database) as connection:
            for what in (
                "pg_tables WHERE schemaname = 'public'",
                "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'",
                "pg_sequences WHERE schemaname = 'public'",
            ):
                assert connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0] == 0, what


def test_a_backup_of_an_older_version_is_brought_up_to_date(migrated, tmp_path):
    """Its rows come into the tables of their own moment, and go through every migration since."""
    old, new = (Path(shutil.copytree(migrated, tmp_path / name)) for name in ("old", "new"))
    for folder in (old, new):
        manage(folder, "migrate", "search", "0009", "-v0", **KEY)
    person = {"DJANGO_SUPERUSER_EMAIL": "beheer@example.org", "DJANGO_SUPERUSER_PASSWORD": "dijk-en-water-in-de-mist"}
    manage(old, "createsuperuser", "--noinput", **person, **KEY)
    manage(old, "backup", str(tmp_path / "kept"), **KEY)
    assert "search.0010_alerts_of_help" not in manifests.read(tmp_path / "kept").migrations
    manage(new, "restore", str(tmp_path / "kept"), **KEY)
    assert "ok     0 migrations wait" in manage(new, "doctor", check=False, **KEY).stdout
    dump = dump_of(new)
    assert "beheer@example.org" in dump
    assert '"collection"' in dump
