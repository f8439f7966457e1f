"""`manage.py rebuild_search`: build the search anew beside live traffic."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm
from wagtail.models import Site

from search import rebuilding
from search.contract import EngineAway
from search.elastic.engine import AWAY
from search.tasks import deliver_now
from vacancies.bank.queries import searchable_vacancies


class Command(BaseCommand):
    help = "Build the search anew, beside live traffic; what is written meanwhile is not lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--index", choices=["vacancies"], help="which index; without it every one")
        parser.add_argument("--site", metavar="HOST", help="only this site's documents in the database engine")

    def handle(self, *args: Any, **options: Any) -> None:
        every = list(Site.objects.all())
        sites = [site for site in every if options["site"] in {None, site.hostname}]
        if not sites:
            self.stderr.write(f"no site is called {options['site']}")
            sys.exit(2)
        for site in sites:
            with self.bar(site.hostname, searchable_vacancies(site.pk).count()) as bar:
                rebuilding.rebuild_database(site.pk, bar.update)
        if settings.ELASTICSEARCH_URL:
            self.elasticsearch([site.pk for site in every])

    def elasticsearch(self, site_ids: list[int]) -> None:
        try:
            with self.bar("elasticsearch", searchable_vacancies().count()) as bar:
                rebuilding.rebuild_elasticsearch(site_ids, bar.update)
            deliver_now()
        except (EngineAway, OSError, *AWAY) as error:
            self.stderr.write(f"Elasticsearch is away ({type(error).__name__}); the database answers meanwhile")
            sys.exit(1)

    def bar(self, name: str, total: int) -> Any:
        return tqdm(total=total, desc=name, unit=" documents", disable=not sys.stderr.isatty())
