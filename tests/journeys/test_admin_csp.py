"""The admin under its content security policy: no script in any page, styles only where the rich text field needs them.

Fails when a view of EDITOR_VIEWS no longer needs its exception, and when a view outside it would need one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.middleware import EDITOR_VIEWS
from tests.journeys.conftest import DESKTOP
from tests.server import Portal, manage

# A superuser's session, and the addresses of the views that need a number.
PREPARE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from community.people.models import User
from portal.pages.models import HomePage, SiteSettings, StandardPage
from vacancies.bank.models import Organisation, Vacancy
from wagtail.images import get_image_model

user = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("alles@example.org")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
home = HomePage.objects.first()
page = StandardPage.objects.exclude(slug="contact").first()
revision = page.revisions.first() or page.save_revision()
print(json.dumps({
    "session": session.session_key,
    "home": home.pk,
    "page": page.pk,
    "revision": revision.pk,
    "site": SiteSettings.objects.first().site_id,
    "image": get_image_model().objects.first().pk,
    "vacancy": Vacancy.objects.first().pk,
    "organisation": Organisation.objects.first().pk,
}))
"""

EDITOR = {
    "wagtailadmin_pages:edit": "/beheer/pages/{page}/edit/",
    "wagtailadmin_pages:add": "/beheer/pages/add/pages/standardpage/{home}/",
    "wagtailadmin_pages:revisions_revert": "/beheer/pages/{page}/revisions/{revision}/revert/",
}

STRICT = [
    "/beheer/",
    "/beheer/pages/",
    "/beheer/pages/{home}/",
    "/beheer/pages/{home}/add_subpage/",
    "/beheer/pages/{page}/history/",
    "/beheer/pages/{page}/usage/",
    "/beheer/pages/{page}/move/",
    "/beheer/pages/{page}/copy/",
    "/beheer/pages/{page}/delete/",
    "/beheer/pages/{page}/unpublish/",
    "/beheer/pages/{page}/view_draft/",
    "/beheer/pages/{page}/revisions/compare/earliest...live/",
    "/beheer/pages/search/?q=buurt",
    '/beheer/pages/1/?q="><script>',
    "/beheer/images/",
    "/beheer/images/add/",
    "/beheer/images/multiple/add/",
    "/beheer/documents/",
    "/beheer/documents/multiple/add/",
    "/beheer/settings/pages/sitesettings/{site}/",
    "/beheer/snippets/",
    "/beheer/users/",
    "/beheer/groups/new/",
    "/beheer/sites/",
    "/beheer/redirects/add/",
    "/beheer/collections/add/",
    "/beheer/workflows/list/",
    "/beheer/workflows/add/",
    "/beheer/reports/site-history/",
    "/beheer/reports/aging-pages/",
    "/beheer/reports/locked/",
    "/beheer/reports/workflow/",
    "/beheer/account/",
    "/beheer/prullenbak/",
    "/beheer/gids/",
    "/beheer/nakijken/",
    "/beheer/controle/links/",
    "/beheer/images/{image}/delete/",
    "/beheer/bulk/wagtailimages/image/delete/?id={image}",
    "/beheer/vacancy/",
    "/beheer/vacancy/new/",
    "/beheer/vacancy/edit/{vacancy}/",
    "/beheer/vacancy/inspect/{vacancy}/",
    "/beheer/vacancy/history/{vacancy}/",
    "/beheer/organisation/",
    "/beheer/organisation/edit/{organisation}/",
    "/beheer/theme/new/",
]

WATCH = """
window.refusals = [];
document.addEventListener('securitypolicyviolation', event => {
  const element = event.target && event.target.outerHTML || '';
  window.refusals.push(`${event.effectiveDirective} ${event.blockedURI} ${element.slice(0, 120)}`);
});
"""


@pytest.fixture(scope="session")
def keys(demo_portal: Portal) -> dict[str, str]:
    output = manage(demo_portal.data_dir, "shell", "--no-imports", "-c", PREPARE).stdout
    return json.loads(output.strip().splitlines()[-1])


