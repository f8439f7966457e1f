"""Who does not speak up by itself: questions sent ahead, by card, for somebody else; who gets a turn; words for numbers."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from events.live.actions import asking, calling, hosting, moderating
from events.live.emails import person_on_duty
from events.live.exceptions import Closed
from events.live.models import Question, Room
from events.live.page import many_text
from portal.notices.models import Notice
from portal.pages.models import SiteSettings
from tests.events.live.test_views import address, post
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, moderator, operator
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def lobby():
    return RoomFactory(state="lobby", opened_at=None)


# --- Before it begins -----------------------------------------------------------------------------------------------


def test_question_is_sent_before_it_begins_and_waits_also_where_others_do_not(browser, lobby):
    assert "Stuur uw vraag vooraf" in browser.get(address(lobby)).content.decode()
    answer = post(browser, lobby, "vooraf/", text="Durft niemand dit te vragen?", anonymous="1", for_other="on")
    assert (answer.status_code, answer.headers["Location"]) == (303, address(lobby, "#uw-vraag"))
    question = Question.objects.get()
    assert (question.via, question.state, question.is_public, question.for_other) == ("sent", "wacht", False, True)
    assert "Uw vraag wacht." in browser.get(address(lobby)).content.decode()
    assert "Durft niemand" not in Client().get(address(lobby)).content.decode()


def test_same_form_asks_once_it_has_begun_and_is_closed_afterwards(browser, lobby):
    browser.get(address(lobby))
    Room.objects.filter(pk=lobby.pk).update(state="open")
    assert post(browser, lobby, "vooraf/", text="Begon het al?", anonymous="1").status_code == 303
    assert Question.objects.get().via == "web"
    Room.objects.filter(pk=lobby.pk).update(state="closed")
    with pytest.raises(Closed):
        asking.ask(room=lobby, key="a" * 64, text="Nog een?", ahead=True)


def test_limits_and_mistakes_are_those_of_the_page(browser, lobby):
    assert post(browser, lobby, "vooraf/", text="", anonymous="1").status_code == 422
    post(browser, lobby, "vooraf/", text="Een", anonymous="1")
    again = post(browser, lobby, "vooraf/", text="Twee", anonymous="1")
    assert again.status_code == 429
    assert ">\nTwee</textarea>" in again.content.decode()
    assert f'action="{address(lobby, "vooraf/")}"' in again.content.decode()


def test_asking_can_be_switched_off_before_it_begins(browser, lobby):
    Room.objects.filter(pk=lobby.pk).update(asking=False)
    assert "Stuur uw vraag vooraf" not in browser.get(address(lobby)).content.decode()
    assert post(browser, lobby, "vooraf/", text="Toch?", anonymous="1").status_code in {403, 422}
    assert not Question.objects.exists()


def test_rehearsal_leaves_what_was_sent_ahead_as_it_came(lobby):
    asking.ask(room=lobby, key="a" * 64, text="Mag ik lachen?", ahead=True)
    by = moderator()
    hosting.change_room(room=lobby, by=by, state="open")
    ahead = Question.objects.get()
    moderating.edit_question(room=lobby, uuid=ahead.uuid, text="Mag je lachen?", by=by)
    moderating.move_question(
        room=lobby, uuid=ahead.uuid, to="beantwoord" if ahead.state == "nu" else "zichtbaar", by=by
    )
    asking.ask(room=lobby, key="b" * 64, text="Een proef?")
    hosting.reset_room(room=lobby, by=by)
    kept = Question.objects.get()
    assert (kept.text, kept.state, kept.is_public, kept.participant.key) == ("Mag ik lachen?", "wacht", False, "a" * 64)
    assert list(kept.steps.values_list("by", flat=True)) == [None]


# --- By card, and for another ---------------------------------------------------------------------------------------


def test_operator_writes_down_what_came_on_a_card(client, lobby):
    client.force_login(operator())
    desk = f"/werk/live/{lobby.event.slug}/"
    client.post(f"{desk}doe/phone.ask/", {"text": "Moet ik zijn post openen?", "name": "Toos", "card": "1", "c": "a"})
    client.post(f"{desk}doe/phone.ask/", {"text": "En zijn krant?", "name": "", "c": "b"})
    assert list(Question.objects.values_list("via", "name")) == [("sent", "Toos"), ("phone", "")]
    assert "op een kaart" in client.get(f"{desk}telefoon/").content.decode()


def test_moderator_sees_for_whom_it_is_and_everybody_else_does_not(client):
    room = RoomFactory()
    asking.ask(room=room, key="a" * 64, text="Wat kan mijn buur doen?", for_other=True)
    client.force_login(moderator())
    assert "voor iemand anders" in client.get(f"/werk/live/{room.event.slug}/").content.decode()
    row = re.search(r'<li class="question".*?</li>', Client().get(address(room)).content.decode(), re.S)
    assert row is not None
    assert "voor iemand" not in row[0]


# --- Who gets a turn ------------------------------------------------------------------------------------------------


def test_desk_says_who_gets_a_turn_and_whom_one_forgets(client):
    room = RoomFactory()
    QuestionFactory.create_batch(3, room=room, state="beantwoord")
    QuestionFactory(room=room, via="phone", state="wacht")
    client.force_login(moderator())
    desk = f"/werk/live/{room.event.slug}/"
    assert "Nog geen vraag met de telefoon gehad." in client.get(desk).content.decode()
    QuestionFactory(room=room, via="phone", state="nu")
    page = client.get(desk).content.decode()
    assert "Met de telefoon: <strong>1</strong>" in page
    assert "Nog geen vraag" not in page.split("Wie aan het woord komt")[1]


def test_choosing_a_question_keeps_the_list_as_it_was(client):
    room = RoomFactory()
    question = QuestionFactory(room=room, state="geparkeerd", is_public=False, text="Heeft de notaris haast?")
    client.force_login(moderator())
    page = client.get(f"/werk/live/{room.event.slug}/?toon=geparkeerd&zoek=notaris").content.decode()
    assert f'href="?toon=geparkeerd&amp;zoek=notaris&amp;kies={question.uuid}#gekozen"' in page


def test_duty_reaches_the_first_who_can_get_a_mail():
    room = RoomFactory(event__worker=UserFactory(email="gastheer@example.org"))
    coordinator = UserFactory(email="lotte@example.org")
    SiteSettings.objects.update_or_create(site=room.site, defaults={"default_coordinator": coordinator})
    room.duty = UserFactory(email="", is_active=True)
    room.save()
    assert person_on_duty(room).email == "gastheer@example.org"
    asking.ask(room=room, key="a" * 64, text="Ik ben niet veilig")
    assert Notice.objects.get(kind="live.care").recipient == "gastheer@example.org"
    type(room.event.worker).objects.filter(pk=room.event.worker.pk).update(is_active=False)
    assert person_on_duty(Room.objects.get(pk=room.pk)).email == "lotte@example.org"


# --- Words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "words"),
    [(None, ""), (0, "nog niemand anders"), (1, "één ander mens"), (4, "een paar mensen"), (5, "meer mensen"),
     (19, "meer mensen"), (20, "veel mensen"), (900, "veel mensen")],
)  # fmt: skip
def test_number_in_words(votes, words):
    assert many_text(votes) == words


def test_reader_who_chose_words_gets_them_on_the_page(client):
    room = RoomFactory()
    QuestionFactory(room=room, votes=27)
    client.post("/lezen/", {"size": "usual", "space": "usual", "letter": "usual", "counts": "words", "back": ""})
    page = client.get(address(room)).content.decode()
    assert '<html class="read-words"' in page
    assert '<span class="in-words" data-field="many">veel mensen</span>' in page


def test_asker_reads_at_which_minute_the_answer_was(browser):
    room, by = RoomFactory(), moderator()
    post(browser, room, "vraag/", text="Hoe kom ik de kerst door?", anonymous="1")
    own = Question.objects.get()
    Room.objects.filter(pk=room.pk).update(opened_at=own.asked_at.replace(second=0, microsecond=0))
    moderating.move_question(room=room, uuid=own.uuid, to="beantwoord", by=by)
    Question.objects.update(answer_offset=34 * 60 + 5)
    assert "Uw vraag is beantwoord, op minuut 34." in browser.get(address(room)).content.decode()


def test_asker_of_a_merged_question_reads_what_became_of_the_other(browser):
    room, by = RoomFactory(), moderator()
    parent = QuestionFactory(room=room, text="Hoe kom ik de kerst door?")
    post(browser, room, "vraag/", text="Kerst alleen, hoe?", anonymous="1")
    own = Question.objects.get(text="Kerst alleen, hoe?")
    moderating.merge_question(room=room, uuid=own.uuid, into=parent.uuid, by=by)
    assert "Iemand vroeg dit ook." in browser.get(address(room)).content.decode()
    moderating.move_question(room=room, uuid=parent.uuid, to="beantwoord", by=by, how="tekst", text="Met koek.")
    page = browser.get(address(room)).content.decode()
    assert "Uw vraag hoort bij een andere: “Hoe kom ik de kerst door?” Met koek." in page


def test_keys_of_telephones_are_told_apart_in_a_poll_that_is_over(client):
    room = RoomFactory()
    poll, by = PollFactory(room=room), moderator()
    hosting.open_poll(room=room, uuid=poll.uuid, by=by)
    for line in range(2):
        calling.press(room=room, call=f"lijn {line}", number="", digit=1)
    asking_page = client.get(address(room)).content.decode()
    assert "keuzes kwamen" not in asking_page.split("<template")[0].split("</script>")[-1]
    hosting.close_poll(room=room, uuid=poll.uuid, by=by)
    assert "2 van deze keuzes kwamen met de telefoon." in client.get(address(room)).content.decode()


def test_leaflet_has_the_number_and_the_code_for_who_may_hand_it_out(client):
    room = RoomFactory(told_by="Joyce", phone_help="Toets 1. Farid haalt u erbij.")
    event = type(room.event).objects.filter(pk=room.event.pk)
    event.update(phone_code="61 30 4", takes_sign_up=True)
    page = client.get(address(room, "blad/")).content.decode()
    assert "0344 - 01 29 00" in page
    assert "Joyce vertelt." in page
    assert "61 30 4" not in page
    client.force_login(CoordinatorFactory())
    assert "61 30 4" in client.get(address(room, "blad/")).content.decode()
    client.logout()
    event.update(takes_sign_up=False)
    assert "61 30 4" in client.get(address(room, "blad/")).content.decode()
    assert f'href="{address(room, "blad/")}"' in client.get(room.event.get_absolute_url()).content.decode()
