"""Who carries the mark of a formula, until when, and where one can check it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from portal.pages.exceptions import AlreadyMember, NotAllowed
from portal.pages.formula import actions
from portal.pages.models import Membership
from tests.portal.pages.formula.conftest import FORMULA, MEMBER, admin, moderator_of, visitor


@pytest.fixture
def marked(member, heads) -> Membership:
    actions.give_mark(membership=member, until=timezone.localdate() + timedelta(days=30), by=heads["formula"])
    return member


def proof(row: Membership) -> str:
    response = visitor(FORMULA).get(f"/keurmerk/{row.number}/")
    assert response.status_code == 200
    return response.content.decode()


def foot(host: str) -> str:
    return visitor(host).get("/").content.decode()


def test_mark_stands_on_the_member_and_leads_to_its_proof(marked):
    assert f"http://{FORMULA}/keurmerk/{marked.number}/" in foot(MEMBER)
    assert "Aangesloten bij De Dorpskamer" in foot(MEMBER)
    assert "Aangesloten bij" not in foot(FORMULA)
    assert "Geldig" in proof(marked)
    assert "Buren" in visitor(FORMULA).get("/keurmerk/").content.decode()


def test_mark_ends_by_itself(marked):
    with travel(timezone.now() + timedelta(days=31)):
        assert "Aangesloten bij" not in foot(MEMBER)
        assert "liep af op" in proof(marked)
        assert f"/keurmerk/{marked.number}/" not in visitor(FORMULA).get("/keurmerk/").content.decode()


def test_withdrawn_mark_says_why(marked, heads):
    actions.withdraw_mark(membership=marked, reason="Er is geen inloop meer.", by=heads["formula"])
    assert "Aangesloten bij" not in foot(MEMBER)
    assert "Er is geen inloop meer." in proof(marked)


def test_member_that_leaves_carries_no_mark(marked, heads):
    actions.end_membership(membership=marked, by=heads["member"])
    assert "Aangesloten bij" not in foot(MEMBER)
    assert "niet meer bij" in proof(marked)


def test_member_without_a_mark_has_no_proof(member):
    assert visitor(FORMULA).get(f"/keurmerk/{member.number}/").status_code == 404


@pytest.mark.parametrize("host", [MEMBER, "localhost"])
def test_proof_is_of_the_formula_alone(marked, host: str):
    assert visitor(host).get("/keurmerk/").status_code == 404
    assert visitor(host).get(f"/keurmerk/{marked.number}/").status_code == 404


def test_member_gives_itself_no_mark(member, heads, sites):
    with pytest.raises(NotAllowed):
        actions.give_mark(membership=member, until=date(2100, 1, 1), by=heads["member"])
    with pytest.raises(NotAllowed):
        actions.give_mark(membership=member, until=date(2100, 1, 1), by=moderator_of(sites["formula"]))
    response = admin(MEMBER, heads["member"]).post(f"/beheer/formule/lid/{member.pk}/keurmerk/", {})
    assert response.status_code == 404


def test_formula_gives_and_lengthens_in_the_admin(member, heads):
    client, until = admin(FORMULA, heads["formula"]), timezone.localdate() + timedelta(days=10)
    url = f"/beheer/formule/lid/{member.pk}/keurmerk/"
    client.post(url, {f"mark-{member.pk}-until": "2001-01-01"})
    assert not Membership.objects.get(pk=member.pk).carries_mark(timezone.localdate())
    client.post(url, {f"mark-{member.pk}-until": until.isoformat()})
    assert Membership.objects.get(pk=member.pk).mark_until == until


def test_nobody_is_member_against_their_will(formula, sites, heads):
    row = actions.invite_member(formula=formula, site=sites["member"], by=heads["formula"])
    with pytest.raises(NotAllowed):
        actions.accept_membership(membership=row, by=heads["formula"])
    with pytest.raises(AlreadyMember):
        actions.invite_member(formula=formula, site=sites["member"], by=heads["formula"])
    with pytest.raises(NotAllowed):
        actions.give_mark(membership=row, until=date(2100, 1, 1), by=heads["formula"])
    client = admin(MEMBER, heads["member"])
    assert "De Dorpskamer vraagt of u meedoet" in client.get("/beheer/formule/").content.decode()
    client.post(f"/beheer/formule/lid/{row.pk}/stop/")
    assert Membership.objects.get(pk=row.pk).state == "ended"
    actions.invite_member(formula=formula, site=sites["member"], by=heads["formula"])


def test_invitation_and_join_go_through_the_admin(formula, sites, heads):
    admin(FORMULA, heads["formula"]).post("/beheer/formule/vraag/", {"site": sites["member"].pk})
    row = Membership.objects.get()
    admin(MEMBER, heads["member"]).post(f"/beheer/formule/lid/{row.pk}/ja/")
    assert Membership.objects.get().state == "active"


def test_formula_that_ends_soon_is_on_the_day_of_who_gives_it(marked, heads):
    assert "1 keurmerk loopt binnenkort af" in admin(FORMULA, heads["formula"]).get("/beheer/").content.decode()


def test_formula_is_set_up_on_pages_of_its_own_site(formula, sites, heads):
    client = admin(FORMULA, heads["formula"])
    assert client.get("/beheer/formule/inrichten/").status_code == 200
    values = {"name": "De Kamer", "mark_name": "Kamer", "mark_text": "Er is koffie."}
    refused = client.post("/beheer/formule/inrichten/", {**values, "root": sites["member"].root_page_id})
    assert refused.status_code == 422
    client.post("/beheer/formule/inrichten/", {**values, "root": formula.root_id})
    formula.refresh_from_db()
    assert formula.name == "De Kamer"
