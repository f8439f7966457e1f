from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from portal.forms.base import SALT, TOO_FAST_SECONDS
from portal.settings.environment import Rate
from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.placements import application_for
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db


def opened(seconds_ago: int = TOO_FAST_SECONDS + 1) -> str:
    return signing.dumps(int(timezone.now().timestamp()) - seconds_ago, salt=SALT)


def answers(**changes: Any) -> dict[str, Any]:
    return {"name": "Wim", "channel": "email", "email": "wim@example.org", "opened": opened(), **changes}


def apply_url(vacancy) -> str:
    return f"{vacancy.get_absolute_url()}aanmelden/"


def test_sign_up_leads_to_thanks_with_code_and_day(client):
    vacancy = VacancyFactory(coordinator=CoordinatorFactory(first_name="Lotte"))
    response = client.post(apply_url(vacancy), answers())
    assert response.status_code == 303
    thanks = client.get(response["Location"])
    application = Application.objects.get()
    page = thanks.content.decode()
    assert application.readable_code in page
    assert "Dank u wel, Wim." in page
    assert "Lotte" in page
    assert "uiterlijk" in page
    assert thanks["Cache-Control"] == "no-store, private"


def test_second_time_the_page_is_the_same(client):
    """Apart from the code and the token, byte for byte."""
    vacancy = VacancyFactory()

    def page() -> str:
        response = client.post(apply_url(vacancy), answers())
        text = client.get(response["Location"]).content.decode()
        text = re.sub(r"/aanmelding/[^/\"]+/", "/aanmelding/T/", text)
        return re.sub(r"[A-Z]\d \d\d \d\d", "CODE", text)

    with time_machine.travel(timezone.now(), tick=False):
        assert page() == page()
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Vul uw naam in"),
        ({"name": "\u200b\u200b"}, "Vul uw naam in"),
        ({"name": "a\x00b"}, "tekens die wij niet kunnen lezen"),
        ({"name": "\u202egnirts"}, "verborgen tekens"),
        ({"name": "x" * 5000}, "Deze naam is te lang"),
        ({"channel": ""}, "Kies hoe u iets van ons wilt horen"),
        ({"channel": "duif"}, "Kies een van de drie manieren"),
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"email": "wim"}, "Dit e-mailadres klopt niet"),
        ({"channel": "phone", "phone": ""}, "Vul uw telefoonnummer in"),
        (
            {"channel": "phone", "phone": "06 - 00 11 22"},
            "Dit telefoonnummer is te kort. Een nummer heeft tien cijfers.",
        ),
        ({"channel": "phone", "phone": "06-0011223344556677"}, "te lang"),
        ({"channel": "phone", "phone": "bel mij maar"}, "heeft alleen cijfers"),
        ({"channel": "letter", "address": ""}, "Vul uw adres in"),
        ({"message": "y" * 2001}, "Dit is te lang"),
        ({"opened": ""}, "stond lang open"),
    ],
)
def test_mistake_is_said_at_the_field_and_the_rest_is_kept(client, change, message):
    vacancy = VacancyFactory()
    response = client.post(apply_url(vacancy), answers(**{"message": "Ik was buschauffeur.", **change}))
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert page.count("<title>Fout:") == 1
    assert "message" in change or "Ik was buschauffeur." in page
    assert len(page) < 40_000
    assert not Application.objects.exists()


@pytest.mark.parametrize("name", ["José Ñandú", "李小龙", "محمد", "Zoë 🙂", "<b>Wim</b>", "O'Brien"])
def test_names_of_all_kinds_are_welcome(client, name):
    response = client.post(apply_url(VacancyFactory()), answers(name=name))
    assert response.status_code == 303
    assert Application.objects.get().name == name
    assert b"<b>Wim</b>" not in client.get(response["Location"]).content


@pytest.mark.parametrize(
    "phone", ["06 - 00 11 22 33", "+31 6 00112233", "0031600112233", "0344-012345", "(0344) 01 23 45"]
)
def test_telephone_numbers_as_people_write_them(client, phone):
    response = client.post(apply_url(VacancyFactory()), answers(channel="phone", phone=phone, email=""))
    assert response.status_code == 303, response.content.decode()


def test_megabyte_is_refused_without_an_echo(client):
    response = client.post(apply_url(VacancyFactory()), answers(message="z" * 1_000_000))
    assert response.status_code == 413
    assert b"zzz" not in response.content
    assert len(response.content) < 10_000


def test_robot_is_answered_like_a_success_and_too_fast_keeps_the_text(client):
    vacancy = VacancyFactory()
    assert client.post(apply_url(vacancy), answers(website="https://spam.example")).status_code == 200
    response = client.post(apply_url(vacancy), answers(opened=opened(0), message="Mijn verhaal."))
    assert response.status_code == 422
    assert "Mijn verhaal." in response.content.decode()
    assert not Application.objects.exists()


