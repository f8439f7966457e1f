"""A resident finds a vacancy and signs up; the coordinator answers; the resident sees it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, log_in, newest_mail
from tests.server import Portal


def find_taalmaatje(page: Page) -> None:
    page.goto("/vacatures/")
    page.get_by_label("Wat of voor wie").fill("taalmaatje")
    page.get_by_label("Plaats of postcode").fill("Tiel")
    page.get_by_label("Binnen").select_option("10")
    page.locator("main").get_by_role("button", name="Zoek").first.click()
    page.wait_for_url(re.compile(r"q=taalmaatje.*place=Tiel|place=Tiel.*q=taalmaatje"))


def sign_up(page: Page, email: str, name: str = "Wim") -> None:
    page.get_by_role("link", name="Ik wil dit doen").first.click()
    page.get_by_label("Uw naam").fill(f"{name} Proefwater")
    page.get_by_label("Mail mij").check()
    page.get_by_label("Uw e-mailadres").fill(email)
    page.wait_for_timeout(3100)  # the time trap: nobody reads the page in less
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Dank u wel, {name}")


def test_resident_finds_signs_up_and_hears_an_answer(page: Page, browser: Browser, demo_portal: Portal):
    find_taalmaatje(page)
    page.get_by_role("link", name="Taalmaatje voor een jonge vader").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taalmaatje voor een jonge vader")
    sign_up(page, "wim.taalmaatje@example.org")
    expect(page.locator("main")).to_contain_text("uiterlijk")
    mail = newest_mail(demo_portal, "wim.taalmaatje@example.org")
    link = re.search(rf"{re.escape(demo_portal.url)}(/aanmelding/\S+)", mail)
    assert link is not None

    desk = browser.new_context(base_url=demo_portal.url)
    coordinator = desk.new_page()
    log_in(coordinator, demo_portal, "coordinator")
    coordinator.goto("/werk/")
    coordinator.get_by_role("link", name="Wim Proefwater").click()
    coordinator.get_by_role("button", name=re.compile("gesproken|gesprek", re.I)).first.click()
    expect(coordinator.locator("main")).to_contain_text(re.compile("in gesprek|gesproken", re.I))
    desk.close()

    page.goto(link[1])
    expect(page.locator("main")).to_contain_text(re.compile("gesprek|gesproken", re.I))
    page.get_by_role("link", name=re.compile("Trek uw aanmelding in")).or_(
        page.get_by_role("button", name=re.compile("Trek .*in"))
    ).first.click()
    page.get_by_role("button", name=re.compile("trek", re.I)).last.click()
    expect(page.locator("main")).to_contain_text("ingetrokken")


def test_sign_up_by_keyboard_alone(page: Page, demo_portal: Portal):
    page.goto("/vacatures/taalmaatje-jonge-vader/aanmelden/")
    tab_to(page, lambda: "Uw naam" in focused_label(page))
    page.keyboard.type("Toetsje Waterkant")
    tab_to(page, lambda: page.evaluate("document.activeElement.type") == "radio")
    for _press in range(3):
        if "Mail mij" in focused_label(page):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, lambda: "e-mailadres" in focused_label(page))
    page.keyboard.type("toetsje@example.org")
    page.wait_for_timeout(3100)
    tab_to(page, lambda: page.evaluate("document.activeElement.innerText || ''").strip() == "Verstuur")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dank u wel, Toetsje")


def tab_to(page: Page, reached) -> None:
    for _press in range(60):
        if reached():
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def focused_label(page: Page) -> str:
    return page.evaluate("[...(document.activeElement.labels || [])].map(l => l.innerText).join(' ')")


def test_everything_works_without_javascript(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    find_taalmaatje(page)
    page.get_by_role("link", name="Taalmaatje voor een jonge vader").click()
    sign_up(page, "zonder.script@example.org", "Els")
    assert page.locator(".code").inner_text()
    context.close()


def test_errors_keep_what_was_typed(page: Page):
    page.goto("/vacatures/taalmaatje-jonge-vader/aanmelden/")
    page.get_by_label("Wilt u nog iets zeggen").fill("Op dinsdag ben ik vrij.")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Verstuur").click()
    expect(page).to_have_title(re.compile("^Fout"))
    summary = page.get_by_role("alert").or_(page.locator(".error-summary")).first
    expect(summary).to_contain_text("Vul uw naam in")
    expect(page.get_by_label("Wilt u nog iets zeggen")).to_have_value("Op dinsdag ben ik vrij.")
    summary.get_by_role("link", name="Vul uw naam in").click()
    expect(page.get_by_label("Uw naam")).to_be_focused()


def test_suggestions_by_keyboard_and_for_a_screen_reader(page: Page, demo_portal: Portal):
    page.goto("/zoeken/")
    box = page.get_by_role("combobox", name="In uw eigen woorden")
    box.press_sequentially("taal")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main").get_by_role("status").or_(page.locator(".field [role=status]")).first).to_contain_text(
        "suggesties"
    )
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    box.press("Escape")
    expect(options).to_have_count(0)  # hidden from who reads the page
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")  # opens what was closed, on the first of it
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    box.press_sequentially("m")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    address = page.locator("[role=option][aria-selected=true]").get_attribute("data-url") or ""
    box.press("Enter")
    page.wait_for_url(lambda url: url.endswith(address))
