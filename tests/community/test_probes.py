"""Every address of what people give each other, with every number of somebody else's: nothing private comes out.

What is tried is read from the routes, so an address that is added is tried too. Each probe first proves that who may
read it does read it.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from wagtail.models import Page, Site

from community.credits import actions as credits
from community.credits.models import Account
from community.dialogue.ambassadors import actions as ambassadors
from community.dialogue.ambassadors.actions import Reach
from community.dialogue.initiatives import actions as initiatives
from community.dialogue.initiatives.models import Initiative
from community.help.actions import matches
from community.help.enums import TimeWish
from community.moments import actions as moments
from community.outreach import actions as visits
from community.outreach import intervision, walking
from community.outreach.emails import token_of as visit_token
from community.outreach.enums import DoorAnswer
from community.people.enums import Role
from community.people.sites import group_name, separate_sites
from community.questions import actions as questions
from community.questions.emails import token_of as question_token
from portal.history.models import StateChange
from portal.notices.models import Notice
from portal.privacy.exporting import gather
from portal.privacy.records import subject_of_user
from search.models import SearchDocument, SearchWord
from tests.factories.credits import account_for, wish
from tests.factories.help import HelpItemFactory
from tests.factories.outreach import door, in_days, round_of, visit_for
from tests.factories.pages import worker_page
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.questions import question

pytestmark = pytest.mark.django_db

NAMESPACES = ("help", "credits", "circles", "outreach", "questions", "moments", "ambassadors", "initiatives", "notices")
SECRETS = {
    "credits": "tijd-voor-de-schuldenmap",
    "phone note": "Zwaluwine belde over de buurman",
    "visit": "Kanariestraat 99",
    "visit note": "ik-slaap-al-weken-niet",
    "case": "casus-over-een-leeg-huis",
    "question": "vraag-over-een-uitkering",
    "answer": "antwoord-met-een-bedrag",
    "moment": "gesprek-over-de-heup-zelf",
    "arrival": "Kwikstaartje Kwam",
    "participant": "Deelnemerine",
    "task": "taak-achter-de-deur",
}


@pytest.fixture
def world(site):
    """One of everything, each with a word of its own that is for few."""
    desk, ans, bep = CoordinatorFactory(first_name="Lotte"), UserFactory(), UserFactory()
    match = matches.answer_item(item=HelpItemFactory(person=ans), text="Ik kan.", by=bep)
    matches.propose(match=match, plan="Dinsdag", minutes=60, by=bep)
    matches.accept(match=match, by=ans)
    matches.finish_by_phone(match=match, minutes=60, wish=TimeWish.MINE, note=SECRETS["phone note"], by=desk)
    payer, receiver = account_for(ans), account_for(bep)
    transfer = credits.give(payer=payer, receiver=receiver, wish=wish(30, reason=SECRETS["credits"]), by=ans)
    visit = visit_for(desk, by=ans, address=SECRETS["visit"], email=ans.email)
    visits.plan_visit(visit=visit, starts_at=in_days(3), by=desk)
    visits.write_note(visit=visit, note=SECRETS["visit note"], by=desk)
    walk = round_of(desk)
    walking.answer_door(door=door(walk, 2), answer=DoorAnswer.WELCOME, by=desk)
    case = intervision.bring_case(site=site, value="trust", text=SECRETS["case"], question="Wat nu?", by=desk)
    asked = question(by=ans, text=SECRETS["question"], email=ans.email)
    questions.answer_question(question=asked, answer=SECRETS["answer"], by=desk)
    page = worker_page()
    asker = moments.Asker(name="Ans", channel="email", email=ans.email, about=SECRETS["moment"], wish_where="home")
    moment = moments.ask_for_moment(site=site, page=page, asker=asker, by=ans)
    ambassador = ambassadors.ask_to_be(site=site, by=bep, name="Bep", words="Hier kent men je naam.", welcomes=True)
    ambassadors.admit(ambassador=ambassador, by=desk)
    reach = Reach(name=SECRETS["arrival"], channel="email", email="kwam@example.org", wants_welcome=True)
    arrival = ambassadors.arrive(ambassador=ambassador, reach=reach)
    initiative = Initiative.objects.create(
        site=site, title="Een bank", summary="Samen.", state="running", keeper=ans, began_at=visit.asked_at
    )
    initiatives.join(initiative=initiative, by=ans, name=SECRETS["participant"])
    task = initiatives.write_task(initiative=initiative, by=ans, title=SECRETS["task"])
    rows = [match, match.item, transfer, payer, receiver, visit, walk, case, asked, moment, ambassador, arrival]
    pairs = [(initiative, task), (receiver, transfer), (payer, transfer), (match.item, match)]
    return SimpleNamespace(
        visit=visit, question=asked, desk=desk, ans=ans, bep=bep, site=site, rows=[*rows, initiative, task],
        pairs=[(str(one.uuid), str(two.uuid)) for one, two in pairs],
    )  # fmt: skip


def logged_in(user: Any, host: str = "testserver") -> Client:
    client = Client(headers={"host": host})
    client.force_login(user)
    return client


def routes(resolver: Any = None, namespace: str = "", before: tuple = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and converters of every route of the namespaces."""
    for each in (resolver or get_resolver()).url_patterns:
        path = (*before, each.pattern.converters) if hasattr(each.pattern, "converters") else before
        if isinstance(each, URLResolver):
            yield from routes(each, each.namespace or namespace, path)
        elif isinstance(each, URLPattern) and each.name and namespace in NAMESPACES:
            merged = {name: found for part in path for name, found in part.items()}
            yield f"{namespace}:{each.name}", merged


