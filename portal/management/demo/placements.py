"""Sign-ups of the demo: new, too late, in conversation, accepted, declined, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.people.models import User
from portal.history import changed
from portal.history.actions import record_change
from portal.management.demo import read
from portal.workdays import due_moment, is_workday
from vacancies.bank.models import Vacancy
from vacancies.internships.models import HostOffer, InternshipWish
from vacancies.placements.actions import ANSWER_WORKDAYS, contact_key, new_code
from vacancies.placements.enums import ApplicationState, Topic
from vacancies.placements.models import Application, ApplicationNote


def load_applications(site: Site, vacancies: dict[str, Vacancy], people: dict[str, User]) -> None:
    if Application.objects.filter(site=site).exists():
        return
    for data in read("applications"):
        load_application(site, data, vacancies, people)


def workdays_ago(days: int) -> date:
    day = timezone.localdate()
    while days > 0 or not is_workday(day):
        day -= timedelta(days=1)
        days -= is_workday(day)
    return day


def load_application(site: Site, data: dict[str, Any], vacancies: dict[str, Vacancy], people: dict[str, User]) -> None:
    now = timezone.localtime()
    received = now - (now.date() - workdays_ago(data["received_workdays_ago"]))
    user = people.get(data["user"])
    address = ", ".join(part for part in (data["street"], f"{data['postcode']} {data['place']}".strip()) if part)
    application = Application.objects.create(
        site=site,
        code=new_code(site),
        vacancy=vacancies.get(data["vacancy"] or ""),
        user=user,
        topic=data.get("topic", Topic.TAKING_PART),
        contact_key=contact_key(user=user, email=data["email"], phone=data["phone"], address=address),
        name=data["name"],
        channel=data["channel"],
        email=data["email"],
        phone=data["phone"],
        address=address,
        message=data["message"],
        wish_what=data["wishes"]["what"],
        wish_when=data["wishes"]["when"],
        wish_where=data["wishes"]["where"],
        state=data["state"],
        handler=people.get(data["handler"]),
        received_at=received,
        due_at=due_moment(received, ANSWER_WORKDAYS),
        answered_at=None if data["state"] == ApplicationState.RECEIVED else received + timedelta(hours=20),
        answer=data["answer"],
        reason=data["reason"],
    )
    if "wish" in data:
        InternshipWish.objects.create(site=site, application=application, **data["wish"])
    if "offer" in data:
        HostOffer.objects.create(site=site, application=application, **data["offer"])
    application.alternatives.set(vacancies[key] for key in data["alternatives"])
    write_history(application, people)
    for number, text in enumerate(data["notes"]):
        written = min(received + timedelta(hours=20 + number), timezone.now())
        author = people.get(data["handler"])
        ApplicationNote.objects.create(application=application, author=author, text=text, written_at=written)
    changed.send(Application, ids=[application.pk])


def write_history(application: Application, people: dict[str, User]) -> None:
    at = application.received_at
    record_change(obj=application, from_state="", to_state=ApplicationState.RECEIVED, at=at)
    if application.state != ApplicationState.RECEIVED:
        by = None if application.state == ApplicationState.WITHDRAWN else people["coordinator"]
        later = min(at + timedelta(hours=20), timezone.now())
        record_change(obj=application, from_state="received", to_state=application.state, by=by, at=later)
