from __future__ import annotations

import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from community.help.enums import ItemState
from community.help.models import HelpItem
from community.people.models import Profile, User
from portal.pages.blocks import BodyBlocks
from portal.pages.films import film_of
from portal.pages.models import PollAnswer, StandardPage
from portal.pages.rooms import RoomItem, close_room, open_room
from tests.factories.help import HelpItemFactory
from tests.portal.pages.test_blocks import html_of

BLOCK = "5b0c3d0e-6a52-4c52-9a3e-0d8f3ac1a001"
OWN = {"sec-fetch-site": "same-origin"}
TABLE = {
    "columns": [{"type": "text", "heading": "Dag"}, {"type": "number", "heading": "Euro"}],
    "rows": [{"values": ["dinsdag", "3.50"]}],
    "caption": "Wat een maaltijd kost",
}
FIGURES = {
    "title": "Samen eten groeit",
    "unit": "bezoekers",
    "rows": [
        {"type": "item", "value": {"label": "eten", "number": 200}, "id": BLOCK},
        {"type": "item", "value": {"label": "wandelen", "number": 50}, "id": BLOCK},
    ],
    "source": "eigen telling",
}


def put(page: StandardPage, kind: str, value: object) -> None:
    page.body = json.dumps([{"type": kind, "value": value, "id": BLOCK}])
    page.save()


def test_table_says_its_heads_in_every_row(subject):
    html = html_of(subject, ("table", TABLE))
    assert "<caption>Wat een maaltijd kost</caption>" in html
    assert '<th scope="row">dinsdag</th>' in html
    assert '<span class="cell-head">Euro</span> 3,50' in html


@pytest.mark.parametrize(
    "change", [{"caption": ""}, {"columns": [{"type": "text", "heading": ""}, TABLE["columns"][1]]}]
)
def test_table_without_caption_or_heads_is_refused(db, change: dict[str, object]):
    blocks = BodyBlocks()
    with pytest.raises(ValidationError):
        blocks.clean(blocks.to_python([{"type": "table", "value": {**TABLE, **change}}]))


def test_questions_open_without_script(subject):
    html = html_of(subject, ("accordion", [{"title": "Wat kost het?", "text": "<p>Niets.</p>"}]))
    assert "<summary>Wat kost het?</summary>" in html


def test_numbers_can_be_dialled(subject):
    html = html_of(subject, ("phone", {"title": "De Luisterlijn", "number": "088 0767 000", "text": ""}))
    assert 'href="tel:+31880767000"' in html
    card = html_of(subject, ("card", {"title": "Loket", "number": "0344 - 01 26 00", "website": "https://www.x.nl/"}))
    assert 'href="tel:+31344012600"' in card
    assert ">x.nl</a>" in card


def test_figures_are_a_drawing_and_a_table(subject):
    html = html_of(subject, ("figures", FIGURES))
    assert 'aria-label="Samen eten groeit. Bezoekers: eten 200, wandelen 50."' in html
    assert 'width="300"' in html
    assert 'width="75"' in html
    assert '<th scope="row">wandelen</th>' in html


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube-nocookie.com"),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com"),
        ("https://vimeo.com/123456", "https://player.vimeo.com"),
        ("https://peertube.example.org/w/9c9de5e8-0a1e-484a-b099", "https://peertube.example.org"),
        ("http://vimeo.com/123456", None),
        ("https://www.youtube.com/watch?v=%22%3E", None),
        ("https://voorbeeld.nl/film.html", None),
        ("https://vimeo.com@kwaad.example.org/w/abcdefgh", None),
        ("javascript:alert(1)", None),
    ],
)
def test_films_come_from_known_players(url: str, host: str | None):
    film = film_of(url)
    assert (film and film.host) == host


def test_film_asks_nothing_of_another_site_before_the_click(subject, client: Client):
    value = {"title": "Aan tafel", "url": "https://vimeo.com/123456", "file": None, "transcript": "<p>Toos kookt.</p>"}
    put(subject, "film", value)
    page = client.get(subject.url)
    assert "vimeo.com" not in page.content.decode()
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    assert "Toos kookt." in page.content.decode()
    player = client.get(f"/film/{subject.pk}/{BLOCK}/")
    assert 'src="https://player.vimeo.com/video/123456?dnt=1"' in player.content.decode()
    assert "frame-src https://player.vimeo.com" in player.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "value",
    [
        {"url": "", "transcript": "<p>Tekst.</p>"},
        {"url": "https://voorbeeld.nl/film.html", "transcript": "<p>Tekst.</p>"},
        {"url": "https://vimeo.com/123456", "transcript": ""},
    ],
)
def test_film_without_source_or_text_is_refused(db, value: dict[str, object]):
    blocks = BodyBlocks()
    with pytest.raises(ValidationError):
        blocks.clean(blocks.to_python([{"type": "film", "value": {"title": "Film", "file": None, **value}}]))


