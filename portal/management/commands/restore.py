"""`manage.py restore DIR`: a backup into an empty database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from portal.management.safekeeping import again, restoring
from portal.management.safekeeping import manifest as manifests
from portal.management.safekeeping.manifest import Manifest, Refused


class Command(BaseCommand):
    help = "Put a backup into an empty database, erase again whoever was erased since, and build the search anew."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument(
            "--erasures", type=Path, action="append", default=[], metavar="FILE", help="another register of erasures"
        )
        parser.add_argument(
            "--former-key", type=Path, action="append", default=[], metavar="FILE", help="holds a former SECRET_KEY"
        )
        parser.add_argument(
            "--check-only", action="store_true", help="look whether the backup is whole, change nothing"
        )

    def handle(self, *args: Any, dir: Path, check_only: bool, **options: Any) -> None:
        os.umask(0o077)
        try:
            manifest = manifests.read(dir.expanduser().absolute())
            with self.bar(manifests.size_of(manifest), "B") as bar:
                manifests.verify(manifest, bar.update)
            restoring.refuse_newer(manifest)
            self.stdout.write(f"{manifest.folder} is whole: {manifest.rows} rows, made at {manifest.made_at:%F %R} UTC")
            if not check_only:
                self.restore(manifest, options)
        except Refused as error:
            raise CommandError(str(error)) from None
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {restoring.first_line(error)}") from None
        except OSError as error:
            raise CommandError(f"It was not restored: {error.strerror} ({error.filename}).") from None

    def restore(self, manifest: Manifest, options: dict[str, Any]) -> None:
        files = again.registers_near(manifest, options["erasures"])
        keys = [path.read_text(encoding="utf-8").strip() for path in options["former_key"]]
        taken = again.taken_since(manifest.made_at, files, keys)
        stopped = restoring.begin(manifest)
        if stopped:
            self.stdout.write("An earlier restore stopped halfway here: it begins anew.")
        with self.bar(manifest.rows, " rows") as bar:
            restoring.fill_database(manifest, bar.update, afresh=stopped)
        with self.bar(manifest.data["media_files"], " uploads") as bar:
            restoring.put_media_back(manifest, bar.update)
        for kind, count in again.take_back(taken).items():
            self.stdout.write(f"taken back again: {count} {kind}")
        restoring.rebuild_indices()
        restoring.finish()
        call_command("rebuild_search", "--afresh", stdout=self.stdout, stderr=self.stderr)
        call_command("check_search", stdout=self.stdout, stderr=self.stderr)
        call_command("check_ledgers", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write("restored")

    def bar(self, total: int, unit: str) -> Any:
        return tqdm(total=total, unit=unit, unit_scale=unit == "B", disable=not sys.stderr.isatty())
