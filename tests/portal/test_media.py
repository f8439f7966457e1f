from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/dijk.png", "documents/brief.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"picture")
    return tmp_path


def test_pictures_are_shown_and_other_uploads_are_not(db, media, client: Client):
    response = client.get("/media/images/dijk.png")
    assert b"".join(response.streaming_content) == b"picture"
    assert response.headers["Content-Type"] == "image/png"
    for path in ("documents/brief.pdf", "images/../documents/brief.pdf", "images/weg.png", "images/"):
        assert client.get(f"/media/{path}").status_code == 404, path


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=0-3", 206, b"0123"),
        ("bytes=6-", 206, b"6789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=20-", 416, b""),
        ("bytes=x-y", 416, b""),
        ("", 200, b"0123456789"),
    ],
)
def test_film_of_our_own_comes_in_parts(db, media, client: Client, wanted: str, status: int, content: bytes):
    film = get_document_model().objects.create(title="Film", file=ContentFile(b"0123456789", name="film.mp4"))
    response = client.get(f"/film/bestand/{film.pk}/", headers={"range": wanted} if wanted else {})
    assert (response.status_code, response.content) == (status, content)


def test_leaflet_is_no_film(db, media, client: Client):
    leaflet = get_document_model().objects.create(title="Folder", file=ContentFile(b"x", name="folder.pdf"))
    assert client.get(f"/film/bestand/{leaflet.pk}/").status_code == 404
