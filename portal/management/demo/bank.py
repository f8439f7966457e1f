"""Organisations and vacancies of the demo, in every state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.people.models import User
from portal.history import changed
from portal.history.actions import record_change
from portal.management.demo import read
from portal.vocabulary.models import Skill, Theme
from vacancies.bank.enums import Criterion, OrganisationState, VacancyState
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy, VacancySlot

ORGANISATION_FIELDS = [
    "name",
    "legal_form",
    "description",
    "street",
    "postcode",
    "place",
    "latitude",
    "longitude",
    "phone",
    "email",
    "website",
    "kvk_number",
    "liability_insured",
    "integrity_policy_url",
    "state",
]
VACANCY_FIELDS = [
    "kind",
    "title",
    "voice",
    "summary",
    "description",
    "start_text",
    "for_whom",
    "drawing",
    "hours_per_week",
    "duration_text",
    "frequency",
    "time_note",
    "remote",
    "location_name",
    "street",
    "postcode",
    "place",
    "latitude",
    "longitude",
    "minimum_age",
    "together",
    "wheelchair",
    "language_level",
    "vog_required",
    "expenses_compensated",
    "expenses_note",
    "places",
    "filled_places",
    "filled_note",
    "state",
    "rejected_reason",
]
KIND_FIELDS = ("school_types", "school_years", "hours_total", "employment_type", "salary_text")

# The road to each state, as the history tells it.
ROADS: dict[str, list[str]] = {
    VacancyState.DRAFT: [],
    VacancyState.SUBMITTED: [VacancyState.SUBMITTED],
    VacancyState.REJECTED: [VacancyState.SUBMITTED, VacancyState.REJECTED],
    VacancyState.PUBLISHED: [VacancyState.SUBMITTED, VacancyState.PUBLISHED],
}


def load_organisations(site: Site, people: dict[str, User]) -> dict[str, Organisation]:
    """Make the organisations that are not there yet; returns all of them by key."""
    return {data["key"]: load_organisation(site, data, people) for data in read("organisations")}


def load_organisation(site: Site, data: dict[str, Any], people: dict[str, User]) -> Organisation:
    organisation = Organisation.objects.filter(site=site, slug=data["key"]).first()
    if organisation is None:
        values = {field: data[field] for field in ORGANISATION_FIELDS}
        organisation = Organisation(site=site, slug=data["key"], **values)
        if data["state"] != OrganisationState.APPLIED:
            organisation.verified_by = people["coordinator"]
            organisation.verified_at = timezone.now() - timedelta(days=200)
            organisation.review_by = timezone.localdate() + timedelta(days=165)
        organisation.save()
        record_change(obj=organisation, from_state="", to_state=data["state"], by=people["coordinator"])
        changed.send(Organisation, ids=[organisation.pk])
    contact = data["contact"]
    members: list[tuple[str, str, str, User | None]] = [(contact["name"], contact["email"], contact["role"], None)]
    members += [
        (str(people[person["key"]]), person["email"], person["role_title"], people[person["key"]])
        for person in read("people")
        if person["organisation"] == data["key"] and person["role"].startswith("organisation")
    ]
    for name, email, role, user in members:
        OrganisationContact.objects.get_or_create(
            organisation=organisation,
            email=email,
            defaults={"name": name, "role": role, "user": user, "accepted_at": timezone.now() if user else None},
        )
    return organisation


def load_vacancies(site: Site, organisations: dict[str, Organisation], people: dict[str, User]) -> dict[str, Vacancy]:
    """Make the vacancies that are not there yet; returns all of them by key."""
    return {data["key"]: load_vacancy(site, data, organisations, people) for data in read("vacancies")}


def load_vacancy(
    site: Site, data: dict[str, Any], organisations: dict[str, Organisation], people: dict[str, User]
) -> Vacancy:
    existing = Vacancy.objects.filter(site=site, slug=data["key"]).first()
    if existing is not None:
        return existing
    vacancy = Vacancy(site=site, slug=data["key"], organisation=organisations[data["organisation"]])
    for field in VACANCY_FIELDS:
        setattr(vacancy, field, data[field])
    for field in KIND_FIELDS:
        if data.get(field):
            setattr(vacancy, field, data[field])
    vacancy.training = data["you_get"]
    vacancy.requirements = "\n".join(f"{r['text']} ({r['reason']})" for r in data["requirements"])
    vacancy.coordinator = people[data["coordinator"]]
    vacancy.checklist = {criterion.value: True for criterion in Criterion} if data["checklist"] else {}
    set_dates(vacancy, data)
    vacancy.save()
    vacancy.themes.set(Theme.objects.filter(slug__in=data["themes"]))
    vacancy.skills.set(Skill.objects.filter(slug__in=data["skills"]))
    VacancySlot.objects.bulk_create(VacancySlot(vacancy=vacancy, daypart=daypart) for daypart in data["dayparts"])
    write_history(vacancy, people)
    changed.send(Vacancy, ids=[vacancy.pk])
    return vacancy


def set_dates(vacancy: Vacancy, data: dict[str, Any]) -> None:
    today = timezone.localdate()
    if data["published_days_ago"] is not None:
        vacancy.published_at = timezone.now() - timedelta(days=data["published_days_ago"])
    if data["valid_in_days"] is not None:
        vacancy.valid_through = today + timedelta(days=data["valid_in_days"])
    if data["filled_days_ago"] is not None:
        vacancy.filled_on = today - timedelta(days=data["filled_days_ago"])


def write_history(vacancy: Vacancy, people: dict[str, User]) -> None:
    """The road to the state of today, each step a little later than the one before."""
    road = ROADS.get(vacancy.state) or [VacancyState.SUBMITTED, VacancyState.PUBLISHED, vacancy.state]
    moment: datetime = (vacancy.published_at or timezone.now()) - timedelta(days=3)
    before = ""
    for state in [VacancyState.DRAFT, *road]:
        by = people["coordinator"] if state in {VacancyState.PUBLISHED, VacancyState.REJECTED} else None
        record_change(obj=vacancy, from_state=before, to_state=state, by=by, at=moment)
        before, moment = state, min(moment + timedelta(days=1.5), timezone.now())
