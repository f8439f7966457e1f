"""The JSON API: which department answers what under /api/v1/, and the document that describes it. Wiring only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from search.api import help_offers, json_response, vacancies
from search.help_openapi import help_paths, help_schemas
from search.openapi import vacancy_paths, vacancy_schemas


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Welzijnsportaal",
            "version": "1",
            "description": "Open plekken om mee te doen, als open gegevens. Zonder sleutel, alleen lezen.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": vacancy_paths() | help_paths(),
        "components": {"schemas": vacancy_schemas() | help_schemas()},
    }


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    return json_response(description())


@require_safe
def docs(request: HttpRequest) -> Any:
    """The same document as a page to read."""
    paths = description()["paths"]
    operations = [(path, paths[path]["get"]["parameters"]) for path in ("/vacancies/", "/help-offers/")]
    return render(request, "search/api_docs.html", {"operations": operations})


@require_safe
def unknown(request: HttpRequest, rest: str = "") -> JsonResponse:
    return json_response({"errors": {"path": ["Dit adres kennen we niet. Zie /api/v1/docs."]}}, status=404)


urlpatterns = [
    path("vacancies/", vacancies, name="vacancies"),
    path("help-offers/", help_offers, name="help_offers"),
    path("openapi.json", openapi, name="openapi"),
    path("docs", docs, name="docs"),
    path("<path:rest>", unknown),
    path("", unknown),
]
