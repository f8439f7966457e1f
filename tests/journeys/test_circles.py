"""A circle from the invitation to being taken out: two browsers, one of them a phone without scripts."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, log_in
from tests.journeys.pages import CIRCLE
from tests.journeys.test_access import problems, wide_parts
from tests.journeys.test_nu import checker, errors  # noqa: F401  a fixture
from tests.server import Portal

MEHMET = "mehmet.zomerdijk@example.nl"


def mailed_link(portal: Portal, to: str, start: str, never: str = "") -> str:
    """The path that begins with `start` in a mail to somebody; waits until the worker has sent it."""
    deadline = time.monotonic() + 75
    while time.monotonic() < deadline:
        for path in (portal.data_dir / "mail").glob("*.eml"):
            message = message_from_bytes(path.read_bytes(), policy=default)
            body = message.get_body(("plain",))
            text = body.get_content() if body else ""
            found = re.search(rf"{re.escape(portal.url)}({re.escape(start)}\S+)", text)
            if found and to in str(message["To"]):
                assert not never or never not in str(message["Subject"]) + text
                return found[1]
        time.sleep(0.3)
    raise AssertionError(f"no mail to {to} with {start}")


def test_from_invitation_to_being_taken_out(browser: Browser, demo_portal: Portal):
    owner = browser.new_context(base_url=demo_portal.url, locale="nl-NL").new_page()
    phone = browser.new_context(base_url=demo_portal.url, viewport=PHONE, java_script_enabled=False)
    guest = phone.new_page()
    begin_and_invite(owner, demo_portal)
    say_yes(guest, demo_portal)
    ask_and_take(owner, guest, demo_portal)
    plan_stays_between_us(owner, guest)
    take_out(owner, guest)
    owner.context.close()
    phone.close()


def begin_and_invite(owner: Page, portal: Portal) -> None:
    log_in(owner, portal, "organisation2")
    owner.goto("/mijn/")
    owner.get_by_role("link", name="Begin een kring, of doe mee met een code").click()
    owner.get_by_role("link", name="Begin een kring").click()
    owner.get_by_role("button", name="Begin de kring").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Uw kring")
    owner.get_by_role("link", name="Nodig iemand uit").click()
    owner.get_by_role("button", name="Nodig uit").press("Enter")
    expect(owner.locator("#fouten")).to_be_focused()
    owner.get_by_role("textbox", name="E-mailadres").fill(MEHMET)
    owner.get_by_role("textbox", name="Hoe heet deze persoon?").fill("Mehmet")
    owner.get_by_label("buur", exact=True).check()
    owner.get_by_label("uw telefoonnummer").check()
    owner.get_by_role("button", name="Nodig uit").click()
    expect(owner.locator("main")).to_contain_text("Wachten op antwoord")


def say_yes(guest: Page, portal: Portal) -> None:
    """The link of the mail, then the login, then yes: on a phone, without a script."""
    guest.goto(mailed_link(portal, MEHMET, "/mijn/kring/uitnodiging/"))
    expect(guest.get_by_role("heading", level=1)).to_have_text("Annelies vraagt u in de kring")
    guest.get_by_role("link", name="Log in en zeg ja").click()
    guest.get_by_text("Ik heb een wachtwoord").click()
    form = guest.locator("form:has(input[type=password])")
    form.locator("input[name=login]").fill(MEHMET)
    form.locator("input[type=password]").fill("fiets-naar-zoelen-2")
    form.locator("button[type=submit]").click()
    guest.get_by_role("button", name="Ja, ik doe mee").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("De kring van Annelies")


def ask_and_take(owner: Page, guest: Page, portal: Portal) -> None:
    owner.goto("/mijn/kring/")
    owner.get_by_role("link", name="Uw kring", exact=True).click()
    owner.get_by_role("link", name="Vraag iets aan uw kring").click()
    owner.get_by_label("In een paar woorden").fill("De vuilnis naar buiten")
    owner.get_by_label("Welke dag?").fill(str(date.today() + timedelta(days=1)))
    owner.get_by_role("button", name="Zet het erin").click()
    owner.get_by_role("button", name="Vraag het de kring").click()
    expect(owner.locator("main")).to_contain_text("1 mens krijgt een mail.")
    guest.goto(mailed_link(portal, MEHMET, "/mijn/kring/taak/", never="vuilnis"))
    guest.get_by_role("button", name="Ja, ik doe dit").click()
    expect(guest.locator("main")).to_contain_text("U doet het, Mehmet. Dank u wel.")
    owner.reload()
    expect(owner.locator("dl.table")).to_contain_text("Mehmet")


def plan_stays_between_us(owner: Page, guest: Page) -> None:
    owner.get_by_role("navigation", name="Waar u bent").get_by_role("link", name="Uw kring").click()
    owner.get_by_role("link", name="Lees het plan").click()
    owner.get_by_role("link", name="Schrijf op wat u wilt").click()
    owner.get_by_label("Wat wilt u?").fill("Ik wil weer zelf naar de markt.")
    owner.get_by_role("button", name="Bewaar").click()
    expect(owner.locator("main")).to_contain_text("Geen enkele beroepskracht ziet dit plan nu.")
    owner.get_by_role("button", name="Het plan is af").click()
    expect(owner.locator("main")).to_contain_text("Het plan is af. Beroepskrachten zien het nog niet.")
    guest.goto("/mijn/kring/")
    guest.get_by_role("link", name="De kring van Annelies").click()
    expect(guest.locator("main")).not_to_contain_text("naar de markt")  # the plan was not among what Mehmet sees


def take_out(owner: Page, guest: Page) -> None:
    """The page of the guest stays open; what is pressed on it afterwards is a page that is not there."""
    guest.get_by_role("link", name="Zet dit in de agenda van uw telefoon").click()
    guest.get_by_role("button", name="Maak mijn adres").click()
    calendar = guest.locator("code.copy").inner_text()
    assert guest.request.get(calendar).status == 200
    owner.goto("/mijn/kring/")
    owner.get_by_role("link", name="Uw kring", exact=True).click()
    expect(owner.locator(".looks")).to_contain_text("Mehmet bekeek")
    owner.get_by_role("link", name="Mehmet", exact=True).click()
    owner.get_by_text("Haal Mehmet uit de kring").click()
    owner.get_by_role("button", name="Ja, eruit").click()
    expect(owner.locator("main")).to_contain_text("Mehmet ziet vanaf nu niets meer. Niemand hoort waarom.")
    guest.get_by_role("button", name="Stop met dit adres").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Hier loopt de weg dood")
    assert guest.request.get(calendar).status == 404
    guest.goto("/mijn/kring/")
    expect(guest.locator("main")).not_to_contain_text("Annelies")
    owner.get_by_role("navigation", name="Waar u bent").get_by_role("link", name="Uw kring").click()
    owner.get_by_role("link", name="Alles wat bekeken is").click()
    expect(owner.locator("main")).to_contain_text("Mehmet probeerde")


@pytest.fixture
def circle(page: Page, demo_portal: Portal) -> list[str]:
    """Every page of the circle of the demo, for its owner who is logged in."""
    log_in(page, demo_portal, "resident3")
    page.goto("/mijn/kring/")
    page.locator(".row h2 a").first.click()
    home = page.url
    found = [page.locator(selector).first.get_attribute("href") or "" for selector in (".circle-week a", ".sees-who a")]
    return [*(home + name for name in CIRCLE), *found]


def test_axe_finds_nothing_in_a_circle_and_nothing_sticks_out(page: Page, circle: list[str]):
    for path in circle:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.goto(path)
            assert problems(page) == [], path
            assert page.locator("h1").count() == 1
        page.set_viewport_size({"width": 320, "height": 640})
        assert wide_parts(page) == [], path


def test_no_error_of_html_in_a_circle(page: Page, circle: list[str], checker: list[str], tmp_path: Path):  # noqa: F811
    names = {}
    for number, path in enumerate(circle):
        file = tmp_path / f"{number}.html"
        file.write_text(page.request.get(path).text(), encoding="utf-8")
        names[file.name] = path
    lines = [f"{names[name]}: {message}" for name, message, _part in errors(checker, sorted(tmp_path.glob("*.html")))]
    assert not lines, "\n".join(lines)
