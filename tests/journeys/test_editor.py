"""An editor makes a page, is warned about a hard sentence, a colleague approves, and it goes into the bin and back."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, log_in
from tests.server import Portal

HARD = "Indien u wilt participeren, dient u middels het formulier een verzoek in te dienen."
TITLE = "Breien in de Peilstok"


def open_as(browser: Browser, portal: Portal, role: str) -> Page:
    page = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL").new_page()
    log_in(page, portal, role)
    return page


def make_page(page: Page) -> str:
    """From the screen with the families to a draft; returns the address of its editor."""
    page.goto("/beheer/")
    expect(page.get_by_role("heading", name="Uw eerste pagina in vier stappen")).to_be_visible()
    page.goto("/beheer/pages/")
    home = page.locator("a[href*='/add_subpage/']").first.get_attribute("href") or ""
    number = re.findall(r"\d+", home)
    page.goto(f"/beheer/pages/{number[0]}/add_subpage/" if number else "/beheer/pages/")
    expect(page.get_by_role("heading", name="Gewone pagina's")).to_be_visible()
    page.get_by_role("link", name="Gewone pagina", exact=True).click()
    page.get_by_role("textbox", name="Titel").first.fill(TITLE)
    page.locator("#id_lead").fill(HARD)
    return page.url


def test_editor_makes_a_page_and_a_colleague_approves_it(browser: Browser, demo_portal: Portal):
    writer = open_as(browser, demo_portal, "editor")
    make_page(writer)
    panel = writer.get_by_role("complementary", name="Leesbaarheid")
    expect(panel).to_contain_text("participeren")
    expect(panel).to_contain_text("meedoen")
    writer.locator("#id_lead").fill("Wij breien elke week samen. U mag zo aanschuiven.")
    expect(panel).not_to_contain_text("participeren")
    writer.wait_for_url(re.compile(r"/edit/"), timeout=20_000)  # the first draft saves itself
    address = writer.url
    writer.get_by_role("button", name=re.compile("Meer acties|Acties")).first.click()
    writer.get_by_role("button", name=re.compile("Meelezen")).first.click()
    writer.wait_for_load_state()
    number = re.findall(r"/pages/(\d+)/", address)[0]

    colleague = open_as(browser, demo_portal, "editor2")
    colleague.goto("/beheer/")
    expect(colleague.get_by_text("1 pagina wacht op u")).to_be_visible()
    colleague.goto(f"/beheer/pages/{number}/edit/")
    colleague.get_by_role("button", name=re.compile("Meer acties|Acties")).first.click()
    colleague.get_by_role("button", name=re.compile("^Goedkeuren")).first.click()
    colleague.wait_for_load_state()

    visitor = browser.new_context(base_url=demo_portal.url, viewport=DESKTOP).new_page()
    visitor.goto("/breien-in-de-peilstok/")
    expect(visitor.get_by_role("heading", name=TITLE)).to_be_visible()

    boss = open_as(browser, demo_portal, "admin")
    boss.goto(f"/beheer/pages/{number}/delete/")
    boss.get_by_role("button", name="Naar de prullenbak").click()
    assert (visitor.goto("/breien-in-de-peilstok/") or visitor).status == 404  # type: ignore[union-attr]
    boss.goto("/beheer/prullenbak/")
    boss.get_by_role("row", name=re.compile(TITLE)).get_by_role("button", name="Zet terug").click()
    expect(boss.get_by_text(f"“{TITLE}” staat er weer.")).to_be_visible()
    assert (visitor.goto("/breien-in-de-peilstok/") or visitor).status == 200  # type: ignore[union-attr]