def addresses(world: Any) -> list[str]:
    """Every route with every row of its slice: one number is tried with all of them, two with those of one whole."""
    found = set()
    for name, converters in routes():
        kinds = [type(converter) for converter in converters.values()]
        rows = [row for row in world.rows if row._meta.app_label == name.partition(":")[0]] or world.rows[:1]
        one = world.pairs if kinds.count(UUIDConverter) == 2 else [(str(row.uuid),) for row in rows]
        for numbers, row in itertools.product(one, rows if IntConverter in kinds else rows[:1]):
            left = iter(numbers)
            known = {UUIDConverter: lambda left=left: next(left), IntConverter: lambda row=row: row.pk}
            values = [known.get(kind, lambda: "ja")() for kind in kinds]
            with contextlib.suppress(NoReverseMatch):
                found.add(reverse(name, kwargs=dict(zip(converters, values, strict=True))))
    return sorted(found)


def read_by(client: Client, paths: list[str]) -> dict[str, set[str]]:
    """Which secrets somebody reads, and where."""
    seen: dict[str, set[str]] = {}
    for path in paths:
        response = client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response) if response.streaming else response.content
        for name, secret in SECRETS.items():
            if secret in body.decode(errors="replace"):
                seen.setdefault(name, set()).add(path)
    return seen


def test_who_may_reads_it_and_nobody_else(world, settings):
    settings.ALLOWED_HOSTS = ["localhost", ".localhost", "testserver"]
    paths = addresses(world)
    assert len(paths) > 150
    assert {*read_by(logged_in(world.desk), paths), *read_by(logged_in(world.ans), paths)} == set(SECRETS)
    other = Site.objects.create(
        hostname="buren.localhost",
        root_page=Page.objects.get(depth=1).add_child(instance=Page(title="Buren", slug="home-buren")),
        site_name="Buren",
    )
    separate_sites()
    elsewhere = UserFactory()
    elsewhere.groups.add(Group.objects.get(name=group_name(Role.COORDINATOR, other)))
    for who, client in {
        "anonymous": Client(),
        "another resident": logged_in(UserFactory()),
        "coordinator of another site, there": logged_in(elsewhere, "buren.localhost"),
        "coordinator of another site, here": logged_in(elsewhere),
    }.items():
        assert read_by(client, paths) == {}, who


def test_one_of_the_two_reads_what_is_theirs_and_not_the_rest(world):
    paths = addresses(world)
    letters = [f"/bezoek/{visit_token(world.visit)}/", f"/vraag/{question_token(world.question)}/"]
    own = {"credits", "participant", "task"}
    assert set(read_by(logged_in(world.ans), paths)) == own
    assert set(read_by(Client(), letters)) == {"visit note", "question", "answer"}
    assert set(read_by(logged_in(world.bep), paths)) == {"credits"}


def test_what_goes_out_by_mail_and_what_is_found_hold_none_of_it(world):
    assert Notice.objects.count() >= 8
    # The person's own answer comes by a mail that only points at it; the address of a visit is the person's own.
    told = "\n".join(f"{n.kind} {n.subject} {n.text} {n.html}" for n in Notice.objects.all())
    assert [name for name, secret in SECRETS.items() if secret in told] == []
    found = json.dumps(list(SearchDocument.objects.values_list("payload", flat=True)))
    found += " ".join(SearchWord.objects.values_list("word", flat=True))
    assert SearchDocument.objects.exists()
    assert [name for name, secret in SECRETS.items() if secret.lower() in found.lower()] == []
    assert mail.outbox == []


PUBLIC = (
    "/zoeken/?q=heup", "/zoeken/?q=Kanariestraat", "/zoeken/suggesties/?q=kanarie", "/sitemap.xml", "/api/v1/vacancies/",
    "/api/v1/help-offers/", "/agenda.ics", "/feeds/agenda.atom", "/feeds/vacatures.atom", "/hsds/services",
    "/initiatieven/", "/ambassadeurs/", "/vraag-en-aanbod/",
)  # fmt: skip


def test_public_lists_feeds_and_api_hold_none_of_it(world):
    assert read_by(Client(), list(PUBLIC)) in ({}, {"visit": set()})


def test_logs_hold_none_of_it(world, caplog):
    caplog.set_level(logging.DEBUG)
    for client in (Client(), logged_in(world.ans), logged_in(world.desk)):
        for path in addresses(world)[::7]:
            client.get(path)
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert [name for name, secret in SECRETS.items() if secret in told] == []


def test_export_holds_what_is_ones_own_and_nothing_of_another(world):
    own = json.dumps(gather(subject_of_user(world.ans)), default=str)
    assert SECRETS["visit note"] in own
    assert SECRETS["question"] in own
    strangers = json.dumps(gather(subject_of_user(UserFactory())), default=str)
    assert [name for name, secret in SECRETS.items() if secret in strangers] == []
    hers = json.dumps(gather(subject_of_user(world.bep)), default=str)
    assert {name for name, secret in SECRETS.items() if secret in hers} == {"credits"}


def test_who_rang_is_gone_with_the_person(world):
    """What the desk wrote down about a call is a reason in the history, and leaves with the row that it is of."""
    assert StateChange.objects.filter(reason=SECRETS["phone note"]).exists()
    assert Account.objects.filter(user=world.ans).exists()
    from portal.privacy.erasing import erase

    erase(subject_of_user(world.bep))
    assert not StateChange.objects.filter(reason=SECRETS["phone note"]).exists()
