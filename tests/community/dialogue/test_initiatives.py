"""Initiatives: residents hold the wheel, a worker stands beside it, money is never more than there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.dialogue.ideas import actions as idea_actions
from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives import actions, queries
from community.dialogue.initiatives.enums import Direction, InitiativeState
from community.dialogue.initiatives.exceptions import (
    AlreadyChanged,
    Ended,
    LessonMissing,
    NotAllowed,
    NotReady,
    TooLittle,
)
from community.dialogue.initiatives.models import Initiative
from community.people.models import Profile
from portal.pages.models import IdeasPage
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return CoordinatorFactory(first_name="Lotte", is_staff=True)


@pytest.fixture
def idea(home, keeper) -> Idea:
    page = home.add_child(instance=IdeasPage(title="Ideeën", slug="ideeen"))
    values = {
        "title": "Een bankje",
        "text": "Om aan te schuiven.",
        "for_whom": "",
        "name": "Gerda",
        "email": "x@example.org",
    }
    found = idea_actions.send_idea(site=page.get_site(), page=page, values=values, by=UserFactory(first_name="Gerda"))
    return idea_actions.place_idea(idea=found, by=keeper)


@pytest.fixture
def initiative(idea, keeper) -> Initiative:
    idea_actions.choose_idea(idea=idea, why="Mooi.", by=keeper)
    worker = UserFactory(first_name="Noor")
    Profile.objects.create(user=worker, site=idea.site, is_visible=True, for_whom="voor de buurt")
    return actions.begin_from_idea(
        idea=idea, by=keeper, worker=worker, title="Een bankje", summary="Samen timmeren.", neighbourhood="Drumpt"
    )


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_idea_grows_only_once_it_is_chosen(idea, keeper):
    values = {"title": "x", "summary": "x", "neighbourhood": "", "vacancies": ""}
    with pytest.raises(NotReady):
        actions.begin_from_idea(idea=idea, by=keeper, **values)
    with pytest.raises(NotAllowed):
        actions.begin_from_idea(idea=idea, by=idea.user, **values)
    idea_actions.choose_idea(idea=idea, why="Mooi.", by=keeper)
    desk = logged_in(keeper)
    assert "Laat het groeien" in desk.get(f"/werk/ideeen/{idea.uuid}/").content.decode()
    path = f"/werk/initiatieven/nieuw/{idea.uuid}/"
    assert desk.post(path, {"title": "", "summary": "x"}).status_code == 422
    made = desk.post(path, {"title": "Een bankje", "summary": "x", "vacancies": "q=hout&place=Tiel"})
    found = Initiative.objects.get()
    assert (made.status_code, made["Location"]) == (303, found.get_absolute_url())
    assert (found.keeper, found.state) == (idea.user, "forming")
    with pytest.raises(AlreadyChanged):
        actions.begin_from_idea(idea=idea, by=keeper, **values)
    assert "bekijk het initiatief" in Client().get(f"/ideeen/{idea.uuid}/").content.decode()
    assert "/vacatures/?q=hout&amp;place=Tiel" in Client().get(found.get_absolute_url()).content.decode()


def test_filter_of_vacancies_is_a_filter(idea, keeper):
    idea_actions.choose_idea(idea=idea, why="Mooi.", by=keeper)
    path = f"/werk/initiatieven/nieuw/{idea.uuid}/"
    answer = logged_in(keeper).post(path, {"title": "x", "summary": "x", "vacancies": '"><script>'})
    assert (answer.status_code, "Plak hier" in answer.content.decode()) == (422, True)


def test_everyone_reads_it_and_names_stay_inside(initiative):
    actions.join(initiative=initiative, by=UserFactory(), name="Kanariegeel", brings="Kanarieaanhanger")
    page = Client().get(initiative.get_absolute_url()).content.decode()
    assert "2 bewoners doen mee" in page
    inside = f"/mijn/initiatieven/{initiative.uuid}/"
    assert "Kanariegeel" in logged_in(initiative.keeper).get(inside).content.decode()
    assert "Kanarie" not in page + Client().get("/initiatieven/").content.decode()
    assert Client().get(inside)["Location"].startswith("/account/login/")
    assert logged_in(UserFactory()).get(inside).status_code == 403


def test_resident_joins_takes_a_task_and_leaves(initiative):
    wim = UserFactory(first_name="Wim")
    client = logged_in(wim)
    path = f"/initiatieven/{initiative.uuid}/meedoen/"
    assert client.post(path, {"name": ""}).status_code == 422
    inside = client.post(path, {"name": "Wim", "brings": "aanhanger"})["Location"]
    assert client.post(inside + "doe/taak/", {"title": "Planken halen"}).status_code == 303
    task = initiative.tasks.get()
    assert client.post(f"{inside}taak/{task.uuid}/neem/").status_code == 303
    assert (
        logged_in(initiative.keeper)
        .post(f"{inside}taak/{task.uuid}/neem/", follow=True)
        .content.decode()
        .count("Iemand was u voor")
    )
    assert client.post(inside + "eruit/").status_code == 303
    task.refresh_from_db()
    assert (task.state, task.doer) == ("open", None)


def test_worker_stands_beside_and_not_on_top(initiative, keeper):
    worker = initiative.worker
    inside = f"/mijn/initiatieven/{initiative.uuid}/"
    client = logged_in(worker)
    assert client.get(inside).status_code == 200
    day = {
        "title": "Timmeren",
        "day": str(timezone.localdate() + timedelta(days=3)),
        "time": "10:00",
        "place": "De Kade",
    }
    assert client.post(inside + "doe/datum/", day).status_code == 303
    assert "Timmeren" in Client().get(initiative.get_absolute_url()).content.decode()
    for name, data in (
        ("geld", {"direction": "in", "what": "x", "euros": "5"}),
        ("begin", {}),
        ("woorden", {"summary": "anders"}),
        ("trek", {}),
        ("klaar", {"lesson": "x"}),
    ):
        assert client.post(f"{inside}doe/{name}/", data).status_code == 403, name
        with_role = logged_in(keeper).post(f"{inside}doe/{name}/", data)
        assert with_role.status_code == 403, name


def test_lead_is_free_again_and_taken_by_one(initiative):
    wim, ria = UserFactory(), UserFactory()
    for user in (wim, ria):
        actions.join(initiative=initiative, by=user, name=user.first_name)
    with pytest.raises(NotAllowed):
        actions.take_lead(initiative=initiative, by=wim)
    actions.leave(initiative=initiative, by=initiative.keeper)
    stale = Initiative.objects.get(pk=initiative.pk)
    assert actions.take_lead(initiative=initiative, by=wim).keeper == wim
    with pytest.raises(AlreadyChanged):
        actions.take_lead(initiative=stale, by=ria)


def test_money_says_where_it_came_from_and_is_never_below_zero(initiative):
    lead = initiative.keeper
    inside = f"/mijn/initiatieven/{initiative.uuid}/doe/geld/"
    client = logged_in(lead)
    wrong = client.post(inside, {"direction": "out", "what": "Planken", "euros": "25,50"})
    assert wrong.status_code == 422
    assert "Zo veel geld is er niet." in wrong.content.decode()
    assert 'value="Planken"' in wrong.content.decode()
    assert client.post(inside, {"direction": "in", "what": "Buurtfonds", "euros": "100"}).status_code == 303
    assert client.post(inside, {"direction": "out", "what": "Planken", "euros": "25,50"}).status_code == 303
    page = Client().get(initiative.get_absolute_url()).content.decode()
    for words in ("Buurtfonds", "€ 100", "€ 25,50", "€ 74,50"):
        assert words in page
    fund = initiative.lines.get(what="Buurtfonds")
    with pytest.raises(TooLittle):
        actions.turn_back(line=fund, by=lead)
    planks = initiative.lines.get(what="Planken")
    actions.turn_back(line=planks, by=lead)
    with pytest.raises(AlreadyChanged):
        actions.turn_back(line=planks, by=lead)
    assert queries.budget_of(Initiative.objects.get(pk=initiative.pk))["left"] == 10_000


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(["in", "out", "back"]), st.integers(1, 5000), st.integers(0, 9)), max_size=14
    )
)
def test_what_is_left_is_always_what_stands(initiative, moves):
    lead = initiative.keeper
    with transaction.atomic():
        for kind, cents, which in moves:
            lines = list(initiative.lines.filter(turned_back=False))
            try:
                if kind == "back":
                    if lines:
                        actions.turn_back(line=lines[which % len(lines)], by=lead)
                else:
                    actions.write_money(initiative=initiative, by=lead, direction=kind, what="x", cents=cents)
            except TooLittle:
                pass
            fresh = Initiative.objects.get(pk=initiative.pk)
            budget = queries.budget_of(fresh)
            assert fresh.cents == budget["in"] - budget["out"] >= 0
        transaction.set_rollback(True)


def test_end_has_its_lesson_and_nothing_goes_on_after_it(initiative, keeper):
    lead = initiative.keeper
    actions.move(initiative=initiative, to=InitiativeState.RUNNING, by=lead)
    with pytest.raises(LessonMissing):
        actions.move(initiative=initiative, to=InitiativeState.DONE, by=lead, lesson=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(state="done")
    actions.move(initiative=initiative, to=InitiativeState.DONE, by=lead, lesson="Er zit altijd iemand.")
    assert "Er zit altijd iemand." in Client().get(initiative.get_absolute_url()).content.decode()
    with pytest.raises(Ended):
        actions.join(initiative=initiative, by=UserFactory(), name="x")
    with pytest.raises(Ended):
        actions.write_money(initiative=initiative, by=lead, direction=Direction.IN, what="x", cents=1)
    assert actions.move(initiative=initiative, to=InitiativeState.RUNNING, by=lead).is_open


def test_one_that_harms_is_stopped_with_its_reason(initiative, keeper):
    with pytest.raises(NotAllowed):
        actions.move(initiative=initiative, to=InitiativeState.STOPPED, by=initiative.worker, lesson="x")
    assert (
        actions.move(initiative=initiative, to=InitiativeState.STOPPED, by=keeper, lesson="Ruzie.").state == "stopped"
    )


def test_other_site_knows_nothing_of_it(initiative):
    assert initiative in queries.public_initiatives(initiative.site_id)
    assert list(queries.public_initiatives(initiative.site_id + 1)) == []


def test_list_asks_as_many_questions_for_one_as_for_three(initiative, client: Client):
    client.get("/initiatieven/")
    with CaptureQueriesContext(connection) as one:
        client.get("/initiatieven/")
    for number in range(2):
        Initiative.objects.create(
            site=initiative.site, title=f"Nog een {number}", summary="x", state="running", began_at=timezone.now()
        )
    client.get("/initiatieven/")
    with CaptureQueriesContext(connection) as three:
        client.get("/initiatieven/")
    assert len(three) == len(one)
