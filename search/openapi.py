"""Outside the usual files of a slice: the OpenAPI description of the search, from the same choices as the form."""

from __future__ import annotations

from typing import Any

from search.contract import COUNT_LIMIT
from vacancies.bank.enums import Daypart, Frequency, Kind, LanguageLevel, Together

TEXT = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
EXAMPLE = {
    "id": "7d0c8a52-4f0e-4a63-9a39-0b1f3d5f0a11",
    "external_id": "",
    "title": "Taalmaatje voor een jonge vader",
    "summary": "U oefent een keer per week Nederlands met Samir.",
    "organisation": "Bibliotheek Het Leeslint",
    "place": "Tiel",
    "distance_km": 1.2,
    "themes": ["Taal en lezen"],
    "status": "open",
    "url": "/vacatures/taalmaatje-jonge-vader/",
}
ANSWER_EXAMPLE = {
    "count": 1,
    "results": [EXAMPLE],
    "facets": {"theme": [{"value": "taal-en-lezen", "label": "Taal en lezen", "count": 1}]},
    "did_you_mean": None,
    "engine": "database",
    "next": None,
}
ERRORS_EXAMPLE = {"errors": {"place": ["Deze plaats kennen we niet. Kijk of de naam klopt, of vul een postcode in."]}}


def parameter(
    name: str, description: str, schema: dict[str, Any], example: Any = None, *, many: bool = False
) -> dict[str, Any]:
    whole = {"type": "array", "items": schema} if many else schema
    found = {"name": name, "in": "query", "description": description, "schema": whole, "explode": True}
    return found if example is None else {**found, "example": [example] if many else example}


def parameters() -> list[dict[str, Any]]:
    text: dict[str, Any] = TEXT
    flag = {"type": "string", "enum": ["true", "false", ""]}
    return [
        parameter("q", "Wat iemand zoekt, in eigen woorden.", {"type": "string", "maxLength": 500}, "taalmaatje"),
        parameter("place", "Naam van een plaats, of een postcode.", text, "Tiel"),
        parameter(
            "radius",
            "Kilometers rond de plaats; 0 is de plaats zelf.",
            {"type": "number", "minimum": 0, "maximum": 500},
        ),
        parameter("lat", "Breedtegraad, samen met lon.", {"type": "number", "minimum": -90, "maximum": 90}),
        parameter("lon", "Lengtegraad, samen met lat.", {"type": "number", "minimum": -180, "maximum": 180}),
        parameter("theme", "Onderwerp, als woord of als adres.", text, "taal-en-lezen", many=True),
        parameter("skill", "Vaardigheid, als woord of als adres.", text, many=True),
        parameter("kind", "Soort; zonder deze keuze alles behalve betaald werk.", {"enum": [*Kind.values, ""]}),
        parameter("daypart", "Dagdeel.", {"enum": Daypart.values}, "sat-morning", many=True),
        parameter("neighbourhood", "Buurt, als adres.", text),
        parameter("frequency", "Hoe vaak.", {"enum": [*Frequency.values, ""]}),
        parameter("max_hours", "Hoogstens zoveel uur per week.", {"type": "number", "minimum": 0, "maximum": 168}),
        parameter("age", "Leeftijd van wie zoekt.", {"type": "integer", "minimum": 0, "maximum": 130}),
        parameter("remote", "Vanuit huis.", flag),
        parameter("together", "Samen met iemand of met een groep.", {"enum": [*Together.values, ""]}),
        parameter("wheelchair", "Kan met een rolstoel.", flag),
        parameter("language_level", "Hoogstens zoveel Nederlands.", {"enum": [*LanguageLevel.values, ""]}),
        parameter("status", "Stand.", {"enum": ["open", "filled", "all", ""], "default": "open"}),
        parameter(
            "sort",
            "Volgorde; wie alles wil ophalen, vraagt “newest”.",
            {"enum": ["relevance", "distance", "newest", ""], "default": "relevance"},
        ),
        parameter(
            "page", f"Bladzijde; page × page_size is hoogstens {COUNT_LIMIT}.", {"type": "integer", "minimum": 1}
        ),
        parameter(
            "page_size", "Hoeveel per bladzijde.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
        ),
    ]


def content(description: str, kind: str, schema: dict[str, Any], example: Any = None) -> dict[str, Any]:
    inside = {"schema": schema} if example is None else {"schema": schema, "example": example}
    return {"description": description, "content": {kind: inside}}


