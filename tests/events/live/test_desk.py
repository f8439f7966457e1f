from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from community.people.enums import Role
from events.live.actions import calling, moderating
from events.live.models import Call, Note, Question, TipRequest
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, TipFactory, moderator
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return RoomFactory(before=True)


@pytest.fixture
def desk(client):
    """A browser in which a moderator is logged in."""
    client.user = moderator()
    client.force_login(client.user)
    return client


def path(room, rest: str = "") -> str:
    return f"/werk/live/{room.event.slug}/{rest}"


def do(client, room, command: str, **data: Any):
    return client.post(path(room, f"doe/{command}/"), {"c": str(uuid.uuid4()), **data})


PAGES = ("", "telefoon/", "verslag/")


@pytest.mark.parametrize("page", PAGES)
def test_desks_are_for_who_has_the_role(client, room, page):
    assert client.get(path(room, page))["Location"].startswith("/account/login/?next=")
    for stranger in (UserFactory(), CoordinatorFactory()):
        client.force_login(stranger)
        assert client.get(path(room, page)).status_code == 403
    client.force_login(moderator())
    assert client.get(path(room, page)).status_code == 200


def test_operator_and_note_taker_see_their_own_desk_alone(client, room):
    for role, own in ((Role.OPERATOR, "telefoon/"), (Role.NOTETAKER, "verslag/")):
        client.force_login(UserFactory(roles=[role]))
        found = {page: client.get(path(room, page)).status_code for page in PAGES}
        assert found == {page: 200 if page == own else 403 for page in PAGES}
        assert do(client, room, "mod.say", text="Hallo").status_code == 403
    assert not room.says.exists()


def test_question_is_shown_answered_and_that_is_undone(desk, room):
    question = QuestionFactory(room=room, state="wacht", is_public=False, text="Mag ik boos zijn?")
    page = desk.get(path(room, f"?kies={question.uuid}")).content.decode()
    assert "Zo kwam hij binnen" in page
    assert do(desk, room, "mod.state", id=question.uuid, to="zichtbaar").status_code == 303
    question.refresh_from_db()
    assert (question.state, question.is_public) == ("zichtbaar", True)
    page = desk.get(path(room)).content.decode()
    assert "Maak ongedaan" in page
    do(desk, room, "mod.undo", id=question.uuid)
    question.refresh_from_db()
    assert (question.state, question.is_public) == ("wacht", False)


def test_only_the_own_last_step_offers_an_undo(client, desk, room):
    question = QuestionFactory(room=room, state="wacht", is_public=False)
    moderating.move_question(room=room, uuid=question.uuid, to="zichtbaar", by=moderator())
    assert "Maak ongedaan" not in desk.get(path(room)).content.decode()


def test_step_that_cannot_be_is_said_to_both_kinds_of_browser(desk, room):
    question = QuestionFactory(room=room, state="beantwoord", text="Al geweest?")
    answer = desk.post(
        path(room, "doe/mod.state/"),
        {"id": question.uuid, "to": "nu", "c": "een"},
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["ok"]) == (422, False)
    page = desk.post(path(room, "doe/mod.state/"), {"id": question.uuid, "to": "nu", "c": "twee"}, follow=True)
    assert answer.json()["text"] in page.content.decode()
    assert do(desk, room, "mod.wat").status_code == 303
    assert do(desk, room, "mod.state", id="geen", to="nu").status_code == 303


def test_form_that_is_sent_twice_does_it_once(desk, room):
    for _click in range(2):
        desk.post(path(room, "doe/mod.say/"), {"text": "Pauze om acht uur.", "c": "zelfde"})
    assert room.says.count() == 1


def test_a_form_leads_back_to_this_site_alone(desk, room):
    for target, where in (("https://elders.example/", path(room)), (path(room, "?kies=x"), path(room, "?kies=x"))):
        assert do(desk, room, "mod.say", text="Hallo", next=target)["Location"] == where


