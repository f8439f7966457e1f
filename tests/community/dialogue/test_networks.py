"""A learning network: the door that everyone sees, and the room that only members enter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.dialogue.networks import actions
from community.dialogue.networks.enums import MemberState
from community.dialogue.networks.exceptions import JoiningClosed, NetworkError, NotAllowed, ReasonMissing
from community.dialogue.networks.models import Meeting, Member, NetworkNote
from community.people.enums import Role
from community.people.models import Profile
from portal.notices.models import Notice
from portal.pages.models import LearningNetworkPage
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(site):
    user = UserFactory(first_name="Noor")
    Profile.objects.create(user=user, site=site, is_visible=True)
    return user


@pytest.fixture
def page(home, keeper) -> LearningNetworkPage:
    return home.add_child(
        instance=LearningNetworkPage(title="Wijken", slug="wijken", for_whom="Wie in een wijk werkt", contact=keeper)
    )


def ask(page, user=None, **changes) -> Member:
    words = {"name": "Mehmet", "organisation": "", "motivation": "Ik loop langs deuren.", **changes}
    return actions.ask_to_join(site=page.get_site(), page=page, by=user or UserFactory(), **words)


@pytest.fixture
def member(page, keeper) -> Member:
    return actions.admit_member(member=ask(page), page=page, by=keeper)


def inside(page) -> str:
    return f"/leernetwerk/{page.pk}/binnen/"


def test_request_reaches_who_keeps_it_and_the_yes_reaches_who_asked(page, keeper, client: Client, opened):
    user = UserFactory(email="mehmet@example.org")
    address = f"/leernetwerk/{page.pk}/meedoen/"
    assert client.get(address).status_code == 302
    client.force_login(user)
    assert client.get(inside(page)).status_code == 403
    data = {"name": "Mehmet", "motivation": "Ik loop langs deuren.", "opened": opened}
    assert client.post(address, {**data, "motivation": ""}).status_code == 422
    assert client.post(address, data).status_code == 303
    assert Notice.objects.get(kind="networks.asked").recipient == keeper.email
    assert client.get(inside(page)).status_code == 403
    client.force_login(keeper)
    assert "Ik loop langs deuren." in client.get(inside(page)).content.decode()
    member = Member.objects.get()
    assert client.post(f"{inside(page)}laat-toe/", {"lid": member.uuid}).status_code == 303
    assert Notice.objects.get(kind="networks.admitted").recipient == "mehmet@example.org"
    client.force_login(user)
    assert client.get(inside(page)).status_code == 200


def test_no_needs_a_reason_and_may_be_asked_again(page, keeper):
    member = ask(page)
    with pytest.raises(ReasonMissing):
        actions.decline_member(member=member, page=page, reason=" ", by=keeper)
    actions.decline_member(member=member, page=page, reason="De groep is vol.", by=keeper)
    assert "De groep is vol." in Notice.objects.get(kind="networks.declined").text
    again = ask(page, member.user)
    assert (again.pk, again.state) == (member.pk, MemberState.ASKED)


def test_only_who_keeps_the_network_lets_people_in(page, member):
    asker = ask(page)
    for user in (member.user, UserFactory(roles=[Role.MODERATOR])):
        with pytest.raises(NotAllowed):
            actions.admit_member(member=asker, page=page, by=user)
    editor = UserFactory(roles=[Role.EDITOR])
    assert actions.admit_member(member=asker, page=page, by=editor).state == MemberState.MEMBER


def test_full_network_takes_nobody(page, client: Client):
    page.join_open = False
    page.save()
    with pytest.raises(JoiningClosed):
        ask(page)
    assert "De groep is nu vol." in client.get("/wijken/").content.decode()


def test_meeting_is_told_to_members_and_its_notes_stay_inside(page, keeper, member, client: Client):
    client.force_login(keeper)
    starts = timezone.localtime() + timedelta(days=9)
    data = {"title": "De eerste zin", "starts_at": starts.strftime("%Y-%m-%dT%H:%M"), "place": "Boven", "agenda": ""}
    assert client.post(f"{inside(page)}plan/", {**data, "starts_at": ""}).status_code == 422
    assert client.post(f"{inside(page)}plan/", data).status_code == 303
    assert [mail.recipient for mail in Notice.objects.filter(kind="networks.meeting")] == [member.user.email]
    meeting = Meeting.objects.get()
    client.force_login(member.user)
    note = {"text": "Zeg hoe lang het duurt.", "bijeenkomst": meeting.uuid}
    assert client.post(f"{inside(page)}notitie/", note).status_code == 303
    assert "Zeg hoe lang het duurt." in client.get(inside(page)).content.decode()
    client.logout()
    door = client.get("/wijken/").content.decode()
    assert "De eerste zin" in door
    assert "Boven" not in door
    assert "Zeg hoe lang" not in door


def test_question_to_the_group_gets_its_answers(page, member, client: Client):
    client.force_login(member.user)
    assert client.post(f"{inside(page)}notitie/", {"text": ""}).status_code == 422
    client.post(f"{inside(page)}notitie/", {"text": "Hoe stopt u een gesprek?"})
    question = NetworkNote.objects.get()
    client.post(f"{inside(page)}notitie/", {"text": "Zeg vooraf hoe laat.", "vraag": question.uuid})
    assert question.kind == "question"
    assert question.answers.get().text == "Zeg vooraf hoe laat."
    other = UserFactory()
    with pytest.raises(NotAllowed):
        actions.erase_note(note=question, page=page, by=other)
    with pytest.raises(NotAllowed):
        actions.write_note(site=page.get_site(), page=page, text="Ik ook", by=other)
    assert client.post(f"{inside(page)}wis/", {"notitie": question.uuid}).status_code == 303
    assert not NetworkNote.objects.exists()


def test_member_leaves_and_the_door_closes(page, member, client: Client):
    client.force_login(member.user)
    assert client.post(f"{inside(page)}stop/").status_code == 303
    assert client.get(inside(page)).status_code == 403
    with pytest.raises(NotAllowed):
        actions.leave_network(member=member, by=UserFactory())


def test_row_of_another_network_is_not_there(page, home, keeper, member, client: Client):
    other = home.add_child(instance=LearningNetworkPage(title="Ander", slug="ander", for_whom="x", contact=keeper))
    foreign = ask(other)
    client.force_login(keeper)
    assert client.post(f"{inside(page)}laat-toe/", {"lid": foreign.uuid}).status_code == 404
    assert client.post(f"{inside(page)}laat-toe/", {"lid": "geen"}).status_code == 404
    assert client.post(f"{inside(page)}onzin/").status_code == 404


def test_every_refusal_is_a_sentence():
    for error in NetworkError.__subclasses__():
        assert str(error()).endswith(".")
