"""Every change of a sign-up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.history import changed
from portal.history.actions import record_change
from portal.history.queries import history_of
from portal.pages.models import SiteSettings
from portal.workdays import due_moment
from vacancies.bank.actions import take_place
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import open_vacancies
from vacancies.bank.rules import can_apply
from vacancies.placements import emails
from vacancies.placements.enums import TRANSITIONS, ApplicationState, Topic
from vacancies.placements.exceptions import (
    AlreadyChanged,
    AlternativesMissing,
    NoPlaceLeft,
    NotAllowed,
    ReasonMissing,
    VacancyClosed,
)
from vacancies.placements.models import Application, ApplicationNote, Receipt
from vacancies.placements.queries import coordinators, overdue, with_parts
from vacancies.placements.rules import can_finish, can_handle_applications, can_withdraw

ANSWER_WORKDAYS = 5
ALTERNATIVES = 2
# Letters that nobody mistakes for a digit or for each other when read out.
LETTERS = "ABDEGHJKMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Applicant:
    """Who signs up, as the form cleaned it: a name and one way to be reached."""

    name: str
    channel: str
    email: str = ""
    phone: Any = ""
    address: str = ""
    message: str = ""
    wish_what: str = ""
    wish_when: str = ""
    wish_where: str = ""
    language: str = "nl"
    topic: str = Topic.TAKING_PART


def contact_key(*, user: Any, email: str, phone: Any, address: str) -> str:
    """What makes two sign-ups the same person's: the account, else the mail address, the telephone, the letter box."""
    if user is not None and getattr(user, "is_authenticated", False):
        return f"user:{user.pk}"
    if email:
        return f"email:{email.strip().lower()}"
    if phone:
        return f"phone:{getattr(phone, 'as_e164', None) or ''.join(str(phone).split())}"
    return "letter:" + "".join(c for c in address.lower() if c.isalnum())[:240]


def new_code(site: Site) -> str:
    """A code of a letter and five digits that is not in use: two million, read out as K7 24 93."""
    while True:
        code = secrets.choice(LETTERS) + "".join(secrets.choice("0123456789") for _digit in range(5))
        if not Application.objects.filter(site=site, code=code) and not Receipt.objects.filter(site=site, code=code):
            return code


def answerer(site: Site, vacancy: Vacancy | None) -> Any:
    """Who answers: the vacancy's coordinator, else the site's, else the first of the group."""
    if vacancy is not None and vacancy.coordinator is not None:
        return vacancy.coordinator
    # Not `for_site`, which writes a row: this is also asked by pages that only show who answers.
    details = SiteSettings.objects.filter(site=site).select_related("default_coordinator").first()
    return (details and details.default_coordinator) or coordinators(site.pk).first()


def apply(
    *,
    site: Site,
    vacancy: Vacancy | None,
    applicant: Applicant,
    by: Any,
    due_at: datetime | None = None,
    handler: Any = None,
) -> Application | Receipt:
    """Sign up for a vacancy, or with the applicant's topic alone. Raises VacancyClosed.

    `due_at` is the promised moment when it is another than the usual number of working days; `handler` answers when
    that person works at the desk, else whoever it usually is.

    A second sign-up while the first is open makes no second one: with a login the first comes back, without one a
    Receipt that looks like a new one (see there); only the mail says that the first stands.
    """
    user = by if getattr(by, "is_authenticated", False) and not can_handle_applications(by) else None
    key = contact_key(user=user, email=applicant.email, phone=applicant.phone, address=applicant.address)
    if vacancy is not None and not can_apply(vacancy):
        raise VacancyClosed
    with transaction.atomic():
        if vacancy is not None and not Vacancy.objects.filter(pk=vacancy.pk, state="published").exists():
            raise VacancyClosed
        values = {"site": site, "vacancy": vacancy, "user": user, "contact_key": key}
        who = handler if can_handle_applications(handler) else answerer(site, vacancy)
        try:
            with transaction.atomic():
                told = first_values(site, applicant, due_at)
                application = Application.objects.create(**values, handler=who, **told)
        except IntegrityError:
            return again(site, vacancy, key, user, applicant, due_at)
        record_change(obj=application, from_state="", to_state=application.state, by=by)
        changed.send(Application, ids=[application.pk])
        emails.tell_received(application)
        emails.tell_handler(application)
    return application


