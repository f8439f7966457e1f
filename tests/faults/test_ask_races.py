"""Two at once at one door, one question, one letter: it happens once, and what was promised holds."""

from __future__ import annotations

import uuid

import pytest

from community.outreach import actions as visits
from community.outreach import walking
from community.outreach.enums import DoorAnswer, HandOverState, VisitState
from community.outreach.exceptions import OutreachError
from community.outreach.models import Rest, Visit
from community.people.leaving import finish_due
from community.people.models import Leaving, User
from community.questions import actions as questions
from community.questions.exceptions import QuestionError
from community.questions.models import Question
from portal.history.queries import history_of
from portal.notices import actions as notices
from portal.notices.digests import gather_digests
from portal.notices.enums import Channel, Rhythm
from portal.notices.models import Notice
from tests.factories.outreach import door, in_days, round_of, visit_for
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.questions import asked, question
from tests.faults.test_apply_races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MANY = 6


def refused(results, kind) -> int:
    assert all(not isinstance(result, Exception) or isinstance(result, kind) for result in results), results
    return sum(isinstance(result, kind) for result in results)


def test_one_welcome_tapped_six_times_is_one_visit():
    worker = CoordinatorFactory()
    walk = round_of(worker)
    walking.answer_door(door=door(walk, 2), answer=DoorAnswer.WELCOME, by=worker)
    rows = [door(walk, 2) for _time in range(MANY)]
    results = at_once(
        [
            lambda row=row, n=n: walking.visit_from_door(
                door=row, name="", phone="", starts_at=in_days(3, 9 + n), said_yes=True, by=worker
            )
            for n, row in enumerate(rows)
        ]
    )
    assert refused(results, OutreachError) == MANY - 1
    assert Visit.objects.count() == 1


def test_a_no_of_two_workers_at_once_is_one_no():
    workers = [CoordinatorFactory() for _person in range(MANY)]
    rows = [(worker, door(round_of(worker), 3)) for worker in workers]
    results = at_once([lambda w=w, d=d: walking.answer_door(door=d, answer=DoorAnswer.NO, by=w) for w, d in rows])
    refused(results, OutreachError)
    assert Rest.objects.count() == 1


def test_one_worker_is_at_one_door_at_a_time():
    worker = CoordinatorFactory()
    wanted = [visit_for(worker, email=f"mens{n}@example.org") for n in range(MANY)]
    when = in_days(2)
    results = at_once([lambda v=v: visits.plan_visit(visit=v, starts_at=when, by=worker) for v in wanted])
    assert refused(results, OutreachError) == MANY - 1
    assert Visit.objects.filter(state=VisitState.PLANNED).count() == 1


def test_yes_and_no_more_to_a_successor_at_once_is_one_of_them():
    worker, successor = CoordinatorFactory(), CoordinatorFactory()
    visit = visit_for(worker)
    visits.bring_in(visit=visit, to=successor, introduction="Noor lacht graag.", by=worker)
    answers = [HandOverState.YES, HandOverState.NO_MORE] * 3
    rows = [Visit.objects.get(pk=visit.pk) for _time in answers]
    results = at_once(
        [lambda v=v, a=a: visits.answer_hand_over(visit=v, answer=a) for v, a in zip(rows, answers, strict=True)]
    )
    assert refused(results, OutreachError) == len(answers) - 1
    visit.refresh_from_db()
    assert (visit.worker == successor) != (visit.state == VisitState.DECLINED)


def test_the_same_question_sent_six_times_at_once_is_one(site):
    CoordinatorFactory()
    wanted = asked(key=uuid.uuid4())
    results = at_once([lambda: questions.ask_question(site=site, asked=wanted, by=None)] * MANY)
    assert refused(results, QuestionError) == 0
    assert Question.objects.count() == 1
    assert Notice.objects.filter(kind="questions.received").count() == 1


def test_one_of_six_colleagues_answers():
    workers = [CoordinatorFactory() for _person in range(MANY)]
    made = question()
    rows = [(worker, Question.objects.get(pk=made.pk)) for worker in workers]
    results = at_once(
        [lambda w=w, q=q: questions.answer_question(question=q, answer=f"van {w}", by=w) for w, q in rows]
    )
    assert refused(results, QuestionError) == MANY - 1
    assert [row.to_state for row in history_of(made)] == ["received", "answered"]


def test_one_mail_among_six_workers_goes_once(site, mailoutbox):
    notice = notices.send_notice(
        site=site, kind="t", object_key="t:1", recipient="ans@example.org", template="closing", context={}
    )
    results = at_once([lambda: notices.deliver_notice(notice.pk)] * MANY)
    assert sum(result is True for result in results) == 1
    assert len(mailoutbox) == 1


def test_a_digest_is_gathered_once_by_six_workers(site):
    reader = notices.keep_reader(site=site, recipient="ans@example.org", values={})
    notices.choose(reader=reader, topic="ideas", channel=Channel.MAIL, rhythm=Rhythm.DAILY)
    for number in range(3):
        notices.send_notice(
            site=site, kind="t", object_key=f"t:{number}", recipient="ans@example.org", template="closing",
            context={}, topic="ideas",
        )  # fmt: skip
    Notice.objects.update(not_before=in_days(-1))
    results = at_once([gather_digests] * MANY)
    assert not [result for result in results if isinstance(result, Exception)]
    assert Notice.objects.filter(kind="notices.digest").count() == 1
    assert Notice.objects.filter(digest__kind="notices.digest", sent_at__isnull=False).count() == 3


def test_somebody_is_erased_once_by_six_workers(site):
    user = UserFactory()
    Leaving.objects.create(site=site, user=user, user_uuid=user.uuid, asked_at=in_days(-20), due_at=in_days(-1))
    results = at_once([finish_due] * MANY)
    assert sum(result for result in results if isinstance(result, int)) == 1
    assert not User.objects.filter(pk=user.pk).exists()
    assert Notice.objects.filter(kind="people.erased").count() == 1
