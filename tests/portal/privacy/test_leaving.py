"""One person planted in every table: found by the export, and nowhere after the erasure."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from community.credits import actions as credits
from community.credits.models import Account, Transfer
from community.credits.queries import broken_invariants
from community.dialogue.comments.models import Comment
from community.dialogue.feedback.models import Feedback
from community.dialogue.ideas.models import Idea
from community.moments.models import Moment
from community.people.leaving import StaysHere, ask_to_leave, finish_due, open_leaving, warn_away
from community.people.models import Leaving, Profile, User
from events.agenda.models import Registration
from portal.history.actions import record_change
from portal.notices.actions import deliver_notice, keep_reader
from portal.notices.models import Notice
from portal.privacy.erasing import apply_retention
from search.models import Alert
from tests.factories.agenda import EventFactory, come
from tests.factories.bank import VacancyFactory
from tests.factories.credits import account_for, wish
from tests.factories.pages import home_page
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.placements import application_for
from vacancies.placements.actions import add_note
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db
ADDRESS = "kanarie@example.org"
MARKS = ("kanarie", "Kanariesnavel", "Pietvogelzang", "0344555001", "+31344555001", "Vogelkooi 7")


def planted(site) -> User:
    """Somebody with a row in every table that can hold one."""
    user = UserFactory(email=ADDRESS, first_name="Pietvogelzang", last_name="Kanariesnavel")
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    Profile.objects.create(user=user, site=site, phone="+31344555001", place="Vogelkooi 7")
    now = timezone.now()
    Moment.objects.create(
        site=site, user=user, name="Kanariesnavel", channel="email", email=ADDRESS, address="Vogelkooi 7",
        about="Pietvogelzang", wish_where="home", asked_at=now, due_at=now,
    )  # fmt: skip
    made = application_for(VacancyFactory(), name="Kanariesnavel", email=ADDRESS, message="Pietvogelzang")
    add_note(application=made, text="Pietvogelzang belde", by=CoordinatorFactory())
    mine, other = account_for(user), account_for()
    credits.give(payer=mine, receiver=other, wish=wish(60, "Vogelkooi 7 geveegd"), by=user)
    come(EventFactory(), "Kanariesnavel", email=ADDRESS, phone="+31344555001")
    Comment.objects.create(
        site=site, page=home_page(), name="Kanariesnavel", email=ADDRESS, text="Pietvogelzang", written_at=now,
        state="published", published_at=now,
    )  # fmt: skip
    Idea.objects.create(
        site=site, page=home_page(), title="Kanariesnavel", name="Kanariesnavel", email=ADDRESS, sent_at=now
    )
    Feedback.objects.create(
        site=site,
        kind="complaint",
        text="Pietvogelzang",
        name="Kanariesnavel",
        email=ADDRESS,
        received_at=now,
        due_at=now,
    )
    Alert.objects.create(site=site, email=ADDRESS, words="Kanariesnavel", confirmed_at=now)
    keep_reader(site=site, recipient=ADDRESS, values={"name": "Kanariesnavel", "address": "Vogelkooi 7"})
    record_change(obj=made, from_state="received", to_state="received", by=user, reason="Kanariesnavel belde zelf")
    return user


def places_with(marks: tuple[str, ...]) -> set[str]:
    """`table.column` of every cell of the database that holds one of the marks."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "_fts" in table or table.startswith("sqlite"):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                cells = zip(columns, row, strict=True)
                found |= {
                    f"{table}.{name}" for name, cell in cells if any(m.lower() in str(cell).lower() for m in marks)
                }
    return found


def test_erasure_leaves_no_trace_and_no_ledger_changes(site, client):
    user = planted(site)
    client.force_login(user)
    for notice in Notice.objects.all():
        deliver_notice(notice.pk)  # what is on its way to others is gone from our tables once it was sent
    minutes = sorted(Account.objects.values_list("balance", flat=True))
    before = places_with(MARKS)
    assert len({place.split(".")[0] for place in before}) >= 14, "something must be there to leak"
    ask_to_leave(user=user, site=site)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert finish_due() == 1
        assert finish_due() == 0
        goodbye = Notice.objects.get(kind="people.erased")
        assert deliver_notice(goodbye.pk)
        assert mail.outbox[-1].to == [ADDRESS]
    with time_machine.travel(timezone.now() + timedelta(days=16), tick=False):
        apply_retention()
    assert places_with(MARKS) == set()
    assert not User.objects.filter(pk=user.pk).exists()
    assert sorted(Account.objects.values_list("balance", flat=True)) == minutes
    assert list(broken_invariants()) == []
    assert Leaving.objects.get().user_uuid == user.uuid
    assert client.get("/mijn/").status_code == 302


