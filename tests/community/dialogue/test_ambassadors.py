"""Ambassadors: who comes through them stays unknown to them; a welcome only if both want it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import segno
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.dialogue.ambassadors import actions, queries
from community.dialogue.ambassadors.actions import Reach
from community.dialogue.ambassadors.exceptions import AlreadyChanged, NotAllowed, ReasonMissing, TooMany
from community.dialogue.ambassadors.models import Ambassador, Arrival
from portal.notices.actions import deliver_notice
from portal.notices.models import Notice
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

CANARY = Reach(name="Kanariegeel", channel="email", email="kanarie@example.org", wants_welcome=True)


@pytest.fixture
def desk():
    return CoordinatorFactory(first_name="Lotte")


def ambassador(site, desk, *, welcomes: bool = True, **changes) -> Ambassador:
    values = {"name": "Mirjam", "words": "Hier kent men je naam.", **changes}
    asked = actions.ask_to_be(site=site, by=UserFactory(first_name="Mirjam"), welcomes=welcomes, **values)
    return actions.admit(ambassador=asked, by=desk)


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_asking_waits_for_a_coordinator_and_gives_a_link(site, desk):
    client = logged_in(UserFactory(first_name="Mirjam"))
    wrong = client.post("/mijn/ambassadeur/", {"name": "Mirjam", "words": ""})
    assert (wrong.status_code, "Schrijf een zin" in wrong.content.decode()) == (422, True)
    assert (
        client.post("/mijn/ambassadeur/", {"name": "Mirjam", "words": "Zomaar.", "welcomes": "on"}).status_code == 303
    )
    found = Ambassador.objects.get()
    assert Client().get("/ambassadeurs/").content.decode().count("Zomaar.") == 0
    assert logged_in(desk).post(f"/werk/ambassadeurs/{found.uuid}/ja/").status_code == 303
    found.refresh_from_db()
    assert "Zomaar." in Client().get("/ambassadeurs/").content.decode()
    assert found.code in client.get("/mijn/ambassadeur/").content.decode()
    assert client.get("/mijn/ambassadeur/kaart/").content.decode().count(f"/via/{found.code}/") == 4


def test_no_comes_with_a_reason_and_may_be_asked_again(site, desk):
    user = UserFactory()
    asked = actions.ask_to_be(site=site, by=user, name="Mirjam", words="x", welcomes=False)
    with pytest.raises(ReasonMissing):
        actions.decline(ambassador=asked, reason=" ", by=desk)
    path = f"/werk/ambassadeurs/{asked.uuid}/nee/"
    assert logged_in(desk).post(path, {"reason": ""}).status_code == 422
    assert logged_in(desk).post(path, {"reason": "Wij leren u graag eerst kennen."}).status_code == 303
    assert "eerst kennen" in logged_in(user).get("/mijn/ambassadeur/").content.decode()
    assert actions.ask_to_be(site=site, by=user, name="Mirjam", words="y", welcomes=False).state == "asked"


def test_only_the_desk_decides(site, desk):
    asked = actions.ask_to_be(site=site, by=UserFactory(), name="Mirjam", words="x", welcomes=False)
    for by in (asked.user, UserFactory()):
        with pytest.raises(NotAllowed):
            actions.admit(ambassador=asked, by=by)
        assert logged_in(by).get("/werk/ambassadeurs/").status_code == 403


def test_who_comes_is_known_to_the_desk_and_never_to_the_ambassador(site, desk, opened):
    found = ambassador(site, desk)
    data = {"name": CANARY.name, "channel": "email", "email": CANARY.email, "wants_welcome": "on", "opened": opened}
    assert Client().post(f"/via/{found.code}/", data)["Location"] == "/via/bedankt/"
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.name) == ("welcome_asked", "Kanariegeel")
    assert "Kanariegeel" in logged_in(desk).get("/werk/ambassadeurs/").content.decode()  # there is something to leak
    own = logged_in(found.user)
    assert "Heet u iemand welkom?" in own.get("/mijn/ambassadeur/").content.decode()
    assert own.post(f"/mijn/ambassadeur/welkom/{arrival.uuid}/ja/").status_code == 303
    day = timezone.localdate() + timedelta(days=3)
    meet = {"day": str(day), "time": "10:00", "place": "De Peilstok"}
    path = f"/werk/ambassadeurs/nieuw/{arrival.uuid}/"
    assert logged_in(desk).post(path + "moment/", {**meet, "place": ""}).status_code == 422
    assert logged_in(desk).post(path + "moment/", meet).status_code == 303
    page = own.get("/mijn/ambassadeur/").content.decode()
    assert "De Peilstok" in page
    assert logged_in(desk).post(path + "gezien/").status_code == 303
    pages = page + own.get("/mijn/ambassadeur/").content.decode() + own.get("/mijn/ambassadeur/kaart/").content.decode()
    for notice in Notice.objects.all():
        deliver_notice(notice.pk)
    to_ambassador = [m for m in mail.outbox if m.to == [found.user.email]]
    assert len(to_ambassador) == 4  # admitted, welcome, planned, met
    mails = "".join(f"{m.subject}{m.body}{m.alternatives}" for m in to_ambassador)
    for secret in (CANARY.name, CANARY.email):
        assert secret not in pages + mails
    assert [m.subject for m in mail.outbox if m.to == [CANARY.email]] == ["U wordt welkom geheten"]


def test_welcome_needs_both(site, desk):
    shy, open_one = ambassador(site, desk, welcomes=False), ambassador(site, desk)
    assert actions.arrive(ambassador=shy, reach=CANARY).state == "came"
    alone = actions.arrive(ambassador=open_one, reach=Reach(name="x", channel="phone", phone="0344012345"))
    assert alone.state == "came"
    asked = actions.arrive(ambassador=open_one, reach=CANARY)
    assert actions.answer_welcome(arrival=asked, yes=False, by=open_one.user).state == "came"
    with pytest.raises(AlreadyChanged):
        actions.plan_welcome(arrival=asked, meets_at=timezone.now(), place="x", by=desk)
    assert Client().get(f"/via/{shy.code}/").content.decode().count("welkom heet") == 0


def test_another_ambassador_answers_for_nobody_else(site, desk):
    mine, other = ambassador(site, desk), ambassador(site, desk)
    arrival = actions.arrive(ambassador=mine, reach=CANARY)
    assert logged_in(other.user).post(f"/mijn/ambassadeur/welkom/{arrival.uuid}/ja/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.answer_welcome(arrival=arrival, yes=True, by=other.user)


def test_stopped_link_is_not_there_and_asks_nobody(site, desk):
    found = ambassador(site, desk)
    arrival = actions.arrive(ambassador=found, reach=CANARY)
    assert Client().get(f"/via/{found.code.lower()}/").status_code == 200
    assert logged_in(found.user).post("/mijn/ambassadeur/stoppen/").status_code == 303
    assert Client().get(f"/via/{found.code}/").status_code == 404
    arrival.refresh_from_db()
    assert arrival.state == "came"
    with pytest.raises(AlreadyChanged):
        actions.arrive(ambassador=found, reach=Reach(name="y", channel="phone", phone="0344999999"))


def test_robot_and_haste_and_flood(site, desk, opened):
    found = ambassador(site, desk)
    path = f"/via/{found.code}/"
    data = {"name": "Piet", "channel": "email", "email": "piet@example.org", "opened": opened}
    assert Client().post(path, {**data, "website": "x"})["Location"] == "/via/bedankt/"
    hasty = Client().post(path, {**data, "opened": ""})
    assert (hasty.status_code, 'value="Piet"' in hasty.content.decode()) == (422, True)
    assert Arrival.objects.count() == 0
    for _n in range(3):
        actions.arrive(ambassador=found, reach=CANARY)
    with pytest.raises(TooMany):
        actions.arrive(ambassador=found, reach=CANARY)


def test_names_go_and_the_thanks_stay(site, desk):
    found = ambassador(site, desk)
    actions.close_arrival(arrival=actions.arrive(ambassador=found, reach=CANARY), by=desk)
    assert actions.forget_arrivals() == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert actions.forget_arrivals() == 1
    found.refresh_from_db()
    assert found.thanks == 1


def test_database_knows_that_an_ambassador_has_a_link(site):
    asked = actions.ask_to_be(site=site, by=UserFactory(), name="x", words="x", welcomes=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ambassador.objects.filter(pk=asked.pk).update(state="active")


def test_ambassadors_of_another_site_are_not_there(site, desk):
    found = ambassador(site, desk)
    assert queries.ambassador_by_code(site.pk + 1, found.code) is None
    assert list(queries.arrivals_visible_to(found.user, site.pk)) == []


def modules_of(page: str) -> list[list[bool]]:
    """The squares of a drawing, dark or light, from its one path: `M4 4.5h7m1 0h1…` with a border of four."""
    size = int(re.search(r'<svg[^>]*viewBox="0 0 (\d+) \1"[^>]*class="qr"', page)[1])
    dark = [[False] * size for _row in range(size)]
    path = re.findall(r'stroke="#000"[^>]*d="([^"]+)"', page)[0]
    x = y = 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if step == "h":
            for column in range(int(x), int(x + values[0])):
                dark[int(y)][column] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if step == "M" else (x + values[0], y + values[1])
    return [row[4:-4] for row in dark[4:-4]]


def test_card_has_its_link_as_a_square_of_our_own_and_in_letters_below_it(site, desk):
    found = ambassador(site, desk)
    page = logged_in(found.user).get("/mijn/ambassadeur/kaart/").content.decode()
    assert page.count('role="img" aria-label="De link als vierkant') == 4
    assert page.count(f"testserver/via/{found.code}/") == 4
    assert modules_of(page) == [
        [bool(value) for value in row]
        for row in segno.make_qr(f"http://testserver/via/{found.code}/", error="m").matrix
    ]
    assert "http" not in page.split('class="cards"')[1].split("</ul>")[0].replace("http://www.w3.org/2000/svg", "")
