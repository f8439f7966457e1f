"""Somebody with a question walks the tree, is rung back, and an alderman prints one sheet."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, log_in
from tests.server import Portal

START = "/hulp-en-advies/mijn-partner-is-overleden/"


def test_question_tree_leads_to_a_service_without_javascript(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(START)
    page.get_by_role("link", name="Ik wil erover praten met iemand die het kent").click()
    assert page.url.endswith(f"{START}vraag/praten/")
    page.get_by_role("link", name="Thuis, met twee koppen koffie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Praten over verlies")
    page.go_back()
    page.get_by_role("link", name=re.compile("Terug naar de vorige vraag")).click()
    assert page.url.endswith(START)
    context.close()


def test_number_reaches_the_desk(page: Page, browser: Browser, demo_portal: Portal):
    page.goto("/bel-mij-terug/")
    page.get_by_label("Uw telefoonnummer").fill("12")
    page.wait_for_timeout(3100)
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("Dit telefoonnummer is te kort.")
    page.get_by_label("Uw telefoonnummer").fill("0344 012 588")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("belt u terug.")
    desk = browser.new_context(base_url=demo_portal.url).new_page()
    log_in(desk, demo_portal, "coordinator")
    desk.goto("/werk/?find=0344012588")
    desk.get_by_role("link", name="Beller", exact=True).click()
    desk.get_by_role("button", name="Dit is klaar").click()
    expect(desk.get_by_role("status")).to_contain_text("Afgerond.")
    desk.context.close()


def test_how_it_stands_is_one_sheet_of_paper(page: Page):
    for path in ("/zo-staat-het-ervoor/", "/zo-staat-het-ervoor/tiel/"):
        page.goto(path)
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1, path
