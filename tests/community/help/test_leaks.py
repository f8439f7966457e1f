"""Nothing of a person leaks: each probe first proves that there is something to leak, then looks everywhere."""

from __future__ import annotations

import json
import logging

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from wagtail.models import Page, Site

from community.help.actions import contact, items, matches
from community.help.emails import token_of
from community.help.enums import ConsentWay, Field, Origin
from community.help.models import HelpItem
from community.people.sites import group_name, separate_sites
from portal.notices.models import Notice
from search.models import SearchDocument, SearchWord
from tests.factories.help import HelpItemFactory, about, words
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRETS = {
    "name": "Zwaanhilde Geheimenburg",
    "email": "zwaanhilde@geheim.example",
    "phone": "0344012477",
    "address": "Verborgenstraat 77",
    "relation": "stiefzusje-van-verderop",
    "told": "vertelde-over-de-scheiding",
    "safety_notes": "hond-bijt-soms",
    "message": "bericht-alleen-voor-twee",
    "released": "0344 - 01 24 99",
    "report": "hij-vroeg-om-geld",
    "drafter": "Drafterine",
}


def forms_of(secret: str) -> list[str]:
    """A number is also written with dashes and country code."""
    digits = "".join(c for c in secret if c.isdigit())
    spelt = [digits[1:], f"+31 {digits[1:3]}"] if len(digits) == 10 else []
    return [secret, *(part for part in secret.split() if len(part) > 5), *spelt]


@pytest.fixture
def everything(site):
    """An open request that a neighbour wrote for somebody, answered, with a number given and a report."""
    drafter = UserFactory(first_name=SECRETS["drafter"])
    item = items.write_item(
        site=site,
        words=words(title="Samen naar de markt", text="Wie loopt er mee?"),
        about=about(
            origin=Origin.TRUSTED,
            **{name: SECRETS[name] for name in ("name", "email", "phone", "address", "relation", "told")},
            safety_notes=SECRETS["safety_notes"],
        ),
        by=drafter,
    )
    coordinator = CoordinatorFactory()
    items.say_yes(item=item, yes=items.Yes(ConsentWay.PHONE, coordinator, "gebeld"), by=coordinator)
    items.publish_item(item=item, by=coordinator)
    helper = UserFactory(first_name="Helperine")
    match = matches.answer_item(item=item, text=SECRETS["message"], by=helper)
    contact.release(match=match, name=Field.PHONE, value=SECRETS["released"], by=helper)
    contact.report(item=item, match=match, why=SECRETS["report"], by=helper)
    return {"item": item, "match": match, "helper": helper, "coordinator": coordinator, "drafter": drafter}


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_there_is_something_to_leak(everything):
    desk = logged_in(everything["coordinator"])
    item, match = everything["item"], everything["match"]
    pages = "".join(
        desk.get(path).content.decode()
        for path in (
            f"/werk/hulp/{item.uuid}/",
            "/werk/hulp/",
            f"/mijn/hulp/gesprek/{match.uuid}/",
        )
    )
    for name, secret in SECRETS.items():
        if name == "phone":
            assert "034 401 2477" in pages or "0344 012 477" in pages or "0344012477" in pages or "2477" in pages
        else:
            assert secret in pages, name


PUBLIC = [
    "/vraag-en-aanbod/",
    "/vraag-en-aanbod/?q=markt",
    "/vraag-en-aanbod/?q=Geheimenburg",
    "/vraag-en-aanbod/?status=all",
    "/api/v1/help-offers/",
    "/api/v1/help-offers/?q=Zwaanhilde",
    "/api/v1/help-offers/?status=all&q=markt&place=Tiel",
    "/zoeken/?q=markt",
    "/zoeken/?q=Geheimenburg",
    "/zoeken/suggesties/?q=markt",
    "/zoeken/suggesties/?q=zwaan",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/feeds/vacatures.atom",
    "/agenda.ics",
    "/hsds/services",
    "/en/vraag-en-aanbod/",
]


def leaks(text: str, *, allowed: tuple[str, ...] = ()) -> list[str]:
    return [
        name for name, secret in SECRETS.items() if name not in allowed for form in forms_of(secret) if form in text
    ]


