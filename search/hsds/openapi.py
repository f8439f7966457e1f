"""What the HSDS API answers, as an OpenAPI 3.1 document that its root points to."""

from __future__ import annotations

from typing import Any

LISTS = {
    "services": [
        "search",
        "page",
        "per_page",
        "full",
        "organization_id",
        "taxonomy_id",
        "taxonomy_term_id",
        "language",
    ],
    "organizations": ["search", "page", "per_page", "full"],
    "service_at_locations": [
        "search",
        "page",
        "per_page",
        "organization_id",
        "taxonomy_id",
        "taxonomy_term_id",
        "language",
    ],
    "taxonomies": ["page", "per_page"],
    "taxonomy_terms": ["search", "page", "per_page", "taxonomy_id", "parent_id"],
}
MODIFIED = {"services", "service_at_locations"}
KINDS: dict[str, dict[str, Any]] = {
    "page": {"type": "integer", "minimum": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": 100},
    "full": {"type": "boolean"},
    "search": {"type": "string", "maxLength": 500},
    "language": {"type": "string", "enum": ["nl", "en"]},
    "modified_after": {"type": "string", "format": "date-time"},
}
UUID = {"type": "string", "format": "uuid"}
WHOLE = ("total_items", "total_pages", "page_number", "size")
FLAGS = ("first_page", "last_page", "empty")


def description(server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {"/": {"get": operation("Version", answer({"type": "object"}))}}
    for name, parameters in LISTS.items():
        given = [*parameters, *(["modified_after"] if name in MODIFIED else [])]
        paths[f"/{name}"] = {"get": operation(name, answer(PAGE), [parameter(each) for each in given])}
        one = {"name": "id", "in": "path", "required": True, "schema": UUID}
        paths[f"/{name}/{{id}}"] = {"get": operation(f"{name}: one", answer({"type": "object"}), [one])}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Human Services Data Specification", "version": "3.0"},
        "servers": [{"url": server}],
        "paths": paths,
    }


PAGE = {
    "type": "object",
    "required": [*WHOLE, *FLAGS, "contents"],
    "properties": {
        **{name: {"type": "integer"} for name in WHOLE},
        **{name: {"type": "boolean"} for name in FLAGS},
        "contents": {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": UUID}}},
    },
}


def parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": KINDS.get(name, UUID)}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "OK", "content": {"application/json": {"schema": schema}}}


def operation(summary: str, good: dict[str, Any], parameters: Any = ()) -> dict[str, Any]:
    return {"summary": summary, "parameters": list(parameters), "responses": {"200": good}}
