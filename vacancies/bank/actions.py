"""Every change of an organisation or a vacancy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from portal.history import changed
from portal.history.actions import record_change
from vacancies.bank import emails
from vacancies.bank.enums import (
    ORGANISATION_TRANSITIONS,
    VACANCY_TRANSITIONS,
    Criterion,
    OrganisationState,
    VacancyState,
)
from vacancies.bank.exceptions import ChecklistOpen, NotAllowed, OrganisationNotActive, ReasonMissing, WrongState
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy, VacancySlot
from vacancies.bank.rules import can_edit_vacancy, can_keep_bank, can_run_vacancy

REVIEW_DAYS = 365
RESERVED_SLUGS = {"bericht", "ingebed", "wat-past"}  # addresses of search below /vacatures/


def free_slug(model: type[Organisation] | type[Vacancy], site_id: int, text: str) -> str:
    """A slug of at most 180 characters that no other row of the site has."""
    base = slugify(text)[:150] or "plek"
    base = f"{base}-plek" if base in RESERVED_SLUGS else base
    taken = set(model.objects.filter(site_id=site_id, slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


# --- Organisations --------------------------------------------------------------------------------------------------


def move_organisation(*, organisation: Organisation, to: OrganisationState, by: Any, reason: str = "") -> Organisation:
    """Bring an organisation into another state. Its vacancies appear in, or leave, search with it.

    Raises NotAllowed, WrongState, and ReasonMissing when it is refused without a reason.
    """
    if not can_keep_bank(by):
        raise NotAllowed
    if to == OrganisationState.REFUSED and not reason.strip():
        raise ReasonMissing
    before = organisation.state
    if to not in ORGANISATION_TRANSITIONS[before]:
        raise WrongState
    values: dict[str, Any] = {"state": to}
    if to in {OrganisationState.CHECKED, OrganisationState.ACTIVE} and organisation.verified_at is None:
        review = timezone.localdate() + timedelta(days=REVIEW_DAYS)
        values |= {"verified_by": by, "verified_at": timezone.now(), "review_by": review}
    with transaction.atomic():
        if not Organisation.objects.filter(pk=organisation.pk, state=before).update(**values):
            raise WrongState
        record_change(obj=organisation, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Organisation, ids=[organisation.pk])
        changed.send(Vacancy, ids=list(organisation.vacancies.values_list("pk", flat=True)))
    organisation.refresh_from_db()
    return organisation


def register_organisation(*, organisation: Organisation, by: Any) -> Organisation:
    """Save an organisation that a coordinator wrote down, with its address on the site."""
    if not can_keep_bank(by):
        raise NotAllowed
    with transaction.atomic():
        made = organisation.pk is None
        if not organisation.slug:
            organisation.slug = free_slug(Organisation, organisation.site_id, organisation.name)
        organisation.save()
        if made:
            record_change(obj=organisation, from_state="", to_state=organisation.state, by=by)
        changed.send(Organisation, ids=[organisation.pk])
        changed.send(Vacancy, ids=list(organisation.vacancies.values_list("pk", flat=True)))
    return organisation


def invite_contact(*, contact: OrganisationContact, by: Any) -> None:
    """Mail a contact how to log in; after the first login with that address the organisation is theirs to keep."""
    if not can_keep_bank(by):
        raise NotAllowed
    with transaction.atomic():
        contact.invited_at = timezone.now()
        contact.save(update_fields=["invited_at"])
        emails.send_invitation(contact)


def accept_invitations(*, user: Any) -> int:
    """Tie the invited rows of this verified address to the account; returns how many. Called after each login."""
    waiting = OrganisationContact.objects.filter(email__iexact=user.email, user=None, invited_at__isnull=False)
    return waiting.update(user=user, accepted_at=timezone.now())


# --- Writing a vacancy ----------------------------------------------------------------------------------------------


def save_vacancy(
    *,
    vacancy: Vacancy,
    by: Any,
    themes: Iterable[Any] | None = None,
    skills: Iterable[Any] | None = None,
    dayparts: Iterable[str] | None = None,
) -> Vacancy:
    """Save what somebody wrote; a new one begins as a draft. `None` leaves themes, skills or dayparts as they are."""
    if not (can_edit_vacancy(by, vacancy) if vacancy.pk else can_run_vacancy(by, vacancy)):
        raise NotAllowed
    with transaction.atomic():
        made = vacancy.pk is None
        if not vacancy.slug:
            vacancy.slug = free_slug(Vacancy, vacancy.site_id, vacancy.title)
        if made:
            vacancy.state = VacancyState.DRAFT
            vacancy.save()
            record_change(obj=vacancy, from_state="", to_state=VacancyState.DRAFT, by=by)
        else:
            # The state, the places taken and the dates that go with them belong to the actions below.
            kept = {"state", "filled_places", "published_at", "filled_on", "created_at", "id"}
            vacancy.save(update_fields=[f.name for f in vacancy._meta.concrete_fields if f.name not in kept])
        set_parts(vacancy, themes=themes, skills=skills, dayparts=dayparts)
        changed.send(Vacancy, ids=[vacancy.pk])
    return vacancy


def set_parts(
    vacancy: Vacancy,
    *,
    themes: Iterable[Any] | None,
    skills: Iterable[Any] | None,
    dayparts: Iterable[str] | None,
) -> None:
    if themes is not None:
        vacancy.themes.set(themes, clear=True)
    if skills is not None:
        vacancy.skills.set(skills, clear=True)
    if dayparts is not None:
        vacancy.slots.all().delete()
        VacancySlot.objects.bulk_create(VacancySlot(vacancy=vacancy, daypart=daypart) for daypart in dayparts)


# --- States of a vacancy --------------------------------------------------------------------------------------------


def move_vacancy(
    *, vacancy: Vacancy, to: VacancyState, by: Any, reason: str = "", values: dict[str, Any] | None = None
) -> Vacancy:
    """The one road between states: guarded by a conditional update, written in the history, told to search."""
    before = vacancy.state
    if to not in VACANCY_TRANSITIONS[before]:
        raise WrongState
    with transaction.atomic():
        moved = Vacancy.objects.filter(pk=vacancy.pk, state=before).update(
            state=to, updated_at=timezone.now(), **(values or {})
        )
        if not moved:
            raise WrongState
        record_change(obj=vacancy, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Vacancy, ids=[vacancy.pk])
        vacancy.refresh_from_db()
        emails.tell_about_state(vacancy, before, by)
    return vacancy


def submit_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    """The organisation asks the coordinator to look at it."""
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    return move_vacancy(vacancy=vacancy, to=VacancyState.SUBMITTED, by=by, values={"rejected_reason": ""})


def take_back_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    """Make a submitted, rejected or archived vacancy a draft again."""
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    return move_vacancy(vacancy=vacancy, to=VacancyState.DRAFT, by=by)


def answer_checklist(*, vacancy: Vacancy, points: Iterable[str], by: Any) -> Vacancy:
    """Write down which points of the quality checklist are in order (values of Criterion)."""
    if not can_keep_bank(by):
        raise NotAllowed
    confirmed = set(points)
    vacancy.checklist = {criterion.value: True for criterion in Criterion if criterion.value in confirmed}
    vacancy.save(update_fields=["checklist", "updated_at"])
    changed.send(Vacancy, ids=[vacancy.pk])
    return vacancy


def publish_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    """Open a vacancy. The gate: an active organisation and a complete checklist (imported ones pass without).

    Raises NotAllowed, OrganisationNotActive, ChecklistOpen, WrongState.
    """
    if not can_keep_bank(by):
        raise NotAllowed
    if vacancy.organisation.state != OrganisationState.ACTIVE:
        raise OrganisationNotActive
    if vacancy.open_points and not vacancy.is_imported:
        raise ChecklistOpen
    values: dict[str, Any] = {"published_at": vacancy.published_at or timezone.now(), "filled_on": None}
    if vacancy.coordinator_id is None:
        values["coordinator"] = by
    return move_vacancy(vacancy=vacancy, to=VacancyState.PUBLISHED, by=by, values=values)


def reject_vacancy(*, vacancy: Vacancy, reason: str, by: Any) -> Vacancy:
    """Send it back with a reason that the organisation reads."""
    if not can_keep_bank(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    values = {"rejected_reason": reason.strip()}
    return move_vacancy(vacancy=vacancy, to=VacancyState.REJECTED, by=by, reason=reason.strip(), values=values)


def pause_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    return move_vacancy(vacancy=vacancy, to=VacancyState.PAUSED, by=by)


def reopen_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    """Open again what was paused, filled or expired; a full one gets one more place, a past date is taken out."""
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    if vacancy.organisation.state != OrganisationState.ACTIVE:
        raise OrganisationNotActive
    if vacancy.state not in {VacancyState.PAUSED, VacancyState.FILLED, VacancyState.EXPIRED}:
        raise WrongState
    values: dict[str, Any] = {"filled_on": None, "filled_note": ""}
    if vacancy.places_left == 0:
        values["places"] = F("filled_places") + 1
    if vacancy.valid_through and vacancy.valid_through < timezone.localdate():
        values["valid_through"] = None
    return move_vacancy(vacancy=vacancy, to=VacancyState.PUBLISHED, by=by, values=values)


def fill_vacancy(*, vacancy: Vacancy, by: Any, on: date | None = None, note: str = "") -> Vacancy:
    """Say that it is filled, by hand, with the day and a word of thanks."""
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    values = {"filled_on": on or timezone.localdate(), "filled_note": note.strip()}
    return move_vacancy(vacancy=vacancy, to=VacancyState.FILLED, by=by, values=values)


def archive_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    if not can_run_vacancy(by, vacancy):
        raise NotAllowed
    return move_vacancy(vacancy=vacancy, to=VacancyState.ARCHIVED, by=by)


def take_place(*, vacancy: Vacancy, by: Any) -> bool:
    """Take one place by a conditional update; False when there is none. The last one fills the vacancy."""
    with transaction.atomic():
        free = Vacancy.objects.filter(pk=vacancy.pk, filled_places__lt=F("places"))
        if not free.update(filled_places=F("filled_places") + 1):
            return False
        vacancy.refresh_from_db()
        if vacancy.places_left == 0 and vacancy.state in {VacancyState.PUBLISHED, VacancyState.PAUSED}:
            values = {"filled_on": timezone.localdate()}
            move_vacancy(vacancy=vacancy, to=VacancyState.FILLED, by=by, values=values)
        else:
            changed.send(Vacancy, ids=[vacancy.pk])
    return True


def release_place(*, vacancy: Vacancy) -> bool:
    """Give a place back; False when none was taken. A filled vacancy stays filled until somebody reopens it."""
    with transaction.atomic():
        if not Vacancy.objects.filter(pk=vacancy.pk, filled_places__gt=0).update(filled_places=F("filled_places") - 1):
            return False
        changed.send(Vacancy, ids=[vacancy.pk])
    vacancy.refresh_from_db()
    return True


def expire_due() -> int:
    """Expire open vacancies whose last day is past; returns how many. The schedule calls it."""
    due = Vacancy.objects.filter(state=VacancyState.PUBLISHED, valid_through__lt=timezone.localdate())
    count = 0
    for vacancy in due.select_related("organisation", "site"):
        move_vacancy(vacancy=vacancy, to=VacancyState.EXPIRED, by=None)
        count += 1
    return count