def vacancy_paths() -> dict[str, Any]:
    """What other sites may read: the list as JSON, as a feed and as a page for an iframe, and what is suggested."""
    wrong = content("Wat er niet klopt.", "application/json", reference("Errors"), ERRORS_EXAMPLE)
    found = content("Wat er gevonden is.", "application/json", reference("Answer"), ANSWER_EXAMPLE)
    listed = reading("vacancies", "Zoek open plekken", parameters(), {"200": found, "422": wrong})
    return {"/vacancies/": listed, **paths_outside([{"url": "/"}])}


def paths_outside(outside: list[dict[str, str]]) -> dict[str, Any]:
    """What does not stand below /api/v1/."""
    wrong_lines = content("Wat er niet klopt, een regel per veld.", "text/plain", {"type": "string"})
    typed = parameter("q", "Wat iemand tot nu toe typte.", {"type": "string"}, "taal")
    return {
        "/feeds/vacatures.atom": reading(
            "feed",
            "De nieuwste van een zoekvraag, als Atom",
            parameters(),
            {"200": content("De feed.", "application/atom+xml", {"type": "string"}), "422": wrong_lines},
            servers=outside,
        ),
        "/vacatures/ingebed/": reading(
            "embedded",
            "Een zoekvraag als bladzijde voor een iframe, zonder cookies",
            [*parameters(), *colours()],
            {
                "200": content("De bladzijde.", "text/html", {"type": "string"}),
                "422": {"description": "Wat er niet klopt."},
            },
            servers=outside,
        ),
        "/zoeken/suggesties/": reading(
            "suggestions",
            "Wat er voorgesteld wordt terwijl iemand typt",
            [typed],
            {"200": content("Hoogstens elf voorstellen.", "application/json", reference("Suggestions"))},
            servers=outside,
        ),
    }


def reading(
    name: str, summary: str, asked: list[dict[str, Any]], responses: dict[str, Any], **more: Any
) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": summary, "parameters": asked, "responses": responses}, **more}


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def colours() -> list[dict[str, Any]]:
    colour = {"type": "string", "pattern": "^[0-9a-fA-F]{6}$"}
    return [
        parameter("kleur", "Kleur van knoppen en links.", colour, "0a5a73"),
        parameter("achtergrond", "Kleur van de achtergrond.", colour, "ffffff"),
    ]


def vacancy_schema() -> dict[str, Any]:
    """One open place: first what is always told, then what a vacancy adds."""
    text, words = TEXT, {"type": "array", "items": TEXT}
    vacancy = record(
        id={"type": "string", "format": "uuid"},
        external_id=text,
        title=text,
        summary=text,
        organisation=MAYBE_TEXT,
        place=text,
        distance_km={"type": ["number", "null"], "minimum": 0},
        themes=words,
        status={"enum": ["open", "filled"]},
        url=text,
    )
    vacancy["properties"] |= {
        "kind": {"enum": Kind.values},
        "skills": words,
        "dayparts": {"type": "array", "items": {"enum": Daypart.values}},
        "frequency": {"enum": [*Frequency.values, ""]},
        "hours_per_week": {"type": ["number", "null"]},
        "minimum_age": {"type": ["integer", "null"]},
        "remote": {"type": "boolean"},
        "language_level": {"enum": [*LanguageLevel.values, ""]},
        "places_left": {"type": "integer", "minimum": 0},
        "published_at": {"type": "string", "format": "date-time"},
        "filled_on": {"type": ["string", "null"], "format": "date"},
        "shared_by": {
            **MAYBE_TEXT,
            "description": "De organisatie die deze plek deelt; dan is het adres op haar site, anders null.",
        },
        "highlighted": {"type": "boolean", "description": "Door een redactie voor deze vraag gekozen."},
    }
    return {**vacancy, "examples": [EXAMPLE]}


def vacancy_schemas() -> dict[str, Any]:
    return {
        "Vacancy": vacancy_schema(),
        "Facet": record(value=TEXT, label=TEXT, count={"type": "integer"}),
        "Answer": record(
            count={"type": "integer", "maximum": COUNT_LIMIT},
            results={"type": "array", "items": reference("Vacancy")},
            facets={"type": "object", "additionalProperties": {"type": "array", "items": reference("Facet")}},
            did_you_mean=MAYBE_TEXT,
            engine={"enum": ["database", "elasticsearch"]},
            next=MAYBE_TEXT,
        ),
        "Errors": record(errors={"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}),
        "Suggestion": record(text=TEXT, kind=TEXT, url=TEXT),
        "Suggestions": record(suggestions={"type": "array", "items": reference("Suggestion")}, said=TEXT),
    }


def record(**properties: Any) -> dict[str, Any]:
    """An object of which every named property is there; more of them may come."""
    return {"type": "object", "required": list(properties), "properties": properties}
