"""Many at once in one room: every vote counts once, every message has its own number, one question is "now"."""

from __future__ import annotations

import pytest

from events.live.actions import asking, moderating, voting
from events.live.exceptions import WrongStep
from events.live.models import LogEvent, Question, Room, Vote
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, moderator
from tests.faults.test_apply_races import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EACH = 25


def test_two_hundred_votes_of_threads_on_one_question():
    room = RoomFactory()
    question = QuestionFactory(room=room)

    def vote(number: int) -> None:
        for turn in range(EACH):
            ballots = [
                voting.Ballot(key=f"{number}-{turn}", target=question.uuid),
                voting.Ballot(key="altijd-dezelfde", target=question.uuid),
            ]
            voting.cast_ballots(room=room, ballots=ballots)

    results = at_once([lambda n=n: vote(n) for n in range(THREADS)])
    assert results == [None] * THREADS
    question.refresh_from_db()
    assert question.votes == Vote.objects.filter(question=question).count() == THREADS * EACH + 1


def test_one_answer_to_a_poll_however_often_it_is_sent():
    from django.utils import timezone

    room = RoomFactory()
    poll = PollFactory(room=room, opened_at=timezone.now())
    option = poll.options.first()
    ballot = voting.Ballot(key="iemand", target=poll.uuid, option=option.uuid)
    results = at_once([lambda: voting.cast_ballots(room=room, ballots=[ballot])[0] for _thread in range(THREADS)])
    assert sum(isinstance(result, dict) for result in results) == 1
    assert poll.answers.count() == 1


def test_messages_of_many_at_once_have_numbers_without_a_hole():
    room = RoomFactory()
    results = at_once([lambda n=n: asking.ask(room=room, key=f"mens-{n}", text=f"Vraag {n}") for n in range(THREADS)])
    assert not [result for result in results if isinstance(result, Exception)]
    assert list(LogEvent.objects.filter(room=room, stream="pub").values_list("seq", flat=True)) == [
        *range(1, THREADS + 1)
    ]
    assert Room.objects.get(pk=room.pk).seq == THREADS


def test_two_moderators_who_choose_at_once_have_one_question_now():
    room, by = RoomFactory(), moderator()
    questions = QuestionFactory.create_batch(THREADS, room=room)
    results = at_once([lambda q=q: moderating.move_question(room=room, uuid=q.uuid, to="nu", by=by) for q in questions])
    assert not [result for result in results if isinstance(result, Exception)]
    assert Question.objects.filter(room=room, state="nu").count() == 1


def test_one_of_two_steps_that_exclude_each_other():
    room, by = RoomFactory(), moderator()
    question = QuestionFactory(room=room)
    results = at_once(
        [
            lambda to=to: moderating.move_question(room=room, uuid=question.uuid, to=to, by=by)
            for to in ("geparkeerd", "beantwoord", "afgewezen", "beantwoord")
        ]
    )
    done = [result for result in results if isinstance(result, Question)]
    refused = [result for result in results if isinstance(result, WrongStep)]
    assert len(done) + len(refused) == 4
    assert len(done) in {1, 2}  # geparkeerd, and from there afgewezen
