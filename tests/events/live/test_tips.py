"""The tips afterwards: by mail or letter to who asks, once, and nobody learns who asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone

from events.live.actions import hosting
from events.live.actions import tips as asking_tips
from events.live.exceptions import Forbidden, WrongStep
from events.live.models import Room, TipRequest
from portal.forms.base import SALT, TOO_FAST_SECONDS
from portal.notices.models import Notice
from tests.factories.live import RoomFactory, TipFactory, moderator, notetaker
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """Two tips, of which the first was told."""
    room = RoomFactory()
    first, _second = TipFactory(room=room, number=1), TipFactory(room=room, number=2, text="Zeg zijn naam.")
    hosting.show_tip(room=room, uuid=first.uuid, by=moderator())
    return room


def address(room: Room, rest: str = "") -> str:
    return f"/agenda/{room.event.slug}/live/tips/{rest}"


def opened() -> str:
    return signing.dumps(int(timezone.now().timestamp()) - TOO_FAST_SECONDS - 1, salt=SALT)


def want(client: Any, room: Room, **values: str) -> Any:
    data = {"name": "Toos", "channel": "email", "email": "Toos@example.org", "opened": opened(), **values}
    return client.post(address(room), data)


def close(room: Room) -> None:
    hosting.change_room(room=room, by=moderator(), state="closed")


def test_who_asks_gets_the_tips_that_were_told_once_and_after_the_end(client, room):
    for _twice in range(2):
        response = want(client, room)
        assert (response.status_code, response["Location"]) == (303, address(room, "dank/"))
    assert asking_tips.send_tips() == 0
    close(room)
    assert [asking_tips.send_tips() for _turn in range(2)] == [1, 0]
    mail = Notice.objects.get()
    assert mail.recipient == "toos@example.org"
    assert "1. Leg een trui apart." in mail.text
    assert "Zeg zijn naam." not in mail.text
    assert TipRequest.objects.get().sent_at is not None


@pytest.mark.parametrize("change", [{"always_open": True}, {"state": "closed", "closed_at": timezone.now()}])
def test_what_is_over_or_never_closes_sends_them_at_once(client, room, change):
    Room.objects.filter(pk=room.pk).update(**change)
    want(client, room)
    assert "1. Leg een trui apart." in Notice.objects.get().text
    assert asking_tips.send_tips() == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"email": "toos"}, "Dit e-mailadres klopt niet."),
        ({"channel": "letter"}, "Vul uw adres in"),
        ({"channel": "phone"}, "Kies een van de twee manieren"),
        ({"name": ""}, "Vul uw naam in"),
    ],
)
def test_mistake_is_told_and_what_was_typed_stays(client, room, values, said):
    response = want(client, room, **{"name": "Toos Proef", **values})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert ("Toos Proef" in page) == ("name" not in values)
    assert not TipRequest.objects.exists()


def test_robot_is_thanked_and_forgotten(client, room):
    assert want(client, room, website="https://spam.example").status_code == 303
    assert not TipRequest.objects.exists()


def test_room_without_tips_or_without_people_sends_back(client):
    room = RoomFactory()
    assert client.get(address(room)).status_code == 303
    with pytest.raises(WrongStep):
        asking_tips.ask_for_tips(room=room, name="Toos", channel="email", email="toos@example.org")


def test_letters_are_printed_and_ticked_by_who_handles_guests(client, room):
    for _twice in range(2):
        want(client, room, channel="letter", address="Kade 1, Tiel")
    close(room)
    desk = f"/werk/live/{room.event.slug}/tips/"
    assert client.get(desk)["Location"].startswith("/account/login/")
    for stranger in (UserFactory(), notetaker()):
        client.force_login(stranger)
        assert client.get(desk).status_code == 403
    client.force_login(CoordinatorFactory(first_name="Lotte"))
    assert "Kade 1, Tiel" in client.get(desk).content.decode()
    letter = client.get(f"{desk}?print=1").content.decode()
    assert "Leg een trui apart." in letter
    assert "Zeg zijn naam." not in letter
    row = TipRequest.objects.get()
    client.post(f"{desk}{row.uuid}/")
    row.refresh_from_db()
    assert row.sent_at is not None
    assert "Er wacht niemand op een brief." in client.get(desk).content.decode()
    client.post(f"{desk}{row.uuid}/", {"sent": "0"})
    row.refresh_from_db()
    assert row.sent_at is None


def test_letter_is_marked_by_who_may_and_once(room):
    asking_tips.ask_for_tips(room=room, name="Toos", channel="letter", address="Kade 1, Tiel")
    row, by = TipRequest.objects.get(), moderator()
    with pytest.raises(Forbidden):
        asking_tips.mark_letter(room=room, uuid=row.uuid, sent=True, by=UserFactory())
    asking_tips.mark_letter(room=room, uuid=row.uuid, sent=True, by=by)
    with pytest.raises(WrongStep):
        asking_tips.mark_letter(room=room, uuid=row.uuid, sent=True, by=by)


def test_names_and_addresses_go_a_month_later(room):
    asking_tips.ask_for_tips(room=room, name="Toos", channel="email", email="toos@example.org")
    close(room)
    asking_tips.send_tips()
    assert asking_tips.forget_requests() == 0
    TipRequest.objects.update(sent_at=timezone.now() - timedelta(days=31))
    assert asking_tips.forget_requests() == 1


def test_page_of_the_room_offers_them_and_afterwards_thanks(client, room):
    page = client.get(f"/agenda/{room.event.slug}/live/").content.decode()
    assert "Stuur mij alle tips na afloop" in page
    close(room)
    page = client.get(f"/agenda/{room.event.slug}/live/").content.decode()
    for words in (
        "Dank dat u erbij was.",
        "Stuur mij de tip",
        "De Luisterlijn",
        "Hoe was het?",
        "Er komt een verslag.",
    ):
        assert words in page
