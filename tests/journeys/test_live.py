"""The live room in a browser: by keyboard, without a script, with a line that breaks, under somebody's eyes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.server import Portal

ROOM = "/agenda/demo-gemodereerd/live/"
OPEN_ROOM = "/agenda/demo-teleseminar/live/"


def connected(page: Page, path: str = OPEN_ROOM) -> Page:
    page.goto(path)
    expect(page.locator("[data-room]")).to_have_attribute("data-status", re.compile("open|recovered|refreshed"))
    return page


@pytest.fixture
def other(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, locale="nl-NL")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_question_by_keyboard_reaches_everybody_without_a_reload(page: Page, other: Page):
    connected(page)
    connected(other, OPEN_ROOM + "?alles=1")
    page.get_by_label("Uw vraag", exact=True).focus()
    page.keyboard.type("Mag ik lachen op een begrafenis?")
    page.keyboard.press("Tab")  # zonder naam
    page.keyboard.press("ArrowDown")  # met mijn voornaam
    page.keyboard.press("Tab")
    page.keyboard.type("Toos")
    page.keyboard.press("Tab")  # voor iemand anders
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=eigen]")).to_contain_text("“Mag ik lachen op een begrafenis?”")
    expect(page.locator("[data-part=melding]")).to_contain_text("Uw vraag staat in de lijst.")
    assert page.get_by_label("Uw vraag", exact=True).input_value() == ""
    expect(other.locator(".question", has_text="Mag ik lachen")).to_contain_text("Van Toos")


def test_vote_is_shown_at_once_and_told_to_others(page: Page, other: Page):
    connected(page)
    connected(other)
    mine = page.locator(".question", has_text="Hoe kom ik de kerst door?").locator("button")
    theirs = other.locator(".question", has_text="Hoe kom ik de kerst door?").locator("button")
    before = int(mine.locator("b").inner_text())
    mine.focus()
    page.keyboard.press("Space")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(mine).to_contain_text("u ook")
    expect(theirs.locator("b")).to_have_text(str(before + 1))
    page.keyboard.press("Space")
    expect(theirs.locator("b")).to_have_text(str(before))


def test_without_a_script_everything_is_there(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(ROOM)
    page.get_by_label("Uw vraag", exact=True).fill("Kan ik mijn huur later betalen?")
    page.get_by_role("button", name="Verstuur uw vraag").click()
    expect(page).to_have_url(re.compile(r"#uw-vraag$"))
    expect(page.locator(".own")).to_contain_text("Uw vraag wacht. Farida leest hem eerst.")
    page.get_by_role("button", name="Trek deze vraag in").click()
    expect(page.locator(".own")).to_contain_text("U heeft uw vraag ingetrokken.")
    page.goto(OPEN_ROOM)
    row = page.locator(".question", has_text="Mag ik boos zijn op hem?")
    before = int(row.locator("b").inner_text())
    row.get_by_role("button").click()
    expect(row.locator("b")).to_have_text(str(before + 1))
    expect(row.get_by_role("button")).to_contain_text("u ook")
    context.close()


def test_mistake_keeps_what_was_typed_and_says_what_to_do(page: Page):
    connected(page)
    page.get_by_role("button", name="Verstuur uw vraag").click()
    refusal = page.locator("[data-part=weigering]")
    expect(refusal).to_be_visible()
    expect(refusal).to_be_focused()
    expect(refusal).to_contain_text("Hier staat nog niets.")


def test_broken_line_comes_back_by_itself_and_nothing_is_missed(context: BrowserContext, page: Page, other: Page):
    sockets: list[WebSocketRoute] = []

    def through(route: WebSocketRoute) -> None:
        sockets.append(route)
        route.connect_to_server()

    page.route_web_socket(re.compile("/ws/live/"), through)
    connected(page, OPEN_ROOM + "?alles=1")
    connected(other)
    context.set_offline(True)
    sockets[-1].close(code=4408)
    expect(page.locator("[data-room]")).to_have_attribute("data-status", "away")
    expect(page.locator("[data-part=verbinding]")).to_contain_text("0344 - 01 29 00")
    other.get_by_label("Uw vraag", exact=True).fill("Hoorde u dit?")
    other.get_by_role("button", name="Verstuur uw vraag").click()
    expect(other.locator("[data-part=eigen]")).to_contain_text("Hoorde u dit?")
    context.set_offline(False)
    expect(page.locator("[data-room]")).to_have_attribute("data-status", "recovered", timeout=15_000)
    expect(page.locator(".question", has_text="Hoorde u dit?")).to_be_visible()
    expect(page.locator("[data-part=melding]")).to_contain_text("U heeft niets gemist.")
    expect(page.locator("[data-part=verbinding]")).to_be_hidden()


def test_list_stays_where_it_is_while_somebody_types(page: Page, other: Page):
    connected(page)
    connected(other)
    page.get_by_label("Uw vraag", exact=True).fill("Ik ben nog aan het schr")
    before = page.locator(".questions").bounding_box()
    rows = page.locator("[data-part=vragen] > li").count()
    other.get_by_label("Uw vraag", exact=True).fill("Er komt iets bij")
    other.get_by_role("button", name="Verstuur uw vraag").click()
    expect(page.locator("[data-part=nieuw]")).to_be_visible()
    assert page.locator("[data-part=vragen] > li").count() == rows
    assert before is not None
    assert page.get_by_label("Uw vraag", exact=True).input_value() == "Ik ben nog aan het schr"


def test_danger_shows_the_help_lines_at_once(page: Page, other: Page):
    connected(page, ROOM)
    page.set_viewport_size(DESKTOP)
    page.get_by_label("Uw vraag", exact=True).fill("Ik zie geen uitweg meer")
    page.get_by_role("button", name="Verstuur uw vraag").click()
    box = page.locator("#hulp")
    expect(box).to_be_visible()
    expect(box.get_by_role("link", name="0800-0113")).to_have_attribute("href", "tel:08000113")
    other.goto(ROOM)
    assert "uitweg" not in other.content()
