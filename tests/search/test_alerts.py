"""Alerts: nothing before the yes, nothing twice, nothing that is closed, and a stop that stops."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from portal.notices.models import Notice, Stop
from search.actions import run_alerts
from search.models import Alert
from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory
from vacancies.bank.actions import fill_vacancy

pytestmark = pytest.mark.django_db
ADDRESS = "/vacatures/bericht/?q=koken&place=Tiel"


@pytest.fixture
def unhurried(monkeypatch):
    monkeypatch.setattr("portal.forms.base.TOO_FAST_SECONDS", 0)


def ask(client, **changes):
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(ADDRESS).content.decode())
    assert opened
    return client.post(
        ADDRESS, {"email": "ans@example.org", "rhythm": "now", "opened": opened[1], "website": "", **changes}
    )


@pytest.fixture
def alert(client, unhurried):
    assert ask(client).status_code == 303
    found = Alert.objects.get()
    client.post(f"/vacatures/bericht/{found.token}/", {"rhythm": "now"})
    found.refresh_from_db()
    return found


def mails(kind="search.alert"):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def test_asking_mails_one_question_and_nothing_else(client, unhurried):
    response = ask(client)
    assert (response.status_code, response["Location"]) == (303, "/vacatures/bericht/gevraagd/")
    alert = Alert.objects.get()
    assert (alert.parameters, alert.words, alert.confirmed_at) == ("place=Tiel&q=koken", "koken, Tiel", None)
    VacancyFactory(title="Soep koken")
    assert run_alerts() == 0
    (question,) = mails("search.alert_confirm")
    assert f"/vacatures/bericht/{alert.token}/" in question.text
    ask(client)
    assert len(mails("search.alert_confirm")) == 1


def test_a_link_alone_changes_nothing(client, unhurried):
    ask(client)
    alert = Alert.objects.get()
    page = client.get(f"/vacatures/bericht/{alert.token}/")
    assert "Ja, mail mij" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    alert.refresh_from_db()
    assert alert.confirmed_at is None


def test_what_is_new_is_mailed_once(alert):
    old = VacancyFactory(title="Oud nieuws koken", published_at=timezone.now() - timedelta(days=3))
    new = VacancyFactory(title="Soep koken")
    VacancyFactory(title="Koken in Culemborg", place="Culemborg", latitude=51.9558, longitude=5.2277)
    assert run_alerts() == 1
    (mail,) = mails()
    assert new.title in mail.text
    assert old.title not in mail.text
    assert "Culemborg" not in mail.text
    assert mail.stop_url
    assert run_alerts() == 0
    VacancyFactory(title="Pannenkoeken koken")
    assert run_alerts() == 1
    assert new.title not in mails()[-1].text


def test_what_closed_meanwhile_is_not_mailed(alert):
    vacancy = VacancyFactory(title="Soep koken")
    fill_vacancy(vacancy=vacancy, by=CoordinatorFactory())
    assert run_alerts() == 0


def test_stop_in_the_mail_stops_and_the_page_says_so(client, alert):
    VacancyFactory(title="Soep koken")
    run_alerts()
    client.post(urlsplit(mails()[0].stop_url).path)
    assert Stop.objects.get(topic=alert.topic).stopped_at
    VacancyFactory(title="Taart bakken en koken")
    assert run_alerts() == 0
    assert "U krijgt geen mail meer" in client.get(f"/vacatures/bericht/{alert.token}/").content.decode()
    client.post(f"/vacatures/bericht/{alert.token}/", {"rhythm": "weekly"})
    alert.refresh_from_db()
    assert alert.rhythm == "weekly"
    assert Stop.objects.get(topic=alert.topic).stopped_at is None


def at(day: int, hour: int) -> datetime:
    """November 2026: the 23rd is a Monday."""
    return timezone.make_aware(datetime(2026, 11, day, hour))


@pytest.mark.parametrize(
    ("rhythm", "matched", "moment", "due"),
    [
        ("daily", at(24, 8), at(24, 23), False),
        ("daily", at(24, 8), at(25, 6), False),
        ("daily", at(24, 8), at(25, 8), True),
        ("weekly", at(23, 8), at(29, 23), False),
        ("weekly", at(23, 8), at(30, 8), True),
        ("now", at(24, 8), at(24, 9), True),
    ],
)
def test_rhythm(alert, rhythm, matched, moment, due):
    from search.actions import due_alerts

    Alert.objects.update(rhythm=rhythm, matched_at=matched)
    assert due_alerts(moment).exists() is due


def test_second_request_for_what_stands_is_told_by_mail_only(client, alert):
    response = ask(client, rhythm="weekly")
    assert response["Location"] == "/vacatures/bericht/gevraagd/"
    alert.refresh_from_db()
    assert alert.rhythm == "now"
    assert len(mails("search.alert_stands")) == 1


def test_wrong_address_keeps_what_was_typed_and_a_robot_gets_a_success(client, unhurried):
    response = ask(client, email="geen adres")
    assert response.status_code == 422
    assert 'value="geen adres"' in response.content.decode()
    assert ask(client, website="spam").status_code == 303
    assert Alert.objects.count() == 0


def test_question_that_nobody_answered_is_forgotten(client, unhurried):
    ask(client)
    Alert.objects.update(created_at=timezone.now() - timedelta(days=8))
    run_alerts()
    assert not Alert.objects.exists()


def test_search_that_cannot_be_goes_back_to_the_list(client):
    assert client.get("/vacatures/bericht/?place=Nergenshuizen")["Location"] == "/vacatures/?place=Nergenshuizen"
    assert client.get("/vacatures/bericht/", {"q": "a" * 20_000})["Location"] == "/vacatures/?"
