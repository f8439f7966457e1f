"""A visit: asked by who lives there or out of worry, planned with a yes, written in the client's words, handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Site

from community.outreach import actions
from community.outreach.emails import token_of
from community.outreach.enums import HandOverState, VisitState
from community.outreach.exceptions import AlreadyChanged, InThePast, NotAllowed, SaidNo, TimeTaken, YesMissing
from community.outreach.models import Visit
from community.outreach.rules import mark_of
from portal.forms.base import SALT
from portal.history.queries import history_of
from portal.notices.models import Notice
from portal.privacy.erasing import apply_retention
from tests.factories.outreach import in_days, visit_for
from tests.factories.pages import worker_page
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return worker_page()


@pytest.fixture
def worker(page):
    return page.worker


def form(**values):
    opened = signing.dumps(int(timezone.now().timestamp()) - 10, salt=SALT)
    known = {
        "source": "self",
        "address": "Proefdijk 3, Tiel",
        "phone": "0344 555 333",
        "name": "Toos",
        "opened": opened,
    }
    return {**known, **values}


def kinds(recipient: str = "toos@example.org") -> list[str]:
    return list(Notice.objects.filter(recipient=recipient).values_list("kind", flat=True))


# ---- asking


def test_somebody_asks_the_worker_of_a_page_to_come_by(client, page):
    assert client.get(f"/kom-langs/{page.slug}/").status_code == 200
    answer = client.post(f"/kom-langs/{page.slug}/", form(parts=["morning", "evening"], about="De stilte."))
    assert answer.status_code == 303
    visit = Visit.objects.get()
    assert (visit.worker, visit.yes_how, visit.parts) == (page.worker, "asked", "morning,evening")
    assert visit.readable_code in client.get(answer.headers["Location"]).content.decode()
    found = client.post("/aanmelding/", {"code": visit.readable_code})
    assert found.headers["Location"].startswith("/bezoek/")
    mail = Notice.objects.get(recipient=page.worker.email)
    assert "stilte" not in mail.text + mail.subject
    assert "Proefdijk" not in mail.text + mail.subject


def test_of_who_worries_nothing_is_kept_even_when_it_is_typed(client, page):
    values = form(
        source="neighbour", name="Buurvrouw Kanarie", email="kanarie@example.org", about="De gordijnen zijn dicht."
    )
    client.force_login(UserFactory(email="kanarie@example.org"))
    answer = client.post("/kom-langs/", values)
    assert answer.headers["Location"] == "/kom-langs/zorgen/"
    visit = Visit.objects.get()
    assert (visit.name, visit.email, str(visit.phone), visit.user, visit.yes_at) == ("", "", "", None, None)
    assert all(row.by is None for row in history_of(visit))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outreach_visit")
        assert "kanarie" not in str(cursor.fetchall()).lower()


def test_who_asks_for_oneself_leaves_a_number_and_who_worries_says_what_was_seen(client, page):
    assert client.post("/kom-langs/", form(phone="")).status_code == 422
    answer = client.post("/kom-langs/", form(source="neighbour", about=""))
    assert answer.status_code == 422
    assert "Schrijf op wat u zag" in answer.content.decode()
    assert client.post("/kom-langs/", form(website="x")).status_code == 303
    assert not Visit.objects.exists()


def test_the_same_form_sent_twice_is_one_visit(client, page):
    values = form(key="7b0b5a46-3f5c-4d0e-9a53-0e1f0a7c1d11")
    for _time in range(2):
        assert client.post("/kom-langs/", values).status_code == 303
    assert Visit.objects.count() == 1


# ---- planning


def test_a_visit_is_planned_once_at_a_time_and_never_in_the_past(worker):
    first, second = visit_for(worker), visit_for(worker, email="wim@example.org")
    with pytest.raises(InThePast):
        actions.plan_visit(visit=first, starts_at=in_days(-1), by=worker)
    actions.plan_visit(visit=first, starts_at=in_days(2), by=worker)
    with pytest.raises(TimeTaken):
        actions.plan_visit(visit=second, starts_at=in_days(2), by=worker)
    assert kinds() == ["outreach.asked", "outreach.planned"]


def test_a_worry_becomes_a_visit_only_with_the_yes_of_who_lives_there(worker):
    visit = visit_for(worker, source="neighbour", name="", phone="", email="", about="Gordijnen dicht")
    with pytest.raises(YesMissing):
        actions.plan_visit(visit=visit, starts_at=in_days(2), by=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state=VisitState.PLANNED, starts_at=in_days(2))
    actions.plan_visit(visit=visit, starts_at=in_days(2), by=worker, yes_how="phone")
    assert (visit.state, visit.yes_how) == (VisitState.PLANNED, "phone")


def test_where_somebody_said_no_nobody_rings_at_the_door_for_a_worry(worker, site):
    actions.rest_at(site_id=site.pk, mark=mark_of(site.pk, "Proefdijk 3, 4001 AA Tiel"))
    visit = visit_for(worker, source="neighbour", about="Gordijnen dicht")
    with pytest.raises(SaidNo):
        actions.plan_visit(visit=visit, starts_at=in_days(2), by=worker, yes_how="door")
    with time_machine.travel(timezone.now() + timedelta(days=200), tick=False):
        assert actions.forget_rests() == 1
        actions.plan_visit(visit=visit, starts_at=in_days(2), by=worker, yes_how="door")


def test_another_worker_sees_and_does_nothing(client, worker):
    visit = visit_for(worker, about="kanariegeel")
    other = UserFactory()
    with pytest.raises(NotAllowed):
        actions.note_call(visit=visit, by=other)
    client.force_login(other)
    assert client.get("/werk/bezoeken/").status_code == 403
    client.force_login(worker)
    assert "kanariegeel" in client.get(f"/werk/bezoeken/{visit.uuid}/").content.decode()
    client.force_login(CoordinatorFactory())
    assert client.get(f"/werk/bezoeken/{visit.uuid}/").status_code == 200
    client.logout()
    assert client.get(f"/werk/bezoeken/{visit.uuid}/").status_code == 302


def test_a_visit_of_another_site_is_not_there(client, worker, site):
    other = Site.objects.create(hostname="buren.test", root_page=site.root_page)
    theirs = actions.ask_visit(site=other, wanted=actions.Wanted(address="Verweg 1"), by=None, worker=worker)
    client.force_login(CoordinatorFactory())
    assert client.get(f"/werk/bezoeken/{theirs.uuid}/").status_code == 404
    assert client.get(f"/bezoek/{token_of(theirs)}/").status_code == 404


# ---- in the client's words


def test_the_note_is_read_by_the_client_who_says_what_is_not_right(client, worker):
    visit = visit_for(worker)
    actions.plan_visit(visit=visit, starts_at=in_days(1), by=worker)
    client.force_login(worker)
    answer = client.post(f"/werk/bezoeken/{visit.uuid}/opgeschreven/", {"note": "Ik mis de hond. Ik wil weer lopen."})
    assert answer.status_code == 303
    client.logout()
    page = client.get(f"/bezoek/{token_of(visit)}/")
    assert "Ik mis de hond." in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert not any("hond" in notice.text for notice in Notice.objects.all())
    assert client.post(f"/bezoek/{token_of(visit)}/klopt-niet/", {"text": ""}).status_code == 422
    client.post(f"/bezoek/{token_of(visit)}/klopt-niet/", {"text": "Het was een kat."})
    visit.refresh_from_db()
    assert visit.remark == "Het was een kat."
    assert Notice.objects.filter(kind="outreach.remark", recipient=worker.email).count() == 1


def test_the_client_says_no_and_nobody_calls_any_more(client, worker):
    visit = visit_for(worker)
    client.post(f"/bezoek/{token_of(visit)}/nee/")
    visit.refresh_from_db()
    assert visit.state == VisitState.DECLINED
    with pytest.raises(AlreadyChanged):
        actions.plan_visit(visit=visit, starts_at=in_days(1), by=worker)
    assert client.post(f"/bezoek/{token_of(visit)}/onzin/").status_code == 404


# ---- who comes after


def test_nothing_changes_before_the_client_said_yes_to_the_successor(client, worker):
    visit, successor = visit_for(worker), CoordinatorFactory(first_name="Noor")
    actions.bring_in(visit=visit, to=successor, introduction="Noor lacht graag.", by=worker)
    visit.refresh_from_db()
    assert visit.worker == worker
    with pytest.raises(AlreadyChanged):
        actions.bring_in(visit=visit, to=successor, introduction="Nog eens", by=worker)
    assert "Noor lacht graag." in client.get(f"/bezoek/{token_of(visit)}/").content.decode()
    client.post(f"/bezoek/{token_of(visit)}/opvolger/", {"antwoord": "asked"})
    client.post(f"/bezoek/{token_of(visit)}/opvolger/", {"antwoord": "yes"})
    visit.refresh_from_db()
    assert visit.worker == successor


@pytest.mark.parametrize(
    ("answer", "stays", "state"),
    [(HandOverState.ANOTHER, True, VisitState.ASKED), (HandOverState.NO_MORE, True, VisitState.DECLINED)],
)
def test_another_keeps_the_worker_and_no_more_ends_it(worker, answer, stays, state):
    visit, successor = visit_for(worker), CoordinatorFactory()
    actions.bring_in(visit=visit, to=successor, introduction="x", by=worker)
    actions.answer_hand_over(visit=visit, answer=answer)
    visit.refresh_from_db()
    assert (visit.worker == worker, visit.state) == (stays, state)
    with pytest.raises(AlreadyChanged):
        actions.answer_hand_over(visit=visit, answer=HandOverState.YES)


# ---- by the clock


def test_nobody_rang_in_time_and_a_coordinator_takes_over_once(worker):
    other, visit = CoordinatorFactory(), visit_for(worker)
    with time_machine.travel(visit.due_at + timedelta(hours=1), tick=False):
        assert actions.escalate_overdue() == 1
        assert actions.escalate_overdue() == 0
    visit.refresh_from_db()
    assert visit.worker == other


def test_the_day_before_there_is_one_reminder(worker):
    visit = visit_for(worker)
    actions.plan_visit(visit=visit, starts_at=in_days(1, hour=0), by=worker)
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        actions.remind_soon(), actions.remind_soon()
    assert kinds().count("outreach.reminder") == 1


def test_a_worry_that_led_to_nothing_is_forgotten_after_ninety_days(worker):
    visit = visit_for(worker, source="neighbour", name="", phone="", email="", about="Gordijnen dicht")
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert apply_retention()["outreach.Visit"] == 1
    visit.refresh_from_db()
    assert (visit.address, visit.about, visit.state) == ("gewist", "", "followed")