def test_files_say_their_kind_and_size(subject, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = get_document_model().objects.create(title="Folder", file=ContentFile(b"x" * 2048, name="folder.pdf"))
    html = html_of(subject, ("downloads", {"title": "", "files": [{"document": document.pk, "name": ""}]}))
    assert ">Folder</a>" in html
    assert "PDF, 2,0" in html


def test_map_is_a_list_that_asks_nothing(subject):

    spot = {"name": "De Peilstok", "address": "Pontwachterspad 1", "postcode": "Drumpt", "text": ""}
    html = html_of(subject, ("map", {"title": "Koffie", "spots": [spot]}))
    assert 'data-latitude="51.' in html
    assert "<img" not in html
    assert "<link" not in html
    blocks = BodyBlocks()
    with pytest.raises(ValidationError):
        blocks.clean(
            blocks.to_python(
                [{"type": "map", "value": {"title": "K", "spots": [{**spot, "postcode": "Nergenshuizen"}]}}]
            )
        )


def test_lists_show_nothing_until_their_room_opens(subject, client: Client, monkeypatch):
    monkeypatch.setattr("portal.pages.rooms._rooms", {})
    put(subject, "events", {"title": "Binnenkort", "theme": "", "count": 1})
    assert "Binnenkort" not in client.get(subject.url).content.decode()
    asked = []

    def room(site_id: int, theme: str, count: int) -> list[RoomItem]:
        asked.append((site_id, theme, count))
        return [RoomItem("Samen eten", "/agenda/eten/", ["dinsdag", "Drumpt"]), RoomItem("Te veel", "/agenda/2/")]

    open_room("events", room)
    try:
        html = client.get(subject.url).content.decode()
    finally:
        close_room("events")
    assert "Binnenkort" in html
    assert 'href="/agenda/eten/"' in html
    assert "dinsdag · Drumpt" in html
    assert "Te veel" not in html
    assert [rest for _site, *rest in asked] == [["", 1]]


def test_block_of_help_shows_what_is_open_about_its_subject_and_follows_every_change(
    subject, site, client: Client, django_assert_max_num_queries
):
    HelpItemFactory(title="Wie snoeit mijn perenboom", themes=["Tuin"], dayparts=["sat-morning"])
    HelpItemFactory(title="Ik lees graag voor", offer=True, themes=["Taal"])
    HelpItemFactory(title="Nog niet gelezen", themes=["Tuin"], unread=True)
    put(subject, "offers", {"title": "Buren helpen buren", "theme": "", "count": 3})
    html = client.get(subject.url).content.decode()
    assert [word in html for word in ("Wie snoeit mijn perenboom", "Ik lees graag voor")] == [True, True]
    assert "Nog niet gelezen" not in html
    put(subject, "offers", {"title": "Buren helpen buren", "theme": "tuin", "count": 3})
    with django_assert_max_num_queries(12):
        html = client.get(subject.url).content.decode()
    assert [word in html for word in ("Wie snoeit mijn perenboom", "Ik lees graag voor")] == [True, False]
    HelpItem.objects.update(state=ItemState.WITHDRAWN)
    assert "Buren helpen buren" not in client.get(subject.url).content.decode().split("<main")[1]


def test_workers_that_match_are_found_by_their_profile(subject, site, client: Client):
    for name, whom, visible in (("Noor", "jongeren", True), ("Wim", "ouderen", True), ("Els", "jongeren", False)):
        user = User.objects.create_user(f"{name.lower()}@example.org", first_name=name)
        Profile.objects.create(user=user, site=site, is_visible=visible, for_whom=whom)
    put(subject, "workers", {"title": "Voor jongeren", "for_whom": "Jongeren", "place": "", "count": 4})
    html = client.get(subject.url).content.decode()
    assert ("Noor" in html, "Wim" in html, "Els" in html) == (True, False, False)


# ---- poll


@pytest.fixture
def poll(subject) -> str:
    put(subject, "poll", {"question": "Welke dag?", "answers": ["dinsdag", "donderdag"]})
    return f"/peiling/{subject.pk}/{BLOCK}/"


def test_answer_is_counted_once_a_browser(poll: str, client: Client):
    response = client.post(poll, {"answer": "dinsdag"}, headers=OWN)
    assert response.status_code == 303
    again = client.post(poll, {"answer": "donderdag"}, headers=OWN)
    assert again.status_code == 409
    assert "U gaf al een antwoord" in again.content.decode()
    assert list(PollAnswer.objects.values_list("answer", flat=True)) == ["dinsdag"]
    assert Client().post(poll, {"answer": "donderdag"}, headers=OWN).status_code == 303
    assert PollAnswer.objects.count() == 2


def test_page_with_a_poll_sets_no_cookie_and_carries_no_token(poll: str, subject, client: Client):
    response = client.get(subject.url)
    assert not response.cookies
    assert f'action="{poll}"' in response.content.decode()
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({"answer": "dinsdag"}, {"sec-fetch-site": "cross-site"}, 403),
        ({"answer": "dinsdag"}, {"origin": "https://elders.example.org"}, 403),
        ({"answer": "dinsdag"}, {}, 403),
        ({"answer": "zondag"}, OWN, 422),
        ({}, OWN, 422),
    ],
)
def test_answer_is_refused(poll: str, client: Client, data, headers, status: int):
    assert client.post(poll, data, headers=headers).status_code == status
    assert not PollAnswer.objects.exists()


def test_poll_of_a_draft_or_of_another_block_is_not_there(poll: str, subject, client: Client):
    assert client.get(f"/peiling/{subject.pk}/{uuid.uuid4()}/").status_code == 404
    subject.unpublish()
    assert client.get(poll).status_code == 404
