from __future__ import annotations

import re
import time

import pytest
from django.core import mail
from django.utils import translation

from community.people.enums import Role
from community.people.models import User
from portal.settings.environment import Rate
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def mailed_code() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.M)
    assert found, mail.outbox[-1].body
    return found[1]


def with_password(**values) -> User:
    user = UserFactory(**values)
    user.set_password("dijk-en-water-77")
    user.save()
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_login_by_mailed_code(client):
    user = with_password(email="ans@example.org")
    response = client.post("/account/login/code/", {"email": "ans@example.org"})
    assert response.status_code == 302
    response = client.post("/account/login/code/confirm/", {"code": mailed_code()}, follow=True)
    assert response.redirect_chain[-1][0] == "/mijn/"
    assert response.context["request"].user == user


def test_login_by_password_on_the_same_page(client):
    with_password(email="ans@example.org")
    page = client.get("/account/login/").content.decode()
    assert page.index("Mail mij een code") < page.index("Uw wachtwoord")
    response = client.post("/account/login/", {"login": "Ans@example.org", "password": "dijk-en-water-77"})
    assert (response.status_code, response["Location"]) == (302, "/mijn/")


def test_wrong_password_is_422_with_the_address_kept(client):
    with_password(email="ans@example.org")
    response = client.post("/account/login/", {"login": "ans@example.org", "password": "fout"})
    assert response.status_code == 422
    assert "ans@example.org" in response.content.decode()


def test_unknown_address_is_answered_the_same(client):
    with_password(email="ans@example.org")
    known = client.post("/account/login/code/", {"email": "ans@example.org"})
    unknown = client.post("/account/login/code/", {"email": "niemand@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_sign_up_asks_an_address_only(client):
    page = client.get("/account/signup/").content.decode()
    assert "password" not in page
    client.post("/account/signup/", {"email": "nieuw@example.org"})
    assert not User.objects.get(email="nieuw@example.org").has_usable_password()


def test_too_many_tries_wait(client, settings):
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=2)
    with_password(email="ans@example.org")
    answers = [client.post("/account/login/", {"login": "ans@example.org", "password": "fout"}) for _try in range(4)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/beheer/login/", "/beheer/login/?next=/beheer/pages/"])
def test_admin_has_no_login_of_its_own(client, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/login/?next=/beheer/")
    assert client.post("/beheer/login/", {"username": "a", "password": "b"}).status_code in {302, 405}


def test_door_of_the_admin_does_not_lead_elsewhere(client):
    response = client.get("/account/beheer/?next=https://evil.example/")
    assert response["Location"] == "/account/login/?next=/beheer/"


def test_resident_in_the_admin_is_told_so_without_a_loop(client):
    client.force_login(UserFactory())
    response = client.get("/beheer/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) <= 2


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.EDITOR, {"/beheer/", "/beheer/pages/"}),
        (Role.COORDINATOR, {"/beheer/", "/beheer/vacancy/", "/werk/"}),
        (Role.MODERATOR, {"/beheer/", "/beheer/pages/"}),
        (Role.ADMINISTRATOR, {"/beheer/", "/beheer/pages/", "/beheer/vacancy/", "/werk/"}),
        (Role.COMMISSIONER, set()),
    ],
)
def test_roles_open_their_own_doors_only(client, role, allowed):
    client.force_login(UserFactory(roles=[role]))
    doors = ["/beheer/", "/beheer/pages/", "/beheer/vacancy/", "/werk/"]
    assert {door for door in doors if client.get(door, follow=True).status_code == 200} >= allowed
    assert (client.get("/werk/").status_code == 200) == ("/werk/" in allowed)
    assert client.get("/mijn/").status_code == 200


def test_staff_needs_a_second_factor_when_it_is_demanded(client, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    client.force_login(CoordinatorFactory())
    assert client.get("/werk/")["Location"] == "/account/tweede-sleutel/"
    assert client.get("/account/tweede-sleutel/").status_code == 200
    client.force_login(UserFactory())
    assert client.get("/mijn/").status_code == 200


def test_staff_session_ends_after_twelve_hours(client):
    client.force_login(CoordinatorFactory())
    assert client.get("/werk/").status_code == 200
    session = client.session
    session["people.begun"] = int(time.time()) - 13 * 3600
    session.save()
    assert client.get("/werk/").status_code == 302


def test_passkey_is_added_without_a_password_after_a_code(client):
    with_password(email="ans@example.org")
    client.post("/account/login/code/", {"email": "ans@example.org"})
    client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert client.get("/account/2fa/webauthn/add/").status_code == 200


@pytest.mark.parametrize("path", ["/mijn/", "/werk/", "/beheer/"])
def test_private_page_leads_to_the_login(client, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0] == f"/account/login/?next={path}"
    assert response["Cache-Control"].startswith("no-store")


def test_logging_out_is_a_button(client):
    client.force_login(UserFactory())
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/mijn/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/mijn/").status_code == 302


def test_own_details_are_changed_and_a_mistake_loses_nothing(client):
    user = UserFactory()
    client.force_login(user)
    client.get("/mijn/")
    data = {"first_name": "Ans", "last_name": "Griend", "preferred_channel": "phone", "place": "Tiel"}
    response = client.post("/mijn/", {**data, "phone": "123"})
    assert response.status_code == 422
    assert 'value="Griend"' in response.content.decode()
    assert client.post("/mijn/", {**data, "phone": "0344 - 01 23 45"}).status_code == 303
    user.refresh_from_db()
    assert (user.first_name, str(user.profile.phone)) == ("Ans", "+31344012345")


def test_address_is_one_whatever_its_case():
    from django.db import IntegrityError

    UserFactory(email="ans@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="Ans@Example.org")


PAGES = ["/account/login/", "/account/signup/", "/account/login/code/"]
OWN_PAGES = [
    "/account/logout/",
    "/account/email/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/mijn/",
]


@pytest.mark.parametrize("path", [*PAGES, *OWN_PAGES])
def test_account_pages_say_u(client, path):
    if path in OWN_PAGES:
        client.force_login(UserFactory())
    with translation.override("nl"):
        response = client.get(path, follow=True)
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    assert response.status_code == 200
    assert not re.findall(r"\b(?:je|jij|jou|jouw|jullie)\b", text, re.I)


def test_mail_about_the_account_has_the_layout_of_all_our_mails(client):
    user = UserFactory()
    client.post("/account/login/code/", {"email": user.email})
    ((html, kind),) = mail.outbox[-1].alternatives
    assert kind == "text/html"
    assert "<h1>" in html
    assert mail.outbox[-1].subject in html
