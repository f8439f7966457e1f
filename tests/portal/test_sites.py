"""Two organisations on one installation: what is the one's, the other never sees."""

from __future__ import annotations

import io
import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site

from community.people.models import User
from community.people.rules import can_use_desk
from portal.pages.models import SiteSettings
from vacancies.bank.models import Vacancy

TIEL, BUREN = "localhost", "buren.localhost"


@pytest.fixture
def demo(db, settings, tmp_path) -> dict[str, Site]:
    settings.ALLOWED_HOSTS = ["localhost", ".localhost"]
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", stdout=io.StringIO())
    return {TIEL: Site.objects.get(is_default_site=True), BUREN: Site.objects.get(hostname=BUREN)}


def visitor(host: str) -> Client:
    return Client(headers={"host": host})


def worker(host: str, email: str) -> Client:
    client = visitor(host)
    client.force_login(User.objects.get(email=email))
    return client


EDITORS = {TIEL: "", BUREN: "gerrit.hazelaar@example.nl"}
COORDINATORS = {TIEL: "lotte.kersenbos@example.nl", BUREN: "famke.bloesem@example.nl"}


@pytest.fixture
def editors(demo) -> dict[str, str]:
    first = User.objects.filter(groups__name="Redacteur").exclude(is_superuser=True).first()
    assert first is not None
    return {**EDITORS, TIEL: first.email}


def page_of(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return response.content.decode()


def test_each_site_has_its_own_face(demo):
    tiel, buren = (page_of(visitor(host), "/") for host in (TIEL, BUREN))
    assert ("Aan de Dijk" in tiel, "Welzijn Buren" in tiel) == (True, False)
    assert ("Aan de Dijk" in buren, "Welzijn Buren" in buren) == (False, True)
    assert ("themes/boomgaard.css" in tiel, "themes/boomgaard.css" in buren) == (False, True)
    assert "0344 - 01 77 00" in buren


def test_pages_answer_on_their_own_site_alone(demo):
    assert visitor(BUREN).get("/hulp/ik-rijd-geen-auto-meer/").status_code == 200
    assert visitor(TIEL).get("/hulp/ik-rijd-geen-auto-meer/").status_code == 404
    assert visitor(TIEL).get("/hulp-en-advies/").status_code == 200
    assert visitor(BUREN).get("/hulp-en-advies/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/vacatures/", "/feeds/vacatures.atom", "/sitemap-vacancies.xml", "/vacatures/ingebed/"]
)
def test_vacancies_are_listed_on_their_own_site_alone(demo, path: str):
    Vacancy.objects.filter(site=demo[TIEL]).exclude(slug="taalmaatje-jonge-vader").update(state="archived")
    tiel, buren = (page_of(visitor(host), path) for host in (TIEL, BUREN))
    mark = "appels-rapen-buren" if "sitemap" in path else "Appels rapen"
    assert mark in buren
    assert mark not in tiel


def test_api_and_search_and_detail_know_one_site(demo):
    assert [hit["title"] for hit in visitor(TIEL).get("/api/v1/vacancies/?q=appels+rapen").json()["results"]].count(
        "Appels rapen voor het sap"
    ) == 0
    found = visitor(BUREN).get("/api/v1/vacancies/").json()
    assert found["count"] == 2
    assert visitor(BUREN).get("/vacatures/appels-rapen-buren/").status_code == 200
    assert visitor(TIEL).get("/vacatures/appels-rapen-buren/").status_code == 404
    assert "/hulp/ik-rijd-geen-auto-meer/" in page_of(visitor(BUREN), "/zoeken/?q=auto")
    assert "/hulp/ik-rijd-geen-auto-meer/" not in page_of(visitor(TIEL), "/zoeken/?q=auto")
    assert "Famke Bloesem" in page_of(visitor(BUREN), "/zoeken/?q=Famke")
    assert "Famke Bloesem" not in page_of(visitor(TIEL), "/zoeken/?q=Famke")


def test_sitemap_holds_its_own_pages(demo):
    tiel, buren = (page_of(visitor(host), "/sitemap-pages.xml") for host in (TIEL, BUREN))
    assert ("dorpsauto" in tiel, "ik-rijd-geen-auto-meer" in buren) == (False, True)
    assert "hulp-en-advies" in tiel
    assert "hulp-en-advies" not in buren


def test_desk_and_admin_belong_to_who_works_there(demo, editors):
    assert worker(BUREN, COORDINATORS[BUREN]).get("/werk/").status_code == 200
    assert worker(TIEL, COORDINATORS[TIEL]).get("/werk/").status_code == 200
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        stranger = worker(host, COORDINATORS[other])
        assert stranger.get("/werk/").status_code == 403
        assert stranger.get("/beheer/").status_code == 403
        assert worker(host, editors[other]).get("/beheer/").status_code == 403
        assert worker(host, editors[host]).get("/beheer/").status_code == 200


