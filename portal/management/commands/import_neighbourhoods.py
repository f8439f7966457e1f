"""`manage.py import_neighbourhoods NAMES … [--postcodes FILE]`: the tree of the CBS, from its own files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from portal.places.importing import TreeImporter, named_nodes, read_code


class Command(BaseCommand):
    help = (
        "Import the tree of municipality, wijk and buurt with its CBS codes, and the postcodes that map to one buurt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", type=Path, nargs="+", help="files with lines “code;name”")
        parser.add_argument("--postcodes", type=Path, help="a file with lines “PC6;Huisnummer;Buurt”")
        parser.add_argument(
            "--municipality", action="append", default=[], metavar="GM0281", help="only this one; may be repeated"
        )
        parser.add_argument("--site", metavar="HOST", help="host name of the Wagtail site (default: the default site)")
        parser.add_argument("--dry-run", action="store_true", help="check every line, keep nothing")

    def handle(self, *args: Any, names: list[Path], dry_run: bool, **options: Any) -> None:
        site = Site.objects.get(hostname=options["site"]) if options["site"] else Site.objects.get(is_default_site=True)
        self.bad = 0
        try:
            wanted = {read_code(code) for code in options["municipality"]}
        except ValueError as error:
            raise CommandError(f"--municipality {error}") from error
        importer, postcodes = TreeImporter(site.pk), 0
        with transaction.atomic():
            found: list[tuple[str, str]] = []
            for path in names:
                with self.opened(path) as handle:
                    found += named_nodes(handle, wanted, partial(self.report, path.name))
            importer.write(found)
            if options["postcodes"]:
                with self.opened(options["postcodes"]) as handle:
                    report = partial(self.report, options["postcodes"].name)
                    postcodes = importer.write_postcodes(handle, report)
            if dry_run:
                transaction.set_rollback(True)
        counts = f"{importer.created} new, {importer.changed} changed, {postcodes} postcodes, {self.bad} bad"
        self.stdout.write(f"{counts}, nothing kept" if dry_run else counts)
        if self.bad:
            sys.exit(1)

    @contextmanager
    def opened(self, path: Path) -> Iterator[TextIO]:
        """The file as text; status 2 when it cannot be read."""
        try:
            with open(path, encoding="utf-8-sig", newline="") as handle:
                yield handle
        except (OSError, UnicodeDecodeError) as error:
            self.stderr.write(f"{path}: {error}")
            sys.exit(2)

    def report(self, file: str, number: int, name: str, reason: str) -> None:
        self.bad += 1
        self.stderr.write(f"{file}, line {number}: {name}: {reason}")
