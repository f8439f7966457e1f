"""Outside the usual files of a slice: the import, which writes many rows at once and so cannot take one action a row.

A line is cleaned by `VacancyLine`; a batch is one transaction, in a fixed number of queries. What an import never
does: reopen what a coordinator paused, expired or put away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.forms.lines import LineDate, LineFlag, LineList, LineNumber, LineText
from portal.history import changed
from portal.history.models import StateChange
from portal.places.queries import find_place
from portal.vocabulary.models import Skill, Theme
from vacancies.bank.enums import (
    Daypart,
    EmploymentType,
    Frequency,
    Kind,
    LanguageLevel,
    OrganisationState,
    SchoolType,
    Together,
    VacancyState,
)
from vacancies.bank.models import Organisation, Vacancy, VacancySkill, VacancySlot, VacancyTheme

STATES = {
    "published": VacancyState.PUBLISHED,
    "open": VacancyState.PUBLISHED,
    "filled": VacancyState.FILLED,
    "draft": VacancyState.DRAFT,
    "paused": VacancyState.PAUSED,
    "expired": VacancyState.EXPIRED,
    "archived": VacancyState.ARCHIVED,
}
# The states between which a file may move a vacancy that is already here.
MOVED_BY_FILE = {VacancyState.PUBLISHED, VacancyState.FILLED}
SAME_NAME = [
    "external_id",
    "kind",
    "title",
    "summary",
    "description",
    "place",
    "postcode",
    "latitude",
    "longitude",
    "remote",
    "frequency",
    "minimum_age",
    "vog_required",
    "expenses_compensated",
    "language_level",
    "together",
    "wheelchair",
    "valid_through",
    "school_types",
    "school_years",
    "hours_total",
    "employment_type",
    "voice",
]


class VacancyLine(forms.Form):
    """One line of the file: the fields of the import format; unknown keys are ignored."""

    external_id = LineText(120, required=True)
    kind = LineText(12, required=True, choices=Kind.values)
    title = LineText(160, required=True)
    summary = LineText(300)
    description = LineText(10_000, required=True)
    voice = LineText(200)
    themes = LineList(100)
    skills = LineList(100)
    place = LineText(120)
    postcode = LineText(7)
    latitude = LineNumber(-90, 90)
    longitude = LineNumber(-180, 180)
    remote = LineFlag()
    hours_per_week = LineNumber(0, 168)
    dayparts = LineList(14, choices=Daypart.values)
    frequency = LineText(10, choices=Frequency.values)
    minimum_age = LineNumber(0, 130, whole=True)
    vog_required = LineFlag()
    expenses_compensated = LineFlag()
    places = LineNumber(1, 1000, whole=True)
    language_level = LineText(8, choices=LanguageLevel.values)
    status = LineText(12, choices=STATES)
    together = LineText(8, choices=Together.values)
    wheelchair = LineFlag()
    valid_through = LineDate()
    school_types = LineList(8, choices=SchoolType.values)
    school_years = LineList(4)
    hours_total = LineNumber(0, 1000, whole=True)
    employment_type = LineText(12, choices=EmploymentType.values)

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__({})
        self.line = data
        organisation = data.get("organisation")
        self.organisation_name = organisation.get("name") if isinstance(organisation, dict) else organisation

    def _clean_fields(self) -> None:
        """Values come from JSON, so they keep their types and need no widgets."""
        for name, line_field in self.fields.items():
            self._clean_one(name, line_field, self.line.get(name))
        self._clean_one("organisation.name", LineText(160, required=True), self.organisation_name)

    def _clean_one(self, name: str, line_field: forms.Field, value: Any) -> None:
        try:
            self.cleaned_data[name] = line_field.clean(value)
        except forms.ValidationError as error:
            self.errors_by_name.append((name, error.messages[0]))

    def problems(self) -> list[tuple[str, str]]:
        """(field, reason) of everything that is wrong with the line."""
        self.errors_by_name: list[tuple[str, str]] = []
        self.cleaned_data: dict[str, Any] = {}
        self._clean_fields()
        one, other = self.line.get("latitude"), self.line.get("longitude")
        if (one is None) != (other is None):
            self.errors_by_name.append(("latitude" if one is None else "longitude", "is missing"))
        return self.errors_by_name


@dataclass
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class Importer:
    """Keeps the small tables at hand between batches: organisations by name, words by name, places by name."""

    site_id: int
    counts: Counts = field(default_factory=Counts)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    centres: dict[str, tuple[float, float] | None] = field(default_factory=dict)

    def write(self, lines: Iterable[dict[str, Any]]) -> None:
        """Write cleaned lines in one transaction; of an `external_id` given twice the last counts."""
        batch = {line["external_id"]: line for line in lines}
        if not batch:
            return
        with transaction.atomic():
            self._know_organisations(batch)
            self._know_words(batch)
            known = {
                vacancy.external_id: vacancy
                for vacancy in Vacancy.objects.filter(site_id=self.site_id, external_id__in=batch).prefetch_related(
                    "slots", "theme_items", "skill_items"
                )
            }
            fresh = [line for key, line in batch.items() if key not in known]
            touched = self._create(fresh) + self._update(
                [(known[key], line) for key, line in batch.items() if key in known]
            )
            changed.send(Vacancy, ids=touched)

    # --- what lines refer to ---

    def _know_organisations(self, batch: dict[str, dict[str, Any]]) -> None:
        names = {line["organisation.name"] for line in batch.values()} - self.organisations.keys()
        for organisation in Organisation.objects.filter(site_id=self.site_id, name__in=names):
            self._accept(organisation)
            self.organisations[organisation.name] = organisation
        for name in sorted(names - self.organisations.keys()):
            organisation = Organisation(
                site_id=self.site_id,
                name=name,
                slug=self._free_slug(Organisation, name),
                state=OrganisationState.ACTIVE,
                is_imported=True,
                verified_at=timezone.now(),
            )
            organisation.save()
            self._history([(organisation, "", organisation.state)])
            self.organisations[name] = organisation

    def _accept(self, organisation: Organisation) -> None:
        """An organisation of the file counts as checked; one that was stopped or refused stays so."""
        before = organisation.state
        if before in {OrganisationState.APPLIED, OrganisationState.CHECKED}:
            organisation.state, organisation.verified_at = OrganisationState.ACTIVE, timezone.now()
            organisation.save(update_fields=["state", "verified_at"])
            self._history([(organisation, before, organisation.state)])

    def _know_words(self, batch: dict[str, dict[str, Any]]) -> None:
        for model, known, key in ((Theme, self.themes, "themes"), (Skill, self.skills, "skills")):
            words = {word for line in batch.values() for word in line[key]} - known.keys()
            for word in sorted(words):
                found = (
                    model.objects.filter(name__iexact=word).first() or model.objects.filter(slug=slugify(word)).first()
                )
                known[word] = found or model.objects.create(name=word, slug=self._word_slug(model, word))  # type: ignore[assignment]

    def _word_slug(self, model: Any, word: str) -> str:
        base = slugify(word) or f"woord-{model.objects.count() + 1}"
        return base[:100]

    def _centre(self, name: str) -> tuple[float, float] | None:
        if name not in self.centres:
            place = find_place(name)
            self.centres[name] = (place.latitude, place.longitude) if place else None
        return self.centres[name]

    def _free_slug(self, model: Any, text: str, suffix: str = "") -> str:
        base = slugify(text)[:120] or "plek"
        if not model.objects.filter(site_id=self.site_id, slug=base).exists():
            return base
        number = model.objects.filter(site_id=self.site_id, slug__startswith=base).count()
        return f"{base}-{slugify(suffix) or number + 1}"[:180]

    # --- vacancies ---

    def _values(self, line: dict[str, Any]) -> dict[str, Any]:
        values = {name: line[name] for name in SAME_NAME}
        if values["latitude"] is None and values["place"] and (centre := self._centre(values["place"])):
            values["latitude"], values["longitude"] = centre
        hours = line["hours_per_week"]
        values["hours_per_week"] = None if hours is None else Decimal(str(round(hours, 2)))
        values["places"] = line["places"] or 1
        values["organisation_id"] = self.organisations[line["organisation.name"]].pk
        return values

    def _create(self, lines: list[dict[str, Any]]) -> list[int]:
        bases = {line["external_id"]: slugify(line["title"])[:120] or "plek" for line in lines}
        taken = set(
            Vacancy.objects.filter(site_id=self.site_id, slug__in=set(bases.values())).values_list("slug", flat=True)
        )
        vacancies = []
        for line in lines:
            slug = bases[line["external_id"]]
            if slug in taken:
                slug = f"{slug}-{slugify(line['external_id'])[:50] or len(taken)}"
            taken.add(slug)
            state = STATES[line["status"] or "published"]
            vacancy = Vacancy(site_id=self.site_id, slug=slug, state=state, is_imported=True, **self._values(line))
            vacancy.published_at = timezone.now()
            if state == VacancyState.FILLED:
                vacancy.filled_on, vacancy.filled_places = timezone.localdate(), vacancy.places
            vacancies.append(vacancy)
        Vacancy.objects.bulk_create(vacancies)
        self._write_parts([(vacancy, line) for vacancy, line in zip(vacancies, lines, strict=True)])
        self._history([(vacancy, "", vacancy.state) for vacancy in vacancies])
        self.counts.created += len(vacancies)
        return [vacancy.pk for vacancy in vacancies]

    def _update(self, pairs: list[tuple[Vacancy, dict[str, Any]]]) -> list[int]:
        moved, dirty, parts = [], [], []
        for vacancy, line in pairs:
            values = self._values(line)
            values["places"] = max(values["places"], vacancy.filled_places)
            state = STATES[line["status"] or "published"]
            if state != vacancy.state and {state, vacancy.state} <= MOVED_BY_FILE:
                moved.append((vacancy, vacancy.state, state))
                values["state"] = state
                values["filled_on"] = timezone.localdate() if state == VacancyState.FILLED else None
            differs = {name for name, value in values.items() if getattr(vacancy, name) != value}
            for name in differs:
                setattr(vacancy, name, values[name])
            if other_parts := self._parts_differ(vacancy, line):
                parts.append((vacancy, line))
            if differs or other_parts:
                vacancy.updated_at = timezone.now()
                dirty.append(vacancy)
        fields = [*SAME_NAME, "hours_per_week", "places", "organisation", "state", "filled_on", "updated_at"]
        Vacancy.objects.bulk_update(dirty, fields, batch_size=100)
        self._clear_parts([vacancy for vacancy, _line in parts])
        self._write_parts(parts)
        self._history(moved)
        self.counts.updated += len(dirty)
        self.counts.unchanged += len(pairs) - len(dirty)
        return [vacancy.pk for vacancy in dirty]

    def _parts_differ(self, vacancy: Vacancy, line: dict[str, Any]) -> bool:
        return (
            {slot.daypart for slot in vacancy.slots.all()} != set(line["dayparts"])
            or {item.tag_id for item in vacancy.theme_items.all()} != {self.themes[word].pk for word in line["themes"]}
            or {item.tag_id for item in vacancy.skill_items.all()} != {self.skills[word].pk for word in line["skills"]}
        )

    def _clear_parts(self, vacancies: list[Vacancy]) -> None:
        VacancySlot.objects.filter(vacancy__in=vacancies).delete()
        VacancyTheme.objects.filter(content_object__in=vacancies).delete()
        VacancySkill.objects.filter(content_object__in=vacancies).delete()

    def _write_parts(self, pairs: list[tuple[Vacancy, dict[str, Any]]]) -> None:
        VacancySlot.objects.bulk_create(
            VacancySlot(vacancy=v, daypart=d) for v, line in pairs for d in line["dayparts"]
        )
        for model, words, key in ((VacancyTheme, self.themes, "themes"), (VacancySkill, self.skills, "skills")):
            rows = {(v.pk, words[word].pk) for v, line in pairs for word in line[key]}
            model.objects.bulk_create(model(content_object_id=pk, tag_id=tag) for pk, tag in sorted(rows))

    def _history(self, rows: Sequence[tuple[Any, str, str]]) -> None:
        StateChange.objects.bulk_create(
            StateChange(
                site_id=self.site_id,
                model=obj._meta.label_lower,
                object_id=obj.pk,
                from_state=before,
                to_state=after,
                reason="import",
                at=timezone.now(),
            )
            for obj, before, after in rows
        )
