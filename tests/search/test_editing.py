"""What editors do with search: words of their own, a try-out that changes nothing, and what people ask."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from community.people.enums import Role
from portal.notices.models import Notice
from search import editing, wordlists
from search.insight import countable, insight
from search.models import Highlight, SearchCount, WordRule
from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.factories.people import UserFactory
from vacancies.bank.models import OrganisationContact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_lists():
    """The lists of the project before and after every test."""
    before = wordlists._active
    editing._seen.update(at=0.0, state=(0, None))
    yield
    wordlists.activate(before)
    editing._seen.update(at=0.0, state=(0, None))


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))


def found(client, q):
    return [row["title"] for row in client.get("/api/v1/vacancies/", {"q": q}).json()["results"]]


def test_words_that_mean_the_same_work_at_once(client, editor):
    VacancyFactory(title="Poffertjes bakken")
    assert found(client, "broeder") == []
    answer = client.post(
        "/beheer/wordrule/new/", {"kind": "synonym", "words": "Broeder,  poffertje, broeder", "note": ""}
    )
    assert answer.status_code == 302
    assert WordRule.objects.get().words == "broeder, poffertje"
    assert found(client, "broeder") == ["Poffertjes bakken"]
    client.post(f"/beheer/wordrule/delete/{WordRule.objects.get().pk}/")
    assert found(client, "broeder") == []


@pytest.mark.parametrize("words", ["", " , ", "alleen"])
def test_rule_without_two_words_is_refused_at_the_field(client, editor, words):
    answer = client.post("/beheer/wordrule/new/", {"kind": "synonym", "words": words})
    assert answer.status_code == 200
    assert not WordRule.objects.exists()


def test_other_processes_see_a_rule_within_seconds(client):
    VacancyFactory(title="Poffertjes bakken")
    WordRule.objects.create(kind="synonym", words="broeder, poffertje")
    editing._seen["at"] = 0.0
    assert found(client, "broeder") == ["Poffertjes bakken"]


def test_part_of_words_starts_a_rebuild(client, editor, monkeypatch, django_capture_on_commit_callbacks):
    called = []
    monkeypatch.setattr(editing, "rebuild_everything", SimpleNamespace(enqueue=lambda: called.append(1)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/beheer/wordrule/new/", {"kind": "part", "words": "poffer"})
        client.post("/beheer/wordrule/new/", {"kind": "weak", "words": "knus"})
    assert len(called) == 1


def test_try_out_shows_what_changes_place_and_saves_nothing(client, editor):
    VacancyFactory(title="Poffertjes bakken")
    page = client.get("/beheer/zoeken/proberen/?q=broeder").content.decode()
    assert "Niets gevonden." in page
    page = client.get("/beheer/zoeken/proberen/?q=broeder&words=broeder, poffertje").content.decode()
    assert "Poffertjes bakken" in page
    assert "“broeder”: de titel zegt “poffertje”." in page
    assert found(client, "broeder") == []
    assert not WordRule.objects.exists()


def test_questions_are_counted_with_what_they_found_and_whether_it_was_opened(client, site):
    vacancy = VacancyFactory(title="Soep koken")
    client.get("/vacatures/?q=Koken&place=tiel")
    client.get("/vacatures/?q=kok", headers={"HX-Request": "true"})
    client.get("/vacatures/?q=diepzeeduiken")
    client.get(vacancy.get_absolute_url(), headers={"Referer": "http://testserver/vacatures/?q=Koken&place=tiel"})
    client.get(vacancy.get_absolute_url(), headers={"Referer": "http://elders.example/vacatures/?q=Koken"})
    rows = SearchCount.objects.order_by("text").values_list("text", "place", "asked", "nothing", "opened")
    assert list(rows) == [("diepzeeduiken", "", 1, 1, 0), ("koken", "Tiel", 1, 0, 1)]
    assert insight(site.pk)["nothing"][0]["text"] == "diepzeeduiken"
    assert insight(site.pk)["unopened"] == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Koken met Ouderen", "koken met ouderen"),
        ("ans@example.org", ""),
        ("bel mij op 0612345678", ""),
        ("ik woon aan de dijk en zoek al jaren iemand", ""),
        ("  ", ""),
    ],
)
def test_nothing_of_a_person_is_counted(text, counted):
    assert countable(text) == counted


def test_editor_sees_what_found_nothing_and_asks_the_organisations(client, editor):
    organisation = OrganisationFactory()
    OrganisationContact.objects.create(
        organisation=organisation, name="Ans", email="brug@example.org", accepted_at=timezone.now()
    )
    client.get("/vacatures/?q=poffertjes")
    page = client.get("/beheer/zoeken/inzicht/").content.decode()
    assert "/beheer/wordrule/new/?woorden=poffertjes" in page
    assert "/beheer/zoeken/vragen/?tekst=poffertjes" in page
    form = client.get("/beheer/zoeken/vragen/?tekst=poffertjes").content.decode()
    assert "Bewoners zoeken op “poffertjes”" in form
    client.post("/beheer/zoeken/vragen/", {"text": "poffertjes", "message": "Heeft u iets?"})
    notice = Notice.objects.get(kind="search.request")
    assert (notice.recipient, "Heeft u iets?" in notice.text) == ("brug@example.org", True)


@pytest.mark.parametrize("path", ["inzicht", "proberen", "vragen"])
def test_only_who_keeps_the_words_sees_these_pages(client, path):
    client.force_login(UserFactory(roles=[Role.MODERATOR]))
    assert client.get(f"/beheer/zoeken/{path}/").status_code in {302, 403}


def test_place_in_the_list_is_explained_in_words(client, editor):
    VacancyFactory(title="Soep koken", dayparts=["sat-morning"])
    page = client.get("/beheer/zoeken/proberen/?q=koken zaterdag in Tiel met zang").content.decode()
    assert "“koken” staat in de titel." in page
    assert "“zaterdag” klopt met wat er is ingevuld." in page
    assert "“zang” staat er niet in." in page
    assert "Het is op 0" in page


def test_editor_puts_a_vacancy_on_top_and_visitors_see_that(client, editor):
    vacancy = VacancyFactory(title="Soep koken")
    VacancyFactory(title="Koffie schenken op het plein")
    page = client.get("/beheer/zoeken/proberen/", {"q": "koffie"}).content.decode()
    assert "/beheer/highlight/new/?vraag=koffie&amp;vacature=" in page
    start = client.get("/beheer/highlight/new/", {"vraag": "koffie", "vacature": vacancy.pk})
    assert "Soep koken" in start.content.decode()
    today = timezone.localdate()
    values = {"vacancy": vacancy.pk, "words": "koffie", "effect": "pin", "note": "week van de soep"}
    values |= {"from_day": today.isoformat(), "until_day": (today + timedelta(days=7)).isoformat()}
    assert client.post("/beheer/highlight/new/", values).status_code == 302
    results = client.get("/api/v1/vacancies/", {"q": "koffie"}).json()["results"]
    assert [row["highlighted"] for row in results] == [True, False]
    assert "door ons uitgelicht" in client.get("/vacatures/?q=koffie").content.decode()
    reasons = client.get("/beheer/zoeken/proberen/", {"q": "koffie"}).content.decode()
    assert "De redactie koos deze voor deze vraag." in reasons


def test_period_that_ends_before_it_begins_is_refused_at_the_day(client, editor):
    vacancy = VacancyFactory()
    values = {"vacancy": vacancy.pk, "words": "koffie", "effect": "pin", "note": "x"}
    answer = client.post("/beheer/highlight/new/", {**values, "from_day": "2026-12-10", "until_day": "2026-12-01"})
    assert "Deze dag ligt voor de eerste dag." in answer.content.decode()
    assert not Highlight.objects.exists()


def test_chooser_offers_the_open_vacancies_of_this_site_by_their_words(client, editor):
    VacancyFactory(title="Soep koken", place="Tiel")
    VacancyFactory(title="Soep proeven", draft=True)
    page = client.get("/beheer/vacancy_chooser/results/", {"q": "soep tiel"}).content.decode()
    assert "Soep koken" in page
    assert "Soep proeven" not in page
    assert client.get("/beheer/vacancy_chooser/results/", {"q": "%\0'"}).status_code == 200


def test_what_stands_after_the_sign_is_found_and_finds_nothing_back(client, editor):
    VacancyFactory(title="Poffertjes bakken")
    VacancyFactory(title="Spekjes rondbrengen")
    client.post("/beheer/wordrule/new/", {"kind": "synonym", "words": "Zoetigheid, zoetwaren > poffertje, Spekje"})
    assert WordRule.objects.get().words == "zoetigheid, zoetwaren > poffertje, spekje"
    assert sorted(found(client, "zoetigheid")) == ["Poffertjes bakken", "Spekjes rondbrengen"]
    assert found(client, "spekje") == ["Spekjes rondbrengen"]


@pytest.mark.parametrize(("kind", "words"), [("synonym", "taart >"), ("synonym", "> taart"), ("stop", "taart > gebak")])
def test_sign_without_words_on_both_sides_is_refused(client, editor, kind, words):
    assert client.post("/beheer/wordrule/new/", {"kind": kind, "words": words}).status_code == 200
    assert not WordRule.objects.exists()


def test_try_out_shows_what_disappears(client, editor):
    VacancyFactory(title="Poffertjes bakken")
    page = client.get("/beheer/zoeken/proberen/?q=poffertje&words=poffertje&kind=stop").content.decode()
    assert "Dit verdwijnt van deze plaatsen" not in page  # nothing is asked any more, so everything is shown
    VacancyFactory(title="Sjoelen op zondag")
    page = client.get("/beheer/zoeken/proberen/?q=poffertje sjoelen&words=poffertje&kind=stop").content.decode()
    assert "Dit verdwijnt van deze plaatsen" in page
    assert "2. Poffertjes bakken" in page
    assert "/beheer/wordrule/new/?woorden=poffertje&amp;soort=stop" in page


def test_insight_tells_the_themes_that_are_asked_per_place(client, site, editor):
    VacancyFactory(title="Soep koken", place="Tiel")
    for question in ("hond uitlaten in Tiel", "iets met dieren&place=tiel", "diepzeeduiken in Tiel"):
        client.get(f"/vacatures/?q={question}")
    rows = [(row["place"], row["text"], row["n"], row["none"]) for row in insight(site.pk)["places"]]
    assert rows == [("Tiel", "dieren", 2, 2), ("Tiel", "diepzeeduiken", 1, 1)]
    page = client.get("/beheer/zoeken/inzicht/").content.decode()
    assert "/beheer/zoeken/vragen/?tekst=dieren%20in%20Tiel" in page
