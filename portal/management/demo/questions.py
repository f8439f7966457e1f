"""Questions of the demo: in every state, late and in time, by mail, by telephone and by letter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wagtail.models import Site

from community.people.models import User
from community.questions import emails
from community.questions.actions import ANSWER_WORKDAYS, new_code
from community.questions.enums import QuestionState, YesHow
from community.questions.models import Question
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.moments import workdays_ago
from portal.pages.models import ProviderPage, ServicePage
from portal.workdays import due_moment

FIELDS = ("name", "channel", "email", "phone", "address", "text", "asked_on", "state")
LATER = ("answer", "told", "spoke_with")


def load_questions(site: Site, people: dict[str, User]) -> None:
    """Make the questions once."""
    if Question.objects.filter(site=site).exists():
        return
    for data in read("questions"):
        load_question(site, people, data)


def load_question(site: Site, people: dict[str, User], data: dict[str, Any]) -> None:
    worker, asked_at = people["coordinator"], workdays_ago(data["asked_workdays_ago"])
    answered_at, state = asked_at + timedelta(hours=4), data["state"]
    values = {name: data[name] for name in FIELDS} | {name: data.get(name, "") for name in LATER}
    if state == QuestionState.HANDED_OVER:
        values |= {"yes_at": answered_at, "yes_how": YesHow.PHONE}
    question = Question.objects.create(
        site=site,
        code=new_code(site),
        user=people.get(data["user"]),
        taken_by=people.get(data["taken_by"]),
        handler=worker,
        received_at=asked_at,
        due_at=due_moment(asked_at, ANSWER_WORKDAYS),
        answered_at=None if state == QuestionState.RECEIVED else answered_at,
        service=ServicePage.objects.descendant_of(site.root_page).filter(slug=data.get("service")).first(),
        provider=ProviderPage.objects.descendant_of(site.root_page).filter(slug=data.get("provider")).first(),
        into="service" if data.get("service") else "",
        **values,
    )
    record_change(obj=question, from_state="", to_state="received", at=asked_at)
    if state != QuestionState.RECEIVED:
        record_change(obj=question, from_state="received", to_state=state, by=worker, at=answered_at)
    if data.get("letter"):
        emails.to_asker(question, "answered")
