"""Outside the usual files of a slice: the forms of the admin, which save through the same actions as the desk."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.actions import keeping
from events.agenda.actions.series import change_following, change_places
from events.agenda.enums import PriceClass, Rhythm
from events.agenda.exceptions import ClockChange
from events.agenda.models import Event
from portal.drawings import DRAWINGS
from portal.forms.fields import LongTextField
from portal.pages.own_people import OwnPeopleForm
from portal.pages.widgets import DateInput, TimeInput
from portal.places.models import Neighbourhood
from portal.vocabulary.models import Theme

PRICE_LINE = re.compile(
    r"^(?P<label>[^:]{1,80}):\s*(?P<euro>\d{1,4})(?:[.,](?P<cents>\d{2}))?\s*(?:\((?P<note>.{1,120})\))?$"
)


class PricesField(LongTextField):
    """Amounts on lines of their own: “Kleine beurs: 2 (u hoeft niets te laten zien)”; the value is a list of rows."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(line_of(row) for row in value)

    def clean(self, value: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [row_of(line) for line in lines]


def line_of(row: dict[str, Any]) -> str:
    amount = f"{Decimal(row['cents']) / 100:.2f}".replace(".00", "").replace(".", ",")
    return f"{row['label']}: {amount}" + (f" ({row['note']})" if row.get("note") else "")


def row_of(line: str) -> dict[str, Any]:
    found = PRICE_LINE.match(line)
    if found is None:
        raise ValidationError(
            _("“%(line)s” begrijpen we niet. Schrijf het zo: Kleine beurs: 2,50 (u hoeft niets te laten zien)."),
            params={"line": line[:80]},
        )
    cents = int(found["euro"]) * 100 + int(found["cents"] or 0)
    return {"label": found["label"].strip(), "note": (found["note"] or "").strip(), "cents": cents}


class EventAdminForm(OwnPeopleForm):
    """An event with its day and times as one writes them; words from the lists."""

    day = forms.DateField(label=_("Dag"), widget=DateInput)
    start_time = forms.TimeField(label=_("Van"), widget=TimeInput)
    end_time = forms.TimeField(
        label=_("Tot"), widget=TimeInput, help_text=_("Vroeger dan het begin betekent: de volgende dag.")
    )
    price_lines = PricesField(
        label=_("Bedragen"),
        required=False,
        max_length=1000,
        help_text=_(
            "Op elke regel één. Bijvoorbeeld: Gewone prijs: 6. Of: Kleine beurs: 2 (u hoeft niets te laten zien)."
        ),
    )
    theme_choice = forms.ModelMultipleChoiceField(
        label=_("Onderwerpen"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    drawing = forms.ChoiceField(label=_("Tekening"), choices=[("", _("van de soort")), *DRAWINGS], required=False)
    following = forms.BooleanField(
        label=_("Verander ook de keren hierna"),
        required=False,
        help_text=_("Alleen bij een reeks. De tijd schuift mee, de dagen blijven. Iedereen die komt, krijgt bericht."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event: Event = self.instance
        if event.pk:
            start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
            self.initial |= {"day": start.date(), "start_time": start.time(), "end_time": end.time()}
            self.initial["theme_choice"] = [item.tag_id for item in event.theme_items.all()]
            self.initial["price_lines"] = event.prices
            if event.series is not None and event.series.as_a_whole:
                self.initial["capacity"] = event.series.capacity
        if "neighbourhood" in self.fields:
            self.fields["neighbourhood"].queryset = Neighbourhood.objects.filter(site_id=event.site_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, start, end = (data.get(name) for name in ("day", "start_time", "end_time"))
        if day and start and end:
            last = day if end > start else day + timedelta(days=1)
            self.moment("start_time", "starts_at", datetime.combine(day, start))
            self.moment("end_time", "ends_at", datetime.combine(last, end))
        wrong = "price_lines" in self.errors
        if data.get("price_class") == PriceClass.PAID and not data.get("price_lines") and not wrong:
            self.add_error("price_lines", _("Schrijf op wat het kost."))
        limit, taken = data.get("capacity"), taken_of(self.instance)
        if limit is not None and limit < taken:
            self.add_error("capacity", _("Er zijn al %(n)d mensen aangemeld.") % {"n": taken})
        return data

    def moment(self, box: str, name: str, naive: datetime) -> None:
        try:
            setattr(self.instance, name, keeping.on_the_wall(naive))
        except ClockChange as refusal:
            self.add_error(box, str(refusal))

    def save(self, commit: bool = True) -> Event:
        data = self.cleaned_data
        event: Event = super().save(commit=False)
        event.prices = data["price_lines"] if data["price_class"] == PriceClass.PAID else []
        series, limit = event.series, data["capacity"]
        if series is not None and series.as_a_whole:
            event.capacity = None
        save = change_following if data["following"] and series is not None else keeping.save_event
        saved = save(event=event, themes=data["theme_choice"], by=self.for_user)
        if series is not None and series.as_a_whole and limit != series.capacity:
            change_places(series=series, capacity=limit, by=self.for_user)
        return saved


def taken_of(event: Event) -> int:
    if event.pk is None:
        return 0
    return event.series.taken if event.series is not None and event.series.as_a_whole else event.taken


class RepeatForm(forms.Form):
    """How an event becomes a series."""

    rhythm = forms.ChoiceField(label=_("Hoe vaak?"), choices=Rhythm.choices)
    count = forms.IntegerField(
        label=_("Hoeveel keer in totaal?"), min_value=2, max_value=60, help_text=_("Bijvoorbeeld: 6.")
    )
    as_a_whole = forms.BooleanField(
        label=_("Mensen melden zich aan voor alle keren samen"),
        required=False,
        help_text=_("Zoals bij een cursus. Het aantal plekken geldt dan voor de hele reeks."),
    )


class ExtendForm(forms.Form):
    count = forms.IntegerField(
        label=_("Hoeveel keer erbij?"),
        min_value=1,
        max_value=60,
        help_text=_("Wie elke keer komt, heeft meteen een plek."),
    )


class CallOffForm(forms.Form):
    following = forms.BooleanField(
        label=_("Ook alle keren hierna"), required=False, help_text=_("Alleen bij een reeks die helemaal stopt.")
    )
    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Iedereen die zich aanmeldde, leest dit. Bijvoorbeeld: Toos is ziek."),
    )
