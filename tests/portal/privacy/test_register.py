"""The register of erasures: outside the database, and without saying who."""

from __future__ import annotations

import io
import os
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from portal.management.safekeeping import again
from portal.management.safekeeping.manifest import Refused
from portal.pages.consents import withdraw_consent
from portal.pages.enums import ConsentGiven, ConsentState
from portal.pages.models import StoryConsent
from portal.privacy import register
from tests.factories.bank import VacancyFactory
from tests.factories.people import UserFactory
from tests.factories.placements import application_for
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def erase(address: str) -> None:
    call_command("erase_person", address, stdout=io.StringIO())


def since(days: float = 1, **named) -> again.Taken:
    return again.taken_since(timezone.now() - timedelta(days=days), [register.path()], named.get("former_keys", []))


def test_an_erasure_is_written_down_without_saying_who(site):
    user = UserFactory(email="kanarie@example.org")
    erase("kanarie@example.org")
    text = register.path().read_text()
    assert len(text.splitlines()) == 1
    for mark in ("kanarie", "example", str(user.uuid), user.uuid.hex):
        assert mark not in text
    assert os.stat(register.path()).st_mode & 0o777 == 0o600
    assert since().holds(register.ADDRESS, " Kanarie@Example.org ")
    assert since().holds(register.ACCOUNT, user.uuid)
    assert not since().holds(register.ADDRESS, "merel@example.org")


def test_a_dry_run_and_nobody_write_nothing(site):
    UserFactory(email="kanarie@example.org")
    call_command("erase_person", "kanarie@example.org", "--dry-run", stdout=io.StringIO())
    assert not register.path().exists()


def test_no_erasure_without_a_line(site, settings, tmp_path):
    """What cannot be written down is not done: it would come back with the first backup."""
    user = UserFactory(email="kanarie@example.org")
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"
    with pytest.raises(OSError):
        erase("kanarie@example.org")
    user.refresh_from_db()


def test_who_comes_back_with_a_backup_is_erased_again_and_nobody_else(site):
    with_account = UserFactory(email="kanarie@example.org")
    without = application_for(VacancyFactory(), name="Merel", email="merel@example.org")
    other = application_for(VacancyFactory(), name="Spreeuw", email="spreeuw@example.org")
    register.register([(register.ACCOUNT, with_account.uuid), (register.ADDRESS, with_account.email)])
    register.register([(register.ADDRESS, "merel@example.org")])
    assert again.take_back(since()) == {"accounts": 1, "addresses": 1, "stories": 0}
    assert not type(with_account).objects.filter(email="kanarie@example.org").exists()
    names = dict(Application.objects.values_list("pk", "name"))
    assert names[without.pk] != "Merel"
    assert names[other.pk] == "Spreeuw"


def test_who_came_back_after_being_erased_and_before_the_backup_stays(site):
    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        register.register([(register.ADDRESS, "kanarie@example.org")])
    user = UserFactory(email="kanarie@example.org")
    assert again.take_back(since(days=1)) == {"accounts": 0, "addresses": 0, "stories": 0}
    user.refresh_from_db()


def test_an_erasure_under_way_while_the_backup_was_made_is_not_missed(site):
    """The line comes before the commit: the person may still be in a backup that is a moment younger."""
    user = UserFactory(email="kanarie@example.org")
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        register.register([(register.ACCOUNT, user.uuid)])
    assert again.take_back(since(days=0))["accounts"] == 1


def test_a_worker_who_was_erased_needs_no_second_farewell(site):
    """In the backup the roles are still there; whoever erased them had taken these away first."""
    worker = UserFactory(email="kanarie@example.org", is_staff=True)
    register.register([(register.ACCOUNT, worker.uuid)])
    assert again.take_back(since())["accounts"] == 1
    assert not type(worker).objects.filter(pk=worker.pk).exists()


def test_a_story_that_was_taken_back_stays_away(site):
    today = timezone.localdate()
    consent = StoryConsent.objects.create(
        site=site, teller="Toos", given=ConsentGiven.PAPER, valid_from=today, valid_until=today + timedelta(days=90)
    )
    withdraw_consent(consent=consent)
    type(consent).objects.filter(pk=consent.pk).update(state=ConsentState.GIVEN, withdrawn_at=None)
    assert again.take_back(since())["stories"] == 1
    consent.refresh_from_db()
    assert consent.state == ConsentState.WITHDRAWN


def test_another_key_is_noticed_and_a_former_one_may_be_named(settings):
    settings.SECRET_KEY = "the key of last year"
    register.register([(register.ADDRESS, "kanarie@example.org")])
    settings.SECRET_KEY = "the key of now"
    with pytest.raises(Refused, match="another SECRET_KEY"):
        since()
    assert since(former_keys=["the key of last year"]).holds(register.ADDRESS, "kanarie@example.org")


def test_half_a_line_and_old_lines_are_not_kept():
    with time_machine.travel(timezone.now() - timedelta(days=401), tick=False):
        register.register([(register.ADDRESS, "oud@example.org")])
    register.register([(register.ADDRESS, "nieuw@example.org")])
    with open(register.path(), "a") as file:
        file.write('{"at": "2026-')
    assert len(list(register.lines(register.path()))) == 2
    assert len(register.recent(register.path()).splitlines()) == 1
