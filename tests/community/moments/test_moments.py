"""A moment with a worker: asked without account, confirmed, moved, refused, withdrawn, reminded, kept within the promise."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from community.moments import actions
from community.moments.actions import Asker, Plan
from community.moments.emails import token_of
from community.moments.enums import MomentState
from community.moments.exceptions import (
    AlreadyChanged,
    InThePast,
    NotAllowed,
    NotAskable,
    ReasonMissing,
    TimeTaken,
)
from community.moments.models import Moment
from portal.forms.base import SALT
from portal.history.queries import history_of
from portal.notices.models import Notice
from portal.pages.models import WorkerAbsence
from tests.factories.pages import home_page, worker_page, worker_user
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return worker_page()


@pytest.fixture
def moment(page, site) -> Moment:
    asker = Asker(name="Ria", channel="email", email="ria@example.org", about="De heup.", wish_where="home")
    return actions.ask_for_moment(site=site, page=page, asker=asker, by=None)


def plan(days: int = 3, hour: int = 10, minutes: int = 30) -> Plan:
    start = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return Plan(starts_at=start, minutes=minutes, where="De Peilstok, aan de leestafel")


def kinds(recipient: str = "ria@example.org") -> list[str]:
    return list(Notice.objects.filter(recipient=recipient).values_list("kind", flat=True))


def opened(seconds_ago: int = 10) -> str:
    from django.core import signing

    return signing.dumps(int(timezone.now().timestamp()) - seconds_ago, salt=SALT)


def form(**values: str) -> dict[str, str]:
    asked = {"name": "Ria", "channel": "email", "email": "Ria@Example.org", "wish_where": "home", "opened": opened()}
    return {**asked, **values}


# ---- asking


def test_visitor_asks_without_account_and_reads_who_answers_by_when(client, page):
    answer = client.post("/moment/vragen/bram/", form(about="De heup.", wish_when="dinsdag"))
    assert answer.status_code == 303
    moment = Moment.objects.get()
    assert (moment.worker, moment.email, moment.state) == (page.worker, "ria@example.org", MomentState.ASKED)
    html = client.get(answer.url).content.decode()
    assert "Bram leest uw vraag." in html
    assert "U krijgt een mail" in html
    assert kinds() == ["moments.received"]
    assert kinds(page.worker.email) == ["moments.asked"]
    assert [row.to_state for row in history_of(moment)] == ["asked"]


def test_mails_do_not_repeat_what_was_written(moment):
    assert not Notice.objects.filter(text__contains="heup").exists()
    assert not Notice.objects.filter(kind="moments.asked", text__contains="Ria").exists()


def test_mistake_is_answered_with_everything_kept(client, page):
    answer = client.post("/moment/vragen/bram/", form(email="ria", about="De heup.", wish_where=""))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies waar u wilt praten" in html
    assert "De heup." in html
    assert not Moment.objects.exists()


def test_robot_and_haste_make_no_moment(client, page):
    assert client.post("/moment/vragen/bram/", form(website="x")).status_code == 200
    assert client.post("/moment/vragen/bram/", form(opened=opened(0))).status_code == 422
    assert not Moment.objects.exists()


def test_too_many_from_one_address_wait_and_keep_their_text(client, page, settings):
    from portal.settings.environment import Rate

    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    client.post("/moment/vragen/bram/", form())
    answer = client.post("/moment/vragen/bram/", form(about="De heup."))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "De heup." in answer.content.decode()
    assert Moment.objects.count() == 1


def test_who_takes_no_moments_or_left_cannot_be_asked(client, site, page):
    page.takes_moments = False
    page.save()
    assert client.get("/moment/vragen/bram/").url == page.url
    assert "om een moment" not in client.get(page.url).content.decode()
    answer = client.post("/moment/vragen/bram/", form(about="De heup."))
    assert answer.status_code == 422
    assert "De heup." in answer.content.decode()
    page.leaves_on = timezone.localdate() - timedelta(days=1)
    page.takes_moments = True
    page.save()
    assert client.get("/moment/vragen/bram/").status_code == 404
    with pytest.raises(NotAskable):
        actions.ask_for_moment(site=site, page=page, asker=Asker(name="Ria", channel="phone"), by=None)
    assert client.get("/moment/vragen/niemand/").status_code == 404


def test_stand_in_answers_when_the_worker_is_away_too_long(site, page):
    hanneke = worker_page("Hanneke")
    today = timezone.localdate()
    page.absences = [WorkerAbsence(first_day=today, last_day=today + timedelta(days=30), stand_in=hanneke)]
    page.save()
    asker = Asker(name="Ria", channel="phone", phone="0344012401", wish_where="home")
    assert actions.ask_for_moment(site=site, page=page, asker=asker, by=None).worker == hanneke.worker
    page.absences = [WorkerAbsence(first_day=today, last_day=today + timedelta(days=1), stand_in=hanneke)]
    page.save()
    assert actions.ask_for_moment(site=site, page=page, asker=asker, by=None).worker == page.worker


# ---- answering


def test_worker_confirms_and_the_visitor_gets_a_time_and_a_calendar_file(client, moment, page):
    client.force_login(page.worker)
    wanted = plan()
    address = reverse("moments:act", args=[moment.uuid, "afspreken"])
    data = {"day": f"{wanted.starts_at:%Y-%m-%d}", "time": "10:00", "minutes": "30", "where": wanted.where}
    assert client.post(address, data).status_code == 303
    moment.refresh_from_db()
    assert (moment.state, moment.starts_at) == (MomentState.CONFIRMED, wanted.starts_at)
    assert kinds() == ["moments.received", "moments.confirmed"]
    client.logout()
    html = client.get(reverse("moments:follow", args=[token_of(moment)])).content.decode()
    assert "De Peilstok, aan de leestafel" in html
    file = client.get(reverse("moments:calendar", args=[token_of(moment)]))
    assert file.headers["Content-Type"].startswith("text/calendar")
    row = icalendar.Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert row.decoded("dtstart") == wanted.starts_at
    assert row["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert "heup" not in file.content.decode()


def test_moved_moment_replaces_itself_in_the_calendar_and_is_called_off(client, moment, page):
    def entry():
        body = client.get(reverse("moments:calendar", args=[token_of(moment)])).content
        found = icalendar.Calendar.from_ical(body)
        row = found.walk("VEVENT")[0]
        return str(row["uid"]), int(row["sequence"]), str(row["status"]), str(found["method"])

    actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)
    first = entry()
    actions.confirm_moment(moment=moment, plan=plan(days=4), by=page.worker)
    second = entry()
    actions.refuse_moment(moment=moment, reason="Ik ben die dag weg.", by=page.worker)
    third = entry()
    assert first[0] == second[0] == third[0]
    assert first[1] < second[1] < third[1]
    assert (first[2:], third[2:]) == (("CONFIRMED", "PUBLISH"), ("CANCELLED", "CANCEL"))
    assert kinds()[1:] == ["moments.confirmed", "moments.moved", "moments.refused"]


def test_no_calendar_file_before_it_was_agreed(client, moment):
    assert client.get(reverse("moments:calendar", args=[token_of(moment)])).status_code == 404


def test_worker_has_one_moment_at_a_time_and_none_in_the_past(moment, page, site):
    asker = Asker(name="Wim", channel="phone", phone="0344012402", wish_where="phone")
    other = actions.ask_for_moment(site=site, page=page, asker=asker, by=None)
    actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)
    half_past = Plan(starts_at=plan().starts_at + timedelta(minutes=15), minutes=30, where="Thuis")
    for wanted in (plan(), half_past):
        with pytest.raises(TimeTaken):
            actions.confirm_moment(moment=other, plan=wanted, by=page.worker)
    with pytest.raises(InThePast):
        actions.confirm_moment(moment=other, plan=plan(days=-1), by=page.worker)
    after = Plan(starts_at=plan().starts_at + timedelta(minutes=30), minutes=30, where="Thuis")
    assert actions.confirm_moment(moment=other, plan=after, by=page.worker).state == MomentState.CONFIRMED


def test_refusal_needs_a_reason_that_the_visitor_reads(client, moment, page):
    with pytest.raises(ReasonMissing):
        actions.refuse_moment(moment=moment, reason=" ", by=page.worker)
    actions.refuse_moment(moment=moment, reason="Ik ben vol tot mei.", by=page.worker)
    assert "Ik ben vol tot mei." in client.get(reverse("moments:follow", args=[token_of(moment)])).content.decode()
    assert "Ik ben vol tot mei." in Notice.objects.get(kind="moments.refused").text
    with pytest.raises(AlreadyChanged):
        actions.refuse_moment(moment=moment, reason="Nog eens", by=page.worker)


def test_two_answers_at_once_count_once(moment, page):
    copy = Moment.objects.get(pk=moment.pk)
    actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)
    with pytest.raises(AlreadyChanged):
        actions.refuse_moment(moment=copy, reason="Nee", by=page.worker)
    moment.refresh_from_db()
    assert moment.state == MomentState.CONFIRMED


def test_only_the_worker_and_the_desk_answer(moment, page, site):
    colleague = worker_page("Noor").worker
    for user in (UserFactory(), colleague):
        with pytest.raises(NotAllowed):
            actions.confirm_moment(moment=moment, plan=plan(), by=user)
    assert actions.confirm_moment(moment=moment, plan=plan(), by=CoordinatorFactory()).state == MomentState.CONFIRMED


def test_colleague_takes_over_and_gets_a_mail(moment, page):
    noor = worker_page("Noor").worker
    actions.hand_over_moment(moment=moment, to=noor, by=page.worker)
    assert moment.worker == noor
    assert kinds(noor.email) == ["moments.asked"]
    with pytest.raises(NotAllowed):
        actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)


# ---- withdrawing, reminding, keeping the promise


def test_visitor_withdraws_by_link_without_reason(client, moment, page):
    actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)
    address = reverse("moments:withdraw", args=[token_of(moment)])
    assert client.get(address).status_code == 200
    moment.refresh_from_db()
    assert moment.state == MomentState.CONFIRMED
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 303
    moment.refresh_from_db()
    assert moment.state == MomentState.WITHDRAWN
    assert kinds(page.worker.email) == ["moments.asked", "moments.called_off"]
    assert kinds()[-1] == "moments.withdrawn"


def test_link_that_is_not_ours_is_not_there(client, moment):
    for path in ("moment/onzin/", f"moment/{token_of(moment)}x/", "moment/onzin/moment.ics"):
        assert client.get(f"/{path}").status_code == 404


def test_reminder_comes_once_within_a_day_for_each_time_that_was_agreed(moment, page):
    actions.confirm_moment(moment=moment, plan=plan(days=3), by=page.worker)
    assert actions.remind_soon() == 0
    with time_machine.travel(moment.starts_at - timedelta(hours=20), tick=False):
        actions.remind_soon(), actions.remind_soon()
        assert kinds().count("moments.reminder") == 1
        actions.confirm_moment(moment=moment, plan=plan(days=1, hour=9), by=page.worker)
        actions.remind_soon()
    assert kinds().count("moments.reminder") == 2


def test_what_was_agreed_and_is_over_has_been(moment, page):
    actions.confirm_moment(moment=moment, plan=plan(), by=page.worker)
    assert actions.finish_past() == 0
    with time_machine.travel(moment.ends_at + timedelta(minutes=1), tick=False):
        assert actions.finish_past() == 1
    moment.refresh_from_db()
    assert moment.state == MomentState.DONE


def test_late_answer_goes_to_a_coordinator_and_then_an_apology(page, site):
    from community.people.models import Profile

    coordinator = CoordinatorFactory()
    Profile.objects.create(user=coordinator, site=site)
    # The Tuesday before Easter 2027: Good Friday and Easter Monday do not count.
    with time_machine.travel("2027-03-23 09:00:00+00:00", tick=False):
        asker = Asker(name="Ria", channel="email", email="ria@example.org", wish_where="home")
        moment = actions.ask_for_moment(site=site, page=page, asker=asker, by=None)
        assert timezone.localtime(moment.due_at).date() == date(2027, 4, 1)
    with time_machine.travel(moment.due_at - timedelta(minutes=1), tick=False):
        assert actions.escalate_overdue() == 0
    with time_machine.travel(moment.due_at + timedelta(minutes=1), tick=False):
        assert actions.escalate_overdue() == 1
        assert actions.escalate_overdue() == 0
    moment.refresh_from_db()
    assert moment.worker == coordinator
    assert "moments.apology" not in kinds()
    with time_machine.travel(moment.due_at + (moment.due_at - moment.asked_at), tick=False):
        actions.escalate_overdue(), actions.escalate_overdue()
    assert kinds().count("moments.apology") == 1


# ---- who sees what


def test_desk_is_for_workers_and_coordinators_and_each_sees_their_own(client, moment, page, site):
    board, detail = reverse("moments:board"), reverse("moments:moment", args=[moment.uuid])
    assert client.get(board).url.startswith("/account/login/")
    client.force_login(UserFactory())
    assert client.get(board).status_code == 403
    client.force_login(worker_page("Noor").worker)
    assert "Ria" not in client.get(board).content.decode()
    assert client.get(detail).status_code == 404
    for user in (page.worker, CoordinatorFactory()):
        client.force_login(user)
        assert "Ria" in client.get(board).content.decode()
        answer = client.get(detail)
        assert "De heup." in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]


def test_refusal_on_the_desk_is_422_with_what_was_typed(client, moment, page):
    client.force_login(page.worker)
    address = reverse("moments:act", args=[moment.uuid, "afspreken"])
    answer = client.post(address, {"day": "2020-01-01", "time": "10:00", "minutes": "30", "where": "De Kade"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit tijdstip is al voorbij." in html
    assert "De Kade" in html
    assert client.post(address, {"where": "De Kade"}).status_code == 422
    assert client.post(reverse("moments:act", args=[moment.uuid, "weigeren"]), {}).status_code == 422
    assert client.post(reverse("moments:act", args=[moment.uuid, "toveren"]), {}).status_code == 404


def test_list_costs_the_same_for_one_and_three(client, moment, page, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(page.worker)
    board = reverse("moments:board")
    client.get(board)
    with CaptureQueriesContext(connection) as one:
        client.get(board)
    for name in ("Wim", "Toos"):
        asker = Asker(name=name, channel="phone", phone="0344012402", wish_where="phone")
        actions.ask_for_moment(site=site, page=page, asker=asker, by=None)
    with CaptureQueriesContext(connection) as three:
        client.get(board)
    assert len(three) == len(one)


def test_my_page_shows_what_i_asked_and_what_waits_for_me(client, page, site):
    resident = UserFactory()
    asker = Asker(name="Ria", channel="email", email=resident.email, wish_where="home")
    actions.ask_for_moment(site=site, page=page, asker=asker, by=resident)
    client.force_login(resident)
    assert "Bram" in client.get("/mijn/").content.decode()
    client.force_login(page.worker)
    assert "1 vraag om een moment wacht op u" in client.get("/mijn/").content.decode()


def test_other_site_sees_nothing(client, moment):
    other = Site.objects.create(hostname="buren.localhost", root_page=Page.objects.get(depth=1))
    home_page(other)
    host = {"host": "buren.localhost"}
    assert client.get(reverse("moments:follow", args=[token_of(moment)]), headers=host).status_code == 404
    assert client.get("/moment/vragen/bram/", headers=host).status_code == 404
    client.force_login(CoordinatorFactory())
    # Who coordinates here does not there.
    assert client.get(reverse("moments:board"), headers=host).status_code == 403
    assert client.get(reverse("moments:moment", args=[moment.uuid]), headers=host).status_code == 403
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("moments:moment", args=[moment.uuid])).status_code == 200
    assert client.get(reverse("moments:moment", args=[moment.uuid]), headers=host).status_code == 404


def test_stranger_of_another_site_is_no_colleague(client, moment, page):
    from community.moments.queries import colleagues

    other = Site.objects.create(hostname="buren.localhost", root_page=Page.objects.get(depth=1))
    home_page(other)
    stranger = worker_user("Vreemde", other)
    worker_page("Vreemde", site=other, worker=stranger)
    assert stranger not in colleagues(moment.site_id)
    assert page.worker in colleagues(moment.site_id)


def test_moment_ends_after_it_begins():
    assert Plan(starts_at=datetime(2026, 12, 1, 10), minutes=30, where="x").ends_at == datetime(2026, 12, 1, 10, 30)
