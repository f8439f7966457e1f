"""The pages of a circle: forms, refusals, what was typed, and how many questions they ask the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.circles.actions import people, plan, week
from community.circles.emails import invitation_token, task_token
from community.circles.models import CircleItem, CircleMember, Invitation, SupportCircle
from tests.factories.circles import ALL, circle_of, item_in, seat_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> CircleMember:
    return circle_of(UserFactory(first_name="Riet"))


@pytest.fixture
def mine(owner: CircleMember) -> Client:
    client = Client()
    client.force_login(owner.user)
    return client


def base(owner: CircleMember) -> str:
    return f"/mijn/kring/{owner.circle.uuid}/"


def test_begin_for_myself_and_for_another(client: Client):
    client.force_login(UserFactory(first_name="Mien"))
    assert 'value="Mien"' in client.get("/mijn/kring/beginnen/").content.decode()
    wrong = client.post("/mijn/kring/beginnen/", {"for_whom": "other", "focus_name": "Riet", "phone": "0344 - 1"})
    assert wrong.status_code == 422
    assert "Schrijf op waarom u het regelt" in wrong.content.decode()
    assert 'value="0344 - 1"' in wrong.content.decode()
    right = client.post(
        "/mijn/kring/beginnen/", {"for_whom": "other", "focus_name": "Riet", "basis": "Ik ben haar nicht"}
    )
    circle = SupportCircle.objects.get()
    assert (right.status_code, right["Location"]) == (303, circle.get_absolute_url())
    assert (circle.represented, circle.focus_name) == (True, "Riet")
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "<h1>De kring van Riet</h1>" in page
    assert "U regelt het voor Riet." in page


def test_invite_by_mail_by_code_and_a_worker(owner: CircleMember, mine: Client):
    path = base(owner) + "mensen/uitnodigen/"
    wrong = mine.post(path, {"how": "mail", "name": "Anneke"})
    assert wrong.status_code == 422
    for message in ("Vul het e-mailadres in, of kies een code", "Kies wie dit is"):
        assert message in wrong.content.decode()
    assert (
        mine.post(path, {"how": "code", "name": "Wim", "kind": "neighbour", "sees": ["sees_tasks"]}).status_code == 303
    )
    code = Invitation.objects.get().readable_code
    assert code in mine.get(base(owner)).content.decode()
    worker = UserFactory(first_name="Joyce")
    from community.people.models import Profile

    profile = Profile.objects.create(user=worker, site=owner.site, is_visible=True, for_whom="voor ouderen")
    assert mine.post(path, {"how": "worker", "worker": str(profile.pk), "sees": ["sees_plan"]}).status_code == 303
    offered = Invitation.objects.get(email=worker.email)
    assert (offered.kind, offered.name, offered.sees_plan) == ("professional", "Joyce", True)
    assert worker.email not in mine.get(base(owner)).content.decode()


def test_code_leads_in(owner: CircleMember, client: Client):
    invitation = people.invite(member=owner, guest=people.Guest(name="Wim", kind="neighbour", scopes=ALL))
    client.force_login(UserFactory())
    wrong = client.post("/mijn/kring/code/", {"code": "AAAA AAAA"})
    assert wrong.status_code == 422
    assert "AAAA AAAA" in wrong.content.decode()
    door = client.post("/mijn/kring/code/", {"code": invitation.readable_code.lower()})["Location"]
    assert client.post(door, {"doe": "ja"})["Location"] == base(owner)
    assert "Fijn dat u meedoet." in client.get(base(owner)).content.decode()
    assert client.get(door).status_code == 404


def test_trying_codes_is_slowed_down(client: Client):
    client.force_login(UserFactory())
    answers = [client.post("/mijn/kring/code/", {"code": f"AAAA{n:04}"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_invitation_without_an_account_leads_to_the_login_and_no_needs_none(owner: CircleMember, client: Client):
    invitation = people.invite(member=owner, guest=people.Guest(name="Toos", kind="friend", email="toos@example.org"))
    door = f"/mijn/kring/uitnodiging/{invitation_token(invitation)}/"
    assert f"/account/login/?next={door}" in client.get(door).content.decode()
    assert client.post(door, {"doe": "ja"}).status_code == 200  # nobody is logged in: the page once more
    assert "U zei nee" in client.post(door, {"doe": "nee"}).content.decode()
    assert client.get(door).status_code == 404


def test_invitation_for_another_address_says_so(owner: CircleMember, client: Client):
    invitation = people.invite(member=owner, guest=people.Guest(name="Toos", kind="friend", email="toos@example.org"))
    user = UserFactory()
    client.force_login(user)
    door = f"/mijn/kring/uitnodiging/{invitation_token(invitation)}/"
    answer = client.post(door, {"doe": "ja"})
    assert answer.status_code == 422
    assert "ging naar een ander e-mailadres" in answer.content.decode()
    assert "toos@example.org" not in answer.content.decode()


def test_week_shows_who_does_what_and_nobody_yet(owner: CircleMember, mine: Client):
    item_in(owner, "Boodschappen", days=0, doer=seat_in(owner, name="Anneke"))
    item_in(owner, "De vuilnis", days=0)
    page = mine.get(base(owner)).content.decode()
    assert "Anneke" in page
    assert '<li class="nobody">' in page
    later = timezone.localdate() + timedelta(days=14)
    assert "In deze week staat er niets." in mine.get(f"{base(owner)}?week={later}").content.decode()
    for nonsense in ("?week=morgen", "?week=9999-99-99", "?week=0001-01-01"):
        assert mine.get(base(owner) + nonsense).status_code == 200


def test_item_form_keeps_what_was_typed_and_names_its_faults(owner: CircleMember, mine: Client):
    path = base(owner) + "vragen/"
    today = timezone.localdate()
    data = {"kind": "task", "title": "Ramen lappen", "day": str(today), "until": str(today - timedelta(days=1))}
    wrong = mine.post(path, data)
    assert wrong.status_code == 422
    assert "Deze dag is voor de eerste keer." in wrong.content.decode()
    assert 'value="Ramen lappen"' in wrong.content.decode()
    far = mine.post(path, {**data, "until": str(today + timedelta(days=400))})
    assert "Langer dan een half jaar kan niet" in far.content.decode()
    right = mine.post(path, {**data, "until": str(today + timedelta(days=14)), "doer_name": "uw zoon Ruud"})
    assert right.status_code == 303
    assert [item.who for item in CircleItem.objects.all()] == ["uw zoon Ruud"] * 3
    stranger = seat_in(circle_of())
    assert mine.post(path, {**data, "until": "", "doer": str(stranger.pk)}).status_code == 422


def test_member_adds_only_what_they_see(owner: CircleMember, client: Client):
    wim = seat_in(owner, "neighbour", {"sees_tasks"})
    client.force_login(wim.user)
    page = client.get(base(owner) + "vragen/").content.decode()
    assert 'value="task"' in page
    assert 'value="meeting"' not in page
    data = {"title": "x", "day": str(timezone.localdate())}
    assert client.post(base(owner) + "vragen/", {**data, "kind": "meeting"}).status_code == 422
    assert client.post(base(owner) + "vragen/", {**data, "kind": "task"}).status_code == 303


def test_steps_of_a_task_by_its_page(owner: CircleMember, mine: Client, client: Client):
    anneke = seat_in(owner, name="Anneke")
    item = item_in(owner)
    path = f"{base(owner)}dag/{item.uuid}/"
    client.force_login(anneke.user)
    assert "Ik doe dit" in client.get(path).content.decode()
    assert client.post(path + "neem/").status_code == 303
    assert mine.post(path + "neem/", follow=True).content.decode().count("Iemand was u voor") == 1
    assert client.post(path + "gedaan/").status_code == 303
    assert client.post(path + "toch/").status_code == 303
    assert client.post(path + "niet/").status_code == 403
    assert mine.post(path + "niet/").status_code == 303
    assert client.post(path + "dansen/").status_code == 404
    item.refresh_from_db()
    assert item.state == "cancelled"


def test_task_is_taken_by_the_link_without_logging_in(owner: CircleMember, client: Client):
    anneke, item = seat_in(owner, name="Anneke"), item_in(owner, "Bellen")
    link = f"/mijn/kring/taak/{task_token(anneke, item)}/"
    assert "Ja, ik doe dit" in client.get(link).content.decode()
    assert "U doet het, Anneke." in client.post(link, {"doe": "ja"}).content.decode()
    assert client.post(link, {"doe": "terug"}).status_code == 200
    week.take_task(member=owner, item=item)
    late = client.post(link, {"doe": "ja"})
    assert (late.status_code, "Iemand was u voor" in late.content.decode()) == (422, True)
    assert client.get("/mijn/kring/taak/onzin/").status_code == 404


def test_plan_by_its_pages(owner: CircleMember, mine: Client):
    path = base(owner) + "plan/"
    assert mine.post(path + "af/", follow=True).content.decode().count("Schrijf eerst op wat u wilt") == 1
    assert mine.post(path + "wens/", {"goal": "Ik blijf thuis wonen."}).status_code == 303
    wrong = mine.post(path + "afspraak/", {"who": "Anneke", "carried_by": "us"})
    assert (wrong.status_code, 'value="Anneke"' in wrong.content.decode()) == (422, True)
    assert mine.post(path + "afspraak/", {"what": "warm eten", "who": "Anneke", "carried_by": "us"}).status_code == 303
    line = owner.circle.agreements.get()
    assert (
        mine.post(f"{path}afspraak/{line.uuid}/", {"what": "koud eten", "carried_by": "professional"}).status_code
        == 303
    )
    page = mine.get(path).content.decode()
    assert "koud eten" in page
    assert "0 doen wij zelf, 1 doet een beroepskracht" in page
    for name in ("af", "deel", "begin", "neem-terug", "opnieuw"):
        assert mine.post(f"{path}{name}/").status_code == 303
    assert SupportCircle.objects.get().state == "meeting_planned"
    assert mine.post(f"{path}afspraak/{line.uuid}/weg/").status_code == 303
    assert mine.post(path, {"text": "", "audience": "all"}).status_code == 422


def test_owner_changes_what_somebody_sees_and_takes_them_out(owner: CircleMember, mine: Client):
    anneke = seat_in(owner, name="Anneke", scopes={"sees_tasks"})
    path = f"{base(owner)}mensen/{anneke.uuid}/"
    answer = mine.post(
        path, {"name": "Anneke", "kind": "family", "what": "dochter", "sees": ["sees_plan", "sees_phone"]}
    )
    assert answer.status_code == 303
    anneke.refresh_from_db()
    assert (anneke.sees_tasks, anneke.sees_plan, anneke.what) == (False, True, "dochter")
    assert mine.post(path, {"name": "", "kind": "owner"}).status_code == 422
    assert mine.post(path + "vertrouwenspersoon/").status_code == 303
    assert "Anneke denkt met u mee." in mine.get(base(owner)).content.decode()
    assert mine.post(path + "eruit/").status_code == 303
    assert mine.get(path).status_code == 404


def test_guest_of_another_circle_is_not_there(owner: CircleMember, mine: Client):
    stranger = seat_in(circle_of())
    assert mine.get(f"{base(owner)}mensen/{stranger.uuid}/").status_code == 404
    assert mine.post(f"{base(owner)}mensen/{stranger.uuid}/eruit/").status_code == 404


def test_level_rest_and_stop(owner: CircleMember, mine: Client):
    assert mine.post(base(owner) + "steun/", {"level": "much"}).status_code == 303
    assert mine.post(base(owner) + "steun/", {"level": "enormous"}).status_code == 303
    assert mine.post(base(owner) + "rust/").status_code == 303
    circle = SupportCircle.objects.get()
    assert (circle.level, circle.state) == ("much", "resting")
    assert "De kring rust" in mine.get(base(owner)).content.decode()
    assert mine.post(base(owner) + "verder/").status_code == 303
    assert mine.post(base(owner) + "stoppen/", {"how": ""}).status_code == 422
    assert mine.post(base(owner) + "stoppen/", {"how": "keep"})["Location"] == base(owner)
    assert "De kring is gestopt" in mine.get(base(owner)).content.decode()
    assert mine.get(base(owner) + "meenemen/").status_code == 200
    assert mine.get(base(owner) + "plan/").status_code == 404
    assert mine.post(base(owner) + "weg/").status_code == 303
    assert mine.get(base(owner)).status_code == 404


def test_calendar_address_is_made_replaced_and_stopped(owner: CircleMember, mine: Client, client: Client):
    path = base(owner) + "agenda/"
    mine.post(path)
    first = owner.keys.get(revoked_at=None)
    mine.post(path)
    assert client.get(f"/mijn/kring/agenda/{first.token}.ics").status_code == 404
    second = owner.keys.get(revoked_at=None)
    assert client.get(f"/mijn/kring/agenda/{second.token}.ics")["Content-Type"] == "text/calendar; charset=utf-8"
    mine.post(path, {"stop": "1"})
    assert client.get(f"/mijn/kring/agenda/{second.token}.ics").status_code == 404
    assert client.get("/mijn/kring/agenda/7e57d004-2b97-4e7a-b45f-5387367791cd.ics").status_code == 404


def test_notes_are_taken_away_by_who_wrote_them_and_by_the_owner(owner: CircleMember, mine: Client, client: Client):
    anneke, wim = seat_in(owner), seat_in(owner)
    item = item_in(owner)
    first, second = (plan.write_note(member=anneke, text="Fijn", about=item) for _n in range(2))
    client.force_login(wim.user)
    assert client.post(f"{base(owner)}notitie/{first.uuid}/weg/").status_code == 403
    client.force_login(anneke.user)
    assert client.post(f"{base(owner)}notitie/{first.uuid}/weg/").status_code == 303
    assert mine.post(f"{base(owner)}notitie/{second.uuid}/weg/").status_code == 303
    assert owner.circle.notes.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_many_questions_for_one_as_for_three(owner: CircleMember, mine: Client, count: int):
    def fill(number: int) -> None:
        for _n in range(number):
            item_in(owner, days=0, doer=seat_in(owner))

    fill(1)
    mine.get(base(owner))
    with CaptureQueriesContext(connection) as one:
        mine.get(base(owner))
    fill(count)
    mine.get(base(owner))
    with CaptureQueriesContext(connection) as more:
        assert mine.get(base(owner)).status_code == 200
    assert len(more) == len(one)


def test_my_page_shows_my_circles_and_what_waits(owner: CircleMember, mine: Client, client: Client):
    assert "Naar uw kring" in mine.get("/mijn/").content.decode()
    user = UserFactory()
    people.invite(member=owner, guest=people.Guest(name="x", kind="friend", email=user.email))
    client.force_login(user)
    assert "Iemand vraagt u in de kring" in client.get("/mijn/").content.decode()
    assert "Riet vraagt u in de kring" in client.get("/mijn/kring/").content.decode()
