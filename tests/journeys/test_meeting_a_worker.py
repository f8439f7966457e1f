"""A visitor finds a worker and gets a moment; a reader writes and is read first; an alderman gets one sheet."""

from __future__ import annotations

import re
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from portal.workdays import add_workdays
from tests.journeys.conftest import PHONE, log_in, newest_mail
from tests.server import Portal

POST = "/blog/wat-is-een-pan-soep-waard/"


def link_in(mail: str, start: str) -> str:
    """The path of the page that the mail leads to; not of a file beside it."""
    found = re.search(rf"https?://[^/\s]+({start}[^/\s]+/)(?!\S)", mail)
    assert found, mail
    return found[1]


def colleague(browser: Browser, portal: Portal, role: str) -> Page:
    context = browser.new_context(base_url=portal.url, locale="nl-NL")
    context.set_default_timeout(15_000)
    page = context.new_page()
    log_in(page, portal, role)
    return page


def test_visitor_gets_a_moment_with_the_worker_and_puts_it_in_the_calendar(
    browser: Browser, page: Page, demo_portal: Portal
):
    page.set_viewport_size(PHONE)
    page.goto("/wie-wij-zijn/bram/")
    expect(page.get_by_role("heading", name="Is Bram er ook?")).to_be_visible()
    page.get_by_role("link", name="Vraag Bram om een moment").click()
    page.get_by_label("Uw naam").fill("Gerda Kersenpit")
    page.locator("[name=channel][value=email]").check()
    page.locator("[name=email]").fill("gerda@example.org")
    page.locator("[name=wish_where]").last.check()
    page.locator("[name=wish_when]").fill("op een ochtend")
    page.wait_for_timeout(3500)  # a person reads before sending
    page.locator("main form .button").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dank u wel")
    worker = colleague(browser, demo_portal, "worker")
    worker.goto("/werk/momenten/")
    worker.get_by_role("link", name="Gerda Kersenpit").click()
    day = add_workdays(timezone.localdate() + timedelta(days=14), 3)
    worker.locator("[name=day]").fill(day.isoformat())
    worker.locator("[name=time]").fill("10:30")
    worker.locator("[name=where]").fill("De Peilstok, aan de leestafel")
    worker.get_by_role("button", name="Spreek dit af").click()
    expect(worker.locator("main")).to_contain_text("10.30")
    worker.context.close()
    mail = newest_mail(demo_portal, "gerda@example.org")
    page.goto(link_in(mail, "/moment/"))
    expect(page.get_by_text("De Peilstok, aan de leestafel").first).to_be_visible()
    file = page.request.get(page.locator("a[href$='moment.ics']").get_attribute("href") or "")
    (entry,) = icalendar.Calendar.from_ical(file.body()).walk("VEVENT")
    assert f"{entry.decoded('dtstart'):%Y-%m-%d %H:%M}" == f"{day} 10:30"


def test_reader_answers_without_an_account_confirms_the_address_and_is_read_first(
    browser: Browser, page: Page, demo_portal: Portal
):
    words = "Een warme buik en een praatje over vroeger."
    page.set_viewport_size(PHONE)
    page.goto(POST)
    page.locator("main textarea").first.fill(words)
    page.locator("main form:has(textarea) .button").first.click()
    expect(page.locator("[name=text]")).to_have_value(words)
    page.locator("[name=name]").fill("Wim uit Zoelen")
    page.locator("[name=email]").fill("wim@example.org")
    page.wait_for_timeout(3500)
    page.locator("main form .button").last.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert words not in page.request.get(POST).text()
    page.goto(link_in(newest_mail(demo_portal, "wim@example.org"), "/reacties/van-mij/"))
    page.locator("main form .button").first.click()
    assert words not in page.request.get(POST).text()
    editor = colleague(browser, demo_portal, "editor")
    editor.goto("/werk/reacties/")
    editor.get_by_role("link", name=re.compile("Wim uit Zoelen")).first.click()
    expect(editor.get_by_text(words)).to_be_visible()
    editor.get_by_role("button", name=re.compile("Plaats")).first.click()
    editor.context.close()
    page.goto(POST)
    if page.get_by_role("link", name=re.compile("Lees alle")).count():
        page.get_by_role("link", name=re.compile("Lees alle")).click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("wim@example.org")


@pytest.mark.parametrize("path", ["/zo-staat-het-ervoor/", "/zo-staat-het-ervoor/tiel/"])
def test_figures_for_the_alderman_fit_on_one_sheet(page: Page, path: str):
    page.goto(path)
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
