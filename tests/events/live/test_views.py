"""The room without a socket: the page, its forms, the replay by address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from events.live.actions import asking, hosting, moderating
from events.live.models import LogEvent, Participant, Poll, Question
from portal.notices.models import Notice
from tests.factories.agenda import EventFactory
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, TipFactory, moderator

pytestmark = pytest.mark.django_db
COST = 9


@pytest.fixture
def room():
    return RoomFactory(told_by="Joyce", read_by="Farid")


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def address(room, rest: str = "") -> str:
    return f"/agenda/{room.event.slug}/live/{rest}"


def post(browser, room, rest: str, **data: str):
    page = browser.get(address(room)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return browser.post(address(room, rest), {**data, "csrfmiddlewaretoken": token[1] if token else ""})


def test_page_says_who_speaks_and_how_to_call(client, room):
    TipFactory(room=room, number=1, shown_at=timezone.now())
    TipFactory(room=room, number=2)
    page = client.get(address(room))
    text = page.content.decode()
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "Joyce vertelt, Farid leest uw vragen." in text
    assert "0344 - 01 29 00" in text
    assert "Tip 1 van 2" in text


def test_event_without_a_room_and_draft_and_unknown_are_not_there(client):
    event = EventFactory()
    draft = RoomFactory(event=EventFactory(draft=True))
    for slug in (event.slug, draft.event.slug, "nergens"):
        for rest in ("", "state", "events"):
            assert client.get(f"/agenda/{slug}/live/{rest}").status_code == 404


def test_question_by_form_is_the_same_person_as_the_page(browser, room):
    answer = post(browser, room, "vraag/", text="Hoe kom ik de kerst door?", name="Wim", anonymous="0")
    assert (answer.status_code, answer.headers["Location"]) == (303, address(room, "#uw-vraag"))
    page = browser.get(address(room)).content.decode()
    assert "“Hoe kom ik de kerst door?”" in page
    assert "Wacht. Van Wim" in page
    assert "“Hoe kom ik de kerst door?”" not in Client().get(address(room)).content.decode()


@pytest.mark.parametrize("anonymous", ["1", "on", "true"])
def test_anonymous_by_form_keeps_no_name(browser, room, anonymous):
    post(browser, room, "vraag/", text="Mag ik boos zijn?", name="Wim", anonymous=anonymous)
    question = Question.objects.get()
    assert (question.name, question.asked_at.second) == ("", 0)


def test_name_without_a_choice_counts_as_a_name(browser, room):
    post(browser, room, "vraag/", text="Mag ik boos zijn?", name="Wim")
    assert Question.objects.get().name == "Wim"


def test_question_without_token_is_refused(browser, room):
    assert browser.post(address(room, "vraag/"), {"text": "Hoe?"}).status_code == 403
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "", "anonymous": "1"}, "Schrijf uw vraag op"),
        ({"text": "x" * 501, "anonymous": "1"}, "Uw vraag is te lang"),
        ({"text": "Hoe?", "anonymous": "0"}, "Vul uw voornaam in"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser, room, data, said):
    answer = post(browser, room, "vraag/", **data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert f">\n{data['text'][:500]}</textarea>" in text
    assert not Question.objects.exists()


def test_second_question_at_once_waits_with_the_text_kept(browser, room):
    post(browser, room, "vraag/", text="Een", anonymous="1")
    answer = post(browser, room, "vraag/", text="Twee", anonymous="1")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert ">\nTwee</textarea>" in answer.content.decode()


def test_closed_room_takes_no_question_and_says_so(browser, room):
    page = browser.get(address(room)).content.decode()
    hosting.change_room(room=room, by=moderator(), state="paused")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    answer = browser.post(address(room, "vraag/"), {"text": "Nog een", "csrfmiddlewaretoken": token})
    assert answer.status_code == 422
    assert "Dit kan nu niet." in answer.content.decode()


def test_sign_of_danger_shows_help_lines_to_the_asker_and_tells_the_person_on_duty(browser, room):
    duty = moderator(email="dienst@example.org")
    room.duty = duty
    room.save(update_fields=["duty"])
    answer = post(browser, room, "vraag/", text="Ik zie geen uitweg meer", anonymous="1")
    assert answer.headers["Location"].endswith("#hulp")
    assert "0800-0113" in browser.get(address(room)).content.decode()
    other = Client().get(address(room)).content.decode()
    assert "uitweg" not in other
    notice = Notice.objects.get(kind="live.care")
    assert notice.recipient == "dienst@example.org"
    assert "uitweg" not in notice.text + notice.subject


def test_vote_and_taking_it_back_without_a_script(browser, room):
    question = QuestionFactory(room=room)
    for on, votes in (("1", 1), ("1", 1), ("0", 0)):
        answer = post(browser, room, f"vraag/{question.uuid}/ook/", on=on)
        question.refresh_from_db()
        assert (answer.status_code, question.votes) == (303, votes)


def test_vote_on_a_hidden_question_is_refused(browser, room):
    hidden = QuestionFactory(room=room, state="wacht")
    assert post(browser, room, f"vraag/{hidden.uuid}/ook/", on="1").status_code == 422
    assert hidden.vote_rows.count() == 0


def test_withdrawing_without_a_script(browser, room):
    post(browser, room, "vraag/", text="Een", anonymous="1")
    question = Question.objects.get()
    assert post(Client(enforce_csrf_checks=True), room, f"vraag/{question.uuid}/intrekken/").status_code == 422
    assert post(browser, room, f"vraag/{question.uuid}/intrekken/").status_code == 303
    question.refresh_from_db()
    assert question.state == "ingetrokken"


def test_poll_without_a_script(browser, room):
    poll = PollFactory(room=room, show="after")
    assert poll.question not in browser.get(address(room)).content.decode()
    hosting.open_poll(room=room, uuid=poll.uuid, by=moderator())
    option = poll.options.first()
    assert post(browser, room, f"peiling/{poll.uuid}/", option=str(option.uuid)).status_code == 303
    assert post(browser, room, f"peiling/{poll.uuid}/", option=str(option.uuid)).status_code == 422
    assert Poll.objects.get().answers.count() == 1


def test_page_costs_the_same_for_one_question_and_for_three(client, room, django_assert_num_queries):
    QuestionFactory(room=room, into=QuestionFactory(room=room))
    client.get(address(room))
    with django_assert_num_queries(COST):
        client.get(address(room))
    QuestionFactory.create_batch(3, room=room)
    with django_assert_num_queries(COST):
        client.get(address(room))


# --- Replay ---------------------------------------------------------------------------------------------------------


def test_state_shows_a_vote_a_second_later_also_from_the_cache_of_pages(client, room, settings):
    settings.KEEP_PAGES_SECONDS = 300
    question = QuestionFactory(room=room)
    votes = []
    for second in (0, 2):
        with travel(datetime(2026, 11, 24, 10, 0, second, tzinfo=UTC), tick=False):
            votes.append(client.get(address(room, "state")).json()["snapshot"]["tick"]["votes"][str(question.uuid)])
        Question.objects.filter(pk=question.pk).update(votes=3)
    assert votes == [0, 3]


def test_state_is_a_snapshot_and_then_what_came_after(client, room):
    QuestionFactory(room=room, state="wacht", text="Niet voor iedereen")
    first = client.get(address(room, "state")).json()
    assert (first["recovered"], first["seq"], first["roles"]) == (False, 0, [])
    assert {"now", "epoch", "snapshot"} <= set(first)
    assert "mine" not in first
    hosting.announce(room=room, text="Wij beginnen.", by=moderator())
    since = client.get(address(room, f"state?e={first['epoch']}&since=0")).json()
    assert since["recovered"]
    assert [(e["s"], e["t"], e["d"]["text"]) for e in since["events"]] == [(1, "say", "Wij beginnen.")]
    assert "Niet voor iedereen" not in str(first) + str(since)


@pytest.mark.parametrize("query", ["?e=anders&since=0", "?since=x", "?e=<script>&since=-1", "?since=99", "?e=&since="])
def test_malformed_or_foreign_position_gets_a_snapshot(client, room, query):
    hosting.announce(room=room, text="Wij beginnen.", by=moderator())
    assert not client.get(address(room, "state" + query)).json()["recovered"]


def test_state_has_an_etag_that_changes_with_the_room_alone(client, room):
    first = client.get(address(room, "state"))
    assert first.headers["Cache-Control"] == "public, max-age=1"
    again = client.get(address(room, "state"), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    hosting.announce(room=room, text="Wij beginnen.", by=moderator())
    moved = client.get(address(room, "state"), headers={"If-None-Match": first.headers["ETag"]})
    assert (moved.status_code, moved.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_stream_of_a_room_that_is_over_says_not_to_come_back(client, room, settings):
    type(room).objects.filter(pk=room.pk).update(state="closed", closed_at=timezone.now())
    settings.LIVE_CLOSE_AFTER = 600
    assert client.get(address(room, "events")).status_code == 200
    settings.LIVE_CLOSE_AFTER = 0
    assert client.get(address(room, "events")).status_code == 204
    assert client.get(address(room, "state")).status_code == 200


def test_redacted_words_are_in_no_public_answer(client, room):
    question = QuestionFactory(room=room, text="Mijn geheim", state="wacht")
    by = moderator()
    moderating.move_question(room=room, uuid=question.uuid, to="zichtbaar", by=by)
    epoch = client.get(address(room, "state")).json()["epoch"]
    moderating.redact_question(room=room, uuid=question.uuid, by=by)
    for rest in ("", "state", f"state?e={epoch}&since=0"):
        assert "geheim" not in client.get(address(room, rest)).content.decode()


def test_listening_leaves_no_trace(client, room):
    client.get(address(room))
    client.get(address(room, "state"))
    assert not Participant.objects.exists()


def test_lobby_and_afterwards_have_their_own_words(client, room):
    RoomFactory._meta.model.objects.filter(pk=room.pk).update(state="lobby")
    assert "Wij zijn nog niet begonnen." in client.get(address(room)).content.decode()
    moment = timezone.now() - timedelta(minutes=1)
    RoomFactory._meta.model.objects.filter(pk=room.pk).update(state="closed", closed_at=moment)
    text = client.get(address(room)).content.decode()
    assert "Deze bijeenkomst is voorbij." in text
    assert "Verstuur uw vraag" not in text


def test_picture_of_another_site_comes_after_a_click_alone(client, room):
    RoomFactory._meta.model.objects.filter(pk=room.pk).update(media_url="https://vimeo.com/123456")
    before = client.get(address(room))
    assert "<iframe" not in before.content.decode()
    assert "vimeo.com" not in before.headers["Content-Security-Policy"]
    assert 'href="?beeld=1#beeld"' in before.content.decode()
    after = client.get(address(room) + "?beeld=1")
    assert 'src="https://player.vimeo.com/video/123456?dnt=1"' in after.content.decode()
    assert "https://player.vimeo.com" in after.headers["Content-Security-Policy"]
    RoomFactory._meta.model.objects.filter(pk=room.pk).update(media_url="")
    assert "<iframe" not in client.get(address(room) + "?beeld=1").content.decode()


def test_code_of_a_meeting_with_sign_up_comes_with_the_place(client, room):
    event = room.event
    type(event).objects.filter(pk=event.pk).update(phone_code="61 30 4", takes_sign_up=True)
    for page in (address(room), f"{address(room)}podium/"):
        assert "61 30 4" not in client.get(page).content.decode()
    assert "Die kreeg u bij uw aanmelding." in client.get(address(room)).content.decode()
    type(event).objects.filter(pk=event.pk).update(takes_sign_up=False)
    for page in (address(room), f"{address(room)}podium/"):
        assert "61 30 4" in client.get(page).content.decode()


def test_log_of_a_room_ends_a_day_later_and_the_page_is_read_afresh(browser, room):
    post(browser, room, "vraag/", text="Mag ik lachen?", anonymous="0", name="Riet")
    before = browser.get(f"{address(room)}state").json()
    moved = type(room).objects.filter(pk=room.pk)
    moved.update(state="closed", closed_at=timezone.now() - timedelta(hours=23))
    assert asking.end_logs() == 0
    moved.update(closed_at=timezone.now() - timedelta(hours=25))
    assert (asking.end_logs(), asking.end_logs()) == (1, 0)
    assert not LogEvent.objects.filter(room=room).exists()
    after = browser.get(f"{address(room)}state?e={before['epoch']}&since=0").json()
    assert after["recovered"] is False
    assert [question["text"] for question in after["snapshot"]["questions"]] == ["Mag ik lachen?"]


def test_equal_questions_stand_in_an_order_of_ones_own_that_stays(room):
    for number in range(8):
        QuestionFactory(room=room, text=f"Vraag {number}?", votes=0)
    QuestionFactory(room=room, text="De meeste stemmen?", votes=3)
    people = [Client() for _person in range(4)]

    def shown(person: Client) -> list[str]:
        page = person.get(address(room, "?alles=1")).content.decode()
        return re.findall(r"(Vraag \d|De meeste stemmen)\?", page)

    for person in people:
        shown(person)  # from now on the browser keeps the room's cookie
    orders = [shown(person) for person in people]
    assert {order[0] for order in orders} == {"De meeste stemmen"}
    assert [shown(person) for person in people] == orders
    assert len({tuple(order) for order in orders}) > 1


def test_order_tells_nothing_while_numbers_are_hidden(room):
    type(room).objects.filter(pk=room.pk).update(counts_from=timezone.now() + timedelta(minutes=5))
    for number in range(6):
        QuestionFactory(room=room, text=f"Vraag {number}?", votes=number)
    firsts = set()
    for _person in range(12):
        person = Client()
        person.get(address(room))
        firsts.add(re.findall(r"(Vraag \d)\?", person.get(address(room)).content.decode())[0])
    assert len(firsts) > 1