def first_values(site: Site, applicant: Applicant, due_at: datetime | None) -> dict[str, Any]:
    """What somebody told, a code of its own, and by when there is an answer."""
    now = timezone.now()
    told = {name: getattr(applicant, name) for name in applicant.__dataclass_fields__}
    return {
        **told,
        "code": new_code(site),
        "received_at": now,
        "due_at": due_at or due_moment(now, ANSWER_WORKDAYS),
    }


def again(
    site: Site,
    vacancy: Vacancy | None,
    key: str,
    user: Any,
    applicant: Applicant,
    due_at: datetime | None = None,
) -> Application | Receipt:
    """The second sign-up of the same person."""
    open_ones = Application.objects.filter(site=site, vacancy=vacancy, contact_key=key)
    if vacancy is None:
        open_ones = open_ones.filter(topic=applicant.topic)
    first = with_parts(open_ones.filter(state__in=["received", "in_conversation", "proposed"])).get()
    emails.tell_stands(first)
    if user is not None:
        return first
    now = timezone.now()
    return Receipt.objects.create(
        application=first,
        site=site,
        code=new_code(site),
        name=applicant.name,
        channel=applicant.channel,
        received_at=now,
        due_at=due_at or due_moment(now, ANSWER_WORKDAYS),
    )


def move(
    *, application: Application, to: ApplicationState, by: Any, reason: str = "", values: dict[str, Any] | None = None
) -> Application:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before = application.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        rows = Application.objects.filter(pk=application.pk, state=before)
        if not rows.update(state=to, answered_at=application.answered_at or timezone.now(), **(values or {})):
            raise AlreadyChanged
        record_change(obj=application, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Application, ids=[application.pk])
        application.refresh_from_db()
    return application


def start_conversation(*, application: Application, by: Any, note: str = "") -> Application:
    """Somebody of us spoke to the applicant."""
    if not can_handle_applications(by):
        raise NotAllowed
    with transaction.atomic():
        move(application=application, to=ApplicationState.IN_CONVERSATION, by=by, values={"handler": by})
        if note.strip():
            add_note(application=application, text=note, by=by)
    return application


def undo_conversation(*, application: Application, by: Any) -> Application:
    """Back to new, when the click was a mistake; the promise was never met, so its clock goes on."""
    if not can_handle_applications(by):
        raise NotAllowed
    with transaction.atomic():
        rows = Application.objects.filter(pk=application.pk, state=ApplicationState.IN_CONVERSATION)
        if not rows.update(state=ApplicationState.RECEIVED, answered_at=None):
            raise AlreadyChanged
        record_change(
            obj=application, from_state="in_conversation", to_state="received", by=by, reason=_("Ongedaan gemaakt")
        )
        changed.send(Application, ids=[application.pk])
    application.refresh_from_db()
    return application


def propose(*, application: Application, vacancy: Vacancy, answer: str, by: Any) -> Application:
    """Propose a place to the applicant, who gets a mail; for a general sign-up it is where it goes on."""
    if not can_handle_applications(by):
        raise NotAllowed
    if not can_apply(vacancy):
        raise VacancyClosed(_("Deze vacature is niet meer open. Kies een andere."))
    with transaction.atomic():
        values = {"vacancy": vacancy, "answer": answer.strip(), "handler": by}
        try:
            move(application=application, to=ApplicationState.PROPOSED, by=by, values=values)
        except IntegrityError:
            raise AlreadyChanged(_("Deze persoon meldde zich al aan voor die plek.")) from None
        emails.tell_proposed(application)
    return application


