"""An editor makes a page of a service from nothing with every block; a colleague approves it for tomorrow.

When the moment comes the worker publishes it, it is found, and it is taken back.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, Locator, Page, expect

from portal.pages.blocks import BodyBlocks
from tests.journeys.conftest import DESKTOP, log_in
from tests.server import Portal, answers, manage

HARD = "Indien u wilt participeren, dient u middels het formulier een verzoek in te dienen."
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
    with override("nl"):  # what an earlier test spoke is no matter
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


# Tomorrow has come: the same as waiting a day. The worker of the portal does the rest.
A_DAY_LATER = """
from datetime import timedelta
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

before = timezone.now() - timedelta(minutes=1)
page = Page.objects.get(pk={number})
revision = page.revisions.exclude(approved_go_live_at=None).get()
revision.content["go_live_at"] = before.isoformat()
revision.approved_go_live_at = before
revision.save()
Page.objects.filter(pk=page.pk).update(go_live_at=before)
"""


def test_page_with_every_block_is_approved_for_tomorrow_found_and_withdrawn(browser: Browser, demo_portal: Portal):
    page = open_as(browser, demo_portal, "editor")
    page.goto("/hulp-en-advies/wat-wij-doen/")
    page.goto(page.locator("a[href*='/add_subpage/']").first.get_attribute("href") or "/")
    page.get_by_role("link", name="Dienst", exact=True).click()
    page.get_by_role("textbox", name="Titel").first.fill(TITLE)
    write_lead(page)
    fill_blocks(page)
    page.locator("[data-side-panel-toggle=preview]").click()
    shown = page.frame_locator("iframe.w-preview__iframe >> nth=-1")
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)
    schedule_for_tomorrow(page)
    page.get_by_role("button", name="Meer acties").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Stuur door naar")).click()
    expect(page.locator(".messages")).to_contain_text(TITLE)
    assert page.request.get(ADDRESS).status == 404
    page.context.close()
    number = approve(browser, demo_portal)
    wait_until_published(demo_portal, number)
    find_and_take_back(browser, demo_portal, number)


def write_lead(page: Page) -> None:
    """The panel warns of a hard sentence while it is written, and is content when it is rewritten."""
    panel = page.get_by_role("complementary", name="Leesbaarheid")
    page.locator("#id_lead").fill(HARD)
    expect(panel).to_contain_text("participeren → meedoen")
    page.locator("#id_lead").fill("Wij breien elke week samen.")
    expect(panel).not_to_contain_text("participeren")


def schedule_for_tomorrow(page: Page) -> None:
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").click()
    dialog = page.locator("#schedule-publishing-dialog")
    day = timezone.localtime() + timedelta(days=1)
    dialog.get_by_label("Op de site vanaf").fill(f"{day:%Y-%m-%d} 09:00")
    dialog.get_by_role("button", name="Bewaar het moment").press("Enter")  # the calendar lies over it for the mouse
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(page.locator("[data-side-panel=status]")).to_contain_text("09:00")


def approve(browser: Browser, portal: Portal) -> int:
    """Another person agrees; the page is still not there, because its moment has not come. The number of the page."""
    reader = open_as(browser, portal, "editor2")
    reader.goto("/beheer/reports/workflow_tasks/")
    reader.get_by_role("link", name=TITLE).first.click()
    number = re.search(r"/pages/(\d+)/", reader.url)
    assert number is not None
    reader.get_by_role("button", name="Meer acties").click()
    reader.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    expect(reader.locator(".messages")).to_contain_text(TITLE)
    assert reader.request.get(ADDRESS).status == 404
    reader.context.close()
    return int(number[1])


def wait_until_published(portal: Portal, number: int) -> None:
    """Nobody presses anything any more: the worker looks every minute."""
    manage(portal.data_dir, "shell", "--no-imports", "-c", A_DAY_LATER.format(number=number))
    deadline = time.monotonic() + 150
    while not answers(portal.url + ADDRESS):
        assert time.monotonic() < deadline, portal.log[-2000:]
        time.sleep(2)


def find_and_take_back(browser: Browser, portal: Portal, number: int) -> None:
    head = open_as(browser, portal, "admin")
    head.goto(ADDRESS)
    for text in ("Wij breien samen.", "Breien kost niets.", "Welke dag past u?", "De Peilstok"):
        expect(head.get_by_text(text).first).to_be_attached()
    assert is_found(head, True)
    head.goto(f"/beheer/pages/{number}/unpublish/")
    head.locator("form[action*='/unpublish/'] [type=submit]").first.click()
    expect(head.locator(".messages")).to_contain_text(TITLE)
    assert head.request.get(ADDRESS).status == 404
    assert is_found(head, False)
    head.context.close()


def is_found(page: Page, wanted: bool) -> bool:
    """Whether search says so within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page.goto("/zoeken/?q=breien")
        if (page.get_by_role("link", name=TITLE).count() > 0) == wanted:
            return True
        time.sleep(1)
    return False
