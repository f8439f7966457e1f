"""What a backup holds, what it leaves out, and that there is never half of one."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from portal.management.safekeeping import emptying, tables
from portal.management.safekeeping import manifest as manifests
from portal.management.safekeeping.backing_up import refuse_place, remove_old
from portal.management.safekeeping.manifest import Refused
from tests.databases import copy_migrated
from tests.server import ROOT, environment, manage

LABELS = {model._meta.label for model in apps.get_models(include_auto_created=True)}


def rows_in(folder: Path, table: str) -> list[list[object]]:
    with gzip.open(folder / "tables" / f"{table}.jsonl.gz", "rt") as source:
        return [json.loads(line) for line in source]


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Path:
    """A data folder with a migrated database and an upload."""
    folder = tmp_path_factory.mktemp("to-keep")
    copy_migrated(folder / "db.sqlite3")
    (folder / "media" / "documents").mkdir(parents=True)
    (folder / "media" / "documents" / "brief.pdf").write_bytes(b"%PDF-1.7 een brief")
    return folder


@pytest.fixture(scope="module")
def whole(portal, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "one"
    manage(portal, "backup", str(folder))
    return folder


@pytest.fixture
def copy(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def test_every_name_that_is_left_out_exists():
    assert set(tables.LEFT_OUT) <= LABELS
    assert set(tables.MADE_BY_MIGRATIONS) <= LABELS


def test_nothing_that_is_kept_points_at_what_is_left_out():
    pointing = [
        f"{table.label}.{field.name}"
        for table in tables.kept_tables(apps)
        for field in table.fields
        if field.remote_field is not None and field.remote_field.model._meta.label in tables.LEFT_OUT
    ]
    assert pointing == []


def test_models_of_an_older_backup_are_those_of_its_moment(db):
    """A backup that was made before the last migration of the search: its tables, without what came later."""
    applied = tables.applied_migrations()
    older = [name for name in applied if name != "search.0010_alerts_of_help"]
    assert tables.apps_of(applied) is apps
    now, then = ({t.name: set(t.columns) for t in tables.all_tables(a)} for a in (apps, tables.apps_of(older)))
    assert now.keys() == then.keys()
    assert {name for name in now if now[name] != then[name]} == {"search_alert"}
    assert then["search_alert"] < now["search_alert"]
    kept = [{table.name for table in tables.kept_tables(a)} for a in (apps, tables.apps_of(older))]
    assert kept[0] == kept[1], "what is left out is left out at every moment"


def test_every_table_is_described_by_a_model_or_known(db):
    described = {table.name for table in tables.all_tables(apps)}
    others = {name for name in connection.introspection.table_names() if name not in described}
    assert {name for name in others if not name.startswith(tables.WITHOUT_MODEL)} == set()


def test_every_kind_of_column_can_be_written():
    kinds = {kind for table in tables.kept_tables(apps) for kind in table.kinds}
    plain = {"AutoField", "BigAutoField", "BooleanField", "CharField", "FileField", "FloatField", "IntegerField"}
    plain |= {"BigIntegerField", "JSONField", "PositiveBigIntegerField", "PositiveIntegerField", "SlugField"}
    plain |= {"PositiveSmallIntegerField", "SmallIntegerField", "TextField", "EmailField", "URLField"}
    turned = {"DateField", "DateTimeField", "DecimalField", "DurationField", "TimeField", "UUIDField", "BinaryField"}
    assert kinds <= plain | turned, "say in tables.py how such a value is written"


def test_database_that_migrations_made_is_empty_and_a_page_is_not(db):
    from tests.factories.people import UserFactory

    assert emptying.rows_in_use() == {}
    UserFactory()
    assert emptying.rows_in_use() == {"people_user": 1}


def test_backup_says_what_it_is_and_is_for_its_owner_alone(whole):
    made = manifests.read(whole)
    manifests.verify(made, lambda _bytes: None)
    assert made.data["portal"] == "0.1.0"
    assert made.data["media_files"] == 1
    assert made.rows == sum(len(rows_in(whole, table["table"])) for table in made.data["tables"]) > 2000
    assert (timezone.now() - made.made_at) < timedelta(hours=1)
    for path in [whole, *whole.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    kept = {table["label"] for table in made.data["tables"]}
    assert kept & set(tables.LEFT_OUT) == set()
    assert kept | set(tables.LEFT_OUT) >= {table.label for table in tables.all_tables(apps)}


def test_a_backup_is_never_overwritten(portal, whole):
    before = (whole / "manifest.json").read_bytes()
    done = manage(portal, "backup", str(whole), check=False)
    assert done.returncode == 1
    assert "never overwrites another" in done.stderr
    assert (whole / "manifest.json").read_bytes() == before


def test_place_of_a_backup_is_outside_the_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "media" / "backup", tmp_path / "file"):
        with pytest.raises(Refused):
            refuse_place(place)
    (tmp_path / "new").mkdir()
    refuse_place(tmp_path / "new")


def test_one_moment_while_others_write(portal, tmp_path):
    """Two rows always come together: in the backup too, however busy it is."""
    stop, made = threading.Event(), []

    def write() -> None:
        with sqlite3.connect(portal / "db.sqlite3", timeout=20) as database:
            while not stop.is_set():
                number = len(made)
                database.executemany(
                    "INSERT INTO vocabulary_skill (name, slug) VALUES (?, ?)",
                    [(f"a {number}", f"a-{number}"), (f"b {number}", f"b-{number}")],
                )
                database.commit()
                made.append(number)
                time.sleep(0.001)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        manage(portal, "backup", str(tmp_path / "busy"))
    finally:
        stop.set()
        thread.join()
    names = [str(cell) for row in rows_in(tmp_path / "busy", "vocabulary_skill") for cell in row]
    first = {name for name in names if name.startswith("a-")}
    assert len(first) > 3
    assert first == {name.replace("b-", "a-") for name in names if name.startswith("b-")}
    assert len(made) > len(first), "somebody wrote after the snapshot"


def test_a_killed_backup_leaves_nothing_that_looks_whole(portal, tmp_path):
    target = tmp_path / "killed"
    with subprocess.Popen(
        [sys.executable, "manage.py", "backup", str(target)], cwd=ROOT, env=environment(portal)
    ) as process:
        half = tmp_path / ".killed.half"
        deadline = time.monotonic() + 60
        while not (half / "tables").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
    assert half.exists()
    assert not target.exists()
    refused = manage(portal, "restore", str(half), check=False)
    assert refused.returncode == 1
    assert "stopped halfway" in refused.stderr
    manage(portal, "backup", str(target))
    assert not half.exists()
    manifests.verify(manifests.read(target), lambda _bytes: None)


@pytest.mark.parametrize("what", ["cut", "changed", "missing", "upload", "list"])
def test_damage_is_seen(copy, what):
    places = {"upload": copy / "media" / "documents" / "brief.pdf", "list": copy / "media.jsonl"}
    path = places.get(what, copy / "tables" / "places_place.jsonl.gz")
    content = path.read_bytes()
    if what == "missing":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if what == "cut" else content[:-1] + b"!")
    with pytest.raises(Refused, match="damaged"):
        manifests.verify(manifests.read(copy), lambda _bytes: None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "damaged"),
        ("[]", "not a backup of this portal"),
        ('{"kind": "wordpress"}', "not a backup of this portal"),
        ('{"kind": "welzijnsportaal", "format": 1, "sha256": "0"}', "damaged"),
    ],
)
def test_what_is_no_backup_of_ours_is_refused_in_a_sentence(tmp_path, text, sentence):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(Refused, match=sentence):
        manifests.read(tmp_path)
    with pytest.raises(CommandError, match=sentence):
        call_command("restore", str(tmp_path))


def test_backup_names_no_file_outside_itself(copy):
    made = manifests.read(copy)
    made.data["files"].append({"path": "../../etc/passwd", "sha256": "0"})
    manifests.write(copy, made.data)
    with pytest.raises(Refused, match="outside itself"):
        manifests.verify(manifests.read(copy), lambda _bytes: None)


def test_backups_of_every_night_are_kept_for_so_many_days(portal, tmp_path):
    for days in (40, 36, 2):
        folder = tmp_path / f"old-{days}"
        folder.mkdir()
        made_at = (timezone.now() - timedelta(days=days)).isoformat()
        manifests.write(folder, {"kind": manifests.KIND, "format": 1, "made_at": made_at})
    (tmp_path / "photos").mkdir()
    said = manage(portal, "backup", "--dated", "--keep-days", "35", str(tmp_path)).stdout
    assert said.count("removed") == 2
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 3
    assert left[1:] == ["old-2", "photos"]


def test_the_newest_backup_stays_however_old(tmp_path):
    folder = tmp_path / "only"
    folder.mkdir()
    made_at = (timezone.now() - timedelta(days=400)).isoformat()
    manifests.write(folder, {"kind": manifests.KIND, "format": 1, "made_at": made_at})
    assert remove_old(tmp_path, 35) == []


def test_doctor_knows_the_last_backup(portal, whole):
    assert "the last backup is 0 hours old" in manage(portal, "doctor", check=False).stdout
