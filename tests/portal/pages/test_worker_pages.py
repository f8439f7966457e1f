"""A worker as figurehead: present or not, absent with a stand-in, followed up, found by first name."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.pages.models import HomePage, IndexPage, StandardPage, TeamPage, WorkerAbsence, WorkerPage
from tests.factories.pages import at, home_page, meeting_place, team_page, worker_page, worker_user

pytestmark = pytest.mark.django_db
# A Wednesday at ten in the morning in Tiel.
WEDNESDAY = "2026-11-25 09:00:00+00:00"


def read(client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class WorkerPageTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.team = team_page()
        cls.page = worker_page(pronoun="hij")

    def form(self, **values: object) -> dict[str, str]:
        nothing = inline_formset([])
        data = {
            "title": "Bram Hoogwater",
            "slug": "bram",
            "lead": "Altijd op de fiets.",
            "tint": "home",
            "worker": str(self.page.worker_id),
            "pronoun": "hij",
            "can_do": streamfield([("thing", {"text": "Op huisbezoek komen", "page": "", "url": ""})]),
            "body": streamfield([]),
            "channels": streamfield([]),
            "hours": nothing,
            "extra_days": nothing,
            "absences": nothing,
        }
        return nested_form_data({**data, **values})

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(WorkerPage, {TeamPage, IndexPage})
        self.assertAllowedSubpageTypes(WorkerPage, {})
        self.assertAllowedParentPageTypes(TeamPage, {HomePage, IndexPage})
        self.assertCanNotCreateAt(StandardPage, WorkerPage)

    def test_page_can_be_visited_edited_and_previewed_in_every_mode(self) -> None:
        for page in (self.team, self.page):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)
        self.assertPageIsEditable(self.page, post_data=self.form())
        for mode, _label in WorkerPage().preview_modes:
            self.assertPageIsPreviewable(self.page, mode=mode, post_data=self.form())

    def test_editor_makes_a_page_with_hours_and_an_absence(self) -> None:
        self.login()
        hours = inline_formset(
            [
                {
                    "weekday": "0",
                    "opens": "09:00",
                    "closes": "12:00",
                    "kind": "walk_in",
                    "place": "",
                    "where": "De Kade",
                    "note": "",
                }
            ]
        )
        away = inline_formset(
            [{"first_day": "2026-12-01", "last_day": "2026-12-02", "reason": "free", "stand_in": str(self.page.pk)}]
        )
        worker = worker_user("Noor")
        data = self.form(title="Noor", slug="noor", worker=str(worker.pk), hours=hours, absences=away)
        self.assertCanCreate(self.team, WorkerPage, data, publish=True)
        page = WorkerPage.objects.get(slug="noor")
        assert page.live
        assert [row.where for row in page.hours.all()] == ["De Kade"]
        assert page.absences.get().stand_in == self.page

    def test_one_page_for_a_worker(self) -> None:
        self.login()
        answer = self.client.post(
            f"/beheer/pages/add/pages/workerpage/{self.team.pk}/", {**self.form(slug="nog-een"), "action-publish": "1"}
        )
        self.assertContains(answer, "Deze medewerker heeft al een pagina.")
        assert WorkerPage.objects.count() == 1


def test_editor_chooses_only_workers_and_neighbourhoods_of_the_own_site(client, site):
    from portal.places.models import Neighbourhood

    page = worker_page()
    other = Site.objects.create(hostname="buren.localhost", root_page=Page.objects.get(depth=1))
    home_page(other)
    worker_user("Vreemde", other)
    Neighbourhood.objects.create(site=other, name="Elders", slug="elders")
    Neighbourhood.objects.create(site=site, name="Hier", slug="hier")
    form = page.get_edit_handler().get_form_class()(instance=page)
    assert [user.first_name for user in form.fields["worker"].queryset] == ["Bram"]
    assert [node.name for node in form.fields["neighbourhoods"].queryset] == ["Hier"]


def test_page_says_that_the_worker_is_there_now(client):
    place = meeting_place()
    worker_page(pronoun="hij", hours=[at(2, place=place, note="aan de leestafel")])
    with time_machine.travel(WEDNESDAY, tick=False):
        said = read(client, "/wie-wij-zijn/bram/")
    assert "Ja, nu. Hij is tot 12.00 uur in De Peilstok, aan de leestafel." in said


def test_page_says_when_and_where_next_and_who_stands_in(client):
    hanneke = worker_page("Hanneke")
    page = worker_page(pronoun="hij", hours=[at(3), at(4)])
    page.absences = [
        WorkerAbsence(first_day=date(2026, 11, 27), last_day=date(2026, 11, 27), reason="free", stand_in=hanneke)
    ]
    page.save()
    with time_machine.travel(WEDNESDAY, tick=False):
        said = read(client, "/wie-wij-zijn/bram/")
    assert "Nu niet. Morgen om 9.00 uur is hij in De Peilstok." in said
    assert "Bram is vrij. Hanneke vervangt hem." in said
    with time_machine.travel("2026-11-27 09:00:00+00:00", tick=False):
        said = read(client, "/wie-wij-zijn/bram/")
    assert "Vandaag niet. Bram is vrij. Hanneke vervangt hem." in said


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("2026-11-25 08:30", "Ja, nu. Hij is tot 12.00 uur in De Peilstok."),
        ("2026-11-25 11:00", "Nu niet. Morgen om 9.00 uur is hij in De Peilstok."),
        ("2026-11-25 12:30", "Aan het werk, op afspraak. Op huisbezoek in Tiel-Oost."),
        ("2026-11-28 10:00", "Nu niet. Woensdag om 9.00 uur is hij in De Peilstok."),
        (
            "2026-12-07 10:00",
            "Vandaag niet. Bram is met vakantie tot en met vrijdag 18 december. Hanneke vervangt hem.",
        ),
        (
            "2026-12-12 10:00",
            "Vandaag niet. Bram is met vakantie tot en met vrijdag 18 december. Hanneke vervangt hem.",
        ),
        (
            "2026-12-18 10:00",
            "Vandaag niet. Bram is met vakantie tot en met vrijdag 18 december. Hanneke vervangt hem.",
        ),
        ("2026-12-25 10:00", "Nu niet. Woensdag om 9.00 uur is hij in De Peilstok."),
        ("2026-12-29 09:00", "Nu niet. Morgen om 9.00 uur is hij in De Peilstok."),
    ],
    ids=[
        "walk-in",
        "between",
        "visit",
        "weekend",
        "leave",
        "weekend of leave",
        "last day of leave",
        "holiday",
        "other day",
    ],
)
def test_page_answers_whether_the_worker_is_there_in_every_state(client, moment: str, answer: str):
    """At one glance: now, on a visit, not today, away for long with a stand-in, on a public holiday."""
    hanneke = worker_page("Hanneke")
    visit = at(2, time(13), time(16), where="Op huisbezoek in Tiel-Oost", kind="appointment")
    page = worker_page(pronoun="hij", hours=[at(2), at(3), at(4), visit])
    page.absences = [
        WorkerAbsence(first_day=date(2026, 12, 7), last_day=date(2026, 12, 18), reason="holiday", stand_in=hanneke),
        WorkerAbsence(first_day=date(2026, 12, 29), last_day=date(2026, 12, 29), reason="free"),
    ]
    page.save()
    with time_machine.travel(f"{moment}:00+00:00", tick=False):
        assert answer in read(client, "/wie-wij-zijn/bram/")


def test_worker_who_is_away_for_weeks_is_told_in_the_team_too(client):
    page = worker_page(pronoun="zij")
    page.absences = [WorkerAbsence(first_day=date(2026, 11, 20), last_day=date(2027, 1, 29), reason="away")]
    page.save()
    with time_machine.travel(WEDNESDAY, tick=False):
        assert "tot en met vrijdag 29 januari" in read(client, "/wie-wij-zijn/")
        assert "Bel ons" not in read(client, "/wie-wij-zijn/bram/").split("ook?")[1].split("Vraag")[0]


def test_worker_without_hours_is_reached_by_telephone(client):
    worker_page(hours=[])
    said = read(client, "/wie-wij-zijn/bram/")
    assert "Nu niet. Bel ons." in said
    assert "staat Bram nergens vast" in said


# ---- succession


@pytest.fixture
def succession():
    today = timezone.localdate()
    joyce = worker_page("Joyce", pronoun="zij")
    bram = worker_page(
        pronoun="hij",
        leaves_on=today + timedelta(days=10),
        successor=joyce,
        leaving_text="gaat met pensioen",
        farewell_title="Dag Bram",
        farewell_url="/agenda/dag-bram/",
    )
    return bram, joyce


def test_before_the_date_both_are_shown_and_the_farewell_is_announced(client, succession):
    html = client.get("/wie-wij-zijn/bram/").content.decode()
    assert html.count("portrait-drawing") == 2
    assert "gaat met pensioen" in html
    assert 'href="/agenda/dag-bram/"' in html
    assert "Zocht u" not in client.get("/wie-wij-zijn/joyce/").content.decode()


def test_introduction_begins_on_its_day(client, succession):
    bram, _joyce = succession
    bram.introduced_from = timezone.localdate() + timedelta(days=3)
    bram.save()
    assert client.get("/wie-wij-zijn/bram/").content.decode().count("portrait-drawing") == 1


def test_after_the_date_the_address_leads_to_the_successor_who_says_so(client, succession):
    bram, _joyce = succession
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert client.get("/wie-wij-zijn/bram/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        answer = client.get("/wie-wij-zijn/bram/")
        assert (answer.status_code, answer.url) == (302, "/wie-wij-zijn/joyce/")
        said = read(client, "/wie-wij-zijn/bram/")
        assert "Zocht u Bram Hoogwater?" in said
        assert "opgevolgd door Joyce" in said
        assert "Bram" not in client.get("/wie-wij-zijn/").content.decode().split("<main")[1]
        assert "/bram/" not in client.get("/sitemap-pages.xml").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        assert "Zocht u" not in client.get("/wie-wij-zijn/joyce/").content.decode()


def test_after_the_date_nothing_names_the_old_worker_as_contact(client, succession):
    bram, joyce = succession
    page = StandardPage(title="Rouw", slug="rouw", contact=bram.worker)
    home_page().add_child(instance=page)
    assert "Bram" in client.get("/rouw/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        html = client.get("/rouw/").content.decode()
    assert "Bram" not in html
    assert "Joyce" in html


def test_who_left_without_successor_says_whom_to_ring(client):
    worker_page(leaves_on=timezone.localdate() - timedelta(days=1))
    said = read(client, "/wie-wij-zijn/bram/")
    assert "Bram werkt hier niet meer." in said
    assert "er ook?" not in said


def test_nobody_follows_up_oneself_or_without_a_date():
    page = worker_page()
    page.successor = page
    with pytest.raises(ValidationError, match="niemand volgt zichzelf op"):
        page.full_clean()
    page.successor = worker_page("Joyce")
    with pytest.raises(ValidationError, match="laatste werkdag"):
        page.full_clean()


# ---- found, and read by machines


def test_search_by_first_name_leads_to_the_page(client):
    worker_page("Joyce")
    html = client.get("/zoeken/?q=joyce").content.decode()
    assert 'href="/wie-wij-zijn/joyce/"' in html
    assert html.count('href="/wie-wij-zijn/joyce/"') == 1


def test_home_of_the_team_costs_the_same_for_one_and_three(client, django_assert_max_num_queries):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    worker_page("Bram")
    client.get("/wie-wij-zijn/")
    cache.clear()
    with CaptureQueriesContext(connection) as one:
        client.get("/wie-wij-zijn/")
    worker_page("Joyce"), worker_page("Noor")
    cache.clear()
    with CaptureQueriesContext(connection) as three:
        client.get("/wie-wij-zijn/")
    assert len(three) == len(one)


def test_machines_read_a_person_of_the_organisation(client):
    worker_page(lead="Altijd op de fiets.")
    html = client.get("/wie-wij-zijn/bram/").content.decode()
    graph = [
        node for block in re.findall(r'ld\+json">(.*?)</script>', html, re.S) for node in json.loads(block)["@graph"]
    ]
    person = next(node for node in graph if node["@type"] == "ProfilePage")["mainEntity"]
    assert (person["@type"], person["name"], person["description"]) == (
        "Person",
        "Bram Hoogwater",
        "Altijd op de fiets.",
    )
    assert person["worksFor"]["@id"].endswith("/#organisatie")


@pytest.mark.parametrize("model", [WorkerPage, TeamPage])
def test_every_field_has_help_with_an_example(model):
    skipped = {"page_ptr", "contentpage_ptr", "readingpage_ptr", "can_do", "body", "channels"}
    own = [field for field in model._meta.local_fields if field.name not in skipped]
    assert [field.name for field in own if not field.help_text] == []


def test_page_that_is_kept_for_visitors_is_made_anew_when_the_worker_goes(client, settings):
    settings.KEEP_PAGES_SECONDS = 3600
    worker_page(hours=[at(2)])
    with time_machine.travel("2026-11-25 10:55:00+00:00", tick=False):
        assert "Ja, nu." in client.get("/wie-wij-zijn/bram/").content.decode()
    with time_machine.travel("2026-11-25 11:01:00+00:00", tick=False):
        assert "Nu niet." in client.get("/wie-wij-zijn/bram/").content.decode()