def test_list_filters_finds_and_sorts(desk, room):
    QuestionFactory(room=room, state="zichtbaar", text="Hoe lang mag je huilen?", votes=1)
    QuestionFactory(room=room, state="zichtbaar", text="Wat kost een steen?", votes=9)
    QuestionFactory(room=room, state="geparkeerd", is_public=False, text="Heeft de notaris haast?")
    shown = lambda query: re.findall(r'data-pick="[^"]+"[^>]*>([^<]+)<', desk.get(path(room, query)).content.decode())  # noqa: E731
    assert shown("?toon=geparkeerd") == ["Heeft de notaris haast?"]
    assert shown("?zoek=steen") == ["Wat kost een steen?"]
    assert shown("?volgorde=stemmen")[0] == "Wat kost een steen?"
    assert len(shown("?toon=onzin&kies=onzin")) == 3


def test_question_that_asks_the_same_is_offered(desk, room):
    first = QuestionFactory(room=room, state="zichtbaar", text="Hoe kom ik de kerst door?")
    QuestionFactory(room=room, state="zichtbaar", text="Moet ik naar de notaris?")
    second = QuestionFactory(room=room, state="zichtbaar", text="Hoe kom je de kerst door met kinderen?")
    page = desk.get(path(room, f"?kies={second.uuid}")).content.decode()
    assert "Lijkt op:" in page
    assert f'name="into" value="{first.uuid}"' in page
    do(desk, room, "mod.merge", id=second.uuid, into=first.uuid)
    assert Question.objects.get(pk=second.pk).into == first


def test_tips_polls_and_the_room_from_the_desk(desk, room):
    tip, poll = TipFactory(room=room), PollFactory(room=room)
    do(desk, room, "mod.tip", id=tip.uuid)
    do(desk, room, "mod.poll.open", poll=poll.uuid)
    do(desk, room, "mod.room", asking="0")
    room.refresh_from_db()
    tip.refresh_from_db()
    poll.refresh_from_db()
    assert (tip.shown_at is not None, poll.is_open, room.asking) == (True, True, False)


@pytest.mark.parametrize("count", [1, 12])
def test_desk_takes_as_many_queries_for_one_question_as_for_twelve(desk, room, count, django_assert_max_num_queries):
    QuestionFactory.create_batch(count, room=room)
    desk.get(path(room))
    with django_assert_max_num_queries(24):
        desk.get(path(room))


def test_question_that_a_colleague_holds_can_be_taken_over(desk, room):
    colleague = moderator(first_name="Farida", last_name="Oeverling")
    question = QuestionFactory(room=room, state="wacht", is_public=False)
    moderating.lock_question(room=room, uuid=question.uuid, on=True, by=colleague)
    page = desk.get(path(room, f"?kies={question.uuid}")).content.decode()
    assert "Farida Oeverling is bezig met deze vraag" in page
    assert "Neem over" in page
    refused = desk.post(
        path(room, "doe/mod.lock/"), {"id": question.uuid, "on": "1", "c": "a"}, headers={"accept": "application/json"}
    )
    assert (refused.status_code, refused.json()["text"]) == (422, "Farida Oeverling is bezig met deze vraag.")
    do(desk, room, "mod.lock", id=question.uuid, on="1", over="1")
    question.refresh_from_db()
    assert question.locked_by == desk.user
    assert "U heeft hem vast tot" in desk.get(path(room, f"?kies={question.uuid}")).content.decode()
    do(desk, room, "mod.state", id=question.uuid, to="zichtbaar")
    question.refresh_from_db()
    assert question.state == "zichtbaar"


# --- The telephone --------------------------------------------------------------------------------------------------


def press(client, room, digit: int | str, call: str = "lijn-7", **more: Any):
    data = {"token": calling.bridge_token(room), "call": call, "number": "0612345633", "digit": digit, **more}
    return client.post(f"/agenda/{room.event.slug}/live/toetsen/", data)


