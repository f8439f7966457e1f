"""An editor sees a page as somebody reads it who chose so."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.pages.models import FiguresPage, HomePage, LifeEventPage, ServicePage, StandardPage, StoryPage, WorkerPage
from portal.pages.previews import EASY, LARGE, WITHOUT_SCRIPT


@pytest.fixture
def shown(subject: StandardPage, details, admin_client: Client):
    """The preview of the page in a mode, from the form of the editor as it stands."""
    subject.body = [("heading", "De gewone tekst")]
    subject.easy = [("paragraph", "<p>De makkelijke tekst.</p>")]
    subject.save_revision().publish()

    def show(mode: str) -> str:
        answer = admin_client.get(f"/beheer/pages/{subject.pk}/view_draft/?mode={mode}")
        assert answer.status_code == 200
        return answer.content.decode()

    return show


def test_page_as_it_is(shown):
    html = shown("")
    assert ("De gewone tekst" in html, "De makkelijke tekst" in html, "js/page.js" in html) == (True, False, True)


def test_page_in_easy_words(shown):
    html = shown(EASY)
    assert ("De gewone tekst" in html, "De makkelijke tekst" in html) == (False, True)


def test_page_in_large_letters(shown):
    assert "read-larger" not in shown("").split(">")[1]
    assert 'class="read-larger read-wide"' in shown(LARGE).split(">")[1]


def test_page_without_scripts(shown):
    html = shown(WITHOUT_SCRIPT)
    assert "De gewone tekst" in html
    assert 'type="module"' not in html
    assert "application/ld+json" in html


def test_page_with_addresses_of_its_own_is_read_in_every_way(home, details, admin_client: Client):
    for kind, name in ((LifeEventPage, "leven"), (FiguresPage, "stand")):
        page = home.add_child(instance=kind(title="Alleen", slug=name))
        for mode, _label in page.preview_modes:
            answer = admin_client.get(f"/beheer/pages/{page.pk}/view_draft/?mode={mode}")
            assert (answer.status_code, 'type="module"' in answer.content.decode()) == (200, mode != WITHOUT_SCRIPT)


@pytest.mark.parametrize("kind", [HomePage, ServicePage, StoryPage, WorkerPage, StandardPage])
def test_every_type_has_its_own_ways_first(db, kind):
    modes = [mode for mode, _label in kind().preview_modes]
    assert modes[0] == ""
    assert modes[-2:] == [LARGE, WITHOUT_SCRIPT]
    assert EASY not in modes  # nobody wrote easy words yet
    assert len(set(modes)) == len(modes)
