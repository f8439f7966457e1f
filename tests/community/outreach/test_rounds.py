"""From door to door: an answer and a day, a no that all of us respect, a visit by the resident's own yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.outreach import walking
from community.outreach.enums import DoorAnswer, VisitState
from community.outreach.exceptions import AlreadyChanged, NoDoors, NotAllowed, SaidNo, YesMissing
from community.outreach.models import Door, Rest, Round, Visit
from tests.factories.outreach import door, in_days, round_of
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return CoordinatorFactory(first_name="Joyce")


def plan(door, by, said_yes=True, hour=10):
    return walking.visit_from_door(door=door, name="", phone="", starts_at=in_days(3, hour), said_yes=said_yes, by=by)


def test_a_street_has_its_doors_on_one_side_or_both():
    assert walking.Street("x", "y", 1, 6).numbers() == [1, 2, 3, 4, 5, 6]
    assert walking.Street("x", "y", 1, 6, "even").numbers() == [2, 4, 6]
    assert walking.Street("x", "y", 1, 6, "odd").numbers() == [1, 3, 5]


def test_a_round_without_a_door_and_by_who_does_not_go_to_doors_is_refused(worker, site):
    with pytest.raises(NoDoors):
        walking.begin_round(
            site=site, street=walking.Street("x", "y", 3, 3, "even"), day=timezone.localdate(), worker=worker, by=worker
        )
    with pytest.raises(NotAllowed):
        round_of(UserFactory())


def test_of_a_door_we_keep_a_number_an_answer_and_a_day():
    kept = {field.name for field in Door._meta.fields}
    assert kept == {"id", "round", "number", "order", "answer", "answered_at", "visit"}
    assert {field.name for field in Rest._meta.fields} == {"id", "site", "mark", "said_on", "until"}


def test_a_no_holds_for_half_a_year_in_every_round_of_every_worker(worker):
    other = CoordinatorFactory()
    walking.answer_door(door=door(round_of(worker), 3), answer=DoorAnswer.NO, by=worker)
    theirs = round_of(other, street="PROEFDIJK ")
    for answer in (DoorAnswer.WELCOME, DoorAnswer.NOT_HOME, DoorAnswer.NO):
        with pytest.raises(SaidNo):
            walking.answer_door(door=door(theirs, 3), answer=answer, by=other)
    walking.answer_door(door=door(theirs, 4), answer=DoorAnswer.WELCOME, by=other)
    with time_machine.travel(timezone.now() + timedelta(days=180), tick=False):
        with pytest.raises(SaidNo):
            walking.answer_door(door=door(theirs, 3), answer=DoorAnswer.LATER, by=other)
    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        walking.answer_door(door=door(theirs, 3), answer=DoorAnswer.LATER, by=other)


def test_the_address_of_a_no_cannot_be_read_back(worker):
    walking.answer_door(door=door(round_of(worker, street="Kanarielaan"), 3), answer=DoorAnswer.NO, by=worker)
    assert Rest.objects.count() == 1
    assert "kanarie" not in str(Rest.objects.values().get()).lower()


def test_a_wrong_tap_is_undone_with_the_no_that_it_made(worker):
    walk = round_of(worker)
    walking.answer_door(door=door(walk, 3), answer=DoorAnswer.NO, by=worker)
    walking.undo_door(door=door(walk, 3), by=worker)
    assert not Rest.objects.exists()
    assert door(walk, 3).answer == DoorAnswer.TO_VISIT
    with pytest.raises(AlreadyChanged):
        walking.undo_door(door=door(walk, 3), by=worker)


def test_the_same_answer_sent_twice_is_one_and_keeps_its_own_moment(worker):
    walk, at = round_of(worker), timezone.now() - timedelta(hours=2)
    for _time in range(2):
        walking.answer_door(door=door(walk, 3), answer=DoorAnswer.LATER, by=worker, at=at)
    assert door(walk, 3).answered_at == at
    ahead = timezone.now() + timedelta(days=2)
    walking.answer_door(door=door(walk, 4), answer=DoorAnswer.LATER, by=worker, at=ahead)
    assert door(walk, 4).answered_at <= timezone.now()


def test_a_welcome_becomes_one_visit_and_only_by_a_yes(worker):
    walk = round_of(worker)
    with pytest.raises(AlreadyChanged):
        plan(door(walk, 2), worker)
    walking.answer_door(door=door(walk, 2), answer=DoorAnswer.WELCOME, by=worker)
    with pytest.raises(YesMissing):
        plan(door(walk, 2), worker, said_yes=False)
    assert not Visit.objects.exists()
    visit = plan(door(walk, 2), worker)
    assert (visit.state, visit.yes_how, visit.address) == (VisitState.PLANNED, "door", "Proefdijk 2, Tiel")
    with pytest.raises(AlreadyChanged):
        plan(door(walk, 2), worker, hour=15)
    with pytest.raises(AlreadyChanged):
        walking.answer_door(door=door(walk, 2), answer=DoorAnswer.NO, by=worker)
    assert Visit.objects.count() == 1


def test_a_round_is_walked_by_who_walks_it_and_the_desk(client, worker):
    walk = round_of(worker)
    other = UserFactory()
    with pytest.raises(NotAllowed):
        walking.answer_door(door=door(walk, 2), answer=DoorAnswer.WELCOME, by=other)
    client.force_login(other)
    assert client.get(f"/werk/deur/{walk.uuid}/").status_code == 403
    client.logout()
    assert client.get(f"/werk/deur/{walk.uuid}/").status_code == 302


def test_the_page_shows_the_next_door_the_skipped_one_and_answers_without_a_script(client, worker):
    client.force_login(worker)
    values = {"street": "Proefdijk", "place": "Tiel", "first": 1, "last": 5, "side": "all", "day": "2026-11-25"}
    assert client.post("/werk/deur/nieuw/", {**values, "last": 0}).status_code == 422
    assert client.post("/werk/deur/nieuw/", values).status_code == 303
    walk = Round.objects.get()
    address = f"/werk/deur/{walk.uuid}/"
    assert "Nummer 1" in client.get(address).content.decode()
    assert client.post(f"{address}antwoord/", {"nummer": "1", "antwoord": "no"}).status_code == 303
    page = client.get(address).content.decode()
    assert "Nummer 1: nee." in page
    assert "Nummer 2" in page
    again = round_of(worker)
    page = client.get(f"/werk/deur/{again.uuid}/").content.decode()
    assert "Sla over" in page
    answer = client.post(
        f"/werk/deur/{again.uuid}/antwoord/", {"nummer": "1", "antwoord": "welcome"}, HTTP_ACCEPT="application/json"
    )
    assert answer.status_code == 409
    assert client.post(f"{address}antwoord/", {"nummer": "99", "antwoord": "no"}).status_code == 404


def test_a_welcome_is_planned_on_the_telephone(client, worker):
    walk = round_of(worker)
    client.force_login(worker)
    client.post(f"/werk/deur/{walk.uuid}/antwoord/", {"nummer": "2", "antwoord": "welcome"})
    address = f"/werk/deur/{walk.uuid}/2/bezoek/"
    values = {"day": f"{in_days(2):%Y-%m-%d}", "time": "10:30", "name": "", "phone": ""}
    answer = client.post(address, values)
    assert answer.status_code == 422
    assert "met een ja van de bewoner zelf" in answer.content.decode()
    assert client.post(address, {**values, "said_yes": "on"}).status_code == 303
    assert Visit.objects.get().readable_code in client.get(f"/werk/deur/{walk.uuid}/").content.decode()


def test_a_long_street_costs_as_many_questions_as_a_short_one(client, worker):
    client.force_login(worker)
    short, long = round_of(worker, last=2), round_of(worker, street="Langedijk", last=60)
    client.get(f"/werk/deur/{short.uuid}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/werk/deur/{short.uuid}/")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/werk/deur/{long.uuid}/")
    assert len(few) == len(many)
