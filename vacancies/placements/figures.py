"""Outside the usual files of a slice: how the bank stands this year per municipality, in figures and in plain words.

A count under five is hidden, so that nobody can be recognised; and where only one municipality would be hidden, the
next smallest is hidden with it, or the total would tell the first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.places.models import Neighbourhood
from portal.workdays import workdays_between
from vacancies.bank.enums import DEFAULT_KINDS, PUBLIC_STATES, OrganisationState
from vacancies.bank.models import Vacancy
from vacancies.placements.models import Application

FEWEST = 5
COLUMNS = ("open_now", "published", "filled", "organisations")


@dataclass
class Figures:
    """Counts of one municipality, or of all; `hidden` names the columns that are not shown."""

    name: str
    open_now: int = 0
    published: int = 0
    filled: int = 0
    waits: list[int] = field(default_factory=list)
    members: set[int] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    @property
    def slug(self) -> str:
        return slugify(self.name)

    @property
    def organisations(self) -> int:
        return len(self.members)

    @property
    def days(self) -> int | None:
        """The median of working days to the first answer; None when fewer than five were answered."""
        return round(median(self.waits)) if len(self.waits) >= FEWEST else None

    def shown(self, column: str) -> int | None:
        return None if column in self.hidden else getattr(self, column)

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(label, text) per column of the table."""
        labels = (_("Nu open"), _("Dit jaar geplaatst"), _("Dit jaar vervuld"), _("Organisaties"))
        values = [self.shown(column) for column in COLUMNS]
        cells = [
            (label, _("onder 5") if value is None else str(value)) for label, value in zip(labels, values, strict=True)
        ]
        return [*cells, (_("Werkdagen tot antwoord"), _("te weinig") if self.days is None else str(self.days))]

    @property
    def sentences(self) -> list[str]:
        """The same in plain words; what is hidden is said to be few."""
        open_now, published, filled = (self.shown(column) for column in COLUMNS[:3])
        said = [
            _("Er staan nu minder dan vijf plekken open.")
            if open_now is None
            else ngettext("Er staat nu %d plek open.", "Er staan nu %d plekken open.", open_now) % open_now
        ]
        if published is not None:
            said.append(_("Dit jaar zijn er %d geplaatst.") % published)
        if filled is not None:
            said.append(
                _("Daarvan zijn er %d vervuld.") % filled
                if published is not None
                else _("Dit jaar zijn er %d vervuld.") % filled
            )
        organisations = self.shown("organisations")
        if organisations is not None:
            said.append(_("%d organisaties zoeken vrijwilligers.") % organisations)
        if self.days is not None:
            said.append(
                ngettext(
                    "Wie zich aanmeldt, heeft meestal binnen %d werkdag antwoord.",
                    "Wie zich aanmeldt, heeft meestal binnen %d werkdagen antwoord.",
                    max(1, self.days),
                )
                % max(1, self.days)
            )
        return said


@dataclass(frozen=True)
class Stand:
    rows: list[Figures]
    total: Figures


def stand_of(site_id: int, today: date) -> Stand:
    """This year's figures of a site, by municipality in the order of their names. Five queries whatever the size."""
    names = municipalities(site_id)
    rows: dict[str, Figures] = defaultdict(lambda: Figures(""))
    total = Figures("")
    place_of: dict[int, str] = {}
    for vacancy in counted_vacancies(site_id):
        name = names.get(vacancy.neighbourhood_id or 0) or vacancy.place or vacancy.organisation.place
        if name:
            place_of[vacancy.pk] = name
            rows[name].name = name
        for figures in (total, rows[name]) if name else (total,):
            count(figures, vacancy, today)
    for vacancy_id, wait in waits(site_id, today):
        total.waits.append(wait)
        if vacancy_id in place_of:
            rows[place_of[vacancy_id]].waits.append(wait)
    found = [rows[name] for name in sorted(rows)]
    hide(found, total)
    return Stand(found, total)


def municipalities(site_id: int) -> dict[int, str]:
    """For each neighbourhood the name of the municipality that it lies in."""
    areas = {area.pk: area for area in Neighbourhood.objects.filter(site_id=site_id)}

    def top(area: Any) -> Any:
        while area.parent_id in areas and not area.cbs_code.startswith("GM"):
            area = areas[area.parent_id]
        return area

    return {pk: top(area).name for pk, area in areas.items() if top(area).cbs_code.startswith("GM")}


def counted_vacancies(site_id: int) -> Any:
    """Everything that visitors could see, without paid jobs."""
    visible = Vacancy.objects.filter(site_id=site_id, state__in=PUBLIC_STATES, kind__in=DEFAULT_KINDS)
    return visible.select_related("organisation")


def count(figures: Figures, vacancy: Vacancy, today: date) -> None:
    figures.open_now += vacancy.is_open
    figures.published += bool(vacancy.published_at and timezone.localtime(vacancy.published_at).year == today.year)
    figures.filled += bool(vacancy.filled_on and vacancy.filled_on.year == today.year)
    if vacancy.organisation.state == OrganisationState.ACTIVE:
        figures.members.add(vacancy.organisation_id)


def waits(site_id: int, today: date) -> list[tuple[int, int]]:
    """(vacancy, working days to the first answer) of every sign-up of this year that was answered."""
    answered = Application.objects.filter(
        site_id=site_id, vacancy__isnull=False, answered_at__isnull=False, received_at__year=today.year
    ).values_list("vacancy_id", "received_at", "answered_at")
    return [(pk, workdays_between(day(received), day(answer))) for pk, received, answer in answered]


def day(moment: datetime | None) -> date:
    return timezone.localtime(moment).date()


def hide(rows: list[Figures], total: Figures) -> None:
    for column in COLUMNS:
        for figures in (*rows, total):
            if getattr(figures, column) < FEWEST:
                figures.hidden.add(column)
        seen = sorted((row for row in rows if column not in row.hidden), key=lambda row: getattr(row, column))
        if len(rows) - len(seen) == 1 and seen and column not in total.hidden:
            seen[0].hidden.add(column)
