"""Outside the usual files of a slice: a vacancy as schema.org JobPosting. Pure, given the vacancy with its parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from vacancies.bank.enums import Kind, VacancyState
from vacancies.bank.models import Vacancy


def job_posting(vacancy: Vacancy, url: str) -> dict[str, Any]:
    """What a search engine reads; a vacancy that is no longer open has a `validThrough` in the past."""
    data: dict[str, Any] = {
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": vacancy.description,
        "url": url,
        "identifier": {"@type": "PropertyValue", "name": vacancy.organisation.name, "value": str(vacancy.uuid)},
        "employmentType": employment_type(vacancy),
        "hiringOrganization": {"@type": "Organization", "name": vacancy.organisation.name},
    }
    if vacancy.published_at:
        data["datePosted"] = vacancy.published_at.date().isoformat()
    if last := last_day(vacancy):
        data["validThrough"] = last.isoformat()
    if vacancy.place:
        data["jobLocation"] = place(vacancy)
    if vacancy.remote:
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = {"@type": "Country", "name": "NL"}
    return data


def employment_type(vacancy: Vacancy) -> str:
    if vacancy.kind == Kind.PAID:
        return vacancy.employment_type.upper() or "OTHER"
    return "INTERN" if vacancy.kind == Kind.INTERNSHIP else "VOLUNTEER"


def last_day(vacancy: Vacancy) -> date | None:
    if vacancy.state == VacancyState.FILLED and vacancy.filled_on:
        return vacancy.filled_on
    return vacancy.valid_through


def place(vacancy: Vacancy) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": vacancy.place,
        "addressCountry": "NL",
        **({"postalCode": vacancy.postcode} if vacancy.postcode else {}),
        **({"streetAddress": vacancy.street} if vacancy.street else {}),
    }
    return {"@type": "Place", "address": address}
