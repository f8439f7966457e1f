"""Outside the usual files of a slice: the import, which writes many rows at once and so cannot take one action a row.

A line is cleaned by `HelpLine`; a batch is one transaction. What an import never does: bring back what was withdrawn
here, or touch what a resident wrote here. Of a place only the middle of the neighbourhood is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from community.help.enums import Daypart, HelpKind, ItemState
from community.help.models import HelpItem, HelpSlot, HelpThemes
from community.help.where import Where, find_where, rounded
from portal.forms.lines import LineList, LineNumber, LineText
from portal.history import changed
from portal.history.models import StateChange
from portal.vocabulary.models import Theme

STATES = {
    "published": ItemState.OPEN,
    "open": ItemState.OPEN,
    "filled": ItemState.DONE,
    "done": ItemState.DONE,
    "expired": ItemState.EXPIRED,
    "withdrawn": ItemState.WITHDRAWN,
}
# The states between which a file may move an item that is already here.
MOVED_BY_FILE = {ItemState.OPEN, ItemState.DONE, ItemState.EXPIRED}
STAYS_DAYS = 365
SAME_NAME = ["external_id", "kind", "title"]


class HelpLine(forms.Form):
    """One line of the file; unknown keys are ignored."""

    external_id = LineText(120, required=True)
    kind = LineText(8, required=True, choices=HelpKind.values)
    title = LineText(120, required=True)
    description = LineText(1500, required=True)
    categories = LineList(100)
    place = LineText(120)
    postcode = LineText(7)
    latitude = LineNumber(-90, 90)
    longitude = LineNumber(-180, 180)
    radius_km = LineNumber(0, 500)
    availability = LineList(14, choices=Daypart.values)
    status = LineText(12, choices=STATES)

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__({})
        self.line = data

    def problems(self) -> list[tuple[str, str]]:
        """(field, reason) of everything that is wrong with the line; values keep their JSON types."""
        found: list[tuple[str, str]] = []
        self.cleaned_data: dict[str, Any] = {}
        for name, line_field in self.fields.items():
            try:
                self.cleaned_data[name] = line_field.clean(self.line.get(name))
            except forms.ValidationError as error:
                found.append((name, error.messages[0]))
        one, other = self.line.get("latitude"), self.line.get("longitude")
        if (one is None) != (other is None):
            found.append(("latitude" if one is None else "longitude", "is missing"))
        return found


@dataclass
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class HelpImporter:
    """Keeps the small tables at hand between batches: words by name, places by what was typed."""

    site_id: int
    counts: Counts = field(default_factory=Counts)
    themes: dict[str, Theme] = field(default_factory=dict)
    wheres: dict[tuple[str, str], Where | None] = field(default_factory=dict)

    def write(self, lines: Iterable[dict[str, Any]]) -> None:
        """Write cleaned lines in one transaction; of an `external_id` given twice the last counts."""
        batch = {line["external_id"]: line for line in lines}
        if not batch:
            return
        with transaction.atomic():
            self._know_words(batch)
            rows = HelpItem.objects.filter(site_id=self.site_id, external_id__in=batch)
            known = {item.external_id: item for item in rows.prefetch_related("slots", "theme_items")}
            fresh = [line for key, line in batch.items() if key not in known]
            touched = self._create(fresh) + self._update([(known[key], batch[key]) for key in batch if key in known])
            changed.send(HelpItem, ids=touched)

    def _know_words(self, batch: dict[str, dict[str, Any]]) -> None:
        words = {word for line in batch.values() for word in line["categories"]} - self.themes.keys()
        for word in sorted(words):
            slug = slugify(word)[:100] or f"woord-{Theme.objects.count() + 1}"
            found = Theme.objects.filter(name__iexact=word).first() or Theme.objects.filter(slug=slug).first()
            self.themes[word] = found or Theme.objects.create(name=word, slug=slug)

    def _where(self, line: dict[str, Any]) -> Where | None:
        """Kept by place and four digits: a million lines know few of them."""
        key = (line["postcode"].replace(" ", "").upper(), line["place"])
        if key not in self.wheres:
            if len(self.wheres) > 20_000:
                self.wheres.clear()
            found = find_where(self.site_id, line["postcode"]) if line["postcode"] else None
            found = found if found and found.neighbourhood else None
            self.wheres[key] = found or (find_where(self.site_id, line["place"]) if line["place"] else None)
        return self.wheres[key]

    def _values(self, line: dict[str, Any]) -> dict[str, Any]:
        where = self._where(line)
        latitude, longitude = rounded(where, line["latitude"], line["longitude"])
        return {
            **{name: line[name] for name in SAME_NAME},
            "text": line["description"],
            "place": line["place"] or (where.place if where else ""),
            "postcode": line["postcode"][:4],
            "neighbourhood_id": where.neighbourhood.pk if where and where.neighbourhood else None,
            "latitude": latitude,
            "longitude": longitude,
            "radius_km": round(line["radius_km"]) if line["radius_km"] is not None else 5,
        }

    def _create(self, lines: list[dict[str, Any]]) -> list[int]:
        now = timezone.now()
        items = []
        for line in lines:
            state = STATES[line["status"] or "published"]
            items.append(
                HelpItem(
                    site_id=self.site_id,
                    state=state,
                    is_imported=True,
                    published_at=now,
                    ended_at=None if state == ItemState.OPEN else now,
                    open_ended=True,
                    visible_until=timezone.localdate() + timedelta(days=STAYS_DAYS),
                    **self._values(line),
                )
            )
        HelpItem.objects.bulk_create(items)
        self._write_parts(list(zip(items, lines, strict=True)))
        self._history([(item, "", item.state) for item in items])
        self.counts.created += len(items)
        return [item.pk for item in items]

    def _update(self, pairs: list[tuple[HelpItem, dict[str, Any]]]) -> list[int]:
        moved, dirty, parts = [], [], []
        for item, line in pairs:
            values = self._values(line)
            state = STATES[line["status"] or "published"]
            if state != item.state and {state, item.state} <= MOVED_BY_FILE:
                moved.append((item, item.state, state))
                values |= {"state": state, "ended_at": None if state == ItemState.OPEN else timezone.now()}
            differs = {name for name, value in values.items() if getattr(item, name) != value}
            for name in differs:
                setattr(item, name, values[name])
            if other_parts := self._parts_differ(item, line):
                parts.append((item, line))
            if differs or other_parts:
                dirty.append(item)
        fields = [*self._values(pairs[0][1]), "state", "ended_at"] if pairs else []
        names = [name.removesuffix("_id") if name == "neighbourhood_id" else name for name in fields]
        if dirty:
            HelpItem.objects.bulk_update(dirty, names, batch_size=100)
        self._clear_parts([item for item, _line in parts])
        self._write_parts(parts)
        self._history(moved)
        self.counts.updated += len(dirty)
        self.counts.unchanged += len(pairs) - len(dirty)
        return [item.pk for item in dirty]

    def _parts_differ(self, item: HelpItem, line: dict[str, Any]) -> bool:
        return {slot.daypart for slot in item.slots.all()} != set(line["availability"]) or {
            each.tag_id for each in item.theme_items.all()
        } != {self.themes[word].pk for word in line["categories"]}

    def _clear_parts(self, items: list[HelpItem]) -> None:
        HelpSlot.objects.filter(item__in=items).delete()
        HelpThemes.objects.filter(content_object__in=items).delete()

    def _write_parts(self, pairs: Sequence[tuple[HelpItem, dict[str, Any]]]) -> None:
        HelpSlot.objects.bulk_create(
            HelpSlot(item=item, daypart=part) for item, line in pairs for part in line["availability"]
        )
        rows = {(item.pk, self.themes[word].pk) for item, line in pairs for word in line["categories"]}
        HelpThemes.objects.bulk_create(HelpThemes(content_object_id=pk, tag_id=tag) for pk, tag in sorted(rows))

    def _history(self, rows: Sequence[tuple[HelpItem, str, str]]) -> None:
        StateChange.objects.bulk_create(
            StateChange(
                site_id=self.site_id,
                model=item._meta.label_lower,
                object_id=item.pk,
                from_state=before,
                to_state=after,
                reason="import",
                at=timezone.now(),
            )
            for item, before, after in rows
        )
