"""Everything that we hold about one person, in files that people and machines can read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.encoding import force_str

from portal.privacy.records import Record, Subject, all_records, rows_of

FORMAT = 1


def gather(subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """Rows per model, in the words of the model; models without a row are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in all_records():
        rows = rows_of(record, subject).order_by("pk") if record.fields else []
        made = [row_of(record, row) for row in rows]
        if made:
            found.setdefault(label_of(record), []).extend(made)
    return found


def label_of(record: Record) -> str:
    return force_str(record.model_class._meta.verbose_name_plural)


def row_of(record: Record, row: Any) -> dict[str, Any]:
    """The exported fields of a row; a field of another row is written with a double underscore."""
    return {name.replace("__", "."): plain(value_of(row, name)) for name in record.fields}


def value_of(row: Any, name: str) -> Any:
    for part in name.split("__"):
        display = getattr(row, f"get_{part}_display", None)
        row = display() if display is not None else getattr(row, part, None)
        if row is None:
            return None
    return row


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value if value is None or isinstance(value, bool | int | float) else force_str(value)


def files_of(subject: Subject) -> dict[str, str]:
    """File name and text: one JSON with everything, and a table for each kind."""
    found = gather(subject)
    whole = {"format": FORMAT, "made_at": timezone.localtime().isoformat(), "data": found}
    files = {"gegevens.json": json.dumps(whole, ensure_ascii=False, indent=2) + "\n"}
    for label, rows in found.items():
        name = "".join(char if char.isalnum() else "-" for char in label.lower())
        files[f"{name}.csv"] = table(rows)
    return files


def table(rows: list[dict[str, Any]]) -> str:
    """RFC 4180, with the mark that spreadsheets look for; no cell begins like a formula."""
    target = io.StringIO()
    target.write("\ufeff")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(target, names, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(row.get(name)) for name in names})
    return target.getvalue()


def cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def archive(subject: Subject) -> bytes:
    """The same files in one zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in files_of(subject).items():
            box.writestr(name, text)
    return target.getvalue()
