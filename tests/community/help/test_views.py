"""The pages of help as residents and coordinators use them: forms that keep what was typed, one click, clear ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.credits.models import Transfer
from community.help.actions import items, matches
from community.help.emails import token_of
from community.help.enums import ItemState, MatchState
from community.help.models import HelpInvitation, HelpItem, HelpMatch, HelpRelease, HelpReport
from community.people.models import Profile
from portal.notices.models import Notice
from portal.vocabulary.models import Theme
from tests.factories.help import HelpItemFactory
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(db):
    return Theme.objects.create(name="Klussen", slug="klussen")


def typed(**changes):
    values = {
        "title": "Wie hangt een lamp voor mij op?",
        "text": "De lamp ligt klaar.",
        "where": "Tiel",
        "themes": ["klussen"],
        "radius_km": "5",
        "dayparts": ["mon-evening"],
    }
    return {**values, **changes}


def fill(client: Client, path: str, data: dict, status: int = 303):
    """Open the form, wait as long as a person does, send it."""
    page = client.get(path)
    assert page.status_code == 200, path
    opened = re.search(r'name="opened" value="([^"]+)"', page.content.decode())
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        response = client.post(path, {**({"opened": opened[1]} if opened else {}), **data})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_resident_writes_and_the_desk_puts_it_on_the_site(site, theme):
    user = UserFactory(first_name="Zwaantje")
    client = logged_in(user)
    response = fill(client, "/vraag-en-aanbod/vragen/", typed(could_do="soep maken"))
    item = HelpItem.objects.get()
    assert response.url == f"/mijn/hulp/{item.uuid}/"
    assert (item.state, item.person, item.place, item.could_do) == (ItemState.MODERATED, user, "Tiel", "soep maken")
    assert "Wij lezen het na" in client.get(response.url).content.decode()
    desk = logged_in(CoordinatorFactory())
    assert desk.post(f"/werk/hulp/{item.uuid}/plaats/").status_code == 303
    page = Client().get("/vraag-en-aanbod/").content.decode()
    assert "Wie hangt een lamp voor mij op?" in page
    assert "soep maken" not in page


def test_name_number_and_street_are_refused_beside_the_field_and_all_text_stays(site, theme):
    client = logged_in(UserFactory(first_name="Zwaantje"))
    text = "Ik ben Zwaantje. Bel 0344 012 401, Waalstraat 12."
    page = fill(client, "/vraag-en-aanbod/vragen/", typed(text=text), 422).content.decode()
    for words in ("Zwaantje", "0344 012 401", "Waalstraat 12"):
        assert f"“{words}”" in page
    assert text in page
    assert 'value="Wie hangt een lamp voor mij op?"' in page
    assert re.search(r'value="klussen"[^>]*checked', page)
    assert HelpItem.objects.count() == 0


def test_what_may_be_a_name_is_asked_about_once(site, theme):
    client = logged_in(UserFactory())
    data = typed(text="Ik help ook mevrouw Jansen.")
    page = fill(client, "/vraag-en-aanbod/aanbieden/", data, 422).content.decode()
    assert "“Jansen” lijkt een naam" in page
    assert 'name="sure"' in page
    fill(client, "/vraag-en-aanbod/aanbieden/", {**data, "sure": "on"})
    assert HelpItem.objects.get().kind == "offer"


def test_visitor_without_account_says_yes_by_the_mailed_link_and_has_an_account_then(site, theme, client):
    data = typed(name="Riet Waterman", channel="email", email="Riet@Example.org")
    assert fill(client, "/vraag-en-aanbod/vragen/", data).url == "/vraag-en-aanbod/dank/"
    item = HelpItem.objects.get()
    assert item.state == ItemState.CONSENT_PENDING
    notice = Notice.objects.get()
    link = re.search(r"/vraag-en-aanbod/mag-dit/\S+/", notice.text)[0]
    assert "Mag dit op de site?" in client.get(link).content.decode()
    item.refresh_from_db()
    assert item.state == ItemState.CONSENT_PENDING
    assert client.post(link, {"antwoord": "ja"}).status_code == 303
    assert client.post(link, {"antwoord": "ja"}).status_code == 303
    item.refresh_from_db()
    assert (item.state, item.person.email) == (ItemState.MODERATED, "riet@example.org")


def test_no_by_the_link_is_the_end(site, client):
    item = HelpItemFactory(state="consent", person=None, person_email="riet@example.org")
    link = f"/vraag-en-aanbod/mag-dit/{token_of(item)}/"
    client.post(link, {"antwoord": "nee"})
    assert "Het staat niet op de site" in client.get(link).content.decode()
    client.post(link, {"antwoord": "ja"})
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWN


def test_robot_hears_thanks_and_nothing_is_kept(site, theme, client):
    data = typed(name="Bot", channel="email", email="bot@example.org", website="http://x")
    assert fill(client, "/vraag-en-aanbod/vragen/", data).url == "/vraag-en-aanbod/dank/"
    assert HelpItem.objects.count() == 0


def test_somebody_trusted_writes_for_another(site, theme):
    assert Client().get("/vraag-en-aanbod/vragen/voor-een-ander/").status_code == 302
    neighbour = UserFactory(first_name="Buuf")
    data = typed(relation="buurvrouw", name="Riet Waterman", channel="phone", phone="0344 012 401")
    fill(logged_in(neighbour), "/vraag-en-aanbod/vragen/voor-een-ander/", data)
    item = HelpItem.objects.get()
    assert (item.origin, item.state, item.person, item.drafted_by) == ("trusted", "consent", None, neighbour)
    desk = logged_in(CoordinatorFactory())
    assert "Bel 034" in desk.get("/werk/hulp/").content.decode()
    note = {"way": "phone", "note": "24 november, voorgelezen"}
    assert desk.post(f"/werk/hulp/{item.uuid}/ja/", {"way": "phone"}).status_code == 422
    assert desk.post(f"/werk/hulp/{item.uuid}/ja/", note).status_code == 303
    item.refresh_from_db()
    assert item.state == ItemState.MODERATED


def test_desk_writes_one_down_with_the_yes_on_paper(site, theme):
    desk = logged_in(CoordinatorFactory())
    data = typed(
        name="Dirk", channel="letter", address="Havenweg 1", told="Hij mist zijn vrouw", safety_notes="Bel voor elven"
    )
    page = fill(desk, "/werk/hulp/nieuw/", {**data, "consent_way": "paper"}, 422).content.decode()
    assert "Schrijf op wanneer de bewoner ja zei" in page
    fill(desk, "/werk/hulp/nieuw/", {**data, "consent_way": "paper", "consent_note": "vandaag getekend"})
    item = HelpItem.objects.get()
    assert (item.state, item.consent_way, item.origin) == (ItemState.MODERATED, "paper", "worker")


def test_two_neighbours_from_answer_to_time(site):
    owner, helper = UserFactory(first_name="Riet"), UserFactory(first_name="Mirjam")
    item = HelpItemFactory(person=owner)
    hers, his = logged_in(owner), logged_in(helper)
    assert his.post(f"/vraag-en-aanbod/{item.uuid}/antwoord/", {"text": " "}).status_code == 422
    said = his.post(f"/vraag-en-aanbod/{item.uuid}/antwoord/", {"text": "Ik loop graag mee."})
    match = HelpMatch.objects.get()
    url = f"/mijn/hulp/gesprek/{match.uuid}/"
    assert said.url == url
    page = hers.get(url).content.decode()
    assert "U praat met Mirjam." in page
    assert "Ik loop graag mee." in page
    assert his.post(f"{url}voorstel/", {"plan": "Dinsdag half tien", "minutes": "90"}).status_code == 303
    assert "Spreekt u dit af?" in hers.get(url).content.decode()
    assert his.post(f"{url}akkoord/").status_code == 409
    assert hers.post(f"{url}akkoord/").status_code == 303
    assert his.post(f"{url}geef/", {"wat": "phone", "value": "12"}).status_code == 422
    assert his.post(f"{url}geef/", {"wat": "phone", "value": "0344 012 401"}).status_code == 303
    assert "0344 - 01" in hers.get(url).content.decode() or "034" in hers.get(url).content.decode()
    assert HelpRelease.objects.count() == 1
    assert his.post(f"{url}neem-terug/", {"wat": "phone"}).status_code == 303
    assert hers.post(f"{url}gedaan/", {"minutes": "90", "time": "on"}).status_code == 303
    assert hers.post(f"{url}gedaan/", {"minutes": "90", "time": "on"}).status_code == 409
    match.refresh_from_db()
    assert match.state == MatchState.DONE
    assert Transfer.objects.get().state == "booked"
    assert "De tijd is geboekt: 1,5 uur." in his.get(url).content.decode()
    assert "Geregeld" in Client().get(f"/vraag-en-aanbod/{item.uuid}/").content.decode()


def test_words_stay_when_the_item_ended_while_somebody_typed(site):
    item = HelpItemFactory()
    items.withdraw_item(item=item, by=item.person)
    HelpItem.objects.filter(pk=item.pk).update(state="expired")
    text = "Ik had dit net getypt."
    response = logged_in(UserFactory()).post(f"/vraag-en-aanbod/{item.uuid}/antwoord/", {"text": text})
    assert response.status_code == 409
    assert "Hier kan niemand meer op antwoorden" in response.content.decode()


def test_renewing_is_one_button_before_and_after(site, client):
    item = HelpItemFactory(visible_until=timezone.localdate() + timedelta(days=3))
    link = f"/vraag-en-aanbod/nog-nodig/{token_of(item)}/"
    assert "Is het nog nodig?" in client.get(link).content.decode()
    item.refresh_from_db()
    assert item.visible_until == timezone.localdate() + timedelta(days=3)
    client.post(link, {"antwoord": "ja"})
    item.refresh_from_db()
    assert item.visible_until == timezone.localdate() + timedelta(days=60)
    HelpItem.objects.filter(pk=item.pk).update(state="expired", ended_at=timezone.now())
    logged_in(item.person).post(f"/mijn/hulp/{item.uuid}/verlengen/")
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_desk_asks_somebody_with_reasons_and_no_is_no(site):
    request = HelpItemFactory(themes=["Taal"], dayparts=["mon-morning"])
    offer = HelpItemFactory(
        offer=True, themes=["Taal"], dayparts=["mon-morning"], person=UserFactory(first_name="Tonnie")
    )
    desk = logged_in(CoordinatorFactory())
    page = desk.get(f"/werk/hulp/{request.uuid}/").content.decode()
    assert "Vraag Tonnie" in page
    assert "kan op maandagochtend" in page
    assert desk.post(f"/werk/hulp/{request.uuid}/vraag/", {"bij": str(offer.uuid)}).status_code == 303
    asked = HelpInvitation.objects.get()
    tonnie = logged_in(offer.person)
    assert "Is dit iets voor u?" in tonnie.get("/mijn/").content.decode()
    url = f"/mijn/hulp/gevraagd/{asked.uuid}/"
    assert (
        "zoekt hulp bij taal" in tonnie.get(url).content.decode()
        or "Waarom wij u vragen" in tonnie.get(url).content.decode()
    )
    assert logged_in(UserFactory()).get(url).status_code == 404
    assert tonnie.post(url, {"antwoord": "ja", "text": ""}).status_code == 422
    assert tonnie.post(url, {"antwoord": "nee"}).status_code == 303
    assert desk.post(f"/werk/hulp/{request.uuid}/vraag/", {"bij": str(offer.uuid)}).status_code == 409


def test_report_reaches_the_desk_from_anybody(site, client):
    item = HelpItemFactory()
    fill(client, f"/vraag-en-aanbod/{item.uuid}/melden/", {"why": "Dit is reclame."})
    report = HelpReport.objects.get()
    desk = logged_in(CoordinatorFactory())
    assert "Dit is reclame." in desk.get("/werk/hulp/").content.decode()
    desk.post(f"/werk/hulp/melding/{report.pk}/", {"answer": "Reclame mag hier niet.", "doe": "weg"})
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWN


def test_public_pages_set_no_cookie_and_lists_ask_the_same_for_one_and_three(site, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bram = CoordinatorFactory(first_name="Bram")
    Profile.objects.create(user=bram, site=site, is_visible=True)
    item = HelpItemFactory(themes=["Taal"], dayparts=["mon-morning"], origin="worker", drafted_by=bram)
    for path in ("/vraag-en-aanbod/", f"/vraag-en-aanbod/{item.uuid}/"):
        assert dict(client.get(path).cookies) == {}
    with CaptureQueriesContext(connection) as one:
        client.get("/vraag-en-aanbod/")
    asked = len(one)
    for _number in range(2):
        HelpItemFactory(themes=["Taal"], dayparts=["mon-morning"], origin="worker", drafted_by=bram)
    assert client.get("/vraag-en-aanbod/").content.decode().count("samen met Bram") == 3
    with django_assert_num_queries(asked):
        client.get("/vraag-en-aanbod/")


def test_own_list_asks_the_same_for_one_and_for_more(site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = UserFactory()
    client = logged_in(user)

    def one_more():
        matches.answer_item(item=HelpItemFactory(person=user), text="Dag", by=UserFactory())

    one_more()
    client.get("/mijn/hulp/")
    with CaptureQueriesContext(connection) as one:
        client.get("/mijn/hulp/")
    asked = len(one)
    one_more()
    one_more()
    client.get("/mijn/hulp/")
    with django_assert_num_queries(asked):
        client.get("/mijn/hulp/")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("place=Nergenshuizen", "place"),
        ("kind=ruil", "kind"),
        ("daypart=ooit", "daypart"),
        ("sort=distance", "sort"),
        ("lat=91&lon=5", "lat"),
        ("lat=51", "lon"),
        ("radius=-1", "radius"),
        ("theme=bestaat-niet", "theme"),
        ("page=0", "page"),
        ("page_size=101", "page_size"),
        ("status=kwijt", "status"),
        (f"q={'a' * 501}", "q"),
    ],
)
def test_malformed_values_are_named_at_their_field(site, client, query, field):
    answer = client.get(f"/api/v1/help-offers/?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert client.get(f"/vraag-en-aanbod/?{query}").status_code == 422


def test_api_knows_only_its_own_parameters(site, client):
    HelpItemFactory(title="Samen wandelen")
    answer = client.get("/api/v1/help-offers/?skill=onzin&age=oud&remote=misschien&q=wandelen&page_size=1").json()
    assert answer["count"] == 1
    assert set(answer["facets"]) == {"theme", "kind", "daypart", "place"}
    assert answer["results"][0]["status"] == "open"
    assert answer["results"][0]["url"].startswith("/vraag-en-aanbod/")
