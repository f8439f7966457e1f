"""An idea from sending to its lesson: who may what, and what everyone can read of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.dialogue.ideas import actions
from community.dialogue.ideas.emails import token_of
from community.dialogue.ideas.enums import IdeaState
from community.dialogue.ideas.exceptions import (
    AlreadyChanged,
    IdeaError,
    IntakeClosed,
    LessonMissing,
    NotAllowed,
    PlanMissing,
    ReasonMissing,
    TooMany,
)
from community.dialogue.ideas.models import Idea
from community.people.enums import Role
from portal.notices.models import Notice
from portal.pages.models import IdeasPage
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def page(home) -> IdeasPage:
    return home.add_child(instance=IdeasPage(title="Ideeën", slug="ideeen"))


@pytest.fixture
def keeper():
    return CoordinatorFactory(first_name="Lotte", is_staff=True)


def send(page, **changes) -> Idea:
    values = {
        "title": "Een bankje",
        "text": "Om aan te schuiven.",
        "for_whom": "",
        "name": "Gerda",
        "email": "g@example.org",
    }
    return actions.send_idea(site=page.get_site(), page=page, values={**values, **changes})


def placed(page, keeper, **changes) -> Idea:
    idea = actions.confirm_idea(idea=send(page, **changes))
    return actions.place_idea(idea=idea, by=keeper)


def mails(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"ideas.{kind}"))


def test_anyone_sends_an_idea_and_says_yes_by_mail(page, client: Client, opened):
    address = f"/ideeen/insturen/{page.pk}/"
    assert address in client.get("/ideeen/").content.decode()
    data = {
        "title": "Een bankje",
        "text": "Om aan te schuiven.",
        "name": "Gerda",
        "email": "G@Example.org",
        "opened": opened,
    }
    response = client.post(address, data)
    assert (response.status_code, response["Location"]) == (303, "/ideeen/bedankt/")
    idea = Idea.objects.get()
    assert (idea.state, idea.email) == (IdeaState.UNCONFIRMED, "g@example.org")
    own = re.search(r"/ideeen/van-mij/\S+", mails("confirm")[0].text)
    assert own
    client.get(own[0])
    idea.refresh_from_db()
    assert idea.state == IdeaState.UNCONFIRMED
    client.post(own[0])
    idea.refresh_from_db()
    assert idea.state == IdeaState.WAITING
    assert "Een bankje" not in client.get("/ideeen/").content.decode()
    assert client.get(idea.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("change", "message"),
    [({"title": ""}, "Schrijf uw idee in één zin"), ({"text": ""}, "Vertel iets over"), ({"email": "x"}, "klopt niet")],
)
def test_mistake_keeps_what_was_typed(page, client: Client, opened, change, message):
    data = {"title": "Een bankje", "text": "Aanschuiven", "name": "Gerda", "email": "g@example.org", "opened": opened}
    response = client.post(f"/ideeen/insturen/{page.pk}/", {**data, **change})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert 'value="Gerda"' in response.content.decode()


def test_closed_page_takes_no_ideas(page, client: Client):
    page.intake_open = False
    page.save()
    with pytest.raises(IntakeClosed):
        send(page)
    assert client.get(f"/ideeen/insturen/{page.pk}/").status_code == 404
    assert "insturen" not in client.get("/ideeen/").content.decode()


def test_stream_from_one_address_stops(page):
    for number in range(3):
        send(page, title=f"Nummer {number}")
    with pytest.raises(TooMany):
        send(page, title="Nummer 4")


def test_whole_road_is_read_by_everyone_with_its_reasons(page, keeper, client: Client):
    idea = placed(page, keeper)
    actions.choose_idea(idea=idea, why="Het kan morgen.", by=keeper)
    plan = {"start": TODAY, "end": TODAY + timedelta(days=60), "measure": "De helft van de dagen."}
    actions.try_idea(idea=idea, by=keeper, **plan)
    actions.end_idea(idea=idea, to=IdeaState.STOPPED, lesson="Het was te koud.", by=keeper)
    html = client.get(idea.get_absolute_url()).content.decode()
    for words in ("Het kan morgen.", "De helft van de dagen.", "Het was te koud.", "Gestopt. Dit leerden wij"):
        assert words in html
    assert "g@example.org" not in html
    assert "Het was te koud." in client.get("/ideeen/").content.decode()
    assert len(mails("placed")) == 1
    assert len(mails("moved")) == 3


def test_no_step_without_its_words(page, keeper):
    idea = placed(page, keeper)
    with pytest.raises(ReasonMissing):
        actions.choose_idea(idea=idea, why=" ", by=keeper)
    actions.choose_idea(idea=idea, why="Goed.", by=keeper)
    with pytest.raises(PlanMissing):
        actions.try_idea(idea=idea, start=TODAY, end=TODAY - timedelta(days=1), measure="x", by=keeper)
    with pytest.raises(LessonMissing):
        actions.end_idea(idea=idea, to=IdeaState.STOPPED, lesson="", by=keeper)
    with pytest.raises(AlreadyChanged):
        actions.end_idea(idea=idea, to=IdeaState.SCALED, lesson="Het lukte.", by=keeper)
    for change in ({"state": "stopped"}, {"state": "trying"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Idea.objects.filter(pk=idea.pk).update(**change)


def test_only_who_keeps_ideas_moves_them(page):
    idea = actions.confirm_idea(idea=send(page))
    for user in (UserFactory(), UserFactory(roles=[Role.MODERATOR])):
        with pytest.raises(NotAllowed):
            actions.place_idea(idea=idea, by=user)
        with pytest.raises(NotAllowed):
            actions.take_back(idea=idea, by=user)


def test_keeper_clicks_the_road_and_takes_a_step_back(page, keeper, client: Client):
    idea = actions.confirm_idea(idea=send(page))
    client.force_login(keeper)
    address = f"/werk/ideeen/{idea.uuid}/"
    assert "Een bankje" in client.get("/werk/ideeen/").content.decode()
    assert client.post(f"{address}plaats/").status_code == 303
    assert client.post(f"{address}kies/", {"text": ""}).status_code == 422
    assert client.post(f"{address}kies/", {"text": "Het kan."}).status_code == 303
    assert client.post(f"{address}probeer/", {"start": "x"}).status_code == 422
    data = {"start": TODAY, "end": TODAY + timedelta(days=9), "measure": "Er zit iemand."}
    assert client.post(f"{address}probeer/", data).status_code == 303
    assert client.post(f"{address}terug/").status_code == 303
    idea.refresh_from_db()
    assert idea.state == IdeaState.CHOSEN
    assert client.post(f"{address}gelukt/", {"text": "Ja."}).status_code == 422
    assert client.post(f"{address}onzin/").status_code == 404
    client.force_login(UserFactory())
    assert client.get("/werk/ideeen/").status_code == 403
    client.logout()
    assert client.get("/werk/ideeen/").status_code == 302


def test_sender_takes_it_back_and_nothing_is_left(page, keeper, client: Client):
    idea = placed(page, keeper)
    client.post(f"/ideeen/van-mij/{token_of(idea)}/", {"doe": "trek-in"})
    idea.refresh_from_db()
    assert (idea.state, idea.title, idea.text, idea.email) == (IdeaState.WITHDRAWN, "", "", "")
    assert client.get(idea.get_absolute_url()).status_code == 404
    assert "Een bankje" not in client.get("/ideeen/").content.decode()


def test_unconfirmed_is_forgotten_after_a_week(page):
    send(page)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert actions.forget_unconfirmed() == 1


def test_page_asks_the_same_for_one_idea_and_for_more(page, keeper, client: Client):
    def asked() -> int:
        client.get("/ideeen/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/ideeen/")
        return len(queries)

    placed(page, keeper, title="Een", email="a@example.org")
    one = asked()
    placed(page, keeper, title="Twee", email="b@example.org")
    placed(page, keeper, title="Drie", email="c@example.org")
    assert asked() == one


def test_every_refusal_is_a_sentence():
    for error in IdeaError.__subclasses__():
        assert str(error()).endswith(".")
