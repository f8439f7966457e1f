"""`manage.py backup DIR`: database and uploads, while people go on working."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from portal.management.safekeeping.backing_up import back_up, remove_old, total_of_now
from portal.management.safekeeping.manifest import Refused


class Command(BaseCommand):
    help = "Write the database and the uploads into DIR, which is not there yet. Whole, or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument("--dated", action="store_true", help="make a folder named by this moment inside DIR")
        parser.add_argument(
            "--keep-days", type=int, metavar="N", help="with --dated: then remove backups in DIR older than N days"
        )

    def handle(self, *args: Any, dir: Path, dated: bool, keep_days: int | None, **options: Any) -> None:
        if keep_days is not None and (not dated or keep_days < 1):
            raise CommandError("--keep-days is a number of days above zero, and goes with --dated.")
        os.umask(0o077)
        target = dir / f"{timezone.localtime():%Y-%m-%d-%H%M%S}" if dated else dir
        try:
            shown = sys.stderr.isatty()
            with tqdm(total=total_of_now() if shown else None, unit=" rows", disable=not shown) as bar:
                made = back_up(target, bar.update)
        except Refused as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"The backup was not made: {error.strerror} ({error.filename}).") from None
        megabytes = made.data["bytes"] / 1_000_000
        self.stdout.write(f"{target}: {made.rows} rows, {made.data['media_files']} uploads, {megabytes:.1f} MB")
        for old in remove_old(dir, keep_days) if keep_days is not None else []:
            self.stdout.write(f"{old}: removed, older than {keep_days} days")
