"""Somebody with a question walks the tree, is rung back, and an alderman prints one sheet; neighbours help neighbours."""

from __future__ import annotations

import re
import time
from email import message_from_bytes
from email.policy import default

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, demo_login, log_in
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


def mailed(portal: Portal, to: str, wanted: str) -> str:
    """The first group of a pattern in a mail to somebody; a new portal has much to do before it mails."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        for path in sorted((portal.data_dir / "mail").glob("*.eml"), reverse=True):
            message = message_from_bytes(path.read_bytes(), policy=default)
            body = message.get_body(("plain",))
            if to in str(message["To"]) and body and (found := re.search(wanted, body.get_content())):
                return found[1]
        time.sleep(0.5)
    raise AssertionError(f"no mail to {to} has {wanted}")


def log_in_by_mail(page: Page, portal: Portal, email: str) -> None:
    """As residents do: a code by mail, no password."""
    page.goto("/account/login/")
    page.locator("#id_email").fill(email)
    page.get_by_role("button", name="Mail mij een code").click()
    code = mailed(portal, email, r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$")
    page.locator("input[name=code]").fill(code)
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/mijn/|/$"))


def ask_for(page: Page, email: str) -> None:
    """A neighbour writes it down for somebody who does not dare to ask; a name in it is refused first."""
    page.goto("/vraag-en-aanbod/vragen/")
    page.get_by_role("link", name="Schrijf het voor een ander").click()
    page.get_by_label("Wie bent u voor diegene?").fill("buurman")
    page.get_by_label("Zeg het in één zin").fill("Wie plakt een zwanenplaat in mijn album?")
    page.get_by_label("Vertel er iets bij").fill("Gonda heeft er honderd. Het wordt gezellig.")
    page.get_by_label("Waar woont diegene?").fill("4003 GR")
    page.get_by_label("Koffie en contact").check()
    page.get_by_label("dinsdagmiddag").check()
    page.get_by_label("Hoe heet diegene?").fill("Gonda Zwanenzang")
    page.get_by_label("Mail mij").check()
    page.get_by_label("E-mailadres", exact=True).fill(email)
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator(".error-summary")).to_contain_text("Gonda")
    page.get_by_label("Vertel er iets bij").fill("Ik heb er honderd. Het wordt gezellig.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu is de ander aan zet")


def test_asked_for_somebody_and_done_with_the_time_booked(browser: Browser, demo_portal: Portal):
    gonda_mail = "gonda.zwanenzang@example.org"
    windows = {
        name: browser.new_context(base_url=demo_portal.url, viewport=size, locale="nl-NL").new_page()
        for name, size in (("mehmet", PHONE), ("gonda", PHONE), ("lotte", DESKTOP), ("ria", DESKTOP))
    }
    mehmet, gonda, lotte, ria = windows.values()
    log_in(mehmet, demo_portal, "resident2")
    ask_for(mehmet, gonda_mail)

    # Nothing is on the site before Gonda herself says yes; opening the mail changes nothing.
    ria.goto("/vraag-en-aanbod/?q=zwanenplaat")
    expect(ria.locator("main")).to_contain_text("Nog niets gevonden")
    link = mailed(demo_portal, gonda_mail, rf"{re.escape(demo_portal.url)}(/vraag-en-aanbod/mag-dit/\S+)")
    gonda.goto(link)
    expect(gonda.locator("main")).to_contain_text("Dit schreef iemand voor u op")
    gonda.get_by_role("button", name="Ja, dit mag op de site").click()
    expect(gonda.get_by_role("heading", level=1)).to_contain_text("Wij lezen het na")

    log_in(lotte, demo_portal, "coordinator")
    lotte.goto("/werk/hulp/")
    lotte.get_by_role("link", name="Wie plakt een zwanenplaat in mijn album?").click()
    expect(lotte.locator("aside")).to_contain_text("buurman")
    lotte.get_by_role("button", name="Zet het op de site").click()
    expect(lotte.get_by_role("status")).to_contain_text("Het staat op de site.")

    log_in(ria, demo_portal, "resident")
    ria.goto("/vraag-en-aanbod/?q=zwanenplaat")
    ria.get_by_role("link", name="Wie plakt een zwanenplaat in mijn album?").click()
    expect(ria.locator("main")).not_to_contain_text("Zwanenzang")
    ria.get_by_label("Uw bericht").fill("Ik heb lijm en een vrije middag.")
    ria.get_by_role("button", name="Verstuur").click()
    expect(ria.get_by_role("heading", name="Uw gesprek")).to_be_visible()
    ria.get_by_label("Wat spreekt u af, en wanneer?").fill("Dinsdag om twee uur, met de lijm")
    ria.get_by_label("Hoe lang duurt het?").select_option("90")
    ria.get_by_role("button", name="Stel dit voor").click()
    expect(ria.locator("main")).to_contain_text("moet nog ja zeggen")

    log_in_by_mail(gonda, demo_portal, gonda_mail)
    gonda.goto("/mijn/hulp/")
    gonda.get_by_role("link", name="Wie plakt een zwanenplaat in mijn album?").last.click()
    expect(gonda.locator("main")).to_contain_text("U praat met Ria.")
    gonda.get_by_role("button", name="Ja, afgesproken").click()
    gonda.get_by_text("Uw telefoonnummer niet: geef").click()
    gonda.get_by_label("Uw telefoonnummer").fill("0344 012 444")
    gonda.get_by_role("button", name="Geef aan Ria").first.click()
    ria.reload()
    expect(ria.locator("aside")).to_contain_text("0344")
    gonda.get_by_role("button", name="neem terug").click()
    ria.reload()
    expect(ria.locator("aside")).not_to_contain_text("Wat Gonda u gaf")

    gonda.get_by_role("button", name="Ja, het is gedaan").click()
    expect(gonda.locator("main")).to_contain_text("De tijd is geboekt: 1,5 uur.")
    ria.goto("/mijn/tijd/")
    expect(ria.locator("main")).to_contain_text("Wie plakt een zwanenplaat in mijn album?")
    for window in windows.values():
        window.context.close()


def test_ambassador_prints_cards_with_a_square_of_our_own(browser: Browser, demo_portal: Portal):
    context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, locale="nl-NL")
    page, asked = context.new_page(), []
    log_in(page, demo_portal, "resident")
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/mijn/ambassadeur/kaart/")
    expect(page.get_by_role("img", name="De link als vierkant")).to_have_count(4)
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    assert not [address for address in asked if not address.startswith(demo_portal.url)]
    context.close()


def test_desk_is_walked_by_keyboard_and_without_javascript(browser: Browser, demo_portal: Portal):
    """Five groups that open and close; the room one is in stands on its group, also where no script runs."""
    for script in (True, False):
        context = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=script)
        page = context.new_page()
        log_in_plain(page, demo_portal, "coordinator")
        page.goto("/werk/hulp/")
        doors = page.locator(".desk-nav summary")
        expect(doors).to_have_count(5)
        expect(page.locator(".desk-nav summary.here")).to_contain_text("Vraag en aanbod")
        doors.nth(2).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Wat er komt")).to_be_visible()
        doors.nth(1).press("Enter")
        expect(page.get_by_role("link", name="Wat er komt")).to_be_hidden()
        if script:
            page.keyboard.press("Escape")
            expect(page.locator(".desk-nav details[open]")).to_have_count(0)
            expect(doors.nth(1)).to_be_focused()
            doors.nth(1).press("Enter")
        page.get_by_role("link", name="Tijd", exact=True).press("Enter")
        expect(page).to_have_url(re.compile("/werk/tijd/"))
        expect(page.locator(".desk-nav summary.here small")).to_have_text("Tijd")
        assert not script or page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        context.close()


def log_in_plain(page: Page, portal: Portal, role: str) -> None:
    """As `log_in`, also where no script opens anything."""
    email, password = demo_login(portal, role)
    page.goto("/account/login/")
    form = page.locator("form:has(input[type=password])")
    if not form.locator("input[name=login]").is_visible():
        page.get_by_text("Ik heb een wachtwoord").click()
    form.locator("input[name=login]").fill(email)
    form.locator("input[type=password]").fill(password)
    form.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/mijn/|/werk/|/$"))
