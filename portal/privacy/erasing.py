"""Take a person out of every table, or rows whose time has come. Ledgers and counts keep rows without the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.history import changed
from portal.history.models import StateChange
from portal.privacy import register
from portal.privacy.records import Erase, Record, Subject, all_records, rows_of

BATCH = 500


def erase(subject: Subject, *, dry_run: bool = False) -> dict[str, int]:
    """How many rows per model were, or would be, erased. All of it happens, or nothing.

    The register of erasures hears of it, so that a backup that is restored later is erased again.
    """
    counts: Counter[str] = Counter()
    with transaction.atomic():
        found = [(register.ADDRESS, address) for address in subject.emails]
        if subject.user is not None:
            found.append((register.ACCOUNT, subject.user.uuid))
        for record in all_records():
            if record.erase != Erase.KEEP:
                counts[record.model] += apply(record, rows_of(record, subject), dry_run=dry_run)
        if not dry_run and counts.total():
            register.register(found)
    return {model: count for model, count in counts.items() if count}


def apply(record: Record, rows: QuerySet[Any], *, dry_run: bool = False) -> int:
    """Delete or blank rows; the texts of their history go too, and search hears of it."""
    numbers = list(rows.values_list("pk", flat=True))
    if dry_run or not numbers:
        return len(numbers)
    own = record.manager.filter(pk__in=numbers)
    if record.before is not None:
        record.before(own)
    if record.erase == Erase.BLANK:
        blank(record, numbers)
    else:
        own.delete()
    label = record.model_class._meta.label_lower
    StateChange.objects.filter(model=label, object_id__in=[n for n in numbers if isinstance(n, int)]).update(reason="")
    changed.send(record.model_class, ids=numbers)
    return len(numbers)


def blank(record: Record, numbers: Iterable[Any]) -> None:
    made = {name: value for name, value in record.blank.items() if callable(value)}
    for number in numbers:
        values = {**record.fixed_blanks(), **{name: make() for name, make in made.items()}}
        record.manager.filter(pk=number).update(**values)


def due_rows(record: Record, now: Any) -> Iterable[QuerySet[Any]]:
    """Per period the rows whose time has come and that still hold somebody."""
    for period in record.periods:
        old = record.manager.filter(
            record.when, period.when, **{f"{period.clock}__lt": now - timedelta(days=period.days)}
        )
        fixed = record.fixed_blanks()
        yield old.exclude(**fixed) if record.erase == Erase.BLANK and fixed else old


def apply_retention(*, dry_run: bool = False) -> dict[str, int]:
    """End what was kept long enough; returns rows per model. Run every night, or dry for who guards the data."""
    counts: Counter[str] = Counter()
    now = timezone.now()
    for record in all_records():
        for rows in due_rows(record, now):
            if dry_run:
                counts[record.model] += rows.count()
                continue
            for numbers in batches(rows):
                with transaction.atomic():
                    counts[record.model] += apply_old(record, record.manager.filter(pk__in=numbers))
    return {model: count for model, count in counts.items() if count}


def apply_old(record: Record, rows: QuerySet[Any]) -> int:
    """What erasing keeps for the person's own account, time still ends."""
    if record.erase == Erase.KEEP:
        return rows.delete()[0]
    return apply(record, rows)


def batches(rows: QuerySet[Any]) -> Iterable[list[Any]]:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def run_retention() -> dict[str, int]:
    """What the schedule calls each night."""
    return apply_retention()
