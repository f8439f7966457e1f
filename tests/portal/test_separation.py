"""Two organisations on one installation: every place where something of the other could show, one by one.

Each probe first proves that there is something to leak: on its own site it is shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Collection, Site

from community.people.models import User
from portal.pages.enums import FindingKind
from portal.pages.file_binning import put_in_bin
from portal.pages.models import (
    Author,
    BlogByline,
    BlogIndexPage,
    BlogPost,
    Finding,
    ServicePage,
    SiteSettings,
    StoryConsent,
    StoryIndexPage,
    StoryPage,
)
from portal.vocabulary.models import Theme
from search.tasks import deliver_now

TIEL, BUREN = "localhost", "buren.localhost"
WORDS = {TIEL: "kwartelgeluid", BUREN: "roerdompriet"}
EDITORS = {TIEL: "farah.oeverloper@example.nl", BUREN: "gerrit.hazelaar@example.nl"}
HEAD = "hoofd@example.org"  # may do everything, everywhere


@pytest.fixture
def demo(db, settings, tmp_path, django_capture_on_commit_callbacks) -> dict[str, Site]:
    """The demo, with a row of every kind that has the word of its site in it."""
    settings.ALLOWED_HOSTS = ["localhost", ".localhost"]
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo", stdout=io.StringIO())
        sites = {TIEL: Site.objects.get(is_default_site=True), BUREN: Site.objects.get(hostname=BUREN)}
        for host, site in sites.items():
            plant(site, WORDS[host])
        User.objects.create_superuser(HEAD)
    deliver_now()
    return sites


def plant(site: Site, word: str) -> None:
    today, root = timezone.localdate(), site.root_page
    author = Author.objects.create(site=site, name=f"Schrijver {word}", slug=word)
    index = root.add_child(instance=BlogIndexPage(title=f"Blog {word}", slug=f"blog-{word}"))
    post = index.add_child(instance=BlogPost(title=f"Bericht {word}", slug="bericht", lead=word))
    BlogByline.objects.create(page=post, author=author)
    consent = StoryConsent.objects.create(
        site=site, teller=f"Verteller {word}", given="paper", read_back_on=today, audience="website"
    )
    stories = root.add_child(instance=StoryIndexPage(title=f"Verhalen {word}", slug=f"verhalen-{word}"))
    story = stories.add_child(instance=StoryPage(title=f"Verhaal {word}", slug="verhaal", consent=consent))
    service = root.add_child(instance=ServicePage(title=f"Dienst {word}", slug=f"dienst-{word}", lead=word))
    for page in (post, story, service):
        page.save_revision().publish()
    Finding.objects.create(page_id=post.pk, kind=FindingKind.SENTENCE, detail=f"Zin {word}")
    Finding.objects.create(page_id=post.pk, kind=FindingKind.LINK, detail=f"/{word}/")
    plant_files(Collection.objects.get(name=site.site_name), site, word)


def plant_files(collection: Collection, site: Site, word: str) -> None:
    for title in (f"Foto {word}", f"Weg {word}"):
        file = get_test_image_file(filename=f"{title.replace(' ', '-')}.png")
        image = get_image_model().objects.create(title=title, file=file, collection=collection)
    put_in_bin(file=image, site=site)
    leaflet = ContentFile(b"x", name=f"{word}.txt")
    get_document_model().objects.create(title=f"Folder {word}", file=leaflet, collection=collection)


def visitor(host: str) -> Client:
    return Client(headers={"host": host})


def editor(host: str, email: str = "") -> Client:
    client = visitor(host)
    client.force_login(User.objects.get(email=email or EDITORS[host]))
    return client


def text_of(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return str(response.json()) if "json" in response.headers["Content-Type"] else response.content.decode().lower()


PUBLIC = [
    "/feeds/blog.atom",
    "/feeds/verhalen.atom",
    "/zoeken/?q=bericht+{word}",
    "/zoeken/?q=dienst+{word}",
    "/zoeken/suggesties/?q={word}",
    "/sitemap-pages.xml",
    "/llms.txt",
    "/hsds/services",
    "/hsds/services?search={word}",
    "/feeds/blog/{word}.atom",
    "/blog-{word}/",
    "/verhalen-{word}/",
]


def test_visitors_of_one_site_read_nothing_of_the_other(demo):
    wrong = []
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        for path in PUBLIC:
            own = path.format(word=WORDS[host])
            assert WORDS[host] in text_of(visitor(host), own).lower(), f"nothing to leak at {own}"
            answer = visitor(other).get(own, follow=True)
            shown = answer.content.decode() if answer.status_code == 200 else ""
            # A search repeats what was asked, in small letters; a title begins with a capital.
            if any(f"{kind} {WORDS[host]}" in shown for kind in ("Bericht", "Blog", "Dienst", "Schrijver", "Verhaal")):
                wrong.append((other, own))
    assert wrong == []


ADMIN = [
    "/beheer/images/",
    "/beheer/images/chooser/",
    "/beheer/documents/",
    "/beheer/documents/chooser/",
    "/beheer/author/",
    "/beheer/author_chooser/",
    "/beheer/consent_chooser/",
    "/beheer/storyconsent/",
    "/beheer/prullenbak/",
    "/beheer/controle/links/",
    "/beheer/controle/zinnen/",
    "/beheer/pages/{root}/",
    "/beheer/choose-page/{root}/",
]


def test_editors_of_one_site_see_nothing_of_the_other(demo):
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        for path in ADMIN:
            address = path.format(root=demo[host].root_page_id)
            shown = text_of(editor(host), address).lower()
            assert WORDS[host] in shown, f"nothing to leak at {path}"
            assert WORDS[other] not in shown, path
            if "{root}" in path:  # the tree of the one, asked by the other
                assert WORDS[host] not in editor(other).get(address, follow=True).content.decode().lower(), path


def test_who_may_everything_works_on_the_site_whose_admin_is_open(demo):
    """Rows and choosers go by the site that is opened."""
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        head = editor(host, HEAD)
        for path in ("/beheer/author/", "/beheer/author_chooser/", "/beheer/prullenbak/"):
            shown = text_of(head, path).lower()
            assert (WORDS[host] in shown, WORDS[other] in shown) == (True, False), path


def rows_of_sites() -> Iterator[tuple[ModelViewSet, type]]:
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet) and any(field.name == "site" for field in viewset.model._meta.fields):
            yield viewset, viewset.model


def test_no_screen_of_a_row_opens_it_from_another_site(demo):
    """Edit, delete, inspect, copy, history and use: every address that every viewset has."""
    tried, wrong = 0, []
    for viewset, model in rows_of_sites():
        for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
            row = model.objects.filter(site=demo[host]).first()
            if row is None:
                continue
            for pattern in viewset.get_urlpatterns():
                if "<" not in str(pattern.pattern):
                    continue
                part = str(pattern.pattern).replace("<str:pk>", str(row.pk)).replace("<int:pk>", str(row.pk))
                path = f"/beheer/{viewset.url_prefix}/{part}"
                if editor(host, HEAD).get(path).status_code != 200:
                    continue
                tried += 1
                if editor(other, HEAD).get(path).status_code == 200:
                    wrong.append(path.replace(str(row.pk), "…"))
    assert sorted(set(wrong)) == []
    assert tried > 20


def test_choosers_give_no_row_of_another_site_by_its_number(demo):
    rows: list[tuple[str, Any]] = [("author_chooser", Author), ("consent_chooser", StoryConsent)]
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        page = BlogPost.objects.get(title=f"Bericht {WORDS[host]}")
        asked = f"/beheer/choose-page/chosen-multiple/?id={page.pk}"
        assert WORDS[host] in editor(host).get(asked).content.decode()
        assert WORDS[host] not in editor(other).get(asked).content.decode()
        assert visitor(host).get(asked).status_code == 302
        for name, model in rows:
            pk = model.objects.filter(site=demo[host]).order_by("-pk").first().pk
            for path in (f"/beheer/{name}/chosen/{pk}/", f"/beheer/{name}/chosen-multiple/?id={pk}"):
                assert WORDS[host] in editor(host).get(path).content.decode(), path
                assert WORDS[host] not in editor(other).get(path).content.decode(), path


def test_files_of_another_site_are_not_opened_by_their_number(demo):
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        image = get_image_model().objects.get(title=f"Foto {WORDS[host]}")
        document = get_document_model().objects.get(title=f"Folder {WORDS[host]}")
        for path in (
            f"/beheer/images/{image.pk}/",
            f"/beheer/images/{image.pk}/delete/",
            f"/beheer/images/usage/{image.pk}/",
            f"/beheer/images/chooser/chosen/{image.pk}/",
            f"/beheer/images/chooser/chosen-multiple/?id={image.pk}",
            f"/beheer/documents/edit/{document.pk}/",
            f"/beheer/documents/delete/{document.pk}/",
            f"/beheer/documents/usage/{document.pk}/",
            f"/beheer/documents/chooser/chosen/{document.pk}/",
            f"/beheer/documents/chooser/chosen-multiple/?id={document.pk}",
        ):
            assert WORDS[host] in editor(host).get(path).content.decode().lower(), f"nothing to leak at {path}"
            assert WORDS[host] not in editor(other).get(path).content.decode().lower(), path


def test_page_is_read_along_by_its_own_site_alone(demo):
    """Each site has second readers of its own: what is handed in there waits for nobody elsewhere."""
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        post = BlogPost.objects.get(title=f"Bericht {WORDS[host]}")
        writer = User.objects.get(email=EDITORS[host])
        colleague = User.objects.create_user(f"lezer@{host}.example.org", is_staff=True)
        colleague.groups.set(writer.groups.all())
        post.lead = "Wij lezen mee."
        post.save_revision(user=writer)
        state = post.get_workflow().start(post, writer)
        task = state.current_task_state.task.specific
        post = BlogPost.objects.get(pk=post.pk)
        assert task.get_actions(post, colleague)
        assert task.get_actions(post, User.objects.get(email=EDITORS[other])) == []
        reader = visitor(host)
        reader.force_login(colleague)
        assert post.title in reader.get("/beheer/reports/workflow_tasks/").content.decode()
        assert post.title not in editor(other).get("/beheer/reports/workflow_tasks/").content.decode()
        assert post.title not in editor(other).get("/beheer/reports/workflow/").content.decode()


def test_settings_of_a_site_are_read_and_written_by_its_own_editors(demo):
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        SiteSettings.objects.filter(site=demo[host]).update(tagline=f"Regel {WORDS[host]}")
        path = f"/beheer/settings/pages/sitesettings/{demo[host].pk}/"
        assert WORDS[host] in editor(host).get(path).content.decode()
        assert WORDS[host] not in editor(other).get(path, follow=True).content.decode()
        before = SiteSettings.objects.get(site=demo[host]).name
        editor(other).post(path, {"name": "Overgenomen"})
        assert SiteSettings.objects.get(site=demo[host]).name == before


PEOPLE = {TIEL: "Lotte Kersenbos", BUREN: "Famke Bloesem"}
CHOICES = [
    "/beheer/author/new/",
    "/beheer/agenda_event/",
    "/beheer/agenda_event/new/",
    "/beheer/live_room/new/",
    "/beheer/settings/pages/sitesettings/{site}/",
    "/beheer/pages/add/pages/standardpage/{root}/",
]


def test_forms_and_filters_offer_colleagues_of_the_own_site(demo):
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        for path in CHOICES:
            shown = editor(host).get(path.format(site=demo[host].pk, root=demo[host].root_page_id)).content.decode()
            assert PEOPLE[host] in shown, f"nothing to leak at {path}"
            assert PEOPLE[other] not in shown, path
    residents = editor(TIEL).get("/beheer/agenda_event/").content.decode()
    assert "Wilgenroos" not in residents  # a resident is nobody's colleague


def test_redirects_are_of_the_own_site(demo):
    made = {
        host: Redirect.objects.create(site=site, old_path=f"/{WORDS[host]}", redirect_link="/")
        for host, site in demo.items()
    }
    everywhere = Redirect.objects.create(old_path="/overal", redirect_link="/")
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        client = editor(host)
        listed = client.get("/beheer/redirects/").content.decode()
        assert (WORDS[host] in listed, WORDS[other] in listed, "/overal" in listed) == (True, False, False)
        assert client.get(f"/beheer/redirects/{made[host].pk}/").status_code == 200
        for pk in (made[other].pk, everywhere.pk):
            assert client.get(f"/beheer/redirects/{pk}/").status_code == 404
            assert client.post(f"/beheer/redirects/{pk}/delete/").status_code == 404
        new = {"old_path": f"/nieuw-{host}", "redirect_link": "https://voorbeeld.nl/", "is_permanent": "on"}
        assert (
            client.post("/beheer/redirects/add/", new | {"site": demo[other].pk}).status_code == 200
        )  # with its error
        assert client.post("/beheer/redirects/add/", new | {"site": ""}).status_code == 200
        done = client.post("/beheer/redirects/add/", new | {"site": demo[host].pk})
        assert done.status_code == 302, done.context["form"].errors
        assert client.get("/beheer/redirects/import/").status_code in {302, 403}
    assert Redirect.objects.filter(site=None).count() == 1
    assert editor(TIEL, HEAD).get(f"/beheer/redirects/{made[BUREN].pk}/").status_code == 200


def test_report_of_what_was_done_tells_of_the_own_site(demo):
    for host, site in demo.items():
        for row in (Author.objects.get(slug=WORDS[host]), get_image_model().objects.get(title=f"Weg {WORDS[host]}")):
            log(row, "wagtail.edit", user=User.objects.get(email=HEAD))
        log(Theme.objects.first(), "wagtail.edit", user=User.objects.get(email=EDITORS[host]), title=f"Thema {site.pk}")
    head = editor(TIEL, HEAD).get("/beheer/reports/site-history/").content.decode()
    for host, other in ((TIEL, BUREN), (BUREN, TIEL)):
        client = editor(host)
        page = client.get("/beheer/reports/site-history/").content.decode()
        table = client.get("/beheer/reports/site-history/results/").content.decode()
        sheet = client.get("/beheer/reports/site-history/?export=csv").getvalue().decode()
        for shown in (page, table, sheet):
            assert f"Schrijver {WORDS[host]}" in shown
            assert WORDS[other] not in shown
            assert f"Thema {demo[other].pk}" not in shown
        assert PEOPLE[other] not in page
        assert WORDS[other] in head, "nothing to leak"