def test_counts_stay(site):
    user = planted(site)
    models = (Moment, Application, Transfer, Registration, Comment, Idea)
    before = [model.objects.count() for model in models]
    call_command("erase_person", ADDRESS, stdout=io.StringIO())
    assert [model.objects.count() for model in models] == before
    assert not User.objects.filter(pk=user.pk).exists()


def test_a_place_that_was_held_goes_to_the_next(site):
    event = EventFactory(capacity=1)
    come(event, "Kanarie", email=ADDRESS)
    waiting = come(event, "Wim")
    call_command("erase_person", ADDRESS, stdout=io.StringIO())
    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_export_holds_every_kind_and_only_this_person(site, tmp_path):
    planted(site)
    application_for(VacancyFactory(), name="Iemand Anders", email="ander@example.org", message="Geheim van een ander")
    call_command("export_person", ADDRESS.upper(), str(tmp_path), stdout=io.StringIO())
    whole = json.loads((tmp_path / "gegevens.json").read_text())
    assert {"momenten", "aanmeldingen", "notities", "reacties", "ideeën", "accounts", "profielen"} <= set(whole["data"])
    text = "".join(path.read_text() for path in tmp_path.iterdir())
    assert "Pietvogelzang" in text
    assert "Geheim van een ander" not in text
    assert "Iemand Anders" not in text


def test_export_never_begins_a_cell_like_a_formula(site, tmp_path):
    application_for(VacancyFactory(), name="=HYPERLINK(1)", email=ADDRESS)
    call_command("export_person", ADDRESS, str(tmp_path), stdout=io.StringIO())
    assert "'=HYPERLINK(1)" in (tmp_path / "aanmeldingen.csv").read_text()


def test_an_address_that_was_not_proven_gives_nothing_away(site, client):
    """Somebody adds another's address to the account without proving it: it stays the other's."""
    application_for(VacancyFactory(), name="Iemand Anders", email="ander@example.org", message="Geheim van een ander")
    thief = UserFactory()
    EmailAddress.objects.create(user=thief, email="ander@example.org", verified=False)
    client.force_login(thief)
    answer = client.post("/mijn/gegevens/download/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as box:
        assert not any("Geheim" in box.read(name).decode() for name in box.namelist())
    EmailAddress.objects.filter(user=thief).update(verified=True)
    with zipfile.ZipFile(io.BytesIO(client.post("/mijn/gegevens/download/").content)) as box:
        assert any("Geheim" in box.read(name).decode() for name in box.namelist())


def test_the_page_asks_first_waits_and_lets_somebody_stay(site, client):
    user = planted(site)
    assert client.get("/mijn/gegevens/").status_code == 302
    client.force_login(user)
    page = client.get("/mijn/gegevens/")
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post("/mijn/gegevens/wissen/").status_code == 422
    assert open_leaving(user) is None
    assert client.post("/mijn/gegevens/wissen/", {"sure": "on"}).status_code == 303
    assert "Ik blijf toch" in client.get("/mijn/gegevens/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        assert finish_due() == 0
    client.post("/mijn/gegevens/blijven/")
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert finish_due() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_who_works_here_is_not_erased_by_a_click(site, client):
    worker = CoordinatorFactory()
    with pytest.raises(StaysHere):
        ask_to_leave(user=worker, site=site)
    with pytest.raises(CommandError, match="role"):
        call_command("erase_person", worker.email)
    client.force_login(worker)
    client.post("/mijn/gegevens/wissen/", {"sure": "on"})
    assert open_leaving(worker) is None


def test_dry_run_says_what_would_go_and_changes_nothing(site):
    planted(site)
    said = io.StringIO()
    call_command("erase_person", ADDRESS, "--dry-run", stdout=said)
    assert "people.User\t1" in said.getvalue()
    assert User.objects.filter(email=ADDRESS).exists()
    with pytest.raises(CommandError, match="Nothing is known"):
        call_command("erase_person", "niemand@example.org")


def test_two_years_away_is_asked_first_and_coming_back_keeps_the_account(site):
    long_ago = timezone.now() - timedelta(days=800)
    gone, back = UserFactory(date_joined=long_ago), UserFactory(date_joined=long_ago)
    fresh, worker = UserFactory(), CoordinatorFactory(date_joined=long_ago)
    assert warn_away() == 2
    assert warn_away() == 0
    User.objects.filter(pk=back.pk).update(last_login=timezone.now() + timedelta(days=3))
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert finish_due() == 1
    assert set(User.objects.all()) == {back, fresh, worker}
    assert not User.objects.filter(pk=gone.pk).exists()
