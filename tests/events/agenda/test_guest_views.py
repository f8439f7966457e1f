"""Signing up on the site, and one's own place."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration
from events.agenda.actions.keeping import call_off_event
from events.agenda.actions.series import repeat_event
from events.agenda.emails import token_of
from events.agenda.models import Registration
from portal.forms.base import SALT, TOO_FAST_SECONDS
from portal.settings.environment import Rate
from tests.factories.agenda import EventFactory, come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def opened(seconds_ago: int = TOO_FAST_SECONDS + 1) -> str:
    return signing.dumps(int(timezone.now().timestamp()) - seconds_ago, salt=SALT)


def answers(**changes: Any) -> dict[str, Any]:
    wim = {"name": "Wim", "channel": "email", "email": "wim@example.org", "whom": "self"}
    return {**wim, "opened": opened(), **changes}


# --- Signing up -------------------------------------------------------------------------------------------------------


def sign_up_url(event: Any) -> str:
    return f"{event.get_absolute_url()}aanmelden/"


def test_sign_up_leads_to_thanks_with_code_and_place(client):
    event = EventFactory(title="Aan tafel")
    response = client.post(sign_up_url(event), answers())
    assert response.status_code == 303
    made = Registration.objects.get()
    thanks = client.get(response["Location"])
    page = thanks.content.decode()
    assert made.readable_code in page
    assert "Dank u wel, Wim." in page
    assert "U heeft een plek" in page
    assert "no-store" in thanks["Cache-Control"]


def test_second_time_the_page_is_the_same(client):
    """Apart from the code and the token, byte for byte; also when it is full."""
    event = EventFactory(capacity=1)

    def page() -> str:
        response = client.post(sign_up_url(event), answers())
        text = client.get(response["Location"]).content.decode()
        text = re.sub(r"/plek/[^/\"]+/", "/plek/T/", text)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return re.sub(r"[A-Z]\d \d\d \d\d", "CODE", text)

    come(event, "Ander")
    assert page() == page()
    assert Registration.objects.filter(original=None).count() == 2


def test_sign_up_for_somebody_else(client):
    client.post(sign_up_url(EventFactory()), answers(whom="other", guest_name="Oma Griet", name="Sanne"))
    made = Registration.objects.get()
    assert (made.name, made.arranged_by, made.email) == ("Oma Griet", "Sanne", "wim@example.org")


def test_sign_up_for_every_time(client, coordinator):
    event = EventFactory()
    series = repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    response = client.post(sign_up_url(event), answers(times="always"))
    assert Registration.objects.filter(series=series).count() == 1
    page = client.get(response["Location"]).content.decode()
    assert "Voortaan elke keer." in page
    assert page.count("/plek/") >= 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Vul uw naam in"),
        ({"whom": "other", "guest_name": ""}, "Vul in wie er komt"),
        ({"channel": ""}, "Kies hoe u iets van ons wilt horen"),
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"price_label": ""}, "Kies wat u betaalt"),
        ({"message": "y" * 501}, "Dit is te lang"),
        ({"opened": ""}, "stond lang open"),
    ],
)
def test_mistake_is_said_at_the_field_and_the_rest_is_kept(client, change, message):
    event = EventFactory(price_class="paid", prices=[{"label": "Gewone prijs", "note": "", "cents": 600}])
    typed = answers(**{"message": "Ik eet geen vlees.", "price_label": "Gewone prijs", **change})
    response = client.post(sign_up_url(event), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert page.count("<title>Fout:") == 1
    assert "message" in change or "Ik eet geen vlees." in page
    assert not Registration.objects.exists()


def test_event_called_off_while_the_form_is_open_refuses_kindly(client, coordinator):
    event = EventFactory()
    client.get(sign_up_url(event))
    call_off_event(event=event, reason="Storm.", by=coordinator)
    response = client.post(sign_up_url(event), answers(message="Ik eet geen vlees."))
    assert response.status_code == 422
    assert "Aanmelden kan hier niet meer." in response.content.decode()
    assert "Ik eet geen vlees." in response.content.decode()


def test_too_many_from_one_address_wait_and_keep_their_text(client, settings):
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    event = EventFactory()
    client.post(sign_up_url(event), answers())
    response = client.post(sign_up_url(event), answers(name="Els", message="Ik eet geen vlees."))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Ik eet geen vlees." in response.content.decode()


def test_robot_is_answered_like_a_success(client):
    assert client.post(sign_up_url(EventFactory()), answers(website="https://x.example")).status_code == 200
    assert not Registration.objects.exists()


# --- One's own place --------------------------------------------------------------------------------------------------


def test_sign_off_and_undo_by_the_link(client):
    event = EventFactory(capacity=1)
    token = token_of(come(event))
    page = client.post(f"/agenda/plek/{token}/afmelden/", follow=True).content.decode()
    assert "U bent afgemeld." in page
    assert "Ik kom toch" in page
    assert client.get(f"/agenda/plek/{token}/afmelden/").status_code == 405
    page = client.post(f"/agenda/plek/{token}/toch/", follow=True).content.decode()
    assert "Uw plek is er weer voor u." in page
    cancel_registration(registration=Registration.objects.get())
    come(event, "Els")
    page = client.post(f"/agenda/plek/{token}/toch/", follow=True).content.decode()
    assert "Uw plek ging al naar een ander." in page


def test_yes_to_an_offer_and_too_late(client):
    event = EventFactory(capacity=1)
    wim, els = come(event, "Wim"), come(event, "Els")
    token = token_of(els)
    assert "U bent de eerste." in client.get(f"/agenda/plek/{token}/").content.decode()
    cancel_registration(registration=wim)
    assert "Er is een plek voor u." in client.get(f"/agenda/plek/{token}/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = client.post(f"/agenda/plek/{token}/ja/", follow=True).content.decode()
        assert "De tijd om te kiezen is voorbij." in page
    page = client.post(f"/agenda/plek/{token}/ja/", follow=True).content.decode()
    assert "De plek is voor u." in page


@pytest.mark.parametrize("path", ["/agenda/plek/onzin/", "/agenda/plek/onzin/dank/"])
def test_link_that_is_not_ours_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_code_finds_the_place_however_it_is_typed(client, settings):
    made = come(EventFactory())
    response = client.post("/agenda/plek/", {"code": made.readable_code.lower().replace("0", "o")})
    assert response.status_code == 303
    assert made.readable_code in client.get(response["Location"]).content.decode()
    assert client.post("/agenda/plek/", {"code": "Z9 99 99"}).status_code == 422
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=20, burst=60)
    statuses = [client.post("/agenda/plek/", {"code": f"Z9 99 {n}"}).status_code for n in range(10, 22)]
    assert statuses[-1] == 429
