from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.credits import actions
from community.credits.models import Account, Transfer
from tests.factories.credits import account_for, wish
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def login(client, user) -> None:
    client.force_login(user)


def answers(**changes: Any) -> dict[str, Any]:
    return {"minutes": "60", "reason": "samen naar de markt", "key": str(uuid.uuid4()), **changes}


def test_pages_need_a_login_and_the_desk_a_coordinator(client):
    for path in ("/mijn/tijd/", "/mijn/tijd/geven/", "/mijn/tijd/vragen/", "/werk/tijd/"):
        assert client.get(path)["Location"].startswith("/account/login/?next=")
    login(client, UserFactory())
    assert client.get("/mijn/tijd/").status_code == 200
    assert client.get("/werk/tijd/").status_code == 403


def test_ask_and_yes_by_the_pages(client):
    helper, helped = account_for(), account_for()
    login(client, helper.user)
    response = client.post("/mijn/tijd/vragen/", answers(code=helped.readable_code.lower()))
    assert (response.status_code, response["Location"]) == (303, "/mijn/tijd/")
    transfer = Transfer.objects.get()
    login(client, helped.user)
    assert "hielp u 1 uur" in client.get("/mijn/tijd/").content.decode()
    assert client.post(f"/mijn/tijd/{transfer.uuid}/ja/").status_code == 303
    assert Account.objects.get(pk=helper.pk).balance == 60


def test_no_with_a_reason_reaches_who_asked(client):
    helper, helped = account_for(), account_for()
    transfer = actions.ask(receiver=helper, payer=helped, wish=wish(), by=helper.user)
    login(client, helped.user)
    client.post(f"/mijn/tijd/{transfer.uuid}/nee/", {"answer": "Het was een half uur."})
    login(client, helper.user)
    assert "Het was een half uur." in client.get("/mijn/tijd/").content.decode()


def test_another_ones_transfer_is_not_there(client):
    helper, helped = account_for(), account_for()
    transfer = actions.ask(receiver=helper, payer=helped, wish=wish(reason="geheim gesprek"), by=helper.user)
    login(client, UserFactory())
    assert client.post(f"/mijn/tijd/{transfer.uuid}/ja/").status_code == 404
    assert "geheim gesprek" not in client.get("/mijn/tijd/").content.decode()
    login(client, helper.user)
    assert client.post(f"/mijn/tijd/{transfer.uuid}/ja/").status_code == 422
    assert client.post(f"/mijn/tijd/{transfer.uuid}/misschien/").status_code == 404
    assert Transfer.objects.get().state == "asked"


def test_wrong_code_keeps_what_was_typed(client):
    login(client, account_for().user)
    response = client.post("/mijn/tijd/vragen/", answers(code="T99999", reason="haring halen"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Deze code kennen wij niet" in page
    assert "haring halen" in page


def test_trying_codes_is_slowed_down(client):
    login(client, account_for().user)
    statuses = [client.post("/mijn/tijd/vragen/", answers(code=f"T0000{n % 10}")).status_code for n in range(16)]
    assert statuses == [422] * 15 + [429]


def test_give_to_the_pot(client):
    giver = account_for()
    login(client, giver.user)
    assert client.post("/mijn/tijd/geven/", answers(whom="pot", reason="")).status_code == 303
    assert Transfer.objects.get().receiver.kind == "gift"
    assert client.post("/mijn/tijd/geven/", answers(whom="person")).status_code == 422


def test_sending_the_form_twice_gives_once(client):
    giver = account_for()
    login(client, giver.user)
    data = answers(whom="pot")
    assert [client.post("/mijn/tijd/geven/", data).status_code for _click in range(2)] == [303, 303]
    assert Account.objects.get(pk=giver.pk).balance == -60


def test_year_is_printed_from_the_entries(client):
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(90, reason="gras gemaaid"), by=payer.user)
    login(client, receiver.user)
    page = client.get(f"/mijn/tijd/{timezone.localdate().year}/").content.decode()
    assert "gras gemaaid" in page
    assert "1,5 uur" in page
    assert client.get("/mijn/tijd/1999/").status_code == 404


def test_desk_turns_a_booking_back_and_shares_the_pot(client):
    payer, receiver = account_for(), account_for(UserFactory(first_name="Geertje"))
    transfer = actions.give(payer=payer, receiver=receiver, wish=wish(), by=payer.user)
    login(client, CoordinatorFactory())
    assert "Geertje" in client.get("/werk/tijd/?find=geer").content.decode()
    path = f"/werk/tijd/{receiver.uuid}/terug/{transfer.uuid}/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "Verkeerde persoon"}).status_code == 303
    assert Account.objects.get(pk=receiver.pk).balance == 0
    assert client.post(f"/werk/tijd/{receiver.uuid}/pot/", answers()).status_code == 422


def test_desk_shares_time_by_codes(client, site):
    from community.credits.enums import AccountKind

    library = actions.open_for_owner(site=site, kind=AccountKind.ORGANISATION, owner="organisation:2", name="Leeslint")
    people = [account_for(), account_for()]
    login(client, CoordinatorFactory())
    path = f"/werk/tijd/{library.uuid}/verdelen/"
    codes = "\n".join(account.code for account in people)
    assert client.post(path, answers(codes=f"{codes}\nT99999")).status_code == 422
    assert Transfer.objects.count() == 0
    assert client.post(path, answers(codes=codes)).status_code == 303
    assert Transfer.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_three(client, count, django_assert_max_num_queries):
    mine = account_for()
    for _number in range(count):
        actions.give(payer=mine, receiver=account_for(), wish=wish(5), by=mine.user)
    login(client, mine.user)
    client.get("/mijn/tijd/")
    with django_assert_max_num_queries(17):
        assert client.get("/mijn/tijd/").status_code == 200


def test_command_says_whether_the_ledger_is_sound(capsys):
    payer, receiver = account_for(), account_for()
    actions.give(payer=payer, receiver=receiver, wish=wish(), by=payer.user)
    call_command("check_ledgers")
    assert "all in balance" in capsys.readouterr().out
    Account.objects.filter(pk=payer.pk).update(balance=1)
    with pytest.raises(SystemExit) as stopped:
        call_command("check_ledgers")
    assert stopped.value.code == 1
