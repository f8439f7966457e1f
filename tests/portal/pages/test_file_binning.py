"""Pictures and documents go by the bin: served to nobody while they lie there, back as they were, gone after a month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, ReferenceIndex, Site

from community.people.enums import Role
from portal.history.queries import history_of
from portal.pages.exceptions import AlreadyBinned, NoPlaceLeft, NotAllowed
from portal.pages.file_binning import bin_file, empty_file_bin, restore_file
from portal.pages.models import BinnedFile, StandardPage
from portal.pages.rules import is_open
from tests.factories.people import UserFactory
from tests.portal.pages.formula.conftest import FORMULA, MEMBER, admin, heads, sites  # noqa: F401  two sites

Image, Document = get_image_model(), get_document_model()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def boss(db):
    return UserFactory(roles=[Role.ADMINISTRATOR], is_superuser=True)


@pytest.fixture
def image(db):
    return Image.objects.create(title="Toos met de pan", file=get_test_image_file(filename="toos.png", size=(900, 600)))


@pytest.fixture
def document(db):
    return Document.objects.create(title="Folder", file=ContentFile(b"Kom eten.", name="folder.txt"))


@pytest.fixture
def page(subject: StandardPage, image, document) -> StandardPage:
    subject.body = [
        ("image", {"image": image, "alt_text": "Toos", "decorative": False}),
        ("downloads", {"title": "", "files": [{"document": document, "name": "De folder"}]}),
    ]
    subject.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(subject)
    return subject


def pictures_in(html: str) -> list[str]:
    return [part.split('"')[0].split(" ")[0] for part in html.split('"/media/')[1:]]


def bytes_under(folder: Any) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_picture_is_served_to_nobody_while_it_is_in_the_bin(
    page, image, site: Site, boss, client: Client, settings, django_capture_on_commit_callbacks
):
    html = client.get("/hulp-en-advies/overleden/").content.decode()
    addresses = [f"/media/{path}" for path in pictures_in(html)] + [image.file.url]
    assert len(addresses) > 2
    assert {client.get(address).status_code for address in addresses} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        row = bin_file(file=image, by=boss, site=site)
    assert {client.get(address).status_code for address in addresses} == {404}
    image.refresh_from_db()
    assert client.get(image.file.url).status_code == 404
    shown = client.get("/hulp-en-advies/overleden/").content.decode()
    assert ("De folder" in shown, "/media/" in shown) == (True, False)
    assert [path for path in bytes_under(settings.MEDIA_ROOT) if "toos" in path] == []
    with django_capture_on_commit_callbacks(execute=True):
        restore_file(row=row, by=boss)
    image.refresh_from_db()
    assert client.get(image.file.url).status_code == 200
    back = client.get("/hulp-en-advies/overleden/").content.decode()
    assert {client.get(f"/media/{path}").status_code for path in pictures_in(back)} == {200}
    assert not BinnedFile.objects.exists()


def test_document_is_served_to_nobody_while_it_is_in_the_bin(
    page, document, site: Site, boss, client: Client, django_capture_on_commit_callbacks
):
    address, content = document.url, b"Kom eten."
    assert b"".join(client.get(address).streaming_content) == content
    with django_capture_on_commit_callbacks(execute=True):
        row = bin_file(file=document, by=boss, site=site)
    document.refresh_from_db()
    assert [client.get(each).status_code for each in (address, document.url)] == [404, 404]
    assert "De folder" not in client.get("/hulp-en-advies/overleden/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        restore_file(row=row, by=boss)
    assert b"".join(client.get(address).streaming_content) == content
    assert "De folder" in client.get("/hulp-en-advies/overleden/").content.decode()


def test_film_of_our_own_stops_with_its_file(site: Site, boss, client: Client, django_capture_on_commit_callbacks):
    film = Document.objects.create(title="Film", file=ContentFile(b"0123456789", name="film.mp4"))
    assert client.get(f"/film/bestand/{film.pk}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        bin_file(file=film, by=boss, site=site)
    assert client.get(f"/film/bestand/{film.pk}/").status_code == 404


def test_failure_on_the_way_loses_nothing(image, site: Site, boss, client: Client, monkeypatch):
    from portal.pages import file_binning

    monkeypatch.setattr(file_binning, "record_change", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bin_file(file=image, by=boss, site=site)
    again = Image.objects.get(pk=image.pk)
    assert is_open(again)
    assert client.get(again.file.url).status_code == 200


def test_bin_keeps_a_month_and_then_the_bytes_go_too(
    image, document, site: Site, boss, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for file in (image, document):
            bin_file(file=file, by=boss, site=site)
    BinnedFile.objects.update(binned_at=timezone.now() - timedelta(days=29))
    assert empty_file_bin() == 0
    BinnedFile.objects.update(binned_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_file_bin() == 2
    assert (Image.objects.count(), Document.objects.count(), BinnedFile.objects.count()) == (0, 0, 0)
    assert bytes_under(settings.MEDIA_ROOT) == []


def test_history_tells_who_threw_away(image, site: Site, boss):
    row = bin_file(file=image, by=boss, site=site)
    assert [(change.by, change.to_state) for change in history_of(row)] == [(boss, "binned")]
    image.refresh_from_db()
    with pytest.raises(NotAllowed):  # what lies there is nobody's
        bin_file(file=image, by=boss, site=site)


def test_twice_at_once_is_once(image, site: Site, boss):
    stale = Image.objects.get(pk=image.pk)
    bin_file(file=image, by=boss, site=site)
    with pytest.raises(AlreadyBinned):
        bin_file(file=stale, by=boss, site=site)
    assert BinnedFile.objects.count() == 1


def test_collection_that_is_gone_gives_no_place(image, site: Site, boss):
    shelf = Collection.get_first_root_node().add_child(instance=Collection(name="Foto's"))
    Image.objects.filter(pk=image.pk).update(collection=shelf)
    image.refresh_from_db()
    row = bin_file(file=image, by=boss, site=site)
    shelf.delete()
    row.refresh_from_db()
    with pytest.raises(NoPlaceLeft):
        restore_file(row=row, by=boss)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_admin_says_where_it_is_used_and_gives_it_back(page, image, document, boss, client: Client, kind: str):
    client.force_login(boss)
    file = image if kind == "images" else document
    address = {"images": f"/beheer/images/{file.pk}/delete/", "documents": f"/beheer/documents/delete/{file.pk}/"}[kind]
    asked = client.get(address).content.decode()
    assert "30 dagen" in asked
    assert f'<a href="/beheer/pages/{page.pk}/edit/">{page.title}</a> <span>gewone pagina</span>' in asked
    assert client.post(address).status_code == 302
    assert file.title in client.get("/beheer/").content.decode()  # the message, read once
    for listed in (f"/beheer/{kind}/", f"/beheer/{kind}/chooser/", f"/beheer/{kind}/?q={file.title[:4]}"):
        answer = client.get(listed)
        text = answer.json()["html"] if "chooser" in listed else answer.content.decode()
        assert (file.title in text, "Prullenbak</option>" in text) == (False, False), listed
    edit = {"images": f"/beheer/images/{file.pk}/", "documents": f"/beheer/documents/edit/{file.pk}/"}[kind]
    assert client.get(edit).status_code in {302, 403}
    assert client.post(address).status_code in {302, 403}
    assert file.title in client.get("/beheer/prullenbak/").content.decode()
    row = BinnedFile.objects.get()
    assert client.post(f"/beheer/prullenbak/bestand/{row.pk}/terug/").status_code == 302
    assert is_open(type(file).objects.get(pk=file.pk))
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize(("kind", "app"), [("images", "wagtailimages/image"), ("documents", "wagtaildocs/document")])
def test_many_at_once_also_go_to_the_bin(page, image, document, boss, client: Client, kind: str, app: str):
    client.force_login(boss)
    file = image if kind == "images" else document
    address = f"/beheer/bulk/{app}/delete/?id={file.pk}&next=/beheer/{kind}/"
    assert page.title in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert BinnedFile.objects.count() == 1


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_upload_that_is_taken_back_also_goes_to_the_bin(image, document, boss, client: Client, kind: str):
    client.force_login(boss)
    file = image if kind == "images" else document
    answer = client.post(f"/beheer/{kind}/multiple/{file.pk}/delete/")
    assert answer.json()["success"] is True
    assert BinnedFile.objects.count() == 1
    assert client.get(f"/beheer/{kind}/multiple/{file.pk}/delete/").status_code == 405


def files_of(sites_: dict[str, Site]) -> dict[str, Any]:
    """A picture in the collection of each site."""
    return {
        name: Image.objects.create(
            title=f"foto {name}",
            file=get_test_image_file(filename=f"{name}.png"),
            collection=Collection.objects.get(name=site.site_name),
        )
        for name, site in sites_.items()
    }


def test_bin_of_one_site_is_closed_to_the_other(sites, heads):  # noqa: F811
    files = files_of(sites)
    for name, host, other in (("formula", FORMULA, MEMBER), ("member", MEMBER, FORMULA)):
        address = f"/beheer/images/{files[name].pk}/delete/"
        stranger = admin(other, heads["member" if name == "formula" else "formula"])
        assert stranger.post(address).status_code in {302, 403}
        assert not BinnedFile.objects.filter(image=files[name]).exists()
        own = admin(host, heads[name])
        assert own.post(address).status_code == 302
        row = BinnedFile.objects.get(image=files[name])
        assert row.site == sites[name]
        assert f"foto {name}" in own.get("/beheer/prullenbak/").content.decode()
        assert f"foto {name}" not in stranger.get("/beheer/prullenbak/").content.decode()
        assert stranger.post(f"/beheer/prullenbak/bestand/{row.pk}/terug/").status_code == 404
    assert BinnedFile.objects.count() == 2


def test_use_on_another_site_is_counted_and_not_named(sites, heads):  # noqa: F811
    image = files_of(sites)["member"]
    for name, site in sites.items():
        page = StandardPage(title=f"Pagina van {name}", slug=f"van-{name}")
        page.body = [("image", {"image": image, "alt_text": "Toos", "decorative": False})]
        site.root_page.add_child(instance=page)
        ReferenceIndex.create_or_update_for_object(page)
    asked = admin(MEMBER, heads["member"]).get(f"/beheer/images/{image.pk}/delete/").content.decode()
    assert ("Pagina van member" in asked, "Pagina van formula" in asked) == (True, False)
    assert "op 1 plek waar u niet bij kunt" in asked


def test_who_lost_the_right_does_not_put_back(sites, heads):  # noqa: F811
    image = files_of(sites)["member"]
    row = bin_file(file=image, by=heads["member"], site=sites["member"])
    heads["member"].groups.clear()
    with pytest.raises(NotAllowed):
        restore_file(row=row, by=type(heads["member"]).objects.get(pk=heads["member"].pk))


def test_row_that_is_deleted_for_good_also_says_where_it_is_used(home, boss, client: Client, site: Site):
    from portal.pages.models import Author, BlogByline, BlogIndexPage, BlogPost

    client.force_login(boss)
    author = Author.objects.create(site=site, name="Wim uit Ochten", slug="wim")
    index = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    post = index.add_child(instance=BlogPost(title="De pan van Drumpt", slug="pan"))
    BlogByline.objects.create(page=post, author=author)
    ReferenceIndex.create_or_update_for_object(post)
    asked = client.get(f"/beheer/author/delete/{author.pk}/").content.decode()
    assert f'<a href="/beheer/pages/{post.pk}/edit/">De pan van Drumpt</a>' in asked
