"""The tabular data package of HSDS: one CSV file per kind of record, and datapackage.json that says what is in them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from typing import Any

Record = dict[str, Any]
# Which list of a record goes into which file, and the name of the resource.
TABLES = {
    "organization": ("organizations.csv", "organization"),
    "services": ("services.csv", "service"),
    "phones": ("phones.csv", "phone"),
    "schedules": ("schedules.csv", "schedule"),
    "service_areas": ("service_areas.csv", "service_area"),
    "service_at_locations": ("service_at_locations.csv", "service_at_location"),
    "locations": ("locations.csv", "location"),
    "location": ("locations.csv", "location"),
    "addresses": ("addresses.csv", "address"),
    "accessibility": ("accessibility.csv", "accessibility"),
    "languages": ("languages.csv", "language"),
    "cost_options": ("cost_options.csv", "cost_option"),
    "required_documents": ("required_documents.csv", "required_document"),
    "contacts": ("contacts.csv", "contact"),
    "attributes": ("attributes.csv", "attribute"),
    "taxonomies": ("taxonomies.csv", "taxonomy"),
    "taxonomy_term": ("taxonomy_terms.csv", "taxonomy_term"),
}
REFERENCES = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "taxonomy_term_id": "taxonomy_term",
    "taxonomy_id": "taxonomy",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def zipped(organisations: list[Record], services: list[Record], taxonomy: Record, terms: list[Record]) -> bytes:
    """The whole package. Each record is written once, however often it is named."""
    tables: dict[str, dict[str, Record]] = defaultdict(dict)
    for key, rows in (
        ("organization", organisations),
        ("services", services),
        ("taxonomies", [taxonomy]),
        ("taxonomy_term", terms),
    ):
        for row in rows:
            take(tables, key, row)
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, rows_by_id in tables.items():
                archive.writestr(key, table(list(rows_by_id.values())))
            text = json.dumps(descriptor(tables), ensure_ascii=False, indent=2)
            archive.writestr("datapackage.json", text)
        return buffer.getvalue()


def take(tables: dict[str, dict[str, Record]], key: str, record: Record) -> None:
    """Put a record in its table and its parts in theirs."""
    file = TABLES[key][0]
    plain = {name: value for name, value in record.items() if not isinstance(value, (list, dict))}
    tables[file].setdefault(record["id"], plain)
    for name, value in record.items():
        for part in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
            take(tables, name, part)


def columns(rows: list[Record]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def table(rows: list[Record]) -> str:
    """RFC 4180; a text that a spreadsheet would reckon with begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(rows), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) and len(value) > 1 else value


def descriptor(tables: dict[str, dict[str, Record]]) -> Record:
    names = {file: name for file, name in TABLES.values()}
    present = {names[file] for file in tables}
    resources = []
    for file, rows in tables.items():
        found = columns(list(rows.values()))
        keys = [
            {"fields": name, "reference": {"resource": REFERENCES[name], "fields": "id"}}
            for name in found
            if name in REFERENCES and REFERENCES[name] in present and REFERENCES[name] != names[file]
        ]
        fields = [{"name": name, "type": kind_of(name, rows)} for name in found]
        schema: Record = {"fields": fields, "primaryKey": "id", **({"foreignKeys": keys} if keys else {})}
        resources.append(
            {
                "name": names[file],
                "path": file,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "resources": resources,
    }


def kind_of(name: str, rows: dict[str, Record]) -> str:
    values = [row[name] for row in rows.values() if name in row]
    return "number" if values and all(isinstance(value, (int, float)) for value in values) else "string"
