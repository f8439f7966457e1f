"""Outside the usual files of a slice: the OpenAPI description of the search, from the same choices as the form."""

from __future__ import annotations

from typing import Any

from search.contract import COUNT_LIMIT
from vacancies.bank.enums import Daypart, Frequency, Kind, LanguageLevel, Together

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


def parameter(name: str, description: str, schema: dict[str, Any], *, many: bool = False) -> dict[str, Any]:
    whole = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "description": description, "schema": whole, "explode": True}


def parameters() -> list[dict[str, Any]]:
    text: dict[str, Any] = {"type": "string"}
    flag = {"type": "string", "enum": ["true", "false", ""]}
    return [
        parameter("q", "Wat iemand zoekt, in eigen woorden.", {"type": "string", "maxLength": 500}),
        parameter("place", "Naam van een plaats, of een postcode.", text),
        parameter(
            "radius",
            "Kilometers rond de plaats; 0 is de plaats zelf.",
            {"type": "number", "minimum": 0, "maximum": 500},
        ),
        parameter("lat", "Breedtegraad, samen met lon.", {"type": "number", "minimum": -90, "maximum": 90}),
        parameter("lon", "Lengtegraad, samen met lat.", {"type": "number", "minimum": -180, "maximum": 180}),
        parameter("theme", "Onderwerp, als woord of als adres.", text, many=True),
        parameter("skill", "Vaardigheid, als woord of als adres.", text, many=True),
        parameter("kind", "Soort; zonder deze keuze alles behalve betaald werk.", {"enum": [*Kind.values, ""]}),
        parameter("daypart", "Dagdeel.", {"enum": Daypart.values}, many=True),
        parameter("neighbourhood", "Buurt, als adres.", text),
        parameter("frequency", "Hoe vaak.", {"enum": [*Frequency.values, ""]}),
        parameter("max_hours", "Hoogstens zoveel uur per week.", {"type": "number", "minimum": 0, "maximum": 168}),
        parameter("age", "Leeftijd van wie zoekt.", {"type": "integer", "minimum": 0, "maximum": 130}),
        parameter("remote", "Vanuit huis.", flag),
        parameter("together", "Samen met iemand of met een groep.", {"enum": [*Together.values, ""]}),
        parameter("wheelchair", "Kan met een rolstoel.", flag),
        parameter("language_level", "Hoogstens zoveel Nederlands.", {"enum": [*LanguageLevel.values, ""]}),
        parameter("status", "Stand.", {"enum": ["open", "filled", "all", ""], "default": "open"}),
        parameter("sort", "Volgorde.", {"enum": ["relevance", "distance", "newest", ""], "default": "relevance"}),
        parameter(
            "page", f"Bladzijde; page × page_size is hoogstens {COUNT_LIMIT}.", {"type": "integer", "minimum": 1}
        ),
        parameter(
            "page_size", "Hoeveel per bladzijde.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
        ),
    ]


def vacancy_paths() -> dict[str, Any]:
    def answer(description: str, schema: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        return {"description": description, "content": content}

    return {
        "/vacancies/": {
            "get": {
                "operationId": "vacancies",
                "summary": "Zoek open plekken",
                "parameters": parameters(),
                "responses": {
                    "200": answer("Wat er gevonden is.", "Answer"),
                    "422": answer("Wat er niet klopt.", "Errors"),
                },
            }
        }
    }


def vacancy_schemas() -> dict[str, Any]:
    text, maybe_text = {"type": "string"}, {"type": ["string", "null"]}
    result = {
        "type": "object",
        "required": list(EXAMPLE),
        "properties": {
            **{name: text for name in EXAMPLE},
            "organisation": maybe_text,
            "distance_km": {"type": ["number", "null"]},
            "themes": {"type": "array", "items": text},
            "status": {"enum": ["open", "filled"]},
        },
        "examples": [EXAMPLE],
    }
    facet = {"type": "object", "properties": {"value": text, "label": text, "count": {"type": "integer"}}}
    return {
        "Vacancy": result,
        "Facet": facet,
        "Answer": {
            "type": "object",
            "required": ["count", "results", "facets", "did_you_mean", "engine", "next"],
            "properties": {
                "count": {"type": "integer", "maximum": COUNT_LIMIT},
                "count_is_minimum": {"type": "boolean"},
                "results": {"type": "array", "items": {"$ref": "#/components/schemas/Vacancy"}},
                "facets": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/Facet"}},
                },
                "did_you_mean": maybe_text,
                "engine": {"enum": ["database", "elasticsearch"]},
                "next": maybe_text,
            },
        },
        "Errors": {
            "type": "object",
            "required": ["errors"],
            "properties": {"errors": {"type": "object", "additionalProperties": {"type": "array", "items": text}}},
        },
    }
