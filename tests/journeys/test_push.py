"""A sign on a device: yes, the sign, reading it, and off again; and what a browser says that cannot."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE, demo_login, log_in
from tests.push_service import OwnBrowser, PushService, private_key, push_service
from tests.server import Portal, manage, running_portal

PAGE = "/mijn/berichten/"
# The browser's own half; Chromium here has no push service. What a browser would give is what the test's browser has.
OWN_HALF = """(subscription) => {
  let held = JSON.parse(sessionStorage.getItem("held"));
  const dress = (given) => given && {
    endpoint: given.endpoint,
    toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
    unsubscribe: async () => (sessionStorage.removeItem("held"), (held = null), true),
  };
  PushManager.prototype.getSubscription = async () => dress(held);
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error("no key of ours");
    sessionStorage.setItem("held", JSON.stringify(subscription));
    held = subscription;
    return dress(held);
  };
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[PushService]:
    with push_service(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="module")
def variables(service: PushService) -> dict[str, str]:
    return {
        "WEB_PUSH_KEY": private_key(),
        "WEB_PUSH_CONTACT": "beheer@example.org",
        "WEB_PUSH_HOSTS": service.host,
        "SSL_CERT_FILE": str(service.certificate),
    }


@pytest.fixture(scope="module")
def portal(prepared_demo, variables: dict[str, str], tmp_path_factory) -> Iterator[Portal]:
    with running_portal(tmp_path_factory.mktemp("push"), prepared=prepared_demo, **variables) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=portal.url, viewport=PHONE, locale="nl-NL")
    context.set_default_timeout(15_000)
    yield context
    context.close()


def give_half(context: BrowserContext, own: OwnBrowser) -> None:
    context.add_init_script(f"({OWN_HALF})({json.dumps(own.subscription)})")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_resident_says_yes_hears_of_a_message_reads_it_and_stops(
    phone: BrowserContext, portal: Portal, service: PushService, variables: dict[str, str]
):
    own = OwnBrowser(service, "telefoon")
    give_half(phone, own)
    phone.grant_permissions(["notifications"], origin=portal.url)
    page = phone.new_page()
    log_in(page, portal, "resident")
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="Een seintje op dit apparaat")).to_be_visible()
    expect(page.get_by_text("Google, Apple, Mozilla of Microsoft")).to_be_visible()
    assert fits(page)
    assert not Axe().run(page).response["violations"]
    page.get_by_label("Geef mij voortaan een seintje in plaats van mail").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # by keyboard alone
    expect(page.get_by_role("status").filter(has_text="Dit apparaat staat aan")).to_be_visible()
    expect(page.get_by_text("dit apparaat", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_hidden()

    write_to_resident(portal, variables)
    for _try in range(100):
        if service.at(own):
            break
        page.wait_for_timeout(300)
    (brought,) = service.at(own)
    assert own.read(brought) == {"title": "Er is een bericht voor u", "url": "/mijn/berichten/lezen/"}

    shown = deliver(phone, page, portal, json.dumps(own.read(brought)))
    assert shown == [["Er is een bericht voor u", ""]]

    page.goto(own.read(brought)["url"])
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert fits(page)
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Gelezen, haal weg").click()
    expect(page.get_by_text("Er ligt niets nieuws voor u.")).to_be_visible()

    page.goto(PAGE)
    page.get_by_role("button", name="Zet uit").click()
    expect(page.get_by_role("status").filter(has_text="komen weer per mail")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_visible()


def write_to_resident(portal: Portal, variables: dict[str, str]) -> None:
    """A message with a topic, as any slice writes it, in the data of the running portal."""
    email = demo_login(portal, "resident")[0]
    code = (
        "from wagtail.models import Site\n"
        "from portal.notices.actions import send_notice\n"
        "send_notice(site=Site.objects.get(is_default_site=True), kind='test.push', object_key='test:1',"
        f" recipient='{email}', template='search/alert_stands', context={{'alert_url': 'http://localhost/geheim/'}},"
        " topic='ideas')"
    )
    manage(portal.data_dir, "shell", "-c", code, **variables)
    with sqlite3.connect(portal.data_dir / "db.sqlite3") as connection:
        assert connection.execute("SELECT channel FROM notices_notice WHERE kind = 'test.push'").fetchall() == [
            ("push",)
        ]


def deliver(context: BrowserContext, page: Page, portal: Portal, data: str) -> list[list[str]]:
    """The browser itself hands the words to our script; what it then shows."""
    session = context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(row["registrationId"] for row in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    for _try in range(50):
        if found:
            break
        page.wait_for_timeout(100)
    values = {"origin": portal.url, "registrationId": found[0], "data": data}
    session.send("ServiceWorker.deliverPushMessage", values)
    page.wait_for_timeout(500)
    return page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => [n.title, n.body])"""
    )


def test_a_browser_without_a_push_service_says_so_kindly(phone: BrowserContext, portal: Portal):
    phone.grant_permissions(["notifications"], origin=portal.url)
    page = phone.new_page()
    log_in(page, portal, "resident2")
    page.goto(PAGE)
    page.get_by_role("button", name="Ja, geef mij een seintje").click()
    expect(page.get_by_text("Het lukte uw browser niet.")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_enabled()


def test_a_no_to_the_browser_is_a_no(phone: BrowserContext, portal: Portal):
    page = phone.new_page()
    page.add_init_script("Notification.requestPermission = async () => 'denied'")
    log_in(page, portal, "resident2")
    page.goto(PAGE)
    page.get_by_role("button", name="Ja, geef mij een seintje").click()
    expect(page.get_by_text("Uw browser houdt het tegen.")).to_be_visible()


def test_a_browser_that_cannot_and_one_without_scripts_hear_it_in_words(
    browser: Browser, phone: BrowserContext, portal: Portal
):
    page = phone.new_page()
    page.add_init_script("delete window.PushManager")
    log_in(page, portal, "resident2")
    page.goto(PAGE)
    expect(page.get_by_text("Deze browser kan geen seintje geven.")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_hidden()
    plain = browser.new_context(
        base_url=portal.url, viewport=PHONE, java_script_enabled=False, storage_state=phone.storage_state()
    )
    page = plain.new_page()
    page.goto(PAGE)
    expect(page.get_by_text("Hiervoor moet JavaScript aanstaan")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_hidden()
    expect(page.get_by_role("button", name="Bewaar")).to_be_visible()
    plain.close()
