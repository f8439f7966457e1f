"""The blocks of an editor's page as a visitor uses them, and what the browser asks of others meanwhile: nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.server import Portal

PAGE = "/wie-wij-zijn/samen-eten-in-de-streek/"
SPEAK = """
window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "nl-NL", name: "nl", localService: true }], addEventListener() {}, removeEventListener() {},
  speak(words) { window.spoken.push(words.text); }, cancel() { window.stopped = true; }, pause() {}, resume() {},
} });
"""


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The hosts that the browser asks, the machine's own included; what is of others gets no answer."""
    hosts: list[str] = []
    page.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    return hosts


def others(hosts: list[str], portal: Portal) -> set[str]:
    return set(hosts) - {urlsplit(portal.url).netloc}


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}], ids=["360", "768"])
def test_nobody_else_is_asked_before_a_click(page: Page, demo_portal: Portal, asked: list[str], size):
    page.set_viewport_size(size)
    page.goto(PAGE)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_text("Lees de tekst van de film").click()
    page.get_by_text("Bekijk de getallen als tabel").click()
    page.wait_for_load_state("networkidle")
    assert others(asked, demo_portal) == set()
    assert page.context.cookies() == []
    assert page.locator("iframe").count() == 0


def test_film_is_fetched_after_a_click_and_its_text_is_there(page: Page, demo_portal: Portal, asked: list[str]):
    page.route("https://films.example.org/**", lambda route: route.abort())
    page.goto(PAGE)
    page.get_by_role("link", name="Bekijk de film").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Een avond aan tafel")
    expect(page.get_by_role("heading", name="De tekst van de film")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert others(asked, demo_portal) == {"films.example.org"}
    page.get_by_role("link", name="Terug naar de pagina").first.click()
    expect(page).to_have_url(f"{demo_portal.url}{PAGE}")


def test_map_is_fetched_after_a_click_and_the_addresses_stay_when_it_fails(
    page: Page, demo_portal: Portal, asked: list[str]
):
    page.route(lambda url: urlsplit(url).netloc != urlsplit(demo_portal.url).netloc, lambda route: route.abort())
    page.goto(PAGE)
    page.get_by_role("button", name="Toon de kaart").click()
    expect(page.get_by_text("De kaart doet het nu niet.")).to_be_visible()
    expect(page.get_by_text("Pontwachterspad 1, Tiel").first).to_be_visible()
    assert others(asked, demo_portal) == {"service.pdok.nl"}


def test_poll_is_answered_without_an_account_and_shows_what_others_chose(page: Page):
    page.goto(PAGE)
    page.get_by_label("op woensdag").check()
    page.get_by_role("button", name="Geef uw antwoord").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Op welke dag eet u het liefst mee?")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["peiling"]


def test_same_page_in_easy_words_by_keyboard_and_back(page: Page):
    page.goto(PAGE)
    link = page.get_by_role("link", name="Lees dit in eenvoudige woorden")
    link.focus()
    page.keyboard.press("Enter")
    back = page.locator(".reading-tools a")
    expect(back).not_to_have_text("Lees dit in eenvoudige woorden")
    assert page.url.endswith("?lees=eenvoudig")
    expect(page.get_by_role("button", name="Geef uw antwoord")).to_have_count(0)
    back.click()
    expect(page.get_by_role("button", name="Geef uw antwoord")).to_be_visible()


def test_page_is_read_aloud_and_stops(page: Page):
    page.add_init_script(SPEAK)
    page.goto(PAGE)
    button = page.locator("[data-read-aloud] button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "Wie mee-eet, hoeft niets te kunnen." in " ".join(page.evaluate("window.spoken"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.stopped")


def test_reading_setting_holds_on_every_page_without_an_account_until_it_is_put_back(page: Page):
    def size() -> float:
        return page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")

    page.goto("/contact/")
    usual = size()
    page.get_by_role("link", name="Groter of rustiger lezen").click()
    page.locator("input[name=size][value=larger]").check()
    page.locator("input[name=space][value=wide]").check()
    page.get_by_role("button", name="Zo wil ik lezen").click()
    for path in ("/contact/", "/vacatures/", PAGE):
        page.goto(path)
        expect(page.locator("html")).to_have_class("read-larger read-wide")
    page.goto("/contact/")
    assert size() > usual
    page.goto("/lezen/")
    page.locator("input[name=size][value=usual]").check()
    page.locator("input[name=space][value=usual]").check()
    page.get_by_role("button", name="Zo wil ik lezen").click()
    page.goto("/contact/")
    assert size() == usual
    assert "lezen" not in [cookie["name"] for cookie in page.context.cookies()]
