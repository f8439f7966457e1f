"""`manage.py import_vacancies FILE.jsonl`: one vacancy a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm
from wagtail.models import Site

from search.tasks import deliver_now
from vacancies.bank.importing import Importer, VacancyLine

BATCH = 200
LONGEST_LINE = 1_000_000


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parse(raw: bytes) -> dict[str, Any]:
    """The object of one line; ValueError with the reason when it is none."""
    if len(raw) > LONGEST_LINE:
        raise ValueError("is longer than a million bytes")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=refuse_constant)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON ({error.msg})") from None
    if not isinstance(data, dict):
        raise ValueError("is not a JSON object")
    return data


class Command(BaseCommand):
    help = "Import vacancies from a JSON Lines file; good lines are kept, bad ones named as “line N: field: reason”."

    line_form: Any = VacancyLine
    importer: Any = Importer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", metavar="HOST", help="host name of the Wagtail site (default: the default site)")
        parser.add_argument("--dry-run", action="store_true", help="check every line, keep nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        site = Site.objects.get(hostname=options["site"]) if options["site"] else Site.objects.get(is_default_site=True)
        self.bad = 0
        importer = self.importer(site_id=site.pk)
        try:
            with open(file, "rb") as handle:
                checked = self.load(handle, importer, dry_run)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
            sys.exit(2)
        if dry_run:
            self.stdout.write(f"{checked} good, {self.bad} bad, nothing kept")
        else:
            deliver_now()
            counts = importer.counts
            self.stdout.write(
                f"{counts.created} new, {counts.updated} changed, {counts.unchanged} the same, {self.bad} bad"
            )
        if self.bad:
            sys.exit(1)

    def load(self, handle: BinaryIO, importer: Any, dry_run: bool) -> int:
        batch, checked = [], 0
        for line in self.good_lines(handle):
            checked += 1
            batch.append(line)
            if len(batch) >= BATCH:
                if not dry_run:
                    importer.write(batch)
                batch = []
        if not dry_run:
            importer.write(batch)
        return checked

    def good_lines(self, handle: BinaryIO) -> Iterator[dict[str, Any]]:
        size = os.fstat(handle.fileno()).st_size
        with tqdm(total=size, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False) as progress:
            for number, raw in enumerate(self.raw_lines(handle), 1):
                progress.update(len(raw))
                if not raw.strip():
                    continue
                try:
                    form = self.line_form(parse(raw))
                except ValueError as error:
                    self.report(number, "line", str(error))
                    continue
                problems = form.problems()
                for name, reason in problems:
                    self.report(number, name, reason, count=False)
                self.bad += bool(problems)
                if not problems:
                    yield form.cleaned_data

    def raw_lines(self, handle: BinaryIO) -> Iterator[bytes]:
        """Lines in constant memory: of one that is too long the rest is skipped."""
        while raw := handle.readline(LONGEST_LINE + 1):
            yield raw
            while len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
                raw = handle.readline(LONGEST_LINE + 1)
                if not raw:
                    return

    def report(self, number: int, name: str, reason: str, *, count: bool = True) -> None:
        self.bad += count
        self.stderr.write(f"line {number}: {name}: {reason}")
