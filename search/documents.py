"""The document of a vacancy: one source for both engines. Pure, given the vacancy with its parts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.places.queries import place_key
from search.analysis import distinct_words, index_terms
from vacancies.bank.enums import LANGUAGE_ORDER, VacancyState
from vacancies.bank.models import Vacancy

# The fields that are searched, and how much a match in each counts.
FIELD_WEIGHTS = {"title": 8.0, "subject": 4.0, "summary": 3.0, "body": 1.0}


def document_of(vacancy: Vacancy, version: int, last_signup: datetime | None = None) -> dict[str, Any]:
    """Everything that may be searched, filtered or shown; nothing in it is not public.

    `last_signup` is when somebody last signed up; only the day since which the vacancy waits comes out of it.
    """
    # In a fixed order, so that equal vacancies make equal documents.
    themes = sorted((item.tag for item in vacancy.theme_items.all()), key=lambda tag: tag.slug)
    skills = sorted((item.tag for item in vacancy.skill_items.all()), key=lambda tag: tag.slug)
    return {
        "object_id": vacancy.pk,
        "version": version,
        "site": vacancy.site_id,
        "id": str(vacancy.uuid),
        "external_id": vacancy.external_id,
        "url": f"/vacatures/{vacancy.slug}/",
        "title": vacancy.title,
        "summary": vacancy.summary,
        "organisation": vacancy.organisation.name,
        "kind": vacancy.kind,
        "status": "filled" if vacancy.state == VacancyState.FILLED else "open",
        "themes": [theme.slug for theme in themes],
        "theme_names": [theme.name for theme in themes],
        "skills": [skill.slug for skill in skills],
        "skill_names": [skill.name for skill in skills],
        **work_of(vacancy),
        **place_of(vacancy),
        **moments_of(vacancy, last_signup),
        "drawing": vacancy.drawing or next((theme.drawing for theme in themes), "pot"),
        "terms": field_terms(vacancy, themes, skills),
    }


def work_of(vacancy: Vacancy) -> dict[str, Any]:
    """When, how long, with whom, and what it asks."""
    return {
        "dayparts": sorted(slot.daypart for slot in vacancy.slots.all()),
        "frequency": vacancy.frequency,
        "time_note": vacancy.time_note,
        "hours": float(vacancy.hours_per_week) if vacancy.hours_per_week is not None else None,
        "together": vacancy.together,
        "for_whom": vacancy.for_whom,
        "wheelchair": vacancy.wheelchair,
        "remote": vacancy.remote,
        "language_level": vacancy.language_level,
        "language_rank": language_rank(vacancy.language_level),
        "minimum_age": vacancy.minimum_age,
        "places_left": vacancy.places_left,
    }


def place_of(vacancy: Vacancy) -> dict[str, Any]:
    return {
        "neighbourhood": vacancy.neighbourhood.slug if vacancy.neighbourhood else "",
        "place": vacancy.place,
        "place_key": place_key(vacancy.place),
        "location": point(vacancy),
    }


def moments_of(vacancy: Vacancy, last_signup: datetime | None) -> dict[str, Any]:
    """When it was placed, since which day nobody signed up, when it was filled."""
    published = vacancy.published_at or vacancy.created_at
    return {
        "published_at": published.isoformat(),
        "waiting_since": max(published, last_signup or published).date().isoformat(),
        "filled_on": vacancy.filled_on.isoformat() if vacancy.filled_on else None,
    }


def point(vacancy: Vacancy) -> dict[str, float] | None:
    if vacancy.latitude is None or vacancy.longitude is None:
        return None
    return {"lat": vacancy.latitude, "lon": vacancy.longitude}


def language_rank(level: str) -> int:
    """0 when nothing is asked, then 1 (basic) to 3 (fluent)."""
    return LANGUAGE_ORDER.index(level) + 1 if level else 0  # type: ignore[arg-type]


def field_texts(vacancy: Vacancy, themes: list[Any], skills: list[Any]) -> dict[str, str]:
    words = [tag.name for tag in (*themes, *skills)] + [alias for theme in themes for alias in theme.aliases]
    body = [
        vacancy.description,
        vacancy.voice,
        vacancy.start_text,
        vacancy.for_whom,
        vacancy.time_note,
        vacancy.training,
    ]
    return {
        "title": vacancy.title,
        "subject": " . ".join(words),
        "summary": f"{vacancy.summary} . {vacancy.organisation.name}",
        "body": " . ".join([*filter(None, body), vacancy.place, vacancy.location_name]),
    }


def field_terms(vacancy: Vacancy, themes: list[Any], skills: list[Any]) -> dict[str, str]:
    """The analysed terms of each field, with spaces between."""
    texts = field_texts(vacancy, themes, skills)
    return {name: " ".join(index_terms(text)) for name, text in texts.items()}


def words_of_vacancy(vacancy: Vacancy) -> set[str]:
    """The words of a vacancy as they are spelt, for suggestions."""
    themes = [item.tag for item in vacancy.theme_items.all()]
    return distinct_words(field_texts(vacancy, themes, []).values())
