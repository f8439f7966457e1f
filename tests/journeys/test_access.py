"""Axe on every page, reflow at 320 px, weight, and nobody else asked for anything."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import DESKTOP, PHONE, log_in
from tests.journeys.pages import (
    COORDINATOR,
    ELSEWHERE,
    MODERATOR,
    NOTETAKER,
    OPERATOR,
    ORGANISATION,
    PUBLIC,
    RESIDENT,
    WORKER,
)
from tests.server import Portal

WEIGHT_LIMIT = 100_000
TABLET = [
    "/hulp-en-advies/wat-wij-doen/praten-over-verlies/",
    "/wie-wij-zijn/bram/",
    "/buurten/de-peilstok/",
    "/zo-staat-het-ervoor/",
    "/blog/wat-is-een-pan-soep-waard/",
    "/vacatures/taalmaatje-jonge-vader/",
]
LIGHT = [
    "/",
    "/agenda/",
    "/vacatures/",
    "/vacatures/taalmaatje-jonge-vader/",
    "/vacatures/taalmaatje-jonge-vader/aanmelden/",
]


def problems(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in violations]


def wide_parts(page: Page) -> list[str]:
    """What sticks out of the window sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
        .map(e => e.tagName + '.' + e.className).slice(0, 5)"""
    )


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_axe_finds_nothing(page: Page, path: str, size):
    page.set_viewport_size(size)
    page.goto(path)
    assert problems(page) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("resident", RESIDENT),
        ("organisation", ORGANISATION),
        ("coordinator", COORDINATOR),
        ("worker", WORKER),
        ("moderator", MODERATOR),
        ("operator", OPERATOR),
        ("notetaker", NOTETAKER),
    ],
)
def test_axe_finds_nothing_behind_the_login(page: Page, demo_portal: Portal, role: str, paths: list[str]):
    log_in(page, demo_portal, role)
    for path in paths:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.goto(path)
            assert problems(page) == [], path
            assert wide_parts(page) == [], path


@pytest.mark.parametrize("host", ELSEWHERE)
def test_axe_finds_nothing_on_the_other_sites(page: Page, demo_portal: Portal, host: str):
    base = demo_portal.url.replace("127.0.0.1", host).replace("localhost", host).replace(f"{host}.{host}", host)
    paths = list(ELSEWHERE[host])
    if "/keurmerk/" in paths:
        page.goto(f"{base}/keurmerk/")
        proofs = page.locator("main a[href^='/keurmerk/']").evaluate_all("links => links.map(a => a.pathname)")
        assert proofs, "the list of marks leads to their proof"
        paths += proofs
    for path in paths:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.goto(base + path)
            assert problems(page) == [], path
            assert wide_parts(page) == [], path
            assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_sticks_out_at_320_px(page: Page, path: str):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert wide_parts(page) == []


@pytest.mark.parametrize("path", TABLET)
def test_no_column_lies_over_another_on_a_tablet(page: Page, path: str):
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(path)
    assert wide_parts(page) == []
    over = "columns => columns.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.tagName)"
    assert page.locator("main .columns > *").evaluate_all(over) == []


@pytest.mark.parametrize("path", LIGHT)
def test_page_weighs_little_and_asks_nobody_else(browser: Browser, demo_portal: Portal, path: str):
    context: BrowserContext = browser.new_context(base_url=demo_portal.url, viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    hosts: set[str] = set()
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(path, wait_until="networkidle")
    context_cookies = context.cookies()
    context.close()
    assert sum(sizes) < WEIGHT_LIMIT
    assert hosts == {demo_portal.url.split("/")[2]}
    if not path.endswith("/aanmelden/"):
        assert context_cookies == []


@pytest.mark.parametrize("path", PUBLIC)
def test_console_is_silent(page: Page, path: str):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path, wait_until="networkidle")
    # The browser itself reports the status of a page that is meant to be 404 or 422.
    assert [line for line in said if "status of 4" not in line] == []