def test_concept_of_another_site_stays_there(demo):
    draft = Vacancy.objects.filter(site=demo[TIEL], state="draft").first()
    assert draft is not None
    assert worker(TIEL, COORDINATORS[TIEL]).get(draft.get_absolute_url()).status_code == 200
    assert worker(TIEL, COORDINATORS[BUREN]).get(draft.get_absolute_url()).status_code == 404


def test_role_holds_on_its_own_site(demo, rf):
    from community.people.middleware import roles_of_this_site

    for host, may in ((BUREN, True), (TIEL, False)):
        request = rf.get("/vacatures/", headers={"host": host, "cookie": "sessionid=x"})
        request._cached_user = User.objects.get(email=COORDINATORS[BUREN])
        roles_of_this_site(lambda request: None)(request)
        assert can_use_desk(request._cached_user) is may


def test_editor_changes_the_pages_of_the_own_site(demo, editors):
    pages = {host: site.root_page.get_children().first() for host, site in demo.items()}
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        client = worker(host, editors[host])
        assert client.get(f"/beheer/pages/{pages[host].pk}/edit/").status_code == 200
        assert client.get(f"/beheer/pages/{pages[other].pk}/edit/").status_code in {302, 403}
        chooser = client.get("/beheer/choose-page/").json()["html"]
        shown = client.get("/beheer/choose-page/search/?q=hulp").content.decode()
        assert demo[other].root_page.title not in chooser
        assert f"/beheer/choose-page/{pages[other].pk}/" not in shown


def test_pictures_and_documents_lie_in_the_collection_of_the_site(demo, editors):
    names = {host: Collection.objects.get(name=site.site_name) for host, site in demo.items()}
    for host, collection in names.items():
        get_image_model().objects.create(title=f"foto {host}", file=get_test_image_file(), collection=collection)
        get_document_model().objects.create(title=f"blad {host}", file="x.pdf", collection=collection)
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        client = worker(host, editors[host])
        for path in ("/beheer/images/", "/beheer/documents/", "/beheer/images/chooser/", "/beheer/documents/chooser/"):
            response = client.get(path)
            assert response.status_code == 200, path
            text = response.json()["html"] if "chooser" in path else response.content.decode()
            assert f"foto {host}" in text or f"blad {host}" in text, path
            assert (f"foto {other}" in text, f"blad {other}" in text) == (False, False), path
        image = get_image_model().objects.get(title=f"foto {other}")
        assert client.get(f"/beheer/images/{image.pk}/").status_code in {302, 403}


def test_translations_belong_to_their_own_site_alone(demo, editors):
    """The start in another language lies beside that of every site in the tree, and still is of one."""
    locale = Locale.objects.get(language_code="en")
    start = demo[BUREN].root_page.specific.copy_for_translation(locale)
    start.question = "What can we do?"
    start.save_revision().publish()
    english = {TIEL: Page.objects.get(slug="i-am-new-in-the-netherlands"), BUREN: Page.objects.get(pk=start.pk)}
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        editor = User.objects.get(email=editors[host])
        assert english[host].permissions_for_user(editor).can_edit()
        assert not english[other].permissions_for_user(editor).can_edit()
        readers = english[host].get_workflow().tasks.exclude(name="Gewone taal").get().specific.groups.all()
        assert {BUREN in name for name in readers.values_list("name", flat=True)} == {host == BUREN}
    assert "What can we do?" in page_of(visitor(BUREN), "/en/")
    assert "What is going on?" in page_of(visitor(TIEL), "/en/")
    assert visitor(BUREN).get("/en/hulp-en-advies/i-am-new-in-the-netherlands/").status_code == 404
    assert "/en/hulp-en-advies/" not in visitor(BUREN).get("/sitemap-pages.xml").content.decode()


def test_settings_are_changed_for_the_own_site_alone(demo, editors):
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        client = worker(host, editors[host])
        assert client.get(f"/beheer/settings/pages/sitesettings/{demo[host].pk}/").status_code == 200
        assert client.get(f"/beheer/settings/pages/sitesettings/{demo[other].pk}/").status_code in {302, 403}
    assert SiteSettings.objects.count() == 3


def test_one_site_alone_is_not_separated(site):
    from community.people.sites import separate_sites

    before = Group.objects.count()
    separate_sites()
    assert Group.objects.count() == before
    assert Group.objects.get(name="Redacteur").page_permissions.filter(page=Page.objects.get(depth=1)).exists()


def test_separating_again_changes_nothing(demo):
    from community.people.actions import ensure_roles
    from community.people.sites import separate_sites

    def state() -> str:
        return json.dumps(
            [
                [
                    group.name,
                    sorted(group.page_permissions.values_list("page", "permission")),
                    group.permissions.count(),
                ]
                for group in Group.objects.order_by("name")
            ]
        )

    before = state()
    ensure_roles()
    separate_sites()
    assert state() == before
