"""`manage.py check_search`: does every engine in use hold what the database holds?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.models import Site

from search import rebuilding
from search.elastic.engine import AWAY
from search.queries import set_aside_rows, waiting_count


class Command(BaseCommand):
    help = "Compare the search with the database; exit status 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="HOST", help="only this site (default: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = [site for site in Site.objects.all() if options["site"] in {None, site.hostname}]
        try:
            differences = [(site, found) for site in sites for found in rebuilding.check(site.pk)]
        except AWAY as error:
            self.stderr.write(f"Elasticsearch is away ({type(error).__name__})")
            sys.exit(1)
        for site, found in differences:
            self.stdout.write(
                f"{site.hostname} {found.engine}: {len(found.missing)} missing, {len(found.ghost)} too many, "
                f"{len(found.stale)} out of date"
            )
            for name in ("missing", "ghost", "stale"):
                for number in getattr(found, name)[:20]:
                    self.stdout.write(f"  {name}: {'vacancy' if number > 0 else 'help item'} {abs(number)}")
        waiting, aside = waiting_count(), set_aside_rows().count()
        self.stdout.write(f"{waiting} changes wait, {aside} are set aside")
        if aside or not all(found.is_none for _site, found in differences):
            sys.exit(1)
