from __future__ import annotations

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from community.circles.models import SupportCircle
from community.credits.models import Entry
from community.credits.queries import broken_invariants
from community.dialogue.comments.models import Comment
from community.help.enums import ItemState
from community.help.models import HelpItem
from community.outreach.models import Door
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

    shows_what_people_give_each_other()


def shows_what_people_give_each_other() -> None:
    """Thirty offers and requests in all states, a circle, a round from door to door, a ledger in balance, a talk."""
    states = Counter(HelpItem.objects.values_list("state", flat=True))
    assert sum(states.values()) >= 30
    assert set(states) == set(ItemState.values)
    assert HelpItem.objects.filter(kind="offer").exists()
    assert HelpItem.objects.filter(kind="request").exists()
    circle = SupportCircle.objects.filter(site__is_default_site=True).first()
    assert circle is not None
    assert {"owner", "professional"} < set(circle.members.values_list("kind", flat=True))
    assert {"welcome", "later", "no", "not_home"} <= set(Door.objects.values_list("answer", flat=True))
    assert Entry.objects.count() >= 10
    assert list(broken_invariants()) == []
    assert Comment.objects.filter(state="published", parent__isnull=False).exists()


def test_demo_is_refused_in_production(settings):
    settings.RELAXED = False
    with pytest.raises(CommandError, match="DEBUG=0"):
        load()
