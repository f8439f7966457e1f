"""`manage.py load_demo`: the demo organisation Aan de Dijk. Running it again changes nothing that is there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import transaction
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.management.demo.agenda import load_agenda
from portal.management.demo.ambassadors import load_ambassadors
from portal.management.demo.articles import load_articles
from portal.management.demo.bank import load_organisations, load_vacancies
from portal.management.demo.buren import load_buren
from portal.management.demo.circles import load_circles
from portal.management.demo.credits import load_credits
from portal.management.demo.editing import load_editing
from portal.management.demo.english import load_english
from portal.management.demo.formula import load_formula
from portal.management.demo.help import load_help
from portal.management.demo.initiatives import load_initiatives
from portal.management.demo.library import load_library
from portal.management.demo.live import load_coming_rooms, load_past_evening, load_rooms
from portal.management.demo.moments import load_moments
from portal.management.demo.neighbourhoods import load_neighbourhoods, place_vacancies
from portal.management.demo.outreach import load_outreach
from portal.management.demo.pages import load_pages
from portal.management.demo.people import load_people, login_lines
from portal.management.demo.people_places import load_people_places
from portal.management.demo.placements import load_applications
from portal.management.demo.questions import load_questions
from portal.management.demo.services import load_services
from portal.management.demo.together import load_together
from portal.management.demo.vocabulary import load_vocabulary
from portal.pages.approving import ensure_site_workflows


class Command(BaseCommand):
    help = "Load the demo: pages, organisations, vacancies, sign-ups and one login per role, printed with tabs between."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", metavar="HOST", help="host name of the Wagtail site (default: the default site)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.RELAXED:
            raise CommandError("The demo has passwords that everyone knows, so it is not loaded with DEBUG=0.")
        with transaction.atomic():
            # One look at the end, instead of a task for each of a thousand rows, after which the first mail would wait.
            with disable_reference_index_auto_update():
                self.load(options["site"])
            call_command("rebuild_references_index", verbosity=0)
        for line in login_lines():
            self.stdout.write(line)

    def load(self, host: str | None) -> None:
        site = Site.objects.get(hostname=host) if host else Site.objects.get(is_default_site=True)
        load_vocabulary()
        nodes = load_neighbourhoods(site)
        people = load_people(site)
        organisations = load_organisations(site, people)
        vacancies = load_vacancies(site, organisations, people)
        place_vacancies(site)
        load_pages(site, people)
        load_people_places(site, people, nodes)
        load_services(site, people)
        load_moments(site, people)
        load_questions(site, people)
        load_outreach(site, people)
        load_applications(site, vacancies, people)
        load_rooms(site, people)
        load_agenda(site, people)
        load_coming_rooms(site, people)
        load_credits(site, people)
        load_help(site, people)
        load_circles(site, people)
        load_ambassadors(site, people)
        load_editing(site, people)
        load_articles(site, people)
        load_library(site, people)
        load_past_evening(site, people)
        load_together(site, people)
        load_initiatives(site, people)
        load_editing(site, people)
        load_english(site, people)
        load_buren()
        load_formula()
        ensure_site_workflows()  # every site has second readers of its own