def accept(*, application: Application, answer: str, by: Any) -> Application:
    """Take a place for the applicant; the last place fills the vacancy. Raises NoPlaceLeft, AlreadyChanged."""
    if not can_handle_applications(by):
        raise NotAllowed
    if application.vacancy is None:
        raise NoPlaceLeft(_("Kies eerst een plek."))
    with transaction.atomic():
        move(
            application=application,
            to=ApplicationState.ACCEPTED,
            by=by,
            values={"answer": answer.strip(), "handler": by},
        )
        if not take_place(vacancy=application.vacancy, by=by):
            raise NoPlaceLeft
        emails.tell_accepted(application)
    return application


def decline(*, application: Application, reason: str, alternatives: Sequence[Vacancy], by: Any) -> Application:
    """Say no, with the reason in plain words and two other open places (fewer only when there are none)."""
    if not can_handle_applications(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    wanted = min(ALTERNATIVES, open_vacancies(application.site_id).exclude(pk=application.vacancy_id or 0).count())
    if len({vacancy.pk for vacancy in alternatives}) < wanted:
        raise AlternativesMissing
    with transaction.atomic():
        values = {"reason": reason.strip(), "handler": by}
        move(application=application, to=ApplicationState.DECLINED, by=by, reason=reason.strip(), values=values)
        application.alternatives.set(alternatives)
        emails.tell_declined(application)
    return application


def finish(*, application: Application, answer: str, by: Any) -> Application:
    """End what asked for no place: somebody was rung, a school or a host was helped. What was agreed may be written."""
    if not can_finish(by, application):
        raise NotAllowed
    values = {"answer": answer.strip(), "handler": by}
    return move(application=application, to=ApplicationState.DONE, by=by, values=values)


def withdraw(*, application: Application | Receipt) -> None:
    """The applicant stops; no reason is asked. Doing it twice does it once."""
    if isinstance(application, Receipt):
        Receipt.objects.filter(pk=application.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
        application.refresh_from_db()
        return
    if not can_withdraw(application):
        raise AlreadyChanged
    with transaction.atomic():
        move(application=application, to=ApplicationState.WITHDRAWN, by=application.user)
        emails.tell_withdrawn(application)


def reassign(*, application: Application, to: Any, by: Any) -> Application:
    """Hand over to a colleague, who gets a mail."""
    if not can_handle_applications(by) or not can_handle_applications(to):
        raise NotAllowed
    with transaction.atomic():
        Application.objects.filter(pk=application.pk).update(handler=to)
        application.refresh_from_db()
        state = application.state
        record_change(obj=application, from_state=state, to_state=state, by=by, reason=_("Overgedragen aan %s") % to)
        changed.send(Application, ids=[application.pk])
        emails.tell_handler(application)
    return application


def add_note(*, application: Application, text: str, by: Any) -> ApplicationNote:
    if not can_handle_applications(by):
        raise NotAllowed
    return ApplicationNote.objects.create(
        application=application, text=text.strip(), author=by, written_at=timezone.now()
    )


def escalate_overdue() -> int:
    """At the promised moment another coordinator takes over; at twice that the applicant gets an apology.

    Both once: the hand-over is seen in the history, the apology is a notice that is sent once. The schedule calls it.
    """
    count = 0
    for application in with_parts(overdue()):
        late_by = timezone.now() - application.due_at
        promised: timedelta = application.due_at - application.received_at
        if not handed_over(application):
            count += hand_over(application)
        if late_by >= promised:
            emails.apologise(
                application, open_vacancies(application.site_id).exclude(pk=application.vacancy_id or 0)[:ALTERNATIVES]
            )
    return count


def handed_over(application: Application) -> bool:
    return history_of(application).filter(reason__startswith=_("Te laat")).exists()


def hand_over(application: Application) -> bool:
    other = coordinators(application.site_id).exclude(pk=application.handler_id or 0).first()
    if other is None:
        return False
    with transaction.atomic():
        Application.objects.filter(pk=application.pk).update(handler=other)
        application.refresh_from_db()
        reason = _("Te laat. Overgedragen aan %s") % other
        record_change(obj=application, from_state=application.state, to_state=application.state, reason=reason)
        changed.send(Application, ids=[application.pk])
        emails.tell_handler(application)
    return True
