from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from portal.history.models import StateChange
from portal.privacy.erasing import apply_retention
from search.models import Alert
from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory
from tests.factories.placements import application_for
from vacancies.placements.actions import accept, decline, withdraw
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db


def later(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_four_weeks_after_a_no_only_the_count_is_left(site):
    made = application_for(VacancyFactory())
    decline(application=made, reason="Wim past hier niet", alternatives=[], by=CoordinatorFactory())
    with later(27):
        assert "placements.Application" not in apply_retention()
    with later(29):
        assert apply_retention()["placements.Application"] == 1
        assert "placements.Application" not in apply_retention(), "what was blanked is left alone"
    made.refresh_from_db()
    assert (made.name, made.email, made.reason, made.state) == ("gewist", "", "", "declined")
    assert not StateChange.objects.filter(reason__contains="Wim").exists()


def test_who_began_stays_two_years_and_who_waits_stays(site):
    began, waits = application_for(VacancyFactory()), application_for(VacancyFactory(), email="bea@example.org")
    accept(application=began, answer="", by=CoordinatorFactory())
    with later(700):
        apply_retention()
    assert set(Application.objects.values_list("name", flat=True)) == {"Wim"}
    with later(740):
        apply_retention()
    began.refresh_from_db(), waits.refresh_from_db()
    assert (began.name, waits.name) == ("gewist", "Wim")


def test_dry_run_counts_and_changes_nothing(site):
    withdraw(application=application_for(VacancyFactory()))
    Alert.objects.create(site=site, email="ans@example.org")
    said = io.StringIO()
    with later(31):
        call_command("apply_retention", "--dry-run", stdout=said)
    assert "placements.Application\t1" in said.getvalue()
    assert "search.Alert\t1" in said.getvalue()
    assert Alert.objects.count() == 1
    assert Application.objects.get().name == "Wim"


def test_a_confirmed_alert_is_never_ended_by_time(site):
    Alert.objects.create(site=site, email="ans@example.org", confirmed_at=timezone.now())
    with later(4000):
        apply_retention()
    assert Alert.objects.count() == 1
