"""`manage.py export_person EMAIL DIR`: everything we hold about one person, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.privacy.exporting import files_of
from portal.privacy.records import subject_of


class Command(BaseCommand):
    help = "Write everything that is about one person into DIR: one JSON file, and a CSV file for each kind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("dir", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        subject, folder = subject_of(options["email"]), options["dir"]
        if not subject.exists:
            raise CommandError("Nothing is known under this address.")
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        for name, text in files_of(subject).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
            self.stdout.write(name)
