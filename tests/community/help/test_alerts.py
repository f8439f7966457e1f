"""A search for help can be mailed: how many there are and where, never what a resident wrote."""

from __future__ import annotations

import pytest
from django.utils import timezone

from community.help.actions import items
from portal.notices.models import Notice
from search.actions import ask_alert, confirm_alert, run_alerts
from search.models import AlertSent
from tests.factories.bank import VacancyFactory
from tests.factories.help import HelpItemFactory
from tests.factories.people import CoordinatorFactory

pytestmark = pytest.mark.django_db


def alert_for(site, parameters="q=wandelen"):
    alert = ask_alert(
        site=site, email="wim@example.org", parameters=parameters, words="wandelen", rhythm="now", language="nl",
        collection="help",
    )  # fmt: skip
    confirm_alert(alert=alert)
    return alert


def mails():
    return list(Notice.objects.filter(kind="search.alert"))


def test_new_item_is_mailed_once_without_its_words(site):
    alert = alert_for(site)
    VacancyFactory(title="Wandelen met ouderen")
    item = HelpItemFactory(unread=True, title="Samen wandelen langs de dijk")
    assert run_alerts() == 0
    items.publish_item(item=item, by=CoordinatorFactory())
    assert (run_alerts(), run_alerts()) == (1, 0)
    (mail,) = mails()
    assert "/vraag-en-aanbod/?q=wandelen" in mail.text
    assert "dijk" not in (mail.subject + mail.text).replace("Aan de Dijk", "").lower().replace("aan-de-dijk", "")
    assert list(AlertSent.objects.filter(alert=alert).values_list("object_id", flat=True)) == [-item.pk]


def test_what_ended_before_the_mail_is_not_news(site):
    alert_for(site)
    item = HelpItemFactory(title="Samen wandelen")
    items.withdraw_item(item=item, by=item.person)
    assert run_alerts(timezone.now()) == 0
    assert mails() == []


def test_same_search_for_vacancies_and_for_help_are_two_alerts(site, client):
    page = client.get("/vraag-en-aanbod/bericht/?q=wandelen").content.decode()
    assert "U zoekt: wandelen." in page
    assert 'href="/vraag-en-aanbod/?q=wandelen"' in page
    one = alert_for(site)
    other = ask_alert(
        site=site, email="wim@example.org", parameters="q=wandelen", words="", rhythm="now", language="nl"
    )  # fmt: skip
    assert one.pk != other.pk