def test_anonymous_and_another_resident_see_the_public_words_alone(everything):
    item = everything["item"]
    for client in (Client(), logged_in(UserFactory())):
        for path in [*PUBLIC, f"/vraag-en-aanbod/{item.uuid}/", f"/vraag-en-aanbod/{item.uuid}/melden/"]:
            response = client.get(path)
            body = response.content.decode().replace("Geheimenburg&", "").replace('value="Geheimenburg"', "")
            body = body.replace("“geheimenburg”", "").replace("q=Geheimenburg", "").replace("q=Zwaanhilde", "")
            assert response.status_code in {200, 404}, path
            assert leaks(body.replace("Geheimenburg – Zoeken", "")) == [], path
    found = Client().get("/api/v1/help-offers/?q=markt").json()
    assert [each["title"] for each in found["results"]] == ["Samen naar de markt"]
    assert found["results"][0]["organisation"] is None


def test_pages_behind_the_login_are_not_there_for_others(everything):
    item, match = everything["item"], everything["match"]
    paths = [f"/mijn/hulp/{item.uuid}/", f"/mijn/hulp/gesprek/{match.uuid}/", f"/mijn/hulp/{item.uuid}/wijzigen/"]
    anonymous, stranger = Client(), logged_in(UserFactory())
    for path in paths:
        assert anonymous.get(path).status_code == 302
        assert stranger.get(path).status_code == 404
    for path in ("/werk/hulp/", f"/werk/hulp/{item.uuid}/", "/werk/hulp/nieuw/"):
        assert anonymous.get(path).status_code == 302
        assert stranger.get(path).status_code == 403
    for name in ("schrijf", "voorstel", "akkoord", "stop", "gedaan", "geef", "neem-terug", "blokkeer", "meld", "tijd"):
        assert stranger.post(f"/mijn/hulp/gesprek/{match.uuid}/{name}/").status_code == 404
    for name in ("ja", "plaats", "terug", "weg", "vraag", "let-op", "verleng"):
        assert stranger.post(f"/werk/hulp/{item.uuid}/{name}/").status_code == 403


def test_who_wrote_it_for_another_sees_it_no_more_once_it_is_published(everything):
    drafter = logged_in(everything["drafter"])
    assert drafter.get(f"/mijn/hulp/{everything['item'].uuid}/").status_code == 404
    assert leaks(drafter.get("/mijn/hulp/").content.decode(), allowed=("drafter",)) == []


def test_helper_sees_a_first_name_and_no_number_that_was_not_given(everything):
    page = logged_in(everything["helper"]).get(f"/mijn/hulp/gesprek/{everything['match'].uuid}/").content.decode()
    assert "Zwaanhilde" in page
    assert leaks(page, allowed=("message", "name")) == []
    assert "Geheimenburg" not in page


def test_what_is_taken_back_is_gone_for_the_other(site):
    item = HelpItemFactory()
    match = matches.answer_item(item=item, text="Dag", by=UserFactory())
    contact.release(match=match, name=Field.PHONE, value=SECRETS["released"], by=item.person)
    other = logged_in(match.other)
    assert SECRETS["released"] in other.get(f"/mijn/hulp/gesprek/{match.uuid}/").content.decode()
    contact.revoke(match=match, name=Field.PHONE, by=item.person)
    assert SECRETS["released"] not in other.get(f"/mijn/hulp/gesprek/{match.uuid}/").content.decode()


def test_desk_reads_no_conversation_that_nobody_reported(site):
    match = matches.answer_item(item=HelpItemFactory(), text=SECRETS["message"], by=UserFactory())
    contact.release(match=match, name=Field.PHONE, value=SECRETS["released"], by=match.other)
    desk = logged_in(CoordinatorFactory())
    assert desk.get(f"/mijn/hulp/gesprek/{match.uuid}/").status_code == 404
    contact.report(item=match.item, match=match, why="dit is niet goed", by=match.item.person)
    page = desk.get(f"/mijn/hulp/gesprek/{match.uuid}/").content.decode()
    assert SECRETS["message"] in page
    assert SECRETS["released"] not in page
    assert desk.post(f"/mijn/hulp/gesprek/{match.uuid}/schrijf/", {"text": "Ik ook"}).status_code == 409
    assert match.messages.count() == 1


