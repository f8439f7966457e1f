"""Neighbourhoods and meeting places: what lives there, the way there, who is there, and the postcode box."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.pages.consents import withdraw_consent
from portal.pages.models import (
    HomePage,
    IndexPage,
    MeetingPlaceDay,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    StoryConsent,
    StoryIndexPage,
    StoryPage,
)
from portal.places.actions import set_postcodes
from portal.places.enums import Level
from portal.places.models import Neighbourhood
from tests.factories.agenda import EventFactory
from tests.factories.bank import VacancyFactory
from tests.factories.help import HelpItemFactory
from tests.factories.pages import at, home_page, meeting_place, neighbourhood_page, places_page, worker_page

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-11-25 09:00:00+00:00"


@pytest.fixture
def nodes(site) -> dict[str, Neighbourhood]:
    home_page(site)
    make = Neighbourhood.objects.create
    tiel = make(site=site, name="Tiel", slug="tiel", level=Level.MUNICIPALITY, cbs_code="GM0281")
    drumpt = make(site=site, name="Drumpt", slug="drumpt", level=Level.WIJK, cbs_code="WK028104", parent=tiel)
    dorp = make(site=site, name="Drumpt-Dorp", slug="drumpt-dorp", parent=drumpt)
    oost = make(site=site, name="Oost", slug="oost", level=Level.WIJK, parent=tiel)
    return {"tiel": tiel, "drumpt": drumpt, "dorp": dorp, "oost": oost}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def graph_of(html: str) -> list[dict]:
    blocks = re.findall(r'ld\+json">(.*?)</script>', html, re.S)
    return [node for block in blocks for node in json.loads(block)["@graph"]]


class PlacePagesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.index = places_page()
        site = Site.objects.get(is_default_site=True)
        cls.node = Neighbourhood.objects.create(site=site, name="Drumpt", slug="drumpt", level=Level.WIJK)
        cls.hood = neighbourhood_page(cls.node)
        cls.place = meeting_place(slug="de-peilstok", neighbourhood=cls.node)

    def hood_form(self) -> dict[str, str]:
        data = {"title": "Drumpt", "slug": "drumpt", "neighbourhood": str(self.node.pk), "tint": "home"}
        return nested_form_data({**data, "body": streamfield([])})

    def place_form(self, **values: object) -> dict[str, str]:
        data = {
            "title": "De Peilstok",
            "slug": "de-peilstok",
            "tint": "home",
            "street": "Pontwachterspad 1",
            "place": "Tiel",
            "hours": inline_formset([{"weekday": "0", "opens": "09:00", "closes": "17:00"}]),
            "other_days": inline_formset([]),
            "body": streamfield([]),
        }
        return nested_form_data({**data, **values})

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(NeighbourhoodIndexPage, {HomePage, IndexPage})
        self.assertAllowedParentPageTypes(NeighbourhoodPage, {NeighbourhoodIndexPage, NeighbourhoodPage})
        self.assertAllowedParentPageTypes(MeetingPlacePage, {NeighbourhoodIndexPage, NeighbourhoodPage, IndexPage})
        self.assertAllowedSubpageTypes(MeetingPlacePage, {})
        self.assertCanNotCreateAt(HomePage, NeighbourhoodPage)

    def test_pages_can_be_visited_edited_and_previewed(self) -> None:
        for page in (self.index, self.hood, self.place):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)
        for page, data in ((self.hood, self.hood_form()), (self.place, self.place_form())):
            self.assertPageIsEditable(page, post_data=data)
            self.assertPageIsPreviewable(page, post_data=data)

    def test_editor_makes_a_meeting_place_and_is_told_of_hours_that_end_first(self) -> None:
        self.login()
        data = self.place_form(title="De Kade", slug="de-kade")
        self.assertCanCreate(self.index, MeetingPlacePage, data, publish=True)
        assert MeetingPlacePage.objects.get(slug="de-kade").hours.count() == 1
        wrong = inline_formset([{"weekday": "0", "opens": "17:00", "closes": "09:00"}])
        answer = self.client.post(
            f"/beheer/pages/add/pages/meetingplacepage/{self.index.pk}/",
            {**self.place_form(slug="anders", hours=wrong), "action-publish": "1"},
        )
        self.assertContains(answer, "De eindtijd is later dan de begintijd.")


# ---- neighbourhoods


def test_page_of_a_wijk_shows_what_lives_in_its_buurten_and_nothing_of_elsewhere(client, nodes):
    neighbourhood_page(nodes["drumpt"])
    VacancyFactory(title="Koken in het dorp", neighbourhood=nodes["dorp"])
    VacancyFactory(title="Wandelen in Oost", neighbourhood=nodes["oost"])
    place = meeting_place("De Kade", neighbourhood=nodes["dorp"])
    meeting_place("De Haven", neighbourhood=nodes["oost"])
    bram, noor, joyce = worker_page("Bram"), worker_page("Noor", hours=[at(0, place=place)]), worker_page("Joyce")
    bram.neighbourhoods = [nodes["drumpt"]]
    joyce.neighbourhoods = [nodes["oost"]]
    bram.save(), joyce.save()
    said = text(client.get("/buurten/drumpt/").content.decode().split("<main")[1])
    assert [name in said for name in ("Koken in het dorp", "De Kade", "Bram", "Noor")] == [True] * 4
    assert [name in said for name in ("Wandelen in Oost", "De Haven", "Joyce")] == [False] * 3
    assert noor.first_name == "Noor"


def test_page_of_a_wijk_mixes_events_help_and_stories_of_its_buurten(client, nodes, site):
    hood = neighbourhood_page(nodes["drumpt"])
    for where, name in ((nodes["dorp"], "hier"), (nodes["oost"], "elders")):
        EventFactory(title=f"Soep eten {name}", neighbourhood=where)
        HelpItemFactory(title=f"Wie draagt mijn kast {name}", neighbourhood=where)
        HelpItemFactory(title=f"Nog niet gelezen {name}", neighbourhood=where, unread=True)
        HelpItemFactory(title=f"Al geregeld {name}", neighbourhood=where, done=True)
        tell_story(site, f"Ik kwam {name} wonen", where)
    said = text(client.get(hood.url).content.decode().split("<main")[1])
    assert [word in said for word in ("Soep eten hier", "Wie draagt mijn kast hier", "Ik kwam hier wonen")] == [
        True
    ] * 3
    assert "elders" not in said
    assert [word in said for word in ("Nog niet gelezen", "Al geregeld")] == [False] * 2


def test_story_leaves_the_page_of_its_neighbourhood_with_its_consent(client, nodes, site):
    hood = neighbourhood_page(nodes["drumpt"])
    story = tell_story(site, "Ik kwam hier wonen", nodes["drumpt"])
    assert "Ik kwam hier wonen" in client.get(hood.url).content.decode()
    withdraw_consent(consent=story.consent)
    assert "Ik kwam hier wonen" not in client.get(hood.url).content.decode()


def tell_story(site: Site, title: str, node: Neighbourhood) -> StoryPage:
    shelf = StoryIndexPage.objects.first()
    if shelf is None:
        shelf = site.root_page.add_child(instance=StoryIndexPage(title="Verhalen", slug="verhalen"))
    today = timezone.localdate()
    consent = StoryConsent.objects.create(site=site, teller="Toos", given="paper", read_back_on=today)
    story: StoryPage = shelf.add_child(instance=StoryPage(title=title, consent=consent, neighbourhoods=[node]))
    story.save_revision().publish()
    return story


def test_empty_neighbourhood_says_so(client, nodes):
    neighbourhood_page(nodes["oost"])
    said = text(client.get("/buurten/oost/").content.decode())
    assert "nog geen plek om binnen te lopen" in said
    assert "Hier is nu geen open plek." in said
    assert "Nog niemand van ons" in said
    assert "Hier vraagt of biedt nu niemand iets." in said


def test_neighbourhood_that_was_deleted_leaves_a_page_that_can_be_read(client, nodes):
    page = neighbourhood_page(nodes["oost"])
    nodes["oost"].delete()
    VacancyFactory(title="Van nergens")
    html = client.get(page.url).content.decode()
    assert "Van nergens" not in html


def test_page_of_a_neighbourhood_costs_the_same_for_one_and_three(client, nodes):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    neighbourhood_page(nodes["drumpt"])

    def cost(number: int) -> int:
        VacancyFactory(neighbourhood=nodes["dorp"])
        meeting_place(f"Plek {number}", neighbourhood=nodes["dorp"])
        worker = worker_page(f"Mens{number}")
        worker.neighbourhoods = [nodes["dorp"]]
        worker.save()
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/buurten/drumpt/")
        return len(queries)

    client.get("/buurten/drumpt/")
    first = cost(1)
    cost(2)
    assert cost(3) == first


def test_machines_read_the_code_of_the_cbs(client, nodes):
    neighbourhood_page(nodes["drumpt"])
    area = next(
        node
        for node in graph_of(client.get("/buurten/drumpt/").content.decode())
        if node["@type"] == "AdministrativeArea"
    )
    assert area["identifier"]["value"] == "WK028104"
    assert area["containedInPlace"]["name"] == "Tiel"


def test_events_stand_on_the_pages_of_where_they_are(client, nodes):
    from tests.factories.agenda import EventFactory

    neighbourhood_page(nodes["drumpt"])
    meeting_place("De Kade", slug="de-kade")
    EventFactory(title="Soep in het dorp", neighbourhood=nodes["dorp"], location_name="De Kade")
    EventFactory(title="Kaarten in Oost", neighbourhood=nodes["oost"], location_name="De Haven")
    for path in ("/buurten/drumpt/", "/buurten/de-kade/"):
        html = client.get(path).content.decode()
        assert ["Soep in het dorp" in html, "Kaarten in Oost" in html] == [True, False], path


# ---- in which neighbourhood do I live?


def test_postcode_leads_to_the_page_of_the_neighbourhood_or_the_one_above(client, nodes):
    neighbourhood_page(nodes["drumpt"])
    set_postcodes(neighbourhood=nodes["dorp"], codes=["4003DR"])
    set_postcodes(neighbourhood=nodes["oost"], codes=["4002"])
    answer = client.get("/in-welke-buurt/?postcode=4003+dr")
    assert (answer.status_code, answer.url) == (302, "/buurten/drumpt/")
    # Oost has no page, and neither has Tiel.
    assert client.get("/in-welke-buurt/?postcode=4002AB").status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9999 ZZ", "Deze postcode kennen wij niet."),
        ("tiel", "Een postcode is vier cijfers en twee letters"),
        ("", "Vul uw postcode in"),
        ("4001 AB en nog veel meer", "Een postcode is zoals 4001 AB."),
        ("40\x0001", "tekens die wij niet kunnen lezen"),
    ],
)
def test_postcode_that_leads_nowhere_is_answered_with_a_sentence(client, nodes, typed, sentence):
    answer = client.get("/in-welke-buurt/", {"postcode": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert len(answer.content) < 30_000


def test_box_without_a_postcode_shows_the_tree(client, nodes):
    neighbourhood_page(nodes["drumpt"])
    answer = client.get("/in-welke-buurt/")
    assert answer.status_code == 200
    assert '<a href="/buurten/drumpt/">Drumpt</a>' in answer.content.decode()


def test_other_site_has_its_own_neighbourhoods(client, nodes):
    neighbourhood_page(nodes["drumpt"])
    set_postcodes(neighbourhood=nodes["dorp"], codes=["4003DR"])
    other = Site.objects.create(hostname="buren.localhost", root_page=Page.objects.get(depth=1))
    home_page(other)
    answer = client.get("/in-welke-buurt/?postcode=4003DR", headers={"host": "buren.localhost"})
    assert answer.status_code == 422
    assert "Drumpt" not in answer.content.decode()


# ---- meeting places


def test_meeting_place_says_when_it_is_open_and_what_differs(client):
    page = meeting_place(
        slug="de-peilstok", coffee="Een kopje kost 50 cent.", step_free=True, by_bus="Bus 45 stopt hier."
    )
    page.other_days = [
        MeetingPlaceDay(day=date(2026, 12, 24), reason="kerstlunch"),
        MeetingPlaceDay(day=date(2026, 11, 2), reason="voorbij"),
    ]
    page.save()
    with time_machine.travel(WEDNESDAY, tick=False):
        said = text(client.get("/buurten/de-peilstok/").content.decode())
    assert "Open tot 17.00 uur" in said
    assert "Maandag tot en met vrijdag, 9.00 tot 17.00 uur." in said
    assert "Do 24 dec Dicht : kerstlunch" in said or "Do 24 dec Dicht: kerstlunch" in said
    assert "voorbij" not in said
    assert "Een kopje kost 50 cent." in said
    assert "Zonder drempel of trap" in said
    assert "Bus 45 stopt hier." in said
    with time_machine.travel("2026-12-24 10:00:00+00:00", tick=False):
        assert "Dicht tot maandag 9.00 uur" in text(client.get("/buurten/de-peilstok/").content.decode())


def test_meeting_place_says_who_is_there_now_and_later(client):
    place, elsewhere = meeting_place(slug="de-peilstok"), meeting_place("De Kade")
    worker_page("Bram", hours=[at(2, place=place), at(3, place=elsewhere)])
    worker_page("Noor", hours=[at(3, place=place)])
    worker_page("Yusuf", hours=[at(2, place=elsewhere)])
    with time_machine.travel(WEDNESDAY, tick=False):
        said = text(client.get("/buurten/de-peilstok/").content.decode())
    assert "Bram Nu, tot 12.00 uur" in said
    assert "Morgen do 26 nov Noor 9.00 tot 12.00 uur" in said
    assert "Yusuf" not in said


def test_map_is_a_link_and_nothing_is_asked_before_a_click(client):
    meeting_place(slug="de-peilstok", latitude=51.8867, longitude=5.4344)
    html = client.get("/buurten/de-peilstok/").content.decode()
    assert 'href="https://www.openstreetmap.org/?mlat=51.88670&amp;mlon=5.43440#map=17/51.88670/5.43440"' in html
    assert not re.findall(r'(?:src|srcset)="https?://', html)


def test_machines_read_address_hours_and_access(client):
    meeting_place(slug="de-peilstok", wheelchair_toilet=True)
    node = next(
        each
        for each in graph_of(client.get("/buurten/de-peilstok/").content.decode())
        if each["@type"] == "CivicStructure"
    )
    assert node["address"]["addressLocality"] == "Tiel"
    assert len(node["openingHoursSpecification"]) == 5
    assert [each["name"] for each in node["amenityFeature"]] == ["toilet voor een rolstoel"]