def test_too_many_from_one_address_wait_and_keep_their_text(client, settings):
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    vacancy = VacancyFactory()
    client.post(apply_url(vacancy), answers())
    response = client.post(apply_url(vacancy), answers(email="els@example.org", message="Mijn verhaal."))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Mijn verhaal." in response.content.decode()


def test_vacancy_that_fills_while_the_form_is_open_refuses_kindly(client):
    vacancy = VacancyFactory()
    other = VacancyFactory(title="Thee schenken")
    client.get(apply_url(vacancy))
    type(vacancy).objects.filter(pk=vacancy.pk).update(state="filled")
    page = client.post(apply_url(vacancy), answers(message="Mijn verhaal.")).content.decode()
    assert "Deze plek is net vergeven" in page
    assert "Mijn verhaal." in page
    assert other.title in page


def test_young_applicant_says_the_age_of_an_internship(client):
    vacancy = VacancyFactory(kind="internship", minimum_age=14)
    assert "Voor deze plek moet u minstens 14 jaar zijn" in client.post(apply_url(vacancy), answers()).content.decode()
    assert client.post(apply_url(vacancy), answers(old_enough="on")).status_code == 303


def test_code_finds_the_sign_up_however_it_is_typed(client):
    application = application_for(VacancyFactory(), channel="phone", email="", phone="+31344012345")
    typed = application.readable_code.lower().replace("0", "o")
    response = client.post("/aanmelding/", {"code": typed})
    assert response.status_code == 303
    page = client.get(response["Location"]).content.decode()
    assert application.readable_code in page
    assert "0344" not in page.split("<main")[1].split("<footer")[0].replace("0344 - 01 23 45", "")


def test_unknown_code_is_said_and_tries_are_limited(client, settings):
    assert client.post("/aanmelding/", {"code": "K7 24 99"}).status_code == 422
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=20, burst=60)
    statuses = [client.post("/aanmelding/", {"code": f"K7 24 {n}"}).status_code for n in range(10, 25)]
    assert statuses.count(422) == 10
    assert statuses[-1] == 429


def test_follow_and_withdraw_by_the_mailed_link(client):
    application = application_for(VacancyFactory())
    from vacancies.placements.emails import token_of

    address = f"/aanmelding/{token_of(application)}/"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}intrekken/").status_code == 200
    client.post(f"{address}intrekken/")
    client.post(f"{address}intrekken/")
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert "ingetrokken" in client.get(address).content.decode()


@pytest.mark.parametrize("token", ["onzin", "a" * 400, "%00", "../../etc"])
def test_link_that_is_not_ours_is_not_there(client, token):
    assert client.get(f"/aanmelding/{token}/").status_code == 404


def test_desk_is_for_who_works_there(client):
    application = application_for(VacancyFactory())
    address = f"/werk/aanmelding/{application.uuid}/"
    assert client.get("/werk/")["Location"] == "/account/login/?next=/werk/"
    client.force_login(UserFactory())
    assert client.get("/werk/").status_code == 403
    assert client.get(address).status_code == 403
    assert client.post(f"{address}gesproken/").status_code == 403
    client.force_login(CoordinatorFactory())
    response = client.get("/werk/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert application.name in response.content.decode()


def test_board_costs_the_same_for_one_and_for_many(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(CoordinatorFactory())
    application_for(VacancyFactory())
    client.get("/werk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/werk/")
    for number in range(8):
        application_for(VacancyFactory(), email=f"mens{number}@example.org")
    with CaptureQueriesContext(connection) as many:
        client.get("/werk/")
    assert len(many) == len(one)


def test_late_ones_are_said_in_words(client):
    application = application_for(VacancyFactory())
    client.force_login(CoordinatorFactory())
    with time_machine.travel(application.due_at.replace(hour=21), tick=False):
        assert "1 werkdag te laat" in client.get("/werk/").content.decode()


def test_desk_answers_and_the_refusal_stays_on_the_page(client):
    VacancyFactory()
    application = application_for(VacancyFactory())
    client.force_login(CoordinatorFactory())
    address = f"/werk/aanmelding/{application.uuid}/"
    assert client.post(f"{address}gesproken/").status_code == 303
    response = client.post(f"{address}nee/", {"reason": ""})
    assert response.status_code == 422
    assert "Schrijf de reden op" in response.content.decode()
    assert client.post(f"{address}notitie/", {"text": "Belt morgen."}).status_code == 303
    assert "Belt morgen." in client.get(address).content.decode()
    assert client.post(f"{address}onzin/").status_code == 404


def test_worker_writes_down_who_rings(client):
    client.force_login(CoordinatorFactory())
    data = {"name": "Cor", "channel": "phone", "phone": "0344 - 01 23 99", "wish_what": "iets met hout"}
    assert client.post("/werk/aanmelding/", data).status_code == 303
    application = Application.objects.get()
    assert (application.user, application.wish_what) == (None, "iets met hout")
