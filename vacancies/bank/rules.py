from __future__ import annotations

from typing import Any

from community.people.enums import Role
from community.people.rules import has_role
from vacancies.bank.enums import OWNER_EDITABLE_STATES, OrganisationState, VacancyState
from vacancies.bank.models import Organisation, Vacancy


def can_keep_bank(user: Any) -> bool:
    """Coordinators and administrators keep organisations and vacancies."""
    return has_role(user, Role.COORDINATOR, Role.ADMINISTRATOR)


def is_contact_of(user: Any, organisation: Organisation) -> bool:
    """Whether the user is an accepted contact of the organisation. One query."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return organisation.contacts.filter(user=user, accepted_at__isnull=False).exists()


def can_edit_vacancy(user: Any, vacancy: Vacancy) -> bool:
    """Who keeps the bank edits anything; a contact edits what its organisation still works on."""
    if can_keep_bank(user):
        return True
    return vacancy.state in OWNER_EDITABLE_STATES and is_contact_of(user, vacancy.organisation)


def can_run_vacancy(user: Any, vacancy: Vacancy) -> bool:
    """Submit, pause, resume, mark as filled, reopen: the organisation's own or whoever keeps the bank."""
    return can_keep_bank(user) or is_contact_of(user, vacancy.organisation)


def can_apply(vacancy: Vacancy) -> bool:
    """Only an open vacancy of an active organisation takes applications."""
    return vacancy.state == VacancyState.PUBLISHED and vacancy.organisation.state == OrganisationState.ACTIVE
