"""Rooms in the admin: made for an event, with tips and polls written as one writes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from community.people.actions import ensure_roles
from community.people.enums import Role
from events.agenda.enums import EventKind
from events.live.actions import preparing
from events.live.actions.preparing import PollPlan
from events.live.admin_forms import PollsField
from events.live.exceptions import Forbidden, Invalid
from events.live.models import LogEvent, Poll, Room
from tests.factories.agenda import EventFactory
from tests.factories.live import PollFactory, RoomFactory, TipFactory, moderator
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

POLLS = "Waar luistert u?\nThuis\nElders\n\nWaarover de volgende keer? (na afloop)\n- Feestdagen\n- Spullen"


@pytest.fixture
def editor(client) -> Any:
    ensure_roles()
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    return client


def answers(event: Any, **changes: Any) -> dict[str, Any]:
    return {
        "event": event.pk,
        "told_by": "Joyce",
        "read_by": "Farid",
        "phone_help": "",
        "duty": "",
        "moderation": "before",
        "counts_from": "",
        "tip_lines": "Leg een trui apart.\n\nGa elke dag naar buiten.",
        "poll_lines": POLLS,
        **changes,
    }


def test_room_is_made_with_tips_and_polls(editor):
    event = EventFactory(kind=EventKind.TELESEMINAR)
    answer = editor.post("/beheer/live_room/new/", answers(event))
    assert answer.status_code == 302, answer.context["form"].errors
    room = Room.objects.get()
    assert (room.event, room.site, room.state, room.secret != "") == (event, event.site, "lobby", True)
    assert [tip.text for tip in room.tips.all()] == ["Leg een trui apart.", "Ga elke dag naar buiten."]
    assert [(p.question, p.show, [o.text for o in p.options.all()]) for p in room.polls.all()] == [
        ("Waar luistert u?", "live", ["Thuis", "Elders"]),
        ("Waarover de volgende keer?", "after", ["Feestdagen", "Spullen"]),
    ]
    page = editor.get(f"/beheer/live_room/edit/{room.pk}/").content.decode()
    assert "Waarover de volgende keer? (na afloop)" in page


def test_difficult_words_are_explained_in_the_room(editor, client):
    event = EventFactory(kind="teleseminar")
    wrong = editor.post("/beheer/live_room/new/", answers(event, words="Notaris"))
    assert "Zet achter “Notaris” een dubbele punt" in wrong.content.decode()
    editor.post("/beheer/live_room/new/", answers(event, words="Notaris: hij regelt de erfenis.\n\nRouw: verdriet."))
    room = Room.objects.get()
    assert room.explained == [("Notaris", "hij regelt de erfenis."), ("Rouw", "verdriet.")]
    page = client.get(room.get_absolute_url()).content.decode()
    assert "<dt>Notaris</dt><dd>hij regelt de erfenis.</dd>" in page
    Room.objects.update(words="")
    assert "Moeilijke woorden" not in client.get(room.get_absolute_url()).content.decode()


def test_poll_with_one_choice_is_sent_back(editor):
    answer = editor.post("/beheer/live_room/new/", answers(EventFactory(kind="teleseminar"), poll_lines="Ja?\nJa"))
    assert answer.status_code == 200
    assert "heeft twee tot negen keuzes nodig" in answer.content.decode()
    assert not Room.objects.exists()


def test_list_shows_the_rooms_with_a_fixed_number_of_queries(editor, django_assert_max_num_queries):
    RoomFactory()
    editor.get("/beheer/live_room/")
    with django_assert_max_num_queries(40) as one:
        editor.get("/beheer/live_room/")
    RoomFactory.create_batch(3)
    with django_assert_max_num_queries(len(one)):
        assert editor.get("/beheer/live_room/").status_code == 200


def test_what_was_shown_stays_and_people_are_told_of_the_rest():
    room, by = RoomFactory(), moderator()
    TipFactory(room=room, number=1, text="Een", shown_at=timezone.now())
    opened = PollFactory(room=room, opened_at=timezone.now())
    plan = PollPlan("Nieuw?", ("Ja", "Nee"), "live")
    with pytest.raises(Invalid):
        preparing.prepare_room(room=room, by=by, tips=["Anders"], polls=[])
    preparing.prepare_room(room=room, by=by, tips=["Een", "Twee"], polls=[plan])
    assert [tip.text for tip in room.tips.all()] == ["Een", "Twee"]
    assert list(Poll.objects.values_list("question", "number")) == [(opened.question, 1), ("Nieuw?", 2)]
    told = list(LogEvent.objects.filter(room=room).order_by("stream", "seq").values_list("stream", "type"))
    assert told == [("mod", "m.ready"), ("pub", "tip.show"), ("pub", "room.state")]
    kept = list(room.tips.values_list("uuid", flat=True))
    preparing.prepare_room(room=room, by=by, tips=["Een", "Twee"], polls=[plan])
    assert list(room.tips.values_list("uuid", flat=True)) == kept
    assert LogEvent.objects.filter(room=room).count() == len(told) + 1  # the state of the room is told, nothing else


def test_who_may_not_prepare_is_refused():
    with pytest.raises(Forbidden):
        preparing.prepare_room(room=RoomFactory(), by=UserFactory(), tips=[], polls=[])


def test_polls_are_written_back_as_they_were_read():
    field = PollsField(required=False)
    assert field.clean(field.prepare_value(field.clean(POLLS))) == field.clean(POLLS)
