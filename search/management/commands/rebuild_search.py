"""`manage.py rebuild_search`: build the search anew beside live traffic."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm
from wagtail.models import Site

from search import rebuilding
from search.tasks import deliver_now


class Command(BaseCommand):
    help = "Build the search anew, beside live traffic; what is written meanwhile is not lost. A stopped one goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--index", choices=["vacancies", "help"], help="both stand in one index: it is built as a whole"
        )
        parser.add_argument("--site", metavar="HOST", help="only this site's documents in the database engine")
        parser.add_argument("--afresh", action="store_true", help="from the beginning, also when one was stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        every = list(Site.objects.all())
        sites = [site for site in every if options["site"] in {None, site.hostname}]
        if not sites:
            self.stderr.write(f"no site is called {options['site']}")
            sys.exit(2)
        if hasattr(os, "nice"):
            os.nice(5)  # who searches meanwhile goes before
        looked_at = every if settings.ELASTICSEARCH_URL else sites
        total = sum(rebuilding.searchable_count(site.pk) for site in looked_at)
        numbers, all_numbers = [site.pk for site in sites], [site.pk for site in every]
        try:
            with tqdm(total=total, unit=" documents", disable=not sys.stderr.isatty()) as bar:
                done = rebuilding.rebuild(numbers, all_numbers, bar.update, afresh=options["afresh"])
        except rebuilding.RebuildBusy:
            self.stderr.write("another rebuild is at work; it starts over by itself when it is done")
            return
        deliver_now()
        if not done:
            self.stderr.write("Elasticsearch is away; the database answers meanwhile")
            sys.exit(1)
