"""The initiative of the demo: it grew from an idea, a resident pulls it, a worker stands beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives import actions
from community.dialogue.initiatives.enums import InitiativeState
from community.dialogue.initiatives.models import Initiative
from community.people.models import User
from events.agenda.actions.initiatives import bring_in
from portal.management.demo import read


def load_initiatives(site: Site, people: dict[str, User]) -> None:
    """Make them once, from the oldest ideas that were chosen."""
    if Initiative.objects.filter(site=site).exists():
        return
    ideas = Idea.objects.filter(site=site, state__in=actions.READY).order_by("sent_at", "pk")
    for row, idea in zip(read("initiatives"), ideas, strict=False):
        grow(row, idea, people)


def grow(row: dict[str, Any], idea: Idea, people: dict[str, User]) -> None:
    names = ("title", "summary", "neighbourhood", "vacancies")
    values = {name: row[name] for name in names}
    worker, lead = people[row["worker"]], people[row["lead"]]
    made = actions.begin_from_idea(idea=idea, by=people["coordinator"], worker=worker, **values)
    for person in row["people"]:
        actions.join(initiative=made, by=people[person["user"]], name=person["name"], brings=person["brings"])
    if made.keeper is None:
        made = actions.take_lead(initiative=made, by=lead)
    actions.move(initiative=made, to=InitiativeState.RUNNING, by=lead)
    for data in row["tasks"]:
        task = actions.write_task(initiative=made, by=lead, title=data["title"])
        if data["doer"]:
            actions.take_task(task=task, by=people[data["doer"]])
        if data.get("done"):
            actions.finish_task(task=task, by=people[data["doer"]])
    write_dates(made, row, lead, worker)
    for data in row["money"]:
        actions.write_money(initiative=made, by=lead, **data)


def write_dates(made: Initiative, row: dict[str, Any], lead: User, worker: User) -> None:
    """Its days; the worker beside it brought some into the agenda."""
    for data in row["dates"]:
        day = timezone.localtime() + timedelta(days=data["in_days"])
        starts_at = day.replace(hour=data["hour"], minute=0, second=0, microsecond=0)
        written = actions.write_date(
            initiative=made, by=lead, title=data["title"], starts_at=starts_at, place=data["place"]
        )
        if data.get("agenda"):
            bring_in(day=written, by=worker)
