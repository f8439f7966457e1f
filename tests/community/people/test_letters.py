from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from portal.notices import actions
from portal.notices.actions import Envelope
from portal.notices.models import Notice
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def letter(site, number: int = 1):
    return actions.send_notice(
        site=site,
        kind="test.letter",
        object_key=f"test:{number}",
        recipient="",
        template="closing",
        context={},
        letter=Envelope("Toos van de Proef", "Proefdijk 3\n4001 AA Tiel"),
    )


def test_letters_are_for_the_desk_alone(site, client):
    letter(site)
    assert client.get("/werk/brieven/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/werk/brieven/").status_code == 403
    client.force_login(CoordinatorFactory())
    assert "Toos van de Proef" in client.get("/werk/brieven/").content.decode()


def test_a_letter_of_another_site_is_not_there(site, client):
    other = Site.objects.create(hostname="buren.test", root_page=site.root_page)
    theirs = letter(other)
    client.force_login(CoordinatorFactory())
    assert "Toos" not in client.get("/werk/brieven/").content.decode()
    assert client.get(f"/werk/brieven/{theirs.pk}/").status_code == 404
    assert client.post(f"/werk/brieven/{theirs.pk}/geprint/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.sent_at is None


def test_printing_marks_what_was_on_the_sheets_and_can_be_undone(site, client):
    first, late = letter(site, 1), letter(site, 2)
    worker = CoordinatorFactory()
    client.force_login(worker)
    assert "Proefdijk 3" in client.get("/werk/brieven/print/").content.decode()
    client.post("/werk/brieven/print/", {"letter": [first.pk]})
    first.refresh_from_db(), late.refresh_from_db()
    assert first.sent_by == worker
    assert late.sent_at is None
    client.post(f"/werk/brieven/{first.pk}/terug/")
    first.refresh_from_db()
    assert first.sent_at is None


def test_text_name_and_address_go_a_week_after_printing(site):
    made = letter(site)
    actions.mark_printed(letter=made, by=None)
    assert not actions.mark_printed(letter=made, by=None)
    assert actions.forget_printed() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert actions.forget_printed() == 1
    assert Notice.objects.values_list("name", "address", "text").get() == ("", "", "")
    assert not actions.undo_printed(letter=made)


def test_the_pile_costs_the_same_for_one_letter_and_for_three(site, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(CoordinatorFactory())
    letter(site, 0)
    client.get("/werk/brieven/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/werk/brieven/")
    letter(site, 1), letter(site, 2)
    with CaptureQueriesContext(connection) as three:
        client.get("/werk/brieven/")
    assert len(one) == len(three)