def test_caller_who_presses_one_waits_and_is_taken(client, room):
    assert press(client, room, 1).json() == {"did": "hand"}
    assert press(client, room, 1).status_code == 200
    call = Call.objects.get()
    assert (call.tail, "0612345633" in str(Call.objects.values().get())) == ("33", False)
    operator = UserFactory(roles=[Role.OPERATOR])
    client.force_login(operator)
    assert "eindigt op 33" in client.get(path(room, "telefoon/")).content.decode()
    client.post(path(room, f"telefoon/{call.uuid}/haal/"))
    assert Call.objects.get().state == "talking"
    again = client.post(path(room, f"telefoon/{call.uuid}/haal/"), headers={"accept": "application/json"})
    assert again.status_code == 422
    client.post(path(room, f"telefoon/{call.uuid}/klaar/"))
    assert Call.objects.get().state == "done"
    assert press(client, room, 1).status_code == 200
    assert Call.objects.count() == 2


def test_key_is_a_vote_for_what_is_answered_now_and_a_choice_in_a_poll(client, room):
    assert press(client, room, 2).status_code == 409
    question = QuestionFactory(room=room, state="nu")
    for _twice in range(2):
        assert press(client, room, 2).json() == {"did": "vote"}
    question.refresh_from_db()
    assert question.votes == 1
    poll = PollFactory(room=room)
    from events.live.actions import hosting

    hosting.open_poll(room=room, uuid=poll.uuid, by=moderator())
    assert press(client, room, 2).json() == {"did": "poll"}
    assert press(client, room, 1).status_code == 409
    assert press(client, room, 9, call="lijn-8").status_code == 409
    answer = poll.answers.get()
    assert (answer.option.number, answer.participant.via) == (2, "phone")


def test_bridge_proves_itself_and_says_what_it_means(client, room):
    for token in ("", "fout", calling.bridge_token(RoomFactory())):
        assert press(client, room, 1, token=token).status_code == 403
    for digit in ("", "x", "12", "-1"):
        assert press(client, room, digit).status_code == 422
    assert not Call.objects.exists()
    press(client, room, 1)
    assert press(client, room, "", event="hangup").json() == {"did": "hangup"}
    assert Call.objects.get().state == "done"


def test_operator_counts_and_writes_down(client, room):
    client.force_login(UserFactory(roles=[Role.OPERATOR]))
    do(client, room, "phone.count", n="41")
    assert do(client, room, "phone.count", n="veel").status_code == 303
    do(client, room, "phone.ask", text="Moet ik zijn nummer opzeggen?", name="")
    room.refresh_from_db()
    question = room.questions.get()
    assert (room.phone_count, question.via, question.name, question.participant) == (41, "phone", "", None)


# --- Notes, captions, stage -----------------------------------------------------------------------------------------


def test_notes_are_written_changed_and_taken_away(client, room):
    client.force_login(UserFactory(roles=[Role.NOTETAKER]))
    said = {"tag": "rouw", "speaker": "Joyce", "part": "Joyce vertelt"}
    do(client, room, "note.put", text="Rouw gaat niet weg, hij verandert.", **said)
    note = Note.objects.get()
    assert 'value="Joyce vertelt"' in client.get(path(room, "verslag/")).content.decode()
    do(client, room, "note.put", id=note.uuid, text="Rouw verandert.", **{**said, "part": "Vragen"})
    note.refresh_from_db()
    assert (note.text, note.speaker, note.part) == ("Rouw verandert.", "Joyce", "Vragen")
    assert "<h3>Vragen</h3>" in client.get(f"/agenda/{room.event.slug}/live/tekst/?eenvoudig").content.decode()
    do(client, room, "note.put", id=note.uuid, text="Rouw verandert.", tag="rouw", speaker="", part="")
    note.refresh_from_db()
    assert (note.speaker, note.part) == ("", "")
    do(client, room, "note.put", id=note.uuid, text="", tag="", speaker="")
    page = client.get(path(room, "verslag/")).content.decode()
    assert "Rouw verandert." not in page
    assert "Nog geen notities." in page


