"""`manage.py erase_person EMAIL [--dry-run]`: take one person out of every table, at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from community.people.leaving import StaysHere, erase_person


class Command(BaseCommand):
    help = "Erase one person, with or without an account. Ledgers and counts keep their rows without the person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="say what would be erased, change nothing")
        parser.add_argument("--site", metavar="HOST", help="host name of the Wagtail site (default: the default site)")

    def handle(self, *args: Any, **options: Any) -> None:
        host = options["site"]
        site = Site.objects.get(hostname=host) if host else Site.objects.get(is_default_site=True)
        try:
            counts = erase_person(email=options["email"], site=site, dry_run=options["dry_run"])
        except StaysHere:
            raise CommandError("This account has a role. Take its roles away first, and hand over its work.") from None
        if not counts:
            raise CommandError("Nothing is known under this address.")
        for model, count in counts.items():
            self.stdout.write(f"{model}\t{count}")