@pytest.fixture
def admin(browser: Browser, demo_portal: Portal, keys: dict[str, str]) -> Iterator[Page]:
    """A window of somebody who may do everything, which keeps what the policy refused and what the console said."""
    context = browser.new_context(base_url=demo_portal.url, viewport=DESKTOP, locale="nl-NL")
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sessionid", "value": keys["session"], "url": demo_portal.url}])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    yield page
    context.close()


def open_page(admin: Page, path: str, keys: dict[str, str]) -> None:
    response = admin.goto(path.format(**keys), wait_until="networkidle")
    assert response is not None
    assert response.status == 200


def refusals(admin: Page) -> list[str]:
    return admin.evaluate("window.refusals") + admin.errors  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", STRICT)
def test_view_keeps_to_the_strict_policy(admin: Page, keys: dict[str, str], path: str):
    open_page(admin, path, keys)
    assert refusals(admin) == []


def test_every_exception_is_walked_past():
    assert set(EDITOR) == EDITOR_VIEWS


@pytest.mark.parametrize("view", EDITOR)
def test_editor_works_and_still_needs_its_exception(admin: Page, keys: dict[str, str], view: str):
    open_page(admin, EDITOR[view], keys)
    if view == "wagtailadmin_pages:add":
        admin.locator(
            "#panel-child-inhoud-child-body-section, [data-contentpath=body]"
        ).first.scroll_into_view_if_needed()
        admin.get_by_role("button", name="Blok invoegen").first.click()
        admin.get_by_role("option", name="Tekst", exact=True).or_(
            admin.locator("[role=option]:has-text('Tekst')")
        ).first.click()
    expect(admin.locator(".Draftail-Editor").first).to_be_visible()
    assert refusals(admin) == []
    assert admin.locator("style").count() > 0


def test_date_and_page_choosers_are_started_without_a_script(admin: Page, keys: dict[str, str]):
    open_page(admin, "/beheer/settings/pages/sitesettings/{site}/", keys)
    admin.get_by_role("tab", name="Vaste pagina's").click()
    admin.locator("#id_contact_page-chooser").get_by_role("button", name="Acties").click()
    admin.get_by_role("button", name="Kies een andere pagina").click()
    expect(admin.get_by_role("dialog")).to_be_visible()
    assert admin.locator("script:not([src]):not([type='application/json']):not([type='module'])").count() == 0
    assert refusals(admin) == []


def test_opening_hours_can_be_added(admin: Page, keys: dict[str, str]):
    open_page(admin, "/beheer/settings/pages/sitesettings/{site}/", keys)
    admin.get_by_role("tab", name="Openingstijden").click()
    rows = admin.locator("#id_opening_hours-FORMS > :not(.deleted)")
    before = rows.count()
    admin.locator("#id_opening_hours-ADD").click()
    expect(rows).to_have_count(before + 1)
    assert refusals(admin) == []


def test_calendar_opens_on_a_list_filter(admin: Page, keys: dict[str, str]):
    open_page(admin, "/beheer/reports/site-history/", keys)
    assert admin.locator("template[data-start]").count() > 0
    assert admin.evaluate("[...document.querySelectorAll('template[data-start]')].every(t => t.dataset.started)")
    assert refusals(admin) == []


def test_preview_and_its_checker_stand_in_the_editor(admin: Page, keys: dict[str, str]):
    open_page(admin, EDITOR["wagtailadmin_pages:edit"], keys)
    admin.locator("[data-side-panel-toggle=preview]").click()
    expect(admin.frame_locator("iframe.w-preview__iframe >> nth=-1").locator("h1")).to_be_visible()
    admin.locator("[data-side-panel-toggle=checks]").click()
    expect(admin.get_by_role("heading", name="Leesbaarheid").first).to_be_visible()
    assert refusals(admin) == []


def test_bar_of_editors_stands_on_the_public_site(admin: Page, keys: dict[str, str]):
    open_page(admin, "/", keys)
    expect(admin.get_by_role("button", name="Wagtail")).to_be_visible()
    assert refusals(admin) == []
