"""Outreach of the demo: visits in many states, a round with a no that holds, a new face, cases on the table."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.outreach.actions import CALL_WORKDAYS, new_code, rest_at
from community.outreach.enums import WITH_YES, DoorAnswer, Source, VisitState, YesHow
from community.outreach.models import Case, CaseReply, Door, HandOver, Round, Visit
from community.outreach.rules import mark_of
from community.people.models import User
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.moments import workdays_ago
from portal.workdays import due_moment

FIELDS = ("source", "name", "address", "phone", "email", "parts", "about", "state", "note")


def load_outreach(site: Site, people: dict[str, User]) -> None:
    """Make everything once."""
    if Visit.objects.filter(site=site).exists():
        return
    data = read("outreach")
    visits = {row["name"]: load_visit(site, people, row) for row in data["visits"]}
    load_hand_over(site, people, visits, data["hand_over"])
    load_round(site, people, data["round"])
    for row in data["cases"]:
        load_case(site, people, row)


def load_visit(site: Site, people: dict[str, User], data: dict[str, Any]) -> Visit:
    asked_at, worker, state = workdays_ago(data["asked_workdays_ago"]), people[data["worker"]], data["state"]
    values = {name: data[name] for name in FIELDS}
    if data["source"] == Source.SELF:
        values |= {"yes_at": asked_at, "yes_how": YesHow.ASKED}
    if state in WITH_YES:
        day = timezone.localdate() + timedelta(days=data["in_days"])
        values["starts_at"] = timezone.make_aware(datetime.combine(day, time(14)))
    if data["note"]:
        values["note_at"] = values["starts_at"] + timedelta(hours=2)
    visit = Visit.objects.create(
        site=site,
        code=new_code(site),
        user=people.get(data["user"]),
        worker=worker,
        asked_at=asked_at,
        due_at=due_moment(asked_at, CALL_WORKDAYS),
        **values,
    )
    record_change(obj=visit, from_state="", to_state=VisitState.ASKED, at=asked_at)
    if state != VisitState.ASKED:
        at = asked_at + timedelta(hours=5)
        record_change(obj=visit, from_state=VisitState.ASKED, to_state=state, by=worker, at=at)
    return visit


def load_hand_over(site: Site, people: dict[str, User], visits: dict[str, Visit], data: dict[str, Any]) -> None:
    visit = visits[data["visit"]]
    HandOver.objects.create(
        site=site,
        visit=visit,
        from_worker=visit.worker,
        to_worker=people[data["to"]],
        introduction=data["introduction"],
        asked_at=timezone.now() - timedelta(days=1),
    )


def load_round(site: Site, people: dict[str, User], data: dict[str, Any]) -> None:
    walk = Round.objects.create(
        site=site,
        street=data["street"],
        place=data["place"],
        side=data["side"],
        day=timezone.localdate(),
        worker=people[data["worker"]],
    )
    now = timezone.now()
    for order, number in enumerate(range(data["first"], data["last"] + 1, 2)):
        answer = data["answers"].get(str(number), DoorAnswer.TO_VISIT)
        moment = None if answer == DoorAnswer.TO_VISIT else now - timedelta(minutes=60 - 5 * order)
        Door.objects.create(round=walk, number=str(number), order=order, answer=answer, answered_at=moment)
    said_no = [number for number, answer in data["answers"].items() if answer == DoorAnswer.NO]
    for number in (*said_no, data["earlier_no"]):
        rest_at(site_id=site.pk, mark=mark_of(site.pk, f"{data['street']} {number}, {data['place']}"))


def load_case(site: Site, people: dict[str, User], data: dict[str, Any]) -> None:
    written_at = timezone.now() - timedelta(days=data["days_ago"])
    case = Case.objects.create(
        site=site,
        author=people[data["author"]],
        value=data["value"],
        text=data["text"],
        question=data["question"],
        written_at=written_at,
        gone_on=timezone.localdate() + timedelta(days=60 - data["days_ago"]),
    )
    for number, (author, text) in enumerate(data["replies"], start=1):
        at = written_at + timedelta(hours=3 * number)
        CaseReply.objects.create(case=case, author=people[author], text=text, written_at=at)
