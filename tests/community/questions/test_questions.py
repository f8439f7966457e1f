"""A question: asked in a box or by telephone, answered in time, handed over with a yes, followed in one place."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from community.outreach.models import Visit
from community.questions import actions
from community.questions.emails import token_of
from community.questions.enums import QuestionState
from community.questions.exceptions import AlreadyChanged, AnswerMissing, NotAllowed
from community.questions.models import Question
from portal.forms.base import SALT
from portal.history.queries import history_of
from portal.notices.models import Notice
from portal.pages.models import ProviderPage
from portal.workdays import is_workday
from tests.factories.pages import home_page
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.questions import asked, question

pytestmark = pytest.mark.django_db
OWN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def worker():
    return CoordinatorFactory(first_name="Lotte")


@pytest.fixture
def provider():
    page = ProviderPage(title="Thuiszorg De Linge", slug="thuiszorg", phone="0344 555 111")
    home_page().add_child(instance=page)
    return page


def form(**values: str) -> dict[str, str]:
    opened = signing.dumps(int(timezone.now().timestamp()) - 10, salt=SALT)
    known = {"text": "Wie helpt mij?", "name": "Ria", "channel": "email", "email": "Ria@Example.org", "opened": opened}
    return {**known, **values}


def kinds(recipient: str = "ria@example.org") -> list[str]:
    return list(Notice.objects.filter(recipient=recipient).values_list("kind", flat=True))


# ---- asking


def test_the_box_brings_its_words_to_a_page_that_asks_how_to_reach_you(client, worker):
    assert 'name="vraag"' in client.get("/account/login/").content.decode()
    answer = client.post("/vraag/", {"vraag": "Mijn brief <snap> ik niet", "op": "/agenda/"}, **OWN)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Mijn brief &lt;snap&gt; ik niet" in page
    assert 'value="/agenda/"' in page
    assert "Lotte" in page
    assert not Question.objects.exists()


def test_a_question_has_a_worker_a_promise_and_a_code(client, worker):
    answer = client.post("/vraag/", form(), **OWN)
    assert answer.status_code == 303
    made = Question.objects.get()
    assert (made.handler, made.email, made.state) == (worker, "ria@example.org", QuestionState.RECEIVED)
    assert made.code.startswith("Q")
    assert is_workday(timezone.localtime(made.due_at).date())
    page = client.get(answer.headers["Location"])
    assert made.readable_code in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert kinds() == ["questions.received"]
    mail = Notice.objects.get(recipient=worker.email)
    assert "Wie helpt" not in mail.text + mail.subject


def test_the_same_form_sent_twice_is_one_question(client, worker):
    values = form(key=str(uuid.uuid4()))
    first, second = (client.post("/vraag/", values, **OWN).headers["Location"] for _time in range(2))
    assert first == second or signing.loads(first.split("/")[2], salt="questions.follow") == str(
        Question.objects.get().uuid
    )
    assert Question.objects.count() == 1


def test_what_was_typed_stays_after_an_error_and_a_bsn_is_sent_back(client, worker):
    answer = client.post("/vraag/", form(name=""), **OWN)
    assert answer.status_code == 422
    assert "Wie helpt mij?" in answer.content.decode()
    answer = client.post("/vraag/", form(text="Mijn nummer is 111222333"), **OWN)
    assert answer.status_code == 422
    assert "Hier staat een BSN in" in answer.content.decode()
    assert not Question.objects.exists()


def test_a_post_from_elsewhere_and_a_robot_leave_nothing(client, worker):
    assert client.post("/vraag/", form(), HTTP_ORIGIN="https://elders.example").status_code == 403
    assert client.post("/vraag/", form(website="x"), **OWN).status_code == 303
    assert not Question.objects.exists()


def test_a_worker_writes_down_what_somebody_says_on_the_telephone(client, worker):
    client.force_login(UserFactory())
    assert client.get("/werk/vragen/nieuw/").status_code == 403
    client.force_login(worker)
    values = {"text": "Ik zie op tegen de winter", "name": "Toos", "channel": "phone", "phone": "0344 555 222"}
    assert client.post("/werk/vragen/nieuw/", {**values, "phone": ""}).status_code == 422
    assert client.post("/werk/vragen/nieuw/", values).status_code == 303
    made = Question.objects.get()
    assert (made.taken_by, made.user, made.email) == (worker, None, "")
    code = made.readable_code.lower()
    found = client.post("/aanmelding/", {"code": code})
    assert found.headers["Location"].startswith("/vraag/")
    assert client.post("/aanmelding/", {"code": "Q00000"}).status_code == 422


# ---- answering


def test_an_answer_is_read_behind_the_link_and_never_in_the_mail(client, worker):
    made = question()
    with pytest.raises(AnswerMissing):
        actions.answer_question(question=made, answer=" ", by=worker)
    with pytest.raises(NotAllowed):
        actions.answer_question(question=made, answer="Bel de wijkbibliotheek.", by=UserFactory())
    actions.answer_question(question=made, answer="Bel de wijkbibliotheek.", by=worker)
    assert kinds() == ["questions.received", "questions.answered"]
    assert not any("wijkbibliotheek" in notice.text + notice.html for notice in Notice.objects.all())
    assert "wijkbibliotheek" in client.get(f"/vraag/{token_of(made)}/").content.decode()
    with pytest.raises(AlreadyChanged):
        actions.answer_question(question=made, answer="Nog eens", by=worker)


def test_a_letter_holds_the_answer_and_no_link(worker):
    made = question(channel="letter", email="", address="Dijk 1, Tiel")
    actions.answer_question(question=made, answer="Kom dinsdag langs.", by=worker)
    letter = Notice.objects.get(kind="questions.answered")
    assert letter.channel == "letter"
    assert "Kom dinsdag langs." in letter.text
    assert "http" not in letter.text


def test_not_helped_yet_begins_again_with_a_new_promise(client, worker):
    made = question()
    first = made.due_at
    actions.answer_question(question=made, answer="Bel de wijkbibliotheek.", by=worker)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        client.post(f"/vraag/{token_of(made)}/nog-niet/", {"more": "Die is dicht"})
    made.refresh_from_db()
    assert made.state == QuestionState.RECEIVED
    assert made.due_at > first
    assert made.text.endswith("Later: Die is dicht")


# ---- handing over


def test_nobody_is_told_anything_without_a_yes(client, worker, provider):
    made = question()
    actions.offer_hand_over(question=made, provider=provider, told="Ria zoekt hulp bij het wassen.", by=worker)
    with pytest.raises(AlreadyChanged):
        actions.hand_over(question=made, spoke_with="Gerda", by=worker)
    page = client.get(f"/vraag/{token_of(made)}/").content.decode()
    assert "Ria zoekt hulp bij het wassen." in page
    assert "Thuiszorg De Linge" in page
    client.post(f"/vraag/{token_of(made)}/nee/")
    made.refresh_from_db()
    assert (made.state, made.provider, made.told, made.yes_at) == (QuestionState.RECEIVED, None, "", None)


def test_a_yes_is_kept_with_its_moment_and_who_was_spoken_is_told(client, worker, provider):
    made = question()
    actions.offer_hand_over(question=made, provider=provider, told="Ria zoekt hulp.", by=worker)
    client.post(f"/vraag/{token_of(made)}/ja/")
    made.refresh_from_db()
    assert (made.state, made.yes_how) == (QuestionState.AGREED, "click")
    actions.hand_over(question=made, spoke_with="Gerda", by=worker)
    assert "Wij spraken Gerda" in client.get(f"/vraag/{token_of(made)}/").content.decode()
    assert [row.to_state for row in history_of(made)] == ["received", "offered", "agreed", "handed_over"]
    assert Notice.objects.filter(recipient=provider.email).count() == 0, "we ring; nothing personal is mailed"


def test_a_yes_at_the_telephone_is_written_down_at_once(client, worker, provider):
    made = question(channel="phone", email="", phone="+31344555222")
    client.force_login(worker)
    values = {"provider": provider.pk, "told": "Ria zoekt hulp.", "yes_how": "phone"}
    assert client.post(f"/werk/vragen/{made.uuid}/overdragen/", values).status_code == 303
    made.refresh_from_db()
    assert (made.state, made.yes_how) == (QuestionState.AGREED, "phone")
    assert client.post(f"/werk/vragen/{made.uuid}/gesproken/", {"spoke_with": ""}).status_code == 422
    assert client.post(f"/werk/vragen/{made.uuid}/gesproken/", {"spoke_with": "Gerda"}).status_code == 303


def test_a_yes_that_comes_after_the_withdrawal_changes_nothing(client, worker, provider):
    made = question()
    actions.offer_hand_over(question=made, provider=provider, told="x", by=worker)
    client.post(f"/vraag/{token_of(made)}/stop/")
    client.post(f"/vraag/{token_of(made)}/ja/")
    made.refresh_from_db()
    assert (made.state, made.yes_at) == (QuestionState.WITHDRAWN, None)


def test_a_question_becomes_a_visit_only_by_the_persons_yes(client, worker):
    made = question(channel="phone", email="", phone="+31344555222")
    client.force_login(worker)
    address = f"/werk/vragen/{made.uuid}/bezoek/"
    assert client.post(address, {"address": "Proefdijk 3, Tiel"}).status_code == 422
    assert not Visit.objects.exists()
    assert client.post(address, {"address": "Proefdijk 3, Tiel", "yes_how": "phone"}).status_code == 303
    made.refresh_from_db()
    assert (made.state, made.into, made.visit) == (QuestionState.ANSWERED, "visit", Visit.objects.get())
    assert (made.visit.yes_how, made.visit.about) == ("phone", "")
    assert client.post(address, {"address": "Proefdijk 3, Tiel", "yes_how": "phone"}).status_code == 422
    assert Visit.objects.count() == 1
    assert "Bekijk uw bezoek" in client.get(f"/vraag/{token_of(made)}/").content.decode()


def test_a_question_for_the_neighbourhood_begins_a_request_with_its_words_once(client, worker):
    made = question(text="Wie loopt er met mij naar de kanariemarkt?")
    client.force_login(worker)
    client.post(f"/werk/vragen/{made.uuid}/antwoord/", {"answer": "Vraag het de buurt.", "neighbours": "on"})
    client.logout()
    assert "Zet uw vraag in de buurt" in client.get(f"/vraag/{token_of(made)}/").content.decode()
    answer = client.post(f"/vraag/{token_of(made)}/hulpvraag/")
    assert answer.headers["Location"] == "/vraag-en-aanbod/vragen/"
    assert "kanariemarkt" in client.get("/vraag-en-aanbod/vragen/").content.decode()
    assert "kanariemarkt" not in client.get("/vraag-en-aanbod/vragen/").content.decode()


# ---- the promise


def test_late_goes_to_a_colleague_once_and_at_twice_the_asker_gets_an_apology(worker):
    other, made = CoordinatorFactory(), question()
    with time_machine.travel(made.due_at + timedelta(hours=1), tick=False):
        assert actions.escalate_overdue() == 1
        assert actions.escalate_overdue() == 0
    made.refresh_from_db()
    assert made.handler == other
    with time_machine.travel(made.due_at + (made.due_at - made.received_at) + timedelta(hours=1), tick=False):
        actions.escalate_overdue()
        actions.escalate_overdue()
    assert kinds().count("questions.apology") == 1


# ---- who sees what


def test_a_question_is_seen_by_its_asker_and_the_desk_of_its_site_alone(client, worker, site):
    secret = question(text="Niemand mag dit weten: kanariegeel")
    other_site = Site.objects.create(hostname="buren.test", root_page=site.root_page)
    theirs = actions.ask_question(site=other_site, asked=asked(text="kanariegeel bij de buren"), by=None)
    client.force_login(worker)
    board = client.get("/werk/vragen/").content.decode()
    assert "kanariegeel" in board, "there is something to leak"
    assert "bij de buren" not in board
    assert client.get(f"/werk/vragen/{theirs.uuid}/").status_code == 404
    assert client.get(f"/vraag/{token_of(theirs)}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get("/werk/vragen/").status_code == 403
    assert client.get(f"/werk/vragen/{secret.uuid}/").status_code == 403
    client.logout()
    assert client.get(f"/werk/vragen/{secret.uuid}/").status_code == 302
    assert client.get(f"/vraag/{secret.uuid}/").status_code == 404
    for path in ("/zoeken/?q=kanariegeel", "/api/v1/vacancies/?q=kanariegeel", "/sitemap.xml"):
        assert str(secret.uuid) not in client.get(path).content.decode()


def test_my_page_shows_my_questions_and_nobody_elses(client, worker):
    me = UserFactory()
    question(by=me, text="Mijn eigen kanariegeel")
    question(by=UserFactory(), text="Andermans kanariegeel")
    client.force_login(me)
    page = client.get("/mijn/").content.decode()
    assert "Mijn eigen kanariegeel" in page
    assert "Andermans" not in page


def test_the_board_costs_the_same_for_one_and_for_three(client, worker):
    client.force_login(worker)
    question()
    client.get("/werk/vragen/")
    with CaptureQueriesContext(connection) as one:
        client.get("/werk/vragen/")
    question(), question(channel="phone", email="", phone="+31344555222")
    with CaptureQueriesContext(connection) as three:
        client.get("/werk/vragen/")
    assert len(one) == len(three)
