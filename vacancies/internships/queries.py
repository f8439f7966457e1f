from __future__ import annotations

from dataclasses import dataclass

from vacancies.bank.enums import Kind
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import open_vacancies

# More internship places than a region has; beyond it the list of the bank has pages.
MOST = 500


@dataclass(frozen=True)
class Pupil:
    """For whom one looks; what is empty does not matter."""

    school_type: str = ""
    school_year: int | None = None
    age: int | None = None


def suits(vacancy: Vacancy, pupil: Pupil) -> bool:
    """A place that names no school types, years or age is for everyone."""
    return (
        (not pupil.school_type or not vacancy.school_types or pupil.school_type in vacancy.school_types)
        and (not pupil.school_year or not vacancy.school_years or pupil.school_year in vacancy.school_years)
        and (not pupil.age or not vacancy.minimum_age or vacancy.minimum_age <= pupil.age)
    )


def open_internships(site_id: int, pupil: Pupil | None = None) -> list[Vacancy]:
    """Open places for a civic internship, the newest first.

    The lists of a place are compared here, not in SQL: the two databases ask JSON in different ways, and a region has
    some dozens of places.
    """
    places = (
        open_vacancies(site_id)
        .filter(kind=Kind.INTERNSHIP)
        .select_related("organisation")
        .order_by("-published_at")[:MOST]
    )
    return [place for place in places if suits(place, pupil or Pupil())]
