from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.history import changed
from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.factories.people import CoordinatorFactory, UserFactory
from vacancies.bank import actions
from vacancies.bank.enums import VACANCY_TRANSITIONS, Criterion, OrganisationState, VacancyState
from vacancies.bank.exceptions import (
    ChecklistOpen,
    NotAllowed,
    OrganisationNotActive,
    ReasonMissing,
    WrongState,
)
from vacancies.bank.models import OrganisationContact, Vacancy

pytestmark = pytest.mark.django_db


def contact_of(vacancy: Vacancy):
    user = UserFactory()
    OrganisationContact.objects.create(
        organisation=vacancy.organisation, user=user, name="Ans", email=user.email, accepted_at=timezone.now()
    )
    return user


def test_publish_opens_writes_history_and_tells_the_organisation():
    vacancy = VacancyFactory(state=VacancyState.SUBMITTED, published_at=None)
    contact, by = contact_of(vacancy), CoordinatorFactory()
    actions.publish_vacancy(vacancy=vacancy, by=by)
    assert (vacancy.state, vacancy.coordinator) == ("published", by)
    assert [(row.from_state, row.to_state, row.by) for row in history_of(vacancy)] == [("submitted", "published", by)]
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("bank.published", contact.email)


def test_publish_is_refused_by_the_gate():
    by = CoordinatorFactory()
    unfinished = VacancyFactory(state=VacancyState.SUBMITTED, checklist={})
    with pytest.raises(ChecklistOpen):
        actions.publish_vacancy(vacancy=unfinished, by=by)
    actions.answer_checklist(vacancy=unfinished, points=Criterion.values, by=by)
    assert actions.publish_vacancy(vacancy=unfinished, by=by).state == "published"
    unchecked = VacancyFactory(state=VacancyState.SUBMITTED, organisation__state=OrganisationState.CHECKED)
    with pytest.raises(OrganisationNotActive):
        actions.publish_vacancy(vacancy=unchecked, by=by)


def test_organisation_may_submit_its_own_and_never_publish():
    vacancy = VacancyFactory(draft=True)
    contact, stranger = contact_of(vacancy), UserFactory()
    with pytest.raises(NotAllowed):
        actions.submit_vacancy(vacancy=vacancy, by=stranger)
    actions.submit_vacancy(vacancy=vacancy, by=contact)
    with pytest.raises(NotAllowed):
        actions.publish_vacancy(vacancy=vacancy, by=contact)


def test_rejection_needs_a_reason_that_is_kept():
    vacancy = VacancyFactory(state=VacancyState.SUBMITTED)
    by = CoordinatorFactory()
    with pytest.raises(ReasonMissing):
        actions.reject_vacancy(vacancy=vacancy, reason=" ", by=by)
    actions.reject_vacancy(vacancy=vacancy, reason="Dit is betaald werk.", by=by)
    assert vacancy.rejected_reason == "Dit is betaald werk."


@pytest.mark.parametrize("state", VacancyState.values)
def test_every_state_refuses_what_its_table_does_not_name(state):
    by = CoordinatorFactory()
    for to in VacancyState:
        vacancy = VacancyFactory(state=state)
        if to in VACANCY_TRANSITIONS[state]:
            assert actions.move_vacancy(vacancy=vacancy, to=to, by=by).state == to
        else:
            with pytest.raises(WrongState):
                actions.move_vacancy(vacancy=vacancy, to=to, by=by)


def test_second_click_does_nothing_twice():
    vacancy = VacancyFactory()
    stale = Vacancy.objects.get(pk=vacancy.pk)
    by = CoordinatorFactory()
    actions.pause_vacancy(vacancy=vacancy, by=by)
    with pytest.raises(WrongState):
        actions.pause_vacancy(vacancy=stale, by=by)
    assert history_of(vacancy).count() == 1


def test_last_place_fills_and_the_next_is_refused():
    vacancy, by = VacancyFactory(places=2), CoordinatorFactory()
    assert actions.take_place(vacancy=vacancy, by=by)
    assert vacancy.state == "published"
    assert actions.take_place(vacancy=vacancy, by=by)
    assert (vacancy.state, vacancy.filled_on) == ("filled", timezone.localdate())
    assert not actions.take_place(vacancy=vacancy, by=by)
    assert actions.release_place(vacancy=vacancy)
    assert vacancy.filled_places == 1


def test_reopened_vacancy_has_a_place_again():
    vacancy = VacancyFactory(filled=True, valid_through=timezone.localdate() - timedelta(days=1))
    actions.reopen_vacancy(vacancy=vacancy, by=CoordinatorFactory())
    assert (vacancy.state, vacancy.places_left, vacancy.filled_on, vacancy.valid_through) == (
        "published",
        1,
        None,
        None,
    )


def test_expire_takes_only_what_is_past():
    today = timezone.localdate()
    past = VacancyFactory(valid_through=today - timedelta(days=1))
    last_day = VacancyFactory(valid_through=today)
    assert actions.expire_due() == 1
    past.refresh_from_db()
    last_day.refresh_from_db()
    assert (past.state, last_day.state) == ("expired", "published")


def test_pausing_an_organisation_takes_its_vacancies_out_of_search(client):
    vacancy = VacancyFactory(title="Zwanen tellen")
    by = CoordinatorFactory()
    assert "Zwanen tellen" in client.get("/vacatures/").content.decode()
    actions.move_organisation(organisation=vacancy.organisation, to=OrganisationState.PAUSED, by=by)
    assert "Zwanen tellen" not in client.get("/vacatures/").content.decode()


def test_invited_contact_belongs_to_the_organisation_after_the_first_login():
    organisation = OrganisationFactory()
    contact = OrganisationContact.objects.create(organisation=organisation, name="Ans", email="ans@example.org")
    actions.invite_contact(contact=contact, by=CoordinatorFactory())
    assert Notice.objects.get().recipient == "ans@example.org"
    user = UserFactory(email="ans@example.org")
    assert actions.accept_invitations(user=user) == 1
    contact.refresh_from_db()
    assert contact.user == user


WRITERS = {
    "submit_vacancy": lambda v, by: actions.submit_vacancy(vacancy=v, by=by),
    "save_vacancy": lambda v, by: actions.save_vacancy(vacancy=v, by=by),
    "answer_checklist": lambda v, by: actions.answer_checklist(vacancy=v, points=[], by=by),
    "publish_vacancy": lambda v, by: actions.publish_vacancy(vacancy=v, by=by),
    "archive_vacancy": lambda v, by: actions.archive_vacancy(vacancy=v, by=by),
    "take_place": lambda v, by: actions.take_place(vacancy=v, by=by),
}


@pytest.mark.parametrize("name", WRITERS)
def test_action_that_writes_a_vacancy_tells_search(name):
    vacancy, by, told = VacancyFactory(draft=True), CoordinatorFactory(), []

    def listen(sender, ids, **kwargs):
        told.extend(ids if sender is Vacancy else [])

    changed.connect(listen)
    try:
        WRITERS[name](vacancy, by)
    finally:
        changed.disconnect(listen)
    assert vacancy.pk in told
