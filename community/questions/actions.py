"""Every change of a question."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from community.outreach.actions import Wanted, ask_visit
from community.outreach.enums import Source
from community.questions import emails
from community.questions.enums import TRANSITIONS, Into, QuestionState, YesHow
from community.questions.exceptions import AlreadyChanged, AnswerMissing, NotAllowed
from community.questions.models import Question
from community.questions.queries import CODE_LETTER, answerer, coordinators, overdue
from community.questions.rules import can_answer_questions, can_ask_again, can_withdraw
from portal.history import changed
from portal.history.actions import record_change
from portal.history.queries import history_of
from portal.pages.models import ProviderPage, ServicePage
from portal.workdays import due_moment

ANSWER_WORKDAYS = 2


@dataclass(frozen=True)
class Asked:
    """What the form cleaned: the question, a name, one way to be reached."""

    text: str
    name: str
    channel: str
    email: str = ""
    phone: Any = ""
    address: str = ""
    asked_on: str = ""
    language: str = "nl"
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def new_code(site: Site) -> str:
    """A code that is not in use, read out as Q7 24 93."""
    while True:
        code = CODE_LETTER + "".join(secrets.choice("0123456789") for _digit in range(5))
        if not Question.objects.filter(site=site, code=code).exists():
            return code


def ask_question(*, site: Site, asked: Asked, by: Any) -> Question:
    """Somebody asks; the same form sent twice is one question. A worker who writes it down is not who asks."""
    worker = by if can_answer_questions(by) else None
    user = by if getattr(by, "is_authenticated", False) and worker is None else None
    now = timezone.now()
    values = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    try:
        with transaction.atomic():
            question = Question.objects.create(
                site=site,
                user=user,
                taken_by=worker,
                code=new_code(site),
                handler=answerer(site),
                received_at=now,
                due_at=due_moment(now, ANSWER_WORKDAYS),
                **values,
            )
            record_change(obj=question, from_state="", to_state=question.state, by=by)
            changed.send(Question, ids=[question.pk])
            emails.to_asker(question, "received")
            emails.to_handler(question, "asked")
    except IntegrityError:
        return Question.objects.get(site=site, key=asked.key)
    return question


def move(
    *, question: Question, to: QuestionState, by: Any, reason: str = "", values: dict[str, Any] | None = None
) -> Question:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before = question.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        rows = Question.objects.filter(pk=question.pk, state=before)
        if not rows.update(state=to, **(values or {})):
            raise AlreadyChanged
        record_change(obj=question, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Question, ids=[question.pk])
        question.refresh_from_db()
    return question


def answer_question(
    *, question: Question, answer: str, by: Any, service: ServicePage | None = None, into: str = ""
) -> Question:
    """Answer in words; with a service, or with what it became, the person sees where to go on."""
    if not can_answer_questions(by):
        raise NotAllowed
    if not answer.strip():
        raise AnswerMissing
    values = {
        "answer": answer.strip(),
        "service": service,
        "into": Into.SERVICE if service else into,
        "answered_at": question.answered_at or timezone.now(),
        "handler": by,
    }
    with transaction.atomic():
        move(question=question, to=QuestionState.ANSWERED, by=by, values=values)
        emails.to_asker(question, "answered", suffix=suffix_of(question))
    return question


def turn_into_visit(*, question: Question, address: str, by: Any, yes_how: str) -> Question:
    """The person would like one of us to come by, and said so: the visit goes on at the desk of the doors."""
    if not can_answer_questions(by):
        raise NotAllowed
    with transaction.atomic():
        wanted = Wanted(
            address=address.strip(),
            source=Source.QUESTION,
            name=question.name,
            phone=question.phone,
            email=question.email,
            language=question.language,
            key=question.key,
        )
        visit = ask_visit(site=question.site, wanted=wanted, by=by, worker=by, yes_how=yes_how)
        answer = _("Wij komen bij u langs. U wordt eerst gebeld.")
        answer_question(question=question, answer=answer, by=by, into=Into.VISIT)
        Question.objects.filter(pk=question.pk).update(visit=visit)
        question.refresh_from_db()
    return question


def offer_hand_over(*, question: Question, provider: ProviderPage, told: str, by: Any, yes_how: str = "") -> Question:
    """Somebody else can help better. The person reads what we would tell them, and says yes or no first.

    `yes_how` when the yes was heard already, at the telephone or at the desk.
    """
    if not can_answer_questions(by):
        raise NotAllowed
    now = timezone.now()
    values: dict[str, Any] = {"provider": provider, "told": told.strip(), "handler": by}
    values["answered_at"] = question.answered_at or now
    with transaction.atomic():
        if yes_how:
            values |= {"yes_at": now, "yes_how": yes_how}
            move(question=question, to=QuestionState.AGREED, by=by, values=values)
        else:
            move(question=question, to=QuestionState.OFFERED, by=by, values={**values, "yes_at": None, "yes_how": ""})
            emails.to_asker(question, "offered", suffix=suffix_of(question))
    return question


def agree(*, question: Question) -> Question:
    """The person says yes, on the page behind the link or the code."""
    with transaction.atomic():
        if question.state != QuestionState.OFFERED:
            raise AlreadyChanged
        values = {"yes_at": timezone.now(), "yes_how": YesHow.CLICK}
        move(question=question, to=QuestionState.AGREED, by=question.user, values=values)
        emails.to_handler(question, "agreed", suffix=suffix_of(question))
    return question


def refuse(*, question: Question) -> Question:
    """The person says no, or takes a yes back before it was used: nothing was told, and we think again."""
    if question.state not in (QuestionState.OFFERED, QuestionState.AGREED):
        raise AlreadyChanged
    return begin_again(question=question, reason=_("Nee tegen overdragen"), kind="refused")


def begin_again(*, question: Question, reason: str, kind: str) -> Question:
    """Back to who answers, with a new promise; what was agreed before no longer holds."""
    now = timezone.now()
    values = {
        "due_at": due_moment(now, ANSWER_WORKDAYS),
        "provider": None,
        "told": "",
        "yes_at": None,
        "yes_how": "",
        "spoke_with": "",
    }
    with transaction.atomic():
        move(question=question, to=QuestionState.RECEIVED, by=question.user, reason=reason, values=values)
        emails.to_handler(question, kind, suffix=suffix_of(question))
    return question


def ask_again(*, question: Question, more: str) -> Question:
    """The answer did not help: the person says what is still missing."""
    if not can_ask_again(question):
        raise AlreadyChanged
    with transaction.atomic():
        begin_again(question=question, reason=_("Nog niet geholpen"), kind="again")
        if more.strip():
            text = f"{question.text}\n\n{_('Later:')} {more.strip()}"
            Question.objects.filter(pk=question.pk).update(text=text)
            question.refresh_from_db()
    return question


def hand_over(*, question: Question, spoke_with: str, by: Any) -> Question:
    """We rang the other and told what was agreed, nothing more."""
    if not can_answer_questions(by):
        raise NotAllowed
    with transaction.atomic():
        values = {"spoke_with": spoke_with.strip(), "handler": by}
        move(question=question, to=QuestionState.HANDED_OVER, by=by, values=values)
        emails.to_asker(question, "handed_over", suffix=suffix_of(question))
    return question


def withdraw_question(*, question: Question, by: Any = None) -> Question:
    """Who asked stops; no reason is asked."""
    if not can_withdraw(question):
        raise AlreadyChanged
    return move(question=question, to=QuestionState.WITHDRAWN, by=by or question.user)


def reassign(*, question: Question, to: Any, by: Any) -> Question:
    """Hand the question to a colleague, who gets a mail."""
    if not can_answer_questions(by) or not can_answer_questions(to):
        raise NotAllowed
    with transaction.atomic():
        give_to(question, to, by, _("Doorgegeven aan %s") % to)
    return question


def give_to(question: Question, to: Any, by: Any, reason: str) -> None:
    Question.objects.filter(pk=question.pk).update(handler=to)
    question.refresh_from_db()
    record_change(obj=question, from_state=question.state, to_state=question.state, by=by, reason=reason)
    emails.to_handler(question, "asked")


def escalate_overdue() -> int:
    """At the promised moment another coordinator takes over; at twice that who asked gets an apology. Each once."""
    count, now = 0, timezone.now()
    late = _("Te laat.")
    for question in overdue(now):
        other = coordinators(question.site_id).exclude(pk=question.handler_id or 0).first()
        since = history_of(question).filter(at__gte=question.due_at, reason__startswith=late)
        if other is not None and not since.exists():
            with transaction.atomic():
                give_to(question, other, None, f"{late} " + _("Overgedragen aan %s") % other)
            count += 1
        if now - question.due_at >= question.due_at - question.received_at:
            emails.to_asker(question, "apology", suffix=suffix_of(question))
    return count


def suffix_of(question: Question) -> str:
    """What tells one round of answering from the next; the moment of the promise changes with each."""
    return f":{question.due_at:%Y%m%d%H%M}"
