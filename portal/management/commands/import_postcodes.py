"""`manage.py import_postcodes FILE`: the postcode table, in the tab-separated format of GeoNames."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.places.models import Postcode

BATCH = 2000
CODE = re.compile(r"^[1-9]\d{3}([A-Z]{2})?$")


class Command(BaseCommand):
    help = "Import Dutch postcodes with coordinates (GeoNames format); running it again renews them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.bad, count, batch = 0, 0, {}
        try:
            with open(file, encoding="utf-8") as handle:
                for postcode in self.rows(handle):
                    batch[postcode.code] = postcode
                    count += 1
                    if len(batch) >= BATCH:
                        self.write(batch)
                        batch = {}
        except (OSError, UnicodeDecodeError) as error:
            self.stderr.write(f"{file}: {error}")
            sys.exit(2)
        self.write(batch)
        self.stdout.write(f"{count} postcodes, {self.bad} bad lines")
        if self.bad:
            sys.exit(1)

    def rows(self, handle: Any) -> Iterator[Postcode]:
        """Columns: country, postcode, place, …, latitude (10th), longitude (11th)."""
        for number, line in enumerate(handle, 1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 11 or columns[0] != "NL":
                self.report(number, "line", "is not a Dutch row of 11 columns or more")
                continue
            code = columns[1].replace(" ", "").upper()
            try:
                latitude, longitude = float(columns[9]), float(columns[10])
            except ValueError:
                self.report(number, "latitude", "is not a number")
                continue
            if not CODE.match(code):
                self.report(number, "postcode", "is not a Dutch postcode")
                continue
            yield Postcode(code=code, place_name=columns[2][:120], latitude=latitude, longitude=longitude)

    def report(self, number: int, name: str, reason: str) -> None:
        self.bad += 1
        self.stderr.write(f"line {number}: {name}: {reason}")

    def write(self, batch: dict[str, Postcode]) -> None:
        Postcode.objects.bulk_create(
            batch.values(),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["place_name", "latitude", "longitude"],
        )
