"""One box for the whole site: what each kind finds, in which order, and what a department needs to join."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.pages.models import StandardPage
from search import sitewide
from search.kinds import Found, Kind
from search.kinds.pages import page_text
from search.lexicon import Lexicon
from search.understanding import understand

pytestmark = pytest.mark.django_db

ROWS = [
    ("Eettafel in de wijk", "Samen koken en eten op dinsdag."),
    ("Koken met mannen", ""),
    ("Wandelen", "Een rondje."),
]
PLAIN = Kind(
    key="proef",
    label="Proef",
    word="proef",
    rows=lambda site: ROWS,
    name=lambda row: row[0],
    about=lambda row: row[1],
    show=lambda row, site: Found(row[0], f"/{row[0][0]}/", "vandaag"),
)


@pytest.fixture(autouse=True)
def unread_pages():
    """Tests give the same number to other pages; a database does not."""
    page_text.cache_clear()


def page(site, title, slug, lead="", **fields):
    return site.root_page.add_child(instance=StandardPage(title=title, slug=slug, lead=lead, **fields))


def found(site, monkeypatch, text, kind=PLAIN):
    monkeypatch.setattr(sitewide, "KINDS", (kind,))
    groups = sitewide.found_groups(site, understand(text, Lexicon(site.pk)))
    return [line.text for group in groups for line in group.found]


def test_kind_needs_no_more_than_its_declaration(client, site, monkeypatch):
    monkeypatch.setattr(sitewide, "KINDS", (PLAIN,))
    shown = client.get("/zoeken/", {"q": "koken"}).content.decode()
    assert '<h2 id="proef-titel">Proef</h2>' in shown
    assert shown.index("Koken met mannen") < shown.index("Eettafel in de wijk")
    (offer,) = client.get("/zoeken/suggesties/", {"q": "wand"}).json()["suggestions"]
    assert offer == {"text": "Wandelen", "kind": "vandaag", "url": "/W/"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik wil kookt", ["Koken met mannen", "Eettafel in de wijk"]),
        ("cooking", ["Koken met mannen", "Eettafel in de wijk"]),
        ("wandelingen", ["Wandelen"]),
        ("wand", ["Wandelen"]),
        ("op dinsdag", ["Eettafel in de wijk"]),
        ("wa", []),
        ("parachutespringen", []),
        ("", []),
    ],
)
def test_rows_are_found_as_vacancies_are(site, monkeypatch, text, expected):
    assert found(site, monkeypatch, text) == expected


def test_words_that_every_visitor_of_a_kind_types_may_be_left_out(site, monkeypatch):
    assert found(site, monkeypatch, "wandelen rondje") == ["Wandelen"]
    assert found(site, monkeypatch, "rondje", replace(PLAIN, drop=frozenset({"rondje"}))) == []


def test_limit_of_a_kind_is_kept(site, monkeypatch):
    assert found(site, monkeypatch, "koken", replace(PLAIN, limit=1)) == ["Koken met mannen"]


def test_pages_are_found_by_inflections_in_their_text_and_only_when_published(client, site):
    page(site, "Thuis blijven wonen", "thuis", lead="Wij helpen met uw boodschappen.")
    page(site, "Boodschappen, een concept", "concept", live=False)
    answer = client.get("/zoeken/", {"q": "boodschap"}).content.decode()
    assert "Thuis blijven wonen" in answer
    assert "een concept" not in answer


def test_changed_page_is_found_by_its_new_text(client, site):
    changed = page(site, "Advies", "advies", lead="Over de heffing.")
    assert "Advies</a>" in client.get("/zoeken/", {"q": "heffing"}).content.decode()
    changed.lead = "Over uw huurtoeslag."
    changed.save_revision().publish()
    assert "Advies</a>" in client.get("/zoeken/", {"q": "huurtoeslag"}).content.decode()
    assert "Advies</a>" not in client.get("/zoeken/", {"q": "heffing"}).content.decode()


def test_page_asks_the_database_as_often_for_three_pages_as_for_one(client, site):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        client.get("/zoeken/", {"q": "rouw"})  # the texts of pages are read once per publication
        with CaptureQueriesContext(connection) as queries:
            client.get("/zoeken/", {"q": "rouw"})
        return len(queries)

    page(site, "Rouw een", "een")
    one = asked()
    page(site, "Rouw twee", "twee")
    page(site, "Rouw drie", "drie")
    assert asked() == one


def test_when_no_kind_knows_the_page_says_whom_to_call(client, site):
    assert "Hierover hebben wij geen pagina" in client.get("/zoeken/", {"q": "parachutespringen"}).content.decode()
