"""The guide of the editors: one file, read by who opens the repository and by who opens the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from community.people.enums import Role
from portal.pages.guide import PICTURES, chapters, parts_of, picture_of
from tests.factories.people import UserFactory


def parts(text: str) -> list[tuple[str, list[str]]]:
    return [(part.kind, [str(line) for line in part.lines]) for part in parts_of(text)]


def test_marks_are_read():
    assert parts("Kies **Pagina's** op\n`/beheer/`.") == [
        ("p", ["Kies <strong>Pagina&#x27;s</strong> op <code>/beheer/</code>."])
    ]
    assert parts("1. Eén.\n2. Twee,\nen verder.") == [("ol", ["Eén.", "Twee, en verder."])]
    assert parts("- Een\n- Twee") == [("ul", ["Een", "Twee"])]
    assert parts("<script>") == [("p", ["&lt;script&gt;"])]
    assert [part.name for part in parts_of("![Wat](images/redactie/begin.png)")] == ["begin"]


def test_every_chapter_has_text_and_every_picture_is_there():
    _before, found = chapters()
    assert len(found) > 8
    assert all(chapter.parts for chapter in found)
    named = [part.name for chapter in found for part in chapter.parts if part.kind == "img"]
    assert sorted(named) == sorted(path.stem for path in PICTURES.glob("*.png"))
    assert all(picture_of(name) for name in named)
    assert all(part.says for chapter in found for part in chapter.parts if part.kind == "img")


def test_editor_reads_the_guide_with_its_pictures(db, client: Client):
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    html = client.get("/beheer/gids/").content.decode()
    assert '<h2 id="weggooien-en-terugzetten">Weggooien en terugzetten</h2>' in html
    assert '<img src="/beheer/gids/begin.png"' in html
    answer = client.get("/beheer/gids/begin.png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "**" not in html.partition("portal-guide")[2]


@pytest.mark.parametrize("name", ["vacatures", "nergens", "begin-"])
def test_only_named_pictures_are_given(db, client: Client, name: str):
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    assert client.get(f"/beheer/gids/{name}.png").status_code == 404


def test_guide_is_for_who_works_here(db, client: Client):
    assert client.get("/beheer/gids/").status_code == 302
    assert client.get("/beheer/gids/begin.png").status_code == 302


def test_help_leads_to_our_guide_and_to_no_other(db, client: Client):
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    home = client.get("/beheer/").content.decode()
    assert 'href="/beheer/gids/"' in home
    assert "guide.wagtail.org" not in home
