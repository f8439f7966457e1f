"""A real browser (Debian's Chromium) before a real portal with its demo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bin import browsing
from tests.server import Portal

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=15_000)  # a machine that does other things too
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys in one process: one browser and one portal are enough for two cores."""
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, demo_portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=demo_portal.url, viewport=DESKTOP, locale="nl-NL")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def demo_login(portal: Portal, role: str) -> tuple[str, str]:
    return browsing.demo_login(portal.data_dir, role)


def log_in(page: Page, portal: Portal, role: str) -> None:
    browsing.log_in(page, portal.data_dir, role)


def newest_mail(portal: Portal, to: str) -> str:
    """The text of the newest mail to an address; waits until the worker has sent it."""
    import time
    from email import message_from_bytes
    from email.policy import default

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in sorted((portal.data_dir / "mail").glob("*.eml"), reverse=True):
            message = message_from_bytes(path.read_bytes(), policy=default)
            if to in str(message["To"]):
                body = message.get_body(("plain",))
                assert body is not None
                return f"{message['Subject']}\n\n{body.get_content()}"
        time.sleep(0.3)
    raise AssertionError(f"no mail to {to}")
