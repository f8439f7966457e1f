"""Four people on real Elasticsearch, PostgreSQL and Redis: the resident from search to sign-up, the volunteer who does
not know yet, the editor from page to publication, the listener from question to archive."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.databases import fill_postgres, own_database
from tests.journeys.conftest import DESKTOP, PHONE, log_in
from tests.journeys.test_resident import find_taalmaatje, sign_up
from tests.server import Portal, manage, running_portal
from tests.services import shared_service

TITLE = "Breien in de Peilstok"
QUESTION = "Waar kan ik met mijn verdriet naartoe?"


@pytest.fixture(scope="module")
def portal(postgres_url, redis_url, tmp_path_factory) -> Iterator[Portal]:
    """The whole portal with its demo on three real services. What can wait for nothing else goes on beside it:
    Elasticsearch starts while the demo is loaded, and the index is built while the portal starts."""
    folder = tmp_path_factory.mktemp("card")
    with ThreadPoolExecutor() as beside, own_database(postgres_url) as database:
        starting = beside.submit(shared_service, "elasticsearch")
        fill_postgres(database)
        real = {"DATABASE_URL": database, "REDIS_URL": redis_url}
        manage(folder, "run", "--prepare-only", **real)
        real["ELASTICSEARCH_URL"] = starting.result()
        building = beside.submit(manage, folder, "rebuild_search", **real)
        with running_portal(folder, **real) as running:
            building.result()
            yield running


@pytest.fixture
def visitor(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = browser.new_context(base_url=portal.url, viewport=PHONE, locale="nl-NL")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def worker(browser: Browser, portal: Portal) -> Iterator[Page]:
    """Somebody behind a desk, in a browser of their own."""
    context = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def get(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


def test_services_are_the_real_ones(portal: Portal):
    ready = get(f"{portal.url}/readyz")
    assert (ready["search"], ready["redis"], ready["database"]) == ("elasticsearch", "ok", "ok")
    assert asked_until_elasticsearch_answers(portal) == "elasticsearch"


def asked_until_elasticsearch_answers(portal: Portal) -> str:
    """On a machine that does other things too an answer may take more than its second; then the database gives it."""
    engine = ""
    for _try in range(30):
        engine = get(f"{portal.url}/api/v1/vacancies/?q=taalmaatje")["engine"]
        if engine == "elasticsearch":
            break
        time.sleep(1)
    return engine


def test_resident_searches_and_signs_up(visitor: Page, worker: Page, portal: Portal):
    find_taalmaatje(visitor)
    visitor.get_by_role("link", name="Taalmaatje voor een jonge vader").click()
    sign_up(visitor, "bewoner.kaart@example.org", "Bep")
    expect(visitor.locator("main")).to_contain_text("uiterlijk")
    log_in(worker, portal, "coordinator")
    worker.goto("/werk/")
    expect(worker.get_by_role("link", name="Bep Proefwater")).to_be_visible()


def test_volunteer_who_does_not_know_yet_reaches_a_coordinator(visitor: Page, worker: Page, portal: Portal):
    visitor.goto("/meedoen/aanmelden/")
    visitor.get_by_label("Wat doet u graag?").fill("Iets met hout, of met mensen")
    visitor.get_by_label("Uw naam").fill("Gijs Proefwater")
    visitor.get_by_label("Bel mij").check()
    visitor.get_by_label("Uw telefoonnummer").fill("0344 - 01 24 77")
    visitor.wait_for_timeout(3100)  # the time trap: nobody reads the page in less
    visitor.get_by_role("button", name="Verstuur").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Dank u wel, Gijs")
    assert visitor.locator(".code").inner_text()
    log_in(worker, portal, "coordinator")
    worker.goto("/werk/")
    worker.get_by_role("link", name="Gijs Proefwater").click()
    expect(worker.locator("main")).to_contain_text("0344 012 477")


def test_editor_writes_and_a_colleague_publishes(visitor: Page, worker: Page, browser: Browser, portal: Portal):
    log_in(worker, portal, "editor")
    worker.goto("/")
    worker.goto(worker.locator("a[href*='/add_subpage/']").first.get_attribute("href") or "/")
    worker.get_by_role("link", name="Gewone pagina", exact=True).click()
    worker.get_by_role("textbox", name="Titel").first.fill(TITLE)
    worker.locator("#id_lead").fill("Wij breien elke week samen. U mag zo aanschuiven.")
    worker.get_by_role("button", name="Meer acties").click()
    worker.get_by_role("button", name="Stuur door naar Meelezen").click()
    expect(worker.locator("body")).to_contain_text(TITLE)

    colleague = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL").new_page()
    colleague.set_default_timeout(30_000)
    log_in(colleague, portal, "editor2")
    colleague.goto("/beheer/")
    colleague.get_by_role("link", name=TITLE).first.click()
    colleague.get_by_role("button", name="Meer acties").click()
    colleague.get_by_role("button", name=re.compile("Goedkeuren|Approve", re.I)).first.click()
    expect(colleague.locator("body")).to_contain_text(re.compile("goedgekeurd|gepubliceerd", re.I))
    colleague.context.close()

    visitor.goto("/breien-in-de-peilstok/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect_found(visitor, TITLE)


def expect_found(visitor: Page, title: str) -> None:
    """The worker brings it to the index within some seconds."""
    for _try in range(150):
        visitor.goto("/zoeken/?q=breien")
        if visitor.locator("main").get_by_role("link", name=title).count():
            return
        visitor.wait_for_timeout(400)
    raise AssertionError(f"{title} is not found")


def test_listener_asks_and_reads_it_in_the_archive(visitor: Page, worker: Page, browser: Browser, portal: Portal):
    visitor.goto("/agenda/demo-gemodereerd/live/")
    visitor.get_by_label("Uw vraag", exact=True).fill(QUESTION)
    visitor.get_by_role("button", name="Verstuur uw vraag").click()
    expect(visitor.locator("[data-part=eigen]")).to_contain_text(QUESTION)
    log_in(worker, portal, "moderator")
    worker.goto("/werk/live/demo-gemodereerd/")
    worker.get_by_role("link", name=QUESTION).click()
    worker.get_by_role("button", name=re.compile("Toon$")).click()
    expect(visitor.locator(".question", has_text=QUESTION)).to_be_visible()  # over Redis, without a reload
    worker.get_by_role("button", name=re.compile("Nu aan de beurt")).click()
    worker.get_by_role("button", name=re.compile("Beantwoord$")).first.click()
    worker.get_by_text("Sluit de bijeenkomst").click()
    worker.get_by_role("button", name="Ja, sluit").click()
    worker.get_by_role("button", name="Maak het verslag").click()
    address = worker.get_by_role("link", name="Bekijk het concept").get_attribute("href") or ""

    editor = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL").new_page()
    editor.set_default_timeout(30_000)
    log_in(editor, portal, "admin")
    editor.goto(address)
    editor.get_by_role("button", name="Meer acties").click()
    editor.get_by_role("button", name="Publiceren").click()
    expect(editor.locator("body")).to_contain_text("gepubliceerd")
    found = editor.get_by_role("link", name=re.compile("Bekijk")).first.get_attribute("href") or ""
    editor.context.close()
    visitor.goto(re.sub(r"^https?://[^/]+", "", found))
    expect(visitor.locator("main")).to_contain_text(QUESTION)
