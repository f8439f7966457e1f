"""A complaint reaches a person, with a day by which that person answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.dialogue.feedback import actions
from community.dialogue.feedback.enums import FeedbackState
from community.dialogue.feedback.exceptions import AlreadyChanged, AnswerMissing, NotAllowed
from community.dialogue.feedback.models import Feedback
from portal.notices.models import Notice
from portal.pages.models import ComplaintsPage
from portal.workdays import add_workdays
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lotte():
    return CoordinatorFactory(first_name="Lotte", email="lotte@example.org")


def told(site, **changes) -> Feedback:
    values = {"text": "De deur was dicht.", "name": "Truus", "email": "truus@example.org", "phone": "", "about": ""}
    return actions.receive_feedback(site=site, kind="complaint", values={**values, **changes})


def mails(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=f"feedback.{kind}").values_list("recipient", flat=True))


def test_page_leads_to_a_form_that_names_who_answers_and_when(home, lotte, client: Client, opened):
    home.add_child(instance=ComplaintsPage(title="Klacht", slug="klacht"))
    page = client.get("/klacht/")
    assert dict(page.cookies) == {}
    assert 'href="/laat-het-weten/complaint/"' in page.content.decode()
    data = {"text": "De deur was dicht.", "name": "Truus", "email": "truus@example.org", "opened": opened}
    response = client.post("/laat-het-weten/complaint/", data)
    assert response.status_code == 303
    assert "Lotte leest het." in client.get(response["Location"]).content.decode()
    feedback = Feedback.objects.get()
    assert feedback.handler == lotte
    assert timezone.localtime(feedback.due_at).date() == add_workdays(timezone.localdate(), 5)
    assert (mails("received"), mails("new")) == (["truus@example.org"], ["lotte@example.org"])
    assert "De deur was dicht" not in Notice.objects.get(kind="feedback.new").text


@pytest.mark.parametrize(
    ("change", "status"),
    [({"email": ""}, 422), ({"email": "", "no_answer": "on"}, 303), ({"email": "", "phone": "0344 01 23 45"}, 303),
     ({"text": ""}, 422), ({"email": "x"}, 422), ({"website": "x"}, 303)],
)  # fmt: skip
def test_one_way_to_answer_is_enough(home, client: Client, opened, change, status):
    data = {"text": "De deur was dicht.", "email": "truus@example.org", "opened": opened, **change}
    assert client.post("/laat-het-weten/complaint/", data).status_code == status
    assert Feedback.objects.count() == (status == 303 and "website" not in change)


def test_unknown_kind_is_not_there(home, client: Client):
    assert client.get("/laat-het-weten/onzin/").status_code == 404
    assert client.get("/laat-het-weten/access/").content.decode().count('name="about"') == 1
    assert 'name="about"' not in client.get("/laat-het-weten/praise/").content.decode()


def test_answer_goes_by_mail_and_only_once(home, site, lotte, client: Client):
    feedback = told(site)
    client.force_login(lotte)
    address = f"/werk/meldingen/{feedback.uuid}/"
    assert "Truus" in client.get("/werk/meldingen/").content.decode()
    assert client.post(address, {"doe": "antwoord", "answer": ""}).status_code == 422
    assert client.post(address, {"doe": "antwoord", "answer": "Wij zijn er nu wel."}).status_code == 303
    assert "Wij zijn er nu wel." in Notice.objects.get(kind="feedback.answered").text
    assert client.post(address, {"doe": "sluit"}).status_code == 422
    feedback.refresh_from_db()
    with pytest.raises(AlreadyChanged):
        actions.close_feedback(feedback=feedback, by=lotte)


def test_only_who_answers_reads_it(home, site, client: Client):
    feedback = told(site)
    user = UserFactory()
    with pytest.raises(NotAllowed):
        actions.close_feedback(feedback=feedback, by=user)
    with pytest.raises(AnswerMissing):
        actions.answer_feedback(feedback=feedback, answer=" ", by=user)
    assert client.get("/werk/meldingen/").status_code == 302
    client.force_login(user)
    assert client.get("/werk/meldingen/").status_code == 403
    assert client.get(f"/werk/meldingen/{feedback.uuid}/").status_code == 403


def test_past_the_promise_everybody_hears_it_once(home, site, lotte):
    other = CoordinatorFactory(email="marloes@example.org")
    feedback = told(site)
    assert actions.escalate_overdue() == 0
    with time_machine.travel(feedback.due_at + timedelta(hours=1)):
        assert actions.escalate_overdue() == 1
        assert actions.escalate_overdue() == 1
    assert mails("overdue") == ["lotte@example.org", other.email]
    assert mails("late") == ["truus@example.org"]


def test_database_knows_no_answered_one_without_its_answer(home, site):
    feedback = told(site)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=feedback.pk).update(state=FeedbackState.ANSWERED)
