"""An editor begins a page from nothing and is warned about a hard sentence while writing."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, log_in
from tests.server import Portal

HARD = "Indien u wilt participeren, dient u middels het formulier een verzoek in te dienen."


def open_as(browser: Browser, portal: Portal, role: str) -> Page:
    page = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL").new_page()
    log_in(page, portal, role)
    return page


def test_editor_is_warned_about_a_hard_sentence_while_writing(browser: Browser, demo_portal: Portal):
    page = open_as(browser, demo_portal, "editor")
    page.goto("/beheer/")
    expect(page.get_by_role("heading", name="Uw eerste pagina in vier stappen")).to_be_visible()
    page.goto("/")
    page.goto(page.locator("a[href*='/add_subpage/']").first.get_attribute("href") or "/")
    expect(page.get_by_role("heading", name="Gewone pagina's")).to_be_visible()
    page.get_by_role("link", name="Gewone pagina", exact=True).click()
    page.get_by_role("textbox", name="Titel").first.fill("Breien in de Peilstok")
    page.locator("#id_lead").fill(HARD)
    panel = page.get_by_role("complementary", name="Leesbaarheid")
    expect(panel).to_contain_text("participeren")
    expect(panel).to_contain_text("meedoen")
    page.locator("#id_lead").fill("Wij breien elke week samen. U mag zo aanschuiven.")
    expect(panel).not_to_contain_text("participeren")
    page.get_by_role("button", name="Meer acties").click()
    expect(page.get_by_role("button", name="Stuur door naar Meelezen")).to_be_visible()
