"""From the doorstep to a visit on a telephone, also without signal; from a box below a page to a yes and an answer."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, log_in
from tests.server import Portal

PASSED_TRAP = 3100


def phone_of(browser: Browser, portal: Portal, role: str) -> Page:
    page = browser.new_context(base_url=portal.url, viewport=PHONE, locale="nl-NL").new_page()
    log_in(page, portal, role)
    return page


def test_doorstep_round_to_a_visit_that_the_resident_reads(browser: Browser, demo_portal: Portal):
    page = phone_of(browser, demo_portal, "coordinator")
    page.goto("/werk/bezoeken/")
    page.get_by_role("link", name="Begin een ronde").click()
    page.get_by_label("Straat").fill("Kersenlaan")
    page.get_by_label("Plaats").fill("Tiel")
    page.get_by_label("Van nummer").fill("1")
    page.get_by_label("Tot en met").fill("3")
    page.get_by_role("button", name="Naar de eerste deur").click()
    expect(page.get_by_role("heading", name="Nummer 1")).to_be_visible()
    page.get_by_role("button", name="Nee").click()
    expect(page.get_by_text("Nummer 1: nee.")).to_be_visible()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_role("heading", name="Nummer 1")).to_be_visible()
    page.get_by_role("button", name="Nee").click()
    expect(page.get_by_role("heading", name="Nummer 2")).to_be_visible()

    # No signal: the answer waits on the telephone, and goes when there is signal again.
    page.context.set_offline(True)
    page.get_by_role("button", name="Welkom").click()
    expect(page.get_by_text("Eén antwoord staat veilig op deze telefoon.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Nummer 3")).to_be_visible()

    page.get_by_role("link", name="Plan een bezoek, met een eigen ja").click()
    page.get_by_label("Hoe laat?").fill("10:30")
    page.get_by_label("Op welke dag?").fill("2035-05-08")
    page.get_by_label("Naam").fill("Mevrouw Kers")
    page.get_by_role("button", name="Spreek dit af").click()
    expect(page.locator(".error-summary")).to_contain_text("met een ja van de bewoner zelf")
    page.get_by_label("De bewoner zei zelf ja").check()
    page.get_by_role("button", name="Spreek dit af").click()
    said = page.get_by_role("status").inner_text()
    code = re.search(r"C\d \d\d \d\d", said)
    assert code, said

    page.goto("/werk/bezoeken/")
    page.get_by_role("link", name="Mevrouw Kers").click()
    page.get_by_label("Wat werd er gezegd?").fill("Ik wil weer eens dansen.")
    page.get_by_role("button", name="Bewaar in deze woorden").click()
    expect(page.get_by_role("status")).to_contain_text("De bewoner kan het lezen.")

    resident = browser.new_context(base_url=demo_portal.url, viewport=PHONE).new_page()
    resident.goto("/aanmelding/")
    resident.get_by_label("Uw code").fill(code.group().lower())
    resident.get_by_role("button", name="Bekijk").click()
    expect(resident.get_by_text("Ik wil weer eens dansen.")).to_be_visible()
    resident.context.close()
    page.context.close()


def test_question_from_the_box_to_a_yes(browser: Browser, demo_portal: Portal):
    asker = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=False).new_page()
    asker.goto("/agenda/")
    asker.get_by_label("Of stel hier uw vraag").fill("Wie helpt mijn man met zijn kousen?")
    asker.get_by_role("button", name="Verder").click()
    expect(asker.get_by_label("Uw vraag")).to_have_value("Wie helpt mijn man met zijn kousen?")
    asker.get_by_label("Uw naam").fill("Truus")
    asker.get_by_label("Mail mij").check()
    asker.get_by_label("Uw e-mailadres").fill("truus@example.org")
    asker.wait_for_timeout(PASSED_TRAP)
    asker.get_by_role("button", name="Stuur mijn vraag").click()
    expect(asker.get_by_role("heading", level=1)).to_have_text("Dank u wel, Truus.")
    asker.get_by_role("link", name="Bekijk hoe het ermee staat").click()
    expect(asker.get_by_text("leest uw vraag.")).to_be_visible()

    desk = phone_of(browser, demo_portal, "coordinator")
    desk.goto("/werk/vragen/")
    desk.get_by_role("link", name="Truus").click()
    desk.get_by_text("Een ander kan beter helpen").click()
    desk.get_by_label("Wie kan beter helpen?").select_option(label="Thuiszorg De Oever")
    desk.get_by_label("Wat vertelt u hun?").fill("Truus zoekt hulp bij de kousen van haar man.")
    desk.get_by_role("button", name="Vraag het de vrager").click()
    expect(desk.get_by_role("status")).to_contain_text("krijgt een mail")

    asker.reload()
    expect(asker.get_by_text("Truus zoekt hulp bij de kousen van haar man.")).to_be_visible()
    asker.get_by_role("button", name="Ja, dat mag").click()
    expect(asker.get_by_text("U zei ja.")).to_be_visible()
    desk.reload()
    desk.get_by_label("Wie sprak u daar?").fill("Wilma")
    desk.get_by_role("button", name="Overgedragen").click()
    asker.reload()
    expect(asker.get_by_text("Wij spraken Wilma")).to_be_visible()
    asker.context.close()
    desk.context.close()
