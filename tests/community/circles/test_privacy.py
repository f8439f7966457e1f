"""Nothing of a circle leaks. Every probe first proves that there is something to leak."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page, Site

from community.circles.actions import circle as whole
from community.circles.actions import people, plan, week
from community.circles.emails import invitation_token, task_token
from community.circles.models import CircleItem, CircleMember, Look
from community.people.enums import Role
from portal.notices.actions import deliver_notice
from portal.notices.models import Notice
from tests.factories.circles import ALL, circle_of, item_in, seat_in
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

CANARIES = {
    "name": "Kanariegeel",
    "phone": "0344 - 01 98 76",
    "goal": "Kanariewens om thuis te blijven",
    "task": "Kanarietaak op dinsdag",
    "appointment": "Kanarieafspraak bij de arts",
    "line": "Kanarieregel in het plan",
    "secret": "Kanariegeheim onder elkaar",
    "note": "Kanarienotitie voor iedereen",
    "us": "Kanariefluister zonder beroepskracht",
    "some": "Kanariebrief voor Anneke",
    "email": "kanarie.anneke@example.org",
}


@dataclass
class Full:
    """A circle that holds every canary, with a member of each sort."""

    owner: CircleMember
    anneke: CircleMember
    wim: CircleMember
    nurse: CircleMember
    task: CircleItem

    @property
    def base(self) -> str:
        return f"/mijn/kring/{self.owner.circle.uuid}/"

    @property
    def pages(self) -> list[str]:
        names = ("", "plan/", "mensen/", "agenda/", "wie-keek/", "instellen/", "meenemen/", "meenemen/?soort=json")
        week_ = self.task.day.isoformat()
        return [*(self.base + name for name in names), f"{self.base}dag/{self.task.uuid}/", f"{self.base}?week={week_}"]


@pytest.fixture
def full() -> Full:
    owner = circle_of(UserFactory(first_name="Kanariegeel"), focus_name=CANARIES["name"], phone=CANARIES["phone"])
    anneke = seat_in(owner, user=UserFactory(email=CANARIES["email"]), name="Anneke")
    wim = seat_in(owner, "neighbour", {"sees_tasks"}, name="Wim")
    nurse = seat_in(owner, "professional", ALL, name="Carla")
    plan.write_goal(member=owner, goal=CANARIES["goal"])
    plan.write_agreement(member=anneke, line=plan.Line(CANARIES["line"]))
    plan.write_agreement(member=anneke, line=plan.Line(CANARIES["secret"], between_us=True))
    task = item_in(owner, CANARIES["task"])
    item_in(owner, CANARIES["appointment"], "appointment")
    plan.write_note(member=owner, text=CANARIES["note"], about=task)
    plan.write_note(member=anneke, text=CANARIES["us"], audience="us", about=task)
    plan.write_note(member=wim, text=CANARIES["some"], audience="some", readers=[anneke], about=task)
    return Full(owner, anneke, wim, nurse, task)


def as_user(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def read(client: Client, paths: list[str]) -> str:
    """What somebody reads of all pages together, the address of each taken out of its own text."""
    return "\n".join(client.get(path).content.decode() for path in paths)


def found(text: str) -> set[str]:
    return {key for key, canary in CANARIES.items() if canary in text}


def test_owner_reads_everything_but_addresses(full: Full):
    assert found(read(as_user(full.owner.user), full.pages)) == set(CANARIES) - {"email"}


def test_anonymous_is_sent_to_the_login_and_reads_nothing(full: Full):
    client = as_user(None)
    for path in full.pages:
        assert client.get(path)["Location"].startswith("/account/login/?next="), path
    assert found(read(client, full.pages)) == set()


@pytest.mark.parametrize("who", ["resident", "owner of another", "member of another", "coordinator", "admin", "left"])
def test_whoever_has_no_seat_finds_no_circle(full: Full, who: str):
    other = circle_of()
    user = {
        "resident": UserFactory,
        "owner of another": lambda: other.user,
        "member of another": lambda: seat_in(other).user,
        "coordinator": CoordinatorFactory,
        "admin": lambda: UserFactory(roles=[Role.ADMINISTRATOR], is_superuser=True, is_staff=True),
        "left": lambda: people.leave_circle(member=seat_in(full.owner)).user,
    }[who]()
    client = as_user(user)
    assert {client.get(path).status_code for path in full.pages} == {404}
    posts = [
        f"{full.base}dag/{full.task.uuid}/neem/",
        f"{full.base}plan/deel/",
        f"{full.base}stoppen/",
        full.base + "weg/",
    ]
    assert {client.post(path, {"how": "wipe"}).status_code for path in posts} == {404}
    assert found(read(client, [*full.pages, "/mijn/kring/", "/mijn/"])) == set()


def test_circle_of_one_site_is_not_there_on_another(full: Full):
    root = Page.objects.filter(depth=2).first()
    Site.objects.create(hostname="buren.localhost", port=80, root_page=root, site_name="Buren")
    client = as_user(full.owner.user)
    assert client.get(full.base).status_code == 200
    for path in full.pages:
        assert client.get(path, headers={"host": "buren.localhost"}).status_code == 404, path
    away = Client(headers={"host": "buren.localhost"})
    away.force_login(CoordinatorFactory())
    assert found(read(away, ["/mijn/kring/", "/werk/"])) == set()


def test_member_reads_what_the_owner_gave_and_no_more(full: Full):
    read_by_wim = found(read(as_user(full.wim.user), full.pages))
    assert read_by_wim == {"name", "task", "note", "us", "some"}
    assert found(read(as_user(full.anneke.user), full.pages)) == set(CANARIES) - {"email"}


def test_professional_reads_no_plan_while_it_is_made_and_never_what_is_between_us(full: Full):
    hidden = {"goal", "line", "secret", "us", "some", "email"}
    client = as_user(full.nurse.user)
    assert found(read(client, full.pages)) == set(CANARIES) - hidden
    assert client.get(full.base + "plan/").status_code == 403
    plan.finish_plan(member=full.owner)
    assert found(read(client, full.pages)) == set(CANARIES) - hidden
    plan.share_plan(member=full.owner)
    assert found(read(client, full.pages)) == set(CANARIES) - {"secret", "us", "some", "email"}
    plan.take_plan_back(member=full.owner)
    assert found(read(client, full.pages)) == set(CANARIES) - hidden


def test_page_that_was_open_is_of_no_use_to_who_was_taken_out(full: Full):
    client = as_user(full.anneke.user)
    assert CANARIES["task"] in client.get(f"{full.base}dag/{full.task.uuid}/").content.decode()
    people.revoke_member(member=full.owner, guest=full.anneke)
    writes = {
        f"{full.base}dag/{full.task.uuid}/": {"text": "Ik ben er nog", "audience": "all"},
        f"{full.base}dag/{full.task.uuid}/neem/": {},
        f"{full.base}vragen/": {"kind": "task", "title": "x", "day": "2030-01-01"},
        f"{full.base}plan/": {"text": "Ik ben er nog", "audience": "all"},
        f"{full.base}plan/afspraak/": {"what": "x", "carried_by": "us"},
        f"{full.base}agenda/": {"nieuw": "1"},
        f"{full.base}eruit/": {},
    }
    for path, data in writes.items():
        answer = client.post(path, data)
        assert answer.status_code == 404, path
        assert found(answer.content.decode()) == set()
    assert not full.owner.circle.notes.filter(text="Ik ben er nog").exists()
    assert found(read(client, full.pages)) == set()
    page = as_user(full.owner.user).get(full.base + "wie-keek/").content.decode()
    assert "<strong>Anneke</strong> probeerde" in page  # the owner reads that it was tried
    assert Look.objects.filter(member=full.anneke, refused=True).exists()


def test_calendar_stops_on_the_next_request(full: Full):
    keys = {seat.name: people.renew_key(member=seat) for seat in (full.anneke, full.wim, full.nurse)}
    paths = {name: f"/mijn/kring/agenda/{key.token}.ics" for name, key in keys.items()}
    client = Client()
    shown = {name: found(client.get(path).content.decode().replace("\r\n ", "")) for name, path in paths.items()}
    assert shown["Anneke"] == {"name", "task", "appointment"}
    assert shown["Wim"] == {"name", "task"}
    assert shown["Carla"] == {"name", "task", "appointment"}
    people.change_guest(
        member=full.owner, guest=full.nurse, values=people.Guest(name="Carla", kind="professional", scopes=frozenset())
    )
    assert found(client.get(paths["Carla"]).content.decode()) == {"name"}
    people.revoke_member(member=full.owner, guest=full.anneke)
    assert client.get(paths["Anneke"]).status_code == 404
    assert Look.objects.get(member=full.anneke, part="calendar", refused=True).times == 1
    whole.close_circle(member=full.owner, keep=True)
    assert client.get(paths["Wim"]).status_code == 404


def test_item_between_us_is_in_no_professionals_calendar(full: Full):
    item_in(full.owner, "Kanarieberaad", "meeting", between_us=True)
    texts = {}
    for seat in (full.anneke, full.nurse):
        key = people.renew_key(member=seat)
        texts[seat.name] = Client().get(f"/mijn/kring/agenda/{key.token}.ics").content.decode()
    assert "Kanarieberaad" in texts["Anneke"]
    assert "Kanarieberaad" not in texts["Carla"]


def test_links_in_mails_stop_with_the_seat_and_the_invitation(full: Full):
    week.ask_circle(member=full.owner, item=full.task)
    link = f"/mijn/kring/taak/{task_token(full.wim, full.task)}/"
    assert CANARIES["task"] in Client().get(link).content.decode()
    people.revoke_member(member=full.owner, guest=full.wim)
    assert (Client().get(link).status_code, Client().post(link).status_code) == (404, 404)
    full.task.refresh_from_db()
    assert full.task.state == "open"
    offer = people.invite(member=full.owner, guest=people.Guest(name="Toos", kind="friend", email="toos@example.org"))
    door = f"/mijn/kring/uitnodiging/{invitation_token(offer)}/"
    assert CANARIES["name"] in Client().get(door).content.decode()
    people.withdraw_invitation(member=full.owner, invitation=offer)
    assert Client().get(door).status_code == 404


def test_invitation_shows_a_first_name_and_nothing_from_inside(full: Full):
    offer = people.invite(member=full.owner, guest=people.Guest(name="Toos", kind="friend", email="toos@example.org"))
    page = Client().get(f"/mijn/kring/uitnodiging/{invitation_token(offer)}/").content.decode()
    assert found(page) == {"name"}
    assert "toos@example.org" not in page


def test_mails_say_nothing_of_what_is_asked_or_agreed(full: Full):
    week.ask_circle(member=full.owner, item=full.task)
    item_in(full.owner, CANARIES["appointment"], "meeting")
    people.choose_confidant(member=full.owner, guest=full.anneke)
    whole.change_level(member=full.owner, level="much")
    people.lay_down_confidence(member=full.anneke)
    people.leave_circle(member=full.wim)
    whole.close_circle(member=full.owner, keep=False)
    for notice in Notice.objects.all():
        deliver_notice(notice.pk)
    assert len(mail.outbox) >= 2
    everything = "\n".join(f"{m.subject}\n{m.body}\n{m.alternatives}" for m in mail.outbox)
    assert found(everything) == {"name"}
    assert "Kanarie" not in "".join(m.subject for m in mail.outbox)


def test_every_kind_of_mail_is_looked_at(full: Full):
    """All ten kinds are written somewhere above or here, so none escapes the probe of words."""
    week.ask_circle(member=full.owner, item=full.task)
    item_in(full.owner, CANARIES["appointment"], "meeting")
    people.choose_confidant(member=full.owner, guest=full.nurse)
    whole.change_level(member=full.owner, level="much")
    people.lay_down_confidence(member=CircleMember.objects.get(pk=full.nurse.pk))
    people.leave_circle(member=full.wim)
    offer = people.invite(member=full.owner, guest=people.Guest(name="Toos", kind="friend", email="toos@example.org"))
    people.refuse_invitation(invitation=offer)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    names = ("invited", "accepted", "refused", "asked", "meeting", "confidant", "level", "no_confidant", "left")
    assert kinds == {f"circles.{name}" for name in names}
    texts = "\n".join(Notice.objects.values_list("text", flat=True))
    assert found(texts) == {"name"}


def test_logs_hold_neither_words_nor_tokens(full: Full):
    said: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(f"{record.getMessage()} {record.__dict__}")

    logger, handler = logging.getLogger("portal"), Keep()
    request = logging.getLogger("portal.request")
    before = request.level
    for one in (logger, request):
        one.addHandler(handler)
    request.setLevel(logging.INFO)
    try:
        key = people.renew_key(member=full.wim)
        link = task_token(full.wim, full.task)
        client = as_user(full.owner.user)
        read(client, [*full.pages, f"/mijn/kring/agenda/{key.token}.ics", f"/mijn/kring/taak/{link}/"])
        client.post(
            full.base + "mensen/uitnodigen/", {"how": "mail", "email": CANARIES["email"], "name": "Kanariegeel"}
        )
    finally:
        request.setLevel(before)
        for one in (logger, request):
            one.removeHandler(handler)
    lines = "\n".join(said)
    assert "mijn/kring/" in lines
    assert found(lines) == set()
    assert str(key.token) not in lines
    assert link not in lines


def test_export_holds_all_that_is_the_owners_and_no_address(full: Full):
    client = as_user(full.owner.user)
    data = json.loads(client.get(full.base + "meenemen/?soort=json").content)
    assert found(json.dumps(data, ensure_ascii=False)) == set(CANARIES) - {"email"}
    for seat in (full.anneke, full.nurse):
        assert as_user(seat.user).get(full.base + "meenemen/?soort=json").status_code == 403


def test_search_knows_no_circle(full: Full):
    from search.models import SearchDocument

    assert "Kanarie" not in str(list(SearchDocument.objects.values_list("payload", flat=True)))
    assert found(Client().get("/zoeken/?q=Kanarietaak").content.decode().replace("Kanarietaak", "")) == set()


def test_pages_are_never_stored(full: Full):
    for path in full.pages:
        assert as_user(full.owner.user).get(path)["Cache-Control"] == "no-store, private", path


def test_note_for_some_is_read_by_them_the_owner_and_its_writer(full: Full):
    path = f"{full.base}dag/{full.task.uuid}/"
    tineke = seat_in(full.owner, "friend", ALL, name="Tineke")
    readers = {
        seat.name: CANARIES["some"] in as_user(seat.user).get(path).content.decode()
        for seat in (full.owner, full.anneke, full.wim, full.nurse, tineke)
    }
    assert readers == {full.owner.name: True, "Anneke": True, "Wim": True, "Carla": False, "Tineke": False}


def test_looking_is_written_down_and_the_owners_own_is_not(full: Full):
    as_user(full.owner.user).get(full.base)
    client = as_user(full.wim.user)
    client.get(full.base)
    client.get(full.base)
    line = Look.objects.get()
    assert (line.member, line.part, line.times, line.refused) == (full.wim, "week", 2, False)
    assert client.get(full.base + "wie-keek/").status_code == 403


def test_erased_owner_leaves_no_circle_and_erased_guest_no_word(full: Full):
    from community.circles.models import CircleNote, SupportCircle
    from community.people.leaving import forget

    full.anneke.user.is_active = False  # somebody who was blocked may be erased too
    full.anneke.user.save(update_fields=["is_active"])
    forget(full.anneke.user)
    page = as_user(full.owner.user).get(f"{full.base}dag/{full.task.uuid}/").content.decode()
    assert CANARIES["note"] in page
    assert CANARIES["us"] not in page
    assert not CircleMember.objects.filter(name="Anneke").exists()
    forget(full.owner.user)
    assert (CircleMember.objects.count(), CircleNote.objects.count()) == (0, 0)
    assert SupportCircle.objects.get().focus_name == ""
    assert as_user(full.wim.user).get(full.base).status_code == 404


def test_export_of_a_person_holds_nothing_of_anothers_circle(full: Full, tmp_path):
    from django.core.management import call_command

    call_command("export_person", full.wim.user.email, str(tmp_path))
    text = "".join(path.read_text(errors="ignore") for path in tmp_path.rglob("*") if path.is_file())
    assert "circles" in text  # the seat is in it
    assert found(text) == {"some"}  # and the words that were written from it