def test_pasted_lines_become_notes_once(client, room):
    client.force_login(UserFactory(roles=[Role.NOTETAKER]))
    lines = (
        "Joyce: Zeg zijn naam hardop. #tips\nRT @wim@elders.example: Mooi gezegd.\nJoyce: Zeg zijn naam hardop. #tips"
    )
    for _twice in range(2):
        assert client.post(path(room, "verslag/plakken/"), {"lines": lines}).status_code == 303
    found = list(room.notes.values_list("text", "tag", "speaker", "source"))
    assert found == [
        ("Zeg zijn naam hardop.", "tips", "Joyce", ""),
        ("Mooi gezegd.", "", "wim", "@wim@elders.example"),
    ]
    wrong = client.post(path(room, "verslag/plakken/"), {"lines": "[1, 2"})
    assert wrong.status_code == 422
    assert "[1, 2" in wrong.content.decode()


def test_captions_are_large_and_plain_for_braille(client, room):
    client.force_login(moderator())
    do(client, room, "line.put", text="Goedenavond allemaal.", final="1")
    client.logout()
    for query in ("", "?eenvoudig"):
        assert "Goedenavond allemaal." in client.get(f"/agenda/{room.event.slug}/live/tekst/{query}").content.decode()
    assert "<script" not in client.get(f"/agenda/{room.event.slug}/live/tekst/?eenvoudig").content.decode()


def test_stage_shows_what_everybody_may_see_and_nothing_else(client, room):
    QuestionFactory(room=room, state="wacht", is_public=False, text="Geheim verdriet")
    stage = f"/agenda/{room.event.slug}/live/podium/"
    assert "Wat wilt u vragen?" in client.get(stage).content.decode()
    QuestionFactory(room=room, state="nu", text="Wanneer is het te vroeg?", name="Riet", via="phone", votes=34)
    page = client.get(stage).content.decode()
    assert "Wanneer is het te vroeg?" in page
    assert "Vraag van Riet" in page
    assert "0344 - 01 29 00" in page
    assert "Geheim verdriet" not in page


# --- The home of the admin ------------------------------------------------------------------------------------------


def test_home_of_the_admin_says_what_waits(client, room):
    care = QuestionFactory(room=room, state="wacht", is_public=False, flag="zorg")
    closed = RoomFactory(state="closed", event__title="Avond over slaap")
    TipRequest.objects.create(site=room.site, room=closed, name="Toos", channel="letter", address="Kade 1, Tiel")
    client.force_login(moderator(is_staff=True))
    home = client.get("/beheer/").content.decode()
    assert "1 vraag met het woord zorg" in home
    assert f"/werk/live/{room.event.slug}/?kies={care.uuid}" in home
    assert "Maak het verslag van “Avond over slaap”" in home
    assert "1 brief met tips versturen" in home
    client.force_login(CoordinatorFactory(is_staff=True))
    home = client.get("/beheer/").content.decode()
    assert "1 brief met tips versturen" in home
    assert "met het woord zorg" not in home


def test_rehearsal_is_wiped_and_a_report_is_not(client, room):
    QuestionFactory(room=room, state="zichtbaar", text="Werkt dit?")
    client.force_login(UserFactory(roles=[Role.NOTETAKER]))
    assert client.post(path(room, "opnieuw/")).status_code == 403
    client.force_login(moderator())
    assert "Dit was een oefening" in client.get(path(room)).content.decode()
    client.post(path(room, "opnieuw/"))
    room.refresh_from_db()
    assert (room.state, room.questions.count(), room.seq) == ("lobby", 0, 0)
    kept = RoomFactory(state="archived", archive=room.site.root_page)
    client.post(path(kept, "opnieuw/"))
    kept.refresh_from_db()
    assert kept.state == "archived"
    assert "Dit was een oefening" not in client.get(path(kept)).content.decode()
