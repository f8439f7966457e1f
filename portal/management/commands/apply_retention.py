"""`manage.py apply_retention [--dry-run]`: end what was kept long enough. The worker does the same every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.privacy.erasing import apply_retention


class Command(BaseCommand):
    help = "Delete or blank what was kept long enough; prints the model and the number of rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        for model, count in apply_retention(dry_run=options["dry_run"]).items():
            self.stdout.write(f"{model}\t{count}")
