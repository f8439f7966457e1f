"""Outside the usual files of a slice: the OpenAPI description of help offers, beside that of vacancies."""

from __future__ import annotations

from typing import Any

from community.help.enums import Daypart, HelpKind, Recurrence
from search.contract import COUNT_LIMIT
from search.help_forms import UNKNOWN
from search.openapi import ERRORS_EXAMPLE, TEXT, content, parameter, parameters, reading, record, reference

EXAMPLE = {
    "id": "0d5e7d1e-7f0b-4a59-9d0c-2f1c6f2f8a10",
    "external_id": "",
    "title": "Wie loopt op dinsdag met mij naar de markt?",
    "summary": "Ik loop met een rollator. Samen gaat het beter.",
    "organisation": None,
    "place": "Tiel",
    "distance_km": 0.8,
    "themes": ["Samen op pad"],
    "status": "open",
    "url": "/vraag-en-aanbod/0d5e7d1e-7f0b-4a59-9d0c-2f1c6f2f8a10/",
    "kind": "request",
    "dayparts": ["tue-morning"],
    "published_at": "2026-11-20T10:00:00+01:00",
    "neighbourhood": "tiel-west",
    "frequency": "weekly",
}
ANSWER_EXAMPLE = {
    "count": 1,
    "results": [EXAMPLE],
    "facets": {"kind": [{"value": "request", "label": "gevraagd", "count": 1}]},
    "did_you_mean": None,
    "engine": "database",
    "next": None,
}


def help_parameters() -> list[dict[str, Any]]:
    """Those of vacancies without what only vacancies have; `theme` is the category, `daypart` when it suits."""
    kept = [each for each in parameters() if each["name"] not in UNKNOWN and each["name"] != "kind"]
    return [*kept, parameter("kind", "Aanbod of vraag.", {"enum": [*HelpKind.values, ""]})]


def help_paths() -> dict[str, Any]:
    answer = content("Wat er gevonden is.", "application/json", reference("HelpAnswer"), ANSWER_EXAMPLE)
    wrong = content("Wat er niet klopt.", "application/json", reference("Errors"), ERRORS_EXAMPLE)
    summary = "Zoek vraag en aanbod van bewoners"
    return {"/help-offers/": reading("help_offers", summary, help_parameters(), {"200": answer, "422": wrong})}


def help_schemas() -> dict[str, Any]:
    maybe_text, words = {"type": ["string", "null"]}, {"type": "array", "items": TEXT}
    offer = record(
        id={"type": "string", "format": "uuid"},
        external_id=TEXT,
        title=TEXT,
        summary=TEXT,
        organisation={"type": "null"},
        place=TEXT,
        distance_km={"type": ["number", "null"], "minimum": 0},
        themes=words,
        status={"enum": ["open", "filled"]},
        url=TEXT,
        kind={"enum": HelpKind.values},
        dayparts={"type": "array", "items": {"enum": Daypart.values}},
        published_at={"type": "string", "format": "date-time"},
        neighbourhood=TEXT,
        frequency={"enum": [*Recurrence.values, ""]},
    )
    return {
        "HelpOffer": {**offer, "examples": [EXAMPLE]},
        "HelpAnswer": record(
            count={"type": "integer", "maximum": COUNT_LIMIT},
            results={"type": "array", "items": reference("HelpOffer")},
            facets={"type": "object", "additionalProperties": {"type": "array", "items": reference("Facet")}},
            did_you_mean=maybe_text,
            engine={"enum": ["database", "elasticsearch"]},
            next=maybe_text,
        ),
    }
