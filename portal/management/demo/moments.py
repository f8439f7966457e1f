"""Moments of the demo: one that waits, one that is agreed, one that was refused."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.moments.enums import MomentState
from community.moments.models import Moment
from community.people.models import User
from portal.history.actions import record_change
from portal.management.demo import read
from portal.pages.models import WorkerPage
from portal.workdays import add_workdays, due_moment, is_workday

FIELDS = ("name", "channel", "email", "phone", "about", "wish_where", "wish_when", "where", "answer", "reason")
ANSWER_WORKDAYS = 5


def load_moments(site: Site, people: dict[str, User]) -> None:
    """Make the moments once."""
    if Moment.objects.filter(site=site).exists():
        return
    for data in read("moments"):
        make_moment(site, people, data)


def make_moment(site: Site, people: dict[str, User], data: dict[str, Any]) -> None:
    worker = people[data["worker"]]
    asked_at = workdays_ago(data["asked_workdays_ago"])
    state = MomentState.ASKED
    values: dict[str, Any] = {name: data[name] for name in FIELDS}
    if data["agreed_in_days"]:
        state = MomentState.CONFIRMED
        day = add_workdays(timezone.localdate(), data["agreed_in_days"])
        start = timezone.make_aware(datetime.combine(day, time(10)))
        values |= {"starts_at": start, "ends_at": start + timedelta(minutes=30), "sequence": 1}
    elif data["reason"]:
        state = MomentState.REFUSED
    moment = Moment.objects.create(
        site=site,
        page=WorkerPage.objects.descendant_of(site.root_page).filter(worker=worker).first(),
        worker=worker,
        user=people.get(data["user"]),
        state=state,
        asked_at=asked_at,
        due_at=due_moment(asked_at, ANSWER_WORKDAYS),
        answered_at=None if state == MomentState.ASKED else asked_at + timedelta(hours=5),
        **values,
    )
    record_change(obj=moment, from_state="", to_state=MomentState.ASKED, at=asked_at)
    if state != MomentState.ASKED:
        at = asked_at + timedelta(hours=5)
        record_change(obj=moment, from_state=MomentState.ASKED, to_state=state, by=worker, at=at)


def workdays_ago(days: int) -> datetime:
    """Ten in the morning, so many working days ago."""
    day = timezone.localdate()
    while days > 0:
        day -= timedelta(days=1)
        days -= is_workday(day)
    return timezone.make_aware(datetime.combine(day, time(10)))
