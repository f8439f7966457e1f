"""Axe and Nu over the screens that we add to the admin, on a screen and on a tablet. Wagtail's own are Wagtail's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, log_in
from tests.journeys.pages import ADMIN_LISTS, ADMIN_SCREENS, EDITOR_LISTS
from tests.journeys.test_access import problems, wide_parts
from tests.journeys.test_nu import checker, errors  # noqa: F401  a fixture
from tests.server import Portal

# Wagtail's chooser marks a hidden field as required, which HTML does not know.
WITH_A_CHOOSER = "/beheer/formule/inrichten/"
TABLET = {"width": 768, "height": 1024}
ROW = "() => [...document.querySelectorAll('main a')].map(a => a.pathname).find(p => /\\/(edit|inspect)\\/\\d+\\//.test(p))"


def look(page: Page, path: str) -> None:
    for size in (DESKTOP, TABLET):
        page.set_viewport_size(size)
        response = page.goto(path)
        assert response is not None
        assert response.status == 200, path
        assert page.url.endswith(path), f"{path} is not for this role"
        assert problems(page) == [], path
        assert wide_parts(page) == [], path


def test_axe_finds_nothing_on_our_screens(page: Page, demo_portal: Portal):
    log_in(page, demo_portal, "admin")
    for path in ["/beheer/", *ADMIN_SCREENS]:
        look(page, path)


@pytest.mark.parametrize(("role", "lists"), [("admin", ADMIN_LISTS), ("editor", EDITOR_LISTS)])
def test_axe_finds_nothing_on_lists_and_forms_of_our_own_things(page: Page, demo_portal: Portal, role: str, lists):
    log_in(page, demo_portal, role)
    for path in lists:
        look(page, path)
        row = page.evaluate(ROW)
        look(page, f"{path}new/")
        if row:
            look(page, row)


def test_nu_finds_no_error_in_our_templates(checker, page: Page, demo_portal: Portal, tmp_path: Path):  # noqa: F811
    log_in(page, demo_portal, "admin")
    screens = [path for path in ADMIN_SCREENS if path != WITH_A_CHOOSER]
    for number, path in enumerate(screens):
        (tmp_path / f"{number}.html").write_text(page.request.get(path).text(), encoding="utf-8")
    found = errors(checker, sorted(tmp_path.glob("*.html")))
    assert [(screens[int(name.partition(".")[0])], message, extract) for name, message, extract in found] == []


def test_form_of_a_few_words_is_not_judged_and_a_text_is(page: Page, demo_portal: Portal):
    log_in(page, demo_portal, "admin")
    page.goto("/beheer/theme/new/")
    panel = page.locator("#leesbaarheid")
    panel.wait_for(state="attached")
    assert panel.is_hidden()
    page.goto("/beheer/author/new/")
    page.locator("textarea").first.fill(
        "Indien u wilt participeren, dient u middels dit formulier een verzoek in te dienen bij ons."
    )
    panel.get_by_text("participeren").first.wait_for()
    assert panel.is_visible()