def test_coordinator_of_another_site_sees_nothing(everything, settings):
    settings.ALLOWED_HOSTS = ["localhost", ".localhost", "testserver"]
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Buren", slug="home-buren"))
    other = Site.objects.create(hostname="buren.localhost", root_page=home, site_name="Buren")
    separate_sites()
    user = UserFactory()
    user.groups.add(coordinator_group(other))
    item, match = everything["item"], everything["match"]
    there = Client(headers={"host": "buren.localhost"})
    there.force_login(user)
    assert there.get("/werk/hulp/").status_code == 200
    assert leaks(there.get("/werk/hulp/?toon=open").content.decode()) == []
    for path in (f"/werk/hulp/{item.uuid}/", f"/mijn/hulp/gesprek/{match.uuid}/", f"/vraag-en-aanbod/{item.uuid}/"):
        assert there.get(path).status_code == 404, path
    assert there.get("/api/v1/help-offers/").json()["count"] == 0
    here = logged_in(user)
    assert here.get("/werk/hulp/").status_code == 403


def coordinator_group(site):
    from community.people.enums import Role

    return Group.objects.get(name=group_name(Role.COORDINATOR, site))


def test_search_holds_the_public_words_alone(everything):
    document = SearchDocument.objects.get(object_id=-everything["item"].pk)
    kept = json.dumps(document.payload) + " ".join(SearchWord.objects.values_list("word", flat=True))
    assert "markt" in kept
    assert leaks(kept) == []
    assert [name for name, secret in SECRETS.items() if secret.lower() in kept.lower()] == []


def test_mails_say_that_something_is_there_and_not_what(everything):
    assert Notice.objects.count() >= 3
    for notice in Notice.objects.all():
        told = notice.subject + notice.text + notice.html
        assert leaks(told.replace("Zwaanhilde", ""), allowed=("drafter",)) == [], notice.kind
        assert "markt" not in told
    assert mail.outbox == []


def test_logs_hold_nothing(everything, caplog):
    caplog.set_level(logging.DEBUG)
    stranger = logged_in(UserFactory())
    for path in (f"/vraag-en-aanbod/{everything['item'].uuid}/", "/vraag-en-aanbod/?q=markt", "/mijn/hulp/"):
        stranger.get(path)
    logged_in(everything["coordinator"]).get(f"/werk/hulp/{everything['item'].uuid}/")
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert leaks(told) == []


def test_what_is_not_published_has_no_public_page(site):
    for state in ("draft", "consent", "moderated", "withdrawn", "not_done"):
        item = HelpItemFactory(state=state)
        assert Client().get(f"/vraag-en-aanbod/{item.uuid}/").status_code == 404
        assert Client().post(f"/vraag-en-aanbod/{item.uuid}/melden/", {"why": "x"}).status_code == 404
    assert Client().get("/api/v1/help-offers/?status=all").json()["count"] == 0


def test_link_that_is_not_ours_opens_nothing(site):
    item = HelpItemFactory(state="consent")
    good = token_of(item)
    assert Client().get(f"/vraag-en-aanbod/mag-dit/{good}/").status_code == 200
    for token in (good[:-2], good + "x", str(item.uuid)):
        assert Client().get(f"/vraag-en-aanbod/mag-dit/{token}/").status_code == 404
        assert Client().get(f"/vraag-en-aanbod/nog-nodig/{token}/").status_code == 404


def test_nothing_says_whether_an_address_has_an_account(site):
    known = UserFactory(email="bekend@example.org")
    answers = []
    for email in (known.email, "onbekend@example.org"):
        item = items.write_item(site=site, words=words(), about=about(name="Riet", email=email), by=None)
        answers.append((item.state, item.person, Notice.objects.filter(recipient=email).count()))
    assert answers[0] == answers[1]
    assert HelpItem.objects.filter(person=known).count() == 0
