from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from vacancies.bank.enums import PUBLIC_STATES, SEARCHABLE_STATES, Criterion, OrganisationState, VacancyState
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy, VacancySkill, VacancyTheme
from vacancies.bank.rules import can_keep_bank


def with_parts(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Everything a page or a search document shows, in a fixed number of queries."""
    return vacancies.select_related("organisation", "neighbourhood", "coordinator__profile").prefetch_related(
        "slots",
        Prefetch("theme_items", VacancyTheme.objects.select_related("tag")),
        Prefetch("skill_items", VacancySkill.objects.select_related("tag")),
    )


def public_vacancies(site_id: int) -> QuerySet[Vacancy]:
    """What everyone may read: open, paused, filled and expired ones of organisations that are active or were."""
    shown = [OrganisationState.ACTIVE, OrganisationState.PAUSED, OrganisationState.ENDED]
    return Vacancy.objects.filter(site_id=site_id, state__in=PUBLIC_STATES, organisation__state__in=shown)


def searchable_vacancies(site_id: int | None = None) -> QuerySet[Vacancy]:
    """What search may find: open and filled ones of active organisations. Search is built from this query alone."""
    found = Vacancy.objects.filter(state__in=SEARCHABLE_STATES, organisation__state=OrganisationState.ACTIVE)
    return found if site_id is None else found.filter(site_id=site_id)


def open_vacancies(site_id: int) -> QuerySet[Vacancy]:
    """What takes applications now."""
    return searchable_vacancies(site_id).filter(state=VacancyState.PUBLISHED)


def vacancies_visible_to(user: Any, site_id: int) -> QuerySet[Vacancy]:
    """All for who keeps the bank; for others the public ones and those of their own organisations."""
    vacancies = Vacancy.objects.filter(site_id=site_id)
    if can_keep_bank(user):
        return vacancies
    public = Q(pk__in=public_vacancies(site_id).values("pk"))
    if not getattr(user, "is_authenticated", False):
        return vacancies.filter(public)
    return vacancies.filter(public | Q(organisation__in=organisations_of(user, site_id)))


def organisations_of(user: Any, site_id: int) -> QuerySet[Organisation]:
    """The organisations whose accepted contact the user is."""
    if not getattr(user, "is_authenticated", False):
        return Organisation.objects.none()
    contacts = OrganisationContact.objects.filter(user=user, accepted_at__isnull=False)
    return Organisation.objects.filter(site_id=site_id, pk__in=contacts.values("organisation"))


def known_place(site_id: int, name: str) -> tuple[float, float] | None:
    """Coordinates of a place that only our own vacancies know, such as a hamlet."""
    row = searchable_vacancies(site_id).filter(place__iexact=name.strip(), latitude__isnull=False)
    return pair(row.values_list("latitude", "longitude").first())


def known_postcode(site_id: int, digits: str) -> tuple[float, float] | None:
    """Coordinates of a known address whose postcode starts with the same four digits."""
    row = searchable_vacancies(site_id).filter(postcode__startswith=digits, latitude__isnull=False)
    return pair(row.values_list("latitude", "longitude").first())


def pair(row: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    """Coordinates when both are known."""
    return (row[0], row[1]) if row and row[0] is not None and row[1] is not None else None


def contacts_to_tell(organisation: Organisation) -> list[tuple[str, str]]:
    """(name, address) of everyone of the organisation who gets its mail."""
    return list(organisation.contacts.filter(accepted_at__isnull=False).values_list("name", "email"))


def waiting_vacancies(site_id: int) -> QuerySet[Vacancy]:
    """Sent in by an organisation, and not looked at yet; the oldest first."""
    return (
        Vacancy.objects.filter(site_id=site_id, state=VacancyState.SUBMITTED)
        .select_related("organisation")
        .order_by("updated_at")
    )


def open_points_of_imported(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Of some vacancies those whose quality checklist nobody has finished."""
    every = {criterion.value: True for criterion in Criterion}
    return vacancies.exclude(checklist=every)
