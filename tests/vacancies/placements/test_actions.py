from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.placements import application_for, sign_up
from vacancies.placements import actions
from vacancies.placements.exceptions import (
    AlreadyChanged,
    AlternativesMissing,
    NoPlaceLeft,
    NotAllowed,
    ReasonMissing,
    VacancyClosed,
)
from vacancies.placements.models import Application, Receipt

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return sorted(Notice.objects.values_list("kind", flat=True))


def test_sign_up_promises_tells_both_and_repeats_nothing_that_was_written():
    by = CoordinatorFactory()
    application = application_for(VacancyFactory(coordinator=by), message="Mijn vrouw is ziek.")
    assert (application.handler, application.state) == (by, "received")
    assert kinds() == ["placements.handler", "placements.received"]
    assert not any("ziek" in text for text in Notice.objects.values_list("text", flat=True))
    received = Notice.objects.get(kind="placements.received")
    assert application.readable_code in received.text
    assert "/aanmelding/" in received.text


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # Over Easter 2027: Good Friday is no working day either (Algemene termijnenwet, art. 3 lid 2).
        (datetime(2027, 3, 24, 10, tzinfo=UTC), datetime(2027, 4, 2, 15, tzinfo=UTC)),
        # Over Christmas 2026, which has two days.
        (datetime(2026, 12, 23, 10, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC)),
        # Liberation Day and Ascension Day in one week.
        (datetime(2027, 5, 3, 10, tzinfo=UTC), datetime(2027, 5, 12, 15, tzinfo=UTC)),
    ],
)
def test_promise_knows_dutch_holidays(moment, due):
    with time_machine.travel(moment, tick=False):
        assert application_for(VacancyFactory()).due_at == due


def test_second_sign_up_without_a_login_gets_a_receipt_and_no_second_row():
    vacancy = VacancyFactory()
    first, second = sign_up(vacancy), sign_up(vacancy, email="WIM@example.org", name="Iemand anders")
    assert isinstance(second, Receipt)
    assert Application.objects.count() == 1
    assert (second.state, second.is_open) == (first.state, first.is_open)
    assert second.code != first.code
    assert "placements.stands" in kinds()


def test_withdrawing_a_receipt_leaves_the_real_sign_up_alone():
    vacancy = VacancyFactory()
    first, second = sign_up(vacancy), sign_up(vacancy)
    actions.withdraw(application=second)
    first.refresh_from_db()
    assert (first.state, second.state) == ("received", "withdrawn")


def test_same_person_may_sign_up_for_another_vacancy_and_again_after_withdrawing():
    vacancy = VacancyFactory()
    first = application_for(vacancy)
    application_for(VacancyFactory())
    actions.withdraw(application=first)
    assert isinstance(sign_up(vacancy), Application)


def test_with_a_login_the_first_one_comes_back():
    vacancy, user = VacancyFactory(), UserFactory()
    assert sign_up(vacancy, by=user) == sign_up(vacancy, by=user)


def test_general_sign_up_is_once_and_has_the_same_promise():
    first = application_for(None, wish_what="iets met dieren")
    assert first.due_at > timezone.now()
    assert isinstance(sign_up(None), Receipt)


@pytest.mark.parametrize("state", ["paused", "filled", "expired", "archived", "draft"])
def test_closed_vacancy_takes_nobody(state):
    with pytest.raises(VacancyClosed):
        sign_up(VacancyFactory(state=state))


def test_conversation_and_its_undo():
    application, by = application_for(VacancyFactory()), CoordinatorFactory()
    actions.start_conversation(application=application, by=by)
    assert (application.state, application.handler) == ("in_conversation", by)
    actions.undo_conversation(application=application, by=by)
    assert (application.state, application.answered_at) == ("received", None)
    with pytest.raises(AlreadyChanged):
        actions.undo_conversation(application=application, by=by)


def test_only_the_desk_may():
    application = application_for(VacancyFactory())
    with pytest.raises(NotAllowed):
        actions.start_conversation(application=application, by=UserFactory())


def test_last_accepted_applicant_fills_the_vacancy_and_the_next_is_refused_whole():
    vacancy, by = VacancyFactory(places=1), CoordinatorFactory()
    first, second = application_for(vacancy), application_for(vacancy, email="els@example.org")
    actions.accept(application=first, answer="", by=by)
    vacancy.refresh_from_db()
    assert vacancy.state == "filled"
    with pytest.raises(NoPlaceLeft):
        actions.accept(application=second, answer="", by=by)
    second.refresh_from_db()
    assert second.state == "received"
    assert history_of(second).count() == 1


def test_no_comes_with_a_reason_and_two_other_places():
    by, others = CoordinatorFactory(), [VacancyFactory(), VacancyFactory()]
    application = application_for(VacancyFactory())
    with pytest.raises(ReasonMissing):
        actions.decline(application=application, reason=" ", alternatives=others, by=by)
    with pytest.raises(AlternativesMissing):
        actions.decline(application=application, reason="De dag past niet.", alternatives=others[:1], by=by)
    actions.decline(application=application, reason="De dag past niet.", alternatives=others, by=by)
    mail = Notice.objects.get(kind="placements.declined").text
    assert "De dag past niet." in mail
    assert all(other.title in mail for other in others)


def test_two_clicks_decline_once():
    by, others = CoordinatorFactory(), [VacancyFactory(), VacancyFactory()]
    application = application_for(VacancyFactory())
    stale = Application.objects.get(pk=application.pk)
    actions.decline(application=application, reason="Nee.", alternatives=others, by=by)
    with pytest.raises(AlreadyChanged):
        actions.decline(application=stale, reason="Nee.", alternatives=others, by=by)


def test_late_answer_goes_to_a_colleague_once_and_then_an_apology_once():
    first, second = CoordinatorFactory(), CoordinatorFactory()
    VacancyFactory(title="Andere plek")
    application = application_for(VacancyFactory(coordinator=first))
    with time_machine.travel(application.due_at + timedelta(hours=1), tick=False):
        assert actions.escalate_overdue() == 1
        assert actions.escalate_overdue() == 0
    application.refresh_from_db()
    assert application.handler == second
    assert "placements.apology" not in kinds()
    twice = application.due_at + (application.due_at - application.received_at)
    with time_machine.travel(twice + timedelta(hours=1), tick=False):
        actions.escalate_overdue()
        actions.escalate_overdue()
    assert kinds().count("placements.apology") == 1
    assert "Andere plek" in Notice.objects.get(kind="placements.apology").text


def test_codes_have_no_letters_that_look_alike(site):
    codes = {actions.new_code(site) for _number in range(200)}
    assert len(codes) > 190
    assert not {"I", "L", "O", "Q", "C", "F"} & {code[0] for code in codes}
    assert all(code[1:].isdigit() for code in codes)
