"""Somebody joins the queue, gets the place that comes free, says yes, and is ticked at the door."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, log_in, newest_mail
from tests.server import Portal

MEAL = "Aan tafel in Drumpt"


def to_the_form(page: Page) -> None:
    page.goto("/agenda/aan-tafel-in-drumpt/")
    page.get_by_role("link", name="Zet mij op de wachtlijst").click()


def test_free_place_is_offered_taken_and_ticked(page: Page, browser: Browser, demo_portal: Portal):
    to_the_form(page)
    page.get_by_label("Uw naam").fill("Wim Proefwater")
    page.get_by_label("Mail mij").check()
    page.get_by_label("Uw e-mailadres").fill("wim.eet@example.org")
    page.wait_for_timeout(3100)  # the time trap: nobody reads the page in less
    page.get_by_role("button", name="Zet op de wachtlijst").click()
    expect(page.locator("main")).to_contain_text("Er staan 3 mensen voor u.")

    desk = browser.new_context(base_url=demo_portal.url)
    worker = desk.new_page()
    log_in(worker, demo_portal, "coordinator")
    worker.goto("/werk/agenda/")
    worker.get_by_role("link", name=MEAL).first.click()
    for _guest in range(4):  # three who have no mail come before
        worker.get_by_role("button", name=re.compile("^Meld af")).first.click()
    expect(worker.locator("main")).to_contain_text("kiest tot")
    worker.goto("/werk/agenda/bellen/")
    expect(worker.locator("main")).to_contain_text("Er is een plek vrij: Aan tafel in Drumpt")

    mail = newest_mail(demo_portal, "wim.eet@example.org")
    link = re.search(rf"{re.escape(demo_portal.url)}(/agenda/plek/\S+)", mail)
    assert link is not None
    page.goto(link[1])
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.locator("main")).to_contain_text("U heeft een plek")

    worker.goto("/werk/agenda/")
    worker.get_by_role("link", name=MEAL).first.click()
    worker.get_by_role("button", name=re.compile("Is er.*Wim Proefwater")).click()
    expect(worker.get_by_role("status")).to_contain_text("Wim Proefwater was er.")
    worker.get_by_role("button", name=re.compile("Maak ongedaan.*Wim Proefwater")).click()
    expect(worker.get_by_role("status")).to_contain_text("Ongedaan gemaakt voor Wim Proefwater.")
    desk.close()


def test_without_script_on_a_phone_for_somebody_else_by_telephone(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("navigation", name="Snel naar").get_by_role("link", name="Agenda").click()
    page.get_by_role("link", name="Met de telefoon").first.click()
    page.get_by_role("link", name="Als u iemand mist").click()
    page.get_by_role("link", name="Ik wil komen").click()
    page.get_by_label("Voor iemand anders").check()
    page.get_by_label("Wie komt er?").fill("Oma Griet")
    page.get_by_label("Uw naam").fill("Sanne")
    page.get_by_label("Bel mij").check()
    page.get_by_label("Uw telefoonnummer").fill("0344 - 01 24 09")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Meld aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel, Sanne.")
    expect(page.locator("main")).to_contain_text("Oma Griet heeft een plek")
    expect(page.locator("main")).to_contain_text("45 12 8")
    code = page.locator(".code").inner_text()

    page.goto("/agenda/plek/")
    page.get_by_label("Uw code").fill(code.lower())
    page.get_by_role("button", name="Bekijk").click()
    page.get_by_role("button", name="Ik kan toch niet").click()
    expect(page.locator("main")).to_contain_text("De plek is vrij voor een ander.")
    page.get_by_role("button", name="Ik kom toch").click()
    expect(page.locator("main")).to_contain_text("heeft een plek")
    context.close()


def test_mistake_is_read_out_and_nothing_typed_is_lost(page: Page):
    to_the_form(page)
    page.get_by_label("Wat moeten wij weten?").fill("Ik eet geen vlees.")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Zet op de wachtlijst").press("Enter")
    expect(page.locator("#fouten")).to_be_focused()
    expect(page.locator("#fouten")).to_contain_text("Vul uw naam in")
    expect(page.get_by_label("Wat moeten wij weten?")).to_have_value("Ik eet geen vlees.")
