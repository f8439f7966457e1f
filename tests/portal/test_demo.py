from __future__ import annotations

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from community.people.models import User
from portal.pages.models import StandardPage
from search.models import SearchDocument
from vacancies.bank.enums import VacancyState
from vacancies.bank.models import Organisation, Vacancy
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db


def load() -> str:
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def counts() -> tuple[int, ...]:
    models = (Organisation, Vacancy, User, Application, StandardPage, SearchDocument)
    return tuple(model.objects.count() for model in models)


def test_demo_has_everything_and_loading_it_again_changes_nothing(client):
    logins = load()
    before = counts()
    assert load() == logins
    assert counts() == before
    assert before[:2] == (11, 62)
    states = Counter(Vacancy.objects.values_list("state", flat=True))
    assert set(states) == set(VacancyState.values)
    rows = [line.split("\t") for line in logins.strip().splitlines()]
    assert {
        "resident",
        "resident2",
        "organisation",
        "organisation2",
        "coordinator",
        "editor",
        "moderator",
        "admin",
    } <= {row[0] for row in rows}
    for _role, email, password in rows:
        assert client.login(email=email, password=password)
    page = client.get("/vacatures/?q=taalmaatje&place=Tiel&radius=10").content.decode()
    assert "Taalmaatje voor een jonge vader" in page


def test_demo_is_refused_in_production(settings):
    settings.RELAXED = False
    with pytest.raises(CommandError, match="DEBUG=0"):
        load()
