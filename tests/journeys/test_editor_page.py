"""An editor makes a page of a service from nothing with every block; a colleague approves, and it is taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from portal.pages.blocks import BodyBlocks
from tests.journeys.conftest import DESKTOP, log_in
from tests.server import Portal

TITLE = "Breien op dinsdag"
ADDRESS = "/hulp-en-advies/wat-wij-doen/breien-op-dinsdag/"
# What is typed, by the name of the box: the place of the block, then its own.
TYPED = {
    "heading": {"": "Zo gaat het"},
    "list": {"-0-value": "Een kop koffie"},
    "steps": {"-0-value-title": "Bel ons"},
    "notice": {"-title": "Let op"},
    "accordion": {"-0-value-title": "Wat kost het?"},
    "table": {"-caption": "Tijden"},
    "phone": {"-title": "Bel ons gerust", "-number": "0344 - 01 25 40"},
    "card": {"-title": "Het loket", "-number": "0344 - 01 25 40"},
    "call": {"-url": "/vacatures/", "-title": "Doet u mee?", "-link_text": "Bekijk open plekken"},
    "link": {"-url": "/agenda/", "-text": "Bekijk de agenda"},
    "quote": {"-text": "Ik kom elke week."},
    "voices": {"-voices-0-value-url": "/contact/", "-voices-0-value-sentence": "Ik wil iemand spreken"},
    "image": {"-alt_text": "Een huis op de dijk"},
    "film": {"-title": "Zo breien wij", "-url": "https://vimeo.com/76979871"},
    "figures": {
        "-title": "Wie er kwamen",
        "-unit": "bezoekers",
        "-rows-0-value-label": "breien",
        "-rows-0-value-number": "12",
        "-rows-1-value-label": "haken",
        "-rows-1-value-number": "8",
        "-source": "eigen telling",
    },
    "map": {
        "-title": "Hier zijn wij",
        "-spots-0-value-name": "De Peilstok",
        "-spots-0-value-address": "Pontwachterspad 1, Tiel",
        "-spots-0-value-postcode": "Tiel",
    },
    "poll": {"-question": "Welke dag past u?", "-answers-0-value": "dinsdag", "-answers-1-value": "vrijdag"},
}
WRITTEN = {
    "paragraph": ("", "Wij breien samen."),
    "notice": ("-text", "In de kerstweek zijn wij dicht."),
    "accordion": ("-0-value-text", "Breien kost niets."),
    "film": ("-transcript", "U ziet hoe wij breien."),
}
MORE = {"figures": "-rows", "poll": "-answers"}
CHOSEN = {"image": "-image", "downloads": "-files-0-value-document"}
KINDS = list(BodyBlocks().child_blocks)


def open_as(browser: Browser, portal: Portal, role: str) -> Page:
    context = browser.new_context(base_url=portal.url, viewport=DESKTOP, locale="nl-NL")
    context.set_default_timeout(15_000)
    page = context.new_page()
    log_in(page, portal, role)
    return page


def box(page: Page, kind: str, rest: str) -> Locator:
    return page.locator(f'[name="body-{KINDS.index(kind)}-value{rest}"]')


def insert(page: Page, kind: str) -> None:
    label = str(BodyBlocks().child_blocks[kind].label)
    page.locator("[data-contentpath=body]").first.get_by_role("button", name="Blok invoegen").last.click()
    page.locator(".w-combobox input:visible").last.fill(label)
    page.locator("[role=option]:visible").filter(has_text=re.compile(f"^{label}$")).first.click()


def choose(page: Page, kind: str) -> None:
    page.locator(f'[id="body-{KINDS.index(kind)}-value{CHOSEN[kind]}-chooser"]').get_by_role("button").first.click()
    page.get_by_role("dialog").locator("[data-chooser-modal-choice]").first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def fill_table(page: Page) -> None:
    table = box(page, "table", "-caption").locator("xpath=ancestor::*[@data-contentpath][1]")
    table.get_by_role("button", name="Voeg kolom toe").click()
    page.get_by_role("button", name="Tekst", exact=True).or_(page.get_by_role("menuitem", name="Tekst")).last.click()
    page.locator(f'[name="body-{KINDS.index("table")}-value-column-0-heading"]').fill("Dag")
    table.get_by_role("button", name="Voeg rij toe").click()
    page.locator(f'[name="body-{KINDS.index("table")}-value-cell-0-0"]').fill("dinsdag")


def fill_blocks(page: Page) -> None:
    for kind in KINDS:
        insert(page, kind)
    for kind, rest in MORE.items():
        box(page, kind, f"{rest}-count").locator("xpath=..").locator("button.c-sf-add-button").last.click()
    for kind, texts in TYPED.items():
        for rest, text in texts.items():
            box(page, kind, rest).fill(text)
    for kind, (rest, text) in WRITTEN.items():
        box(page, kind, rest).locator("xpath=..").locator("[contenteditable=true]").first.click()
        page.keyboard.type(text)
    box(page, "contact", "-person").select_option(index=1)
    fill_table(page)
    for kind in CHOSEN:
        choose(page, kind)


def test_page_with_every_block_is_approved_found_and_withdrawn(browser: Browser, demo_portal: Portal):
    page = open_as(browser, demo_portal, "editor")
    page.goto("/hulp-en-advies/wat-wij-doen/")
    page.goto(page.locator("a[href*='/add_subpage/']").first.get_attribute("href") or "/")
    page.get_by_role("link", name="Dienst", exact=True).click()
    page.get_by_role("textbox", name="Titel").first.fill(TITLE)
    page.locator("#id_lead").fill("Wij breien elke week samen.")
    fill_blocks(page)
    page.locator("[data-side-panel-toggle=preview]").click()
    shown = page.frame_locator("iframe.w-preview__iframe >> nth=-1")
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=re.compile("^Stuur door naar")).click()
    expect(page.locator(".messages")).to_contain_text(TITLE)
    assert page.request.get(ADDRESS).status == 404
    approve_and_take_back(browser, demo_portal)
    page.context.close()


def approve_and_take_back(browser: Browser, portal: Portal) -> None:
    reader = open_as(browser, portal, "editor2")
    reader.goto("/beheer/reports/workflow_tasks/")
    reader.get_by_role("link", name=TITLE).first.click()
    number = re.search(r"/pages/(\d+)/", reader.url)
    reader.get_by_role("button", name="Meer acties").click()
    reader.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    expect(reader.locator(".messages")).to_contain_text(TITLE)
    reader.goto(ADDRESS)
    for text in ("Wij breien samen.", "Breien kost niets.", "Welke dag past u?", "De Peilstok"):
        expect(reader.get_by_text(text).first).to_be_attached()
    reader.goto("/zoeken/?q=breien")
    expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()
    reader.context.close()
    head = open_as(browser, portal, "admin")
    head.goto(f"/beheer/pages/{number[1] if number else 0}/unpublish/")
    head.locator("form[action*='/unpublish/'] [type=submit]").first.click()
    expect(head.locator(".messages")).to_contain_text(TITLE)
    assert head.request.get(ADDRESS).status == 404
    head.context.close()
