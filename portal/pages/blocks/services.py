"""The blocks of a service: what it costs, when it is, who does it, in what language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock, worker_choices
from portal.pages.enums import AttendingType, Language, PriceForm, Rhythm, Weekday

EUROS = re.compile(r"^(?:€\s*)?(\d{1,5})(?:[.,](\d{2}|-))?$")
ICAL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def euro_text(cents: int) -> str:
    """How one reads an amount: "gratis", "€ 5", "€ 12,50"."""
    euros, rest = divmod(cents, 100)
    if not cents:
        return _now("gratis")
    return f"€ {euros},{rest:02}" if rest else f"€ {euros}"


class EuroField(forms.CharField):
    """Typed as euros ("12,50", "€ 5" or "gratis"), kept as cents."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100},{value % 100:02}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip().lower()
        if not text:
            return None
        found = EUROS.match("0" if text == "gratis" else text)
        if found is None:
            raise ValidationError(_("Vul een bedrag in, zoals 12,50 of gratis."))
        euros, cents = found.groups()
        return int(euros) * 100 + int((cents or "0").replace("-", "0"))


class EuroBlock(blocks.FieldBlock):
    """An amount in whole cents."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = EuroField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    class Meta:
        icon = "tag"


class PriceValue(blocks.StructValue):
    @property
    def price_text(self) -> str:
        return euro_text(self["price"] or 0)

    @property
    def form_text(self) -> str:
        return str(PriceForm(self["form"]).label) if self["form"] else ""

    @property
    def size_text(self) -> str:
        """How many people, how many talks, how long: as far as it is known."""
        parts = []
        if self["capacity"]:
            parts.append(ngettext("%d mens tegelijk", "hoogstens %d mensen", self["capacity"]) % self["capacity"])
        if self["sessions"]:
            parts.append(ngettext("%d gesprek", "%d gesprekken", self["sessions"]) % self["sessions"])
        if self["minutes"]:
            parts.append(ngettext("%d minuut", "%d minuten", self["minutes"]) % self["minutes"])
        return ", ".join(parts)

    def holds_on(self, day: date) -> bool:
        first, last = self["valid_from"], self["valid_to"]
        return (not first or first <= day) and (not last or day <= last)


class PriceBlock(blocks.StructBlock):
    """One price class; in HSDS a `cost_option`."""

    title = blocks.CharBlock(label=_("Naam"), max_length=80, help_text=_("Bijvoorbeeld: Meedoen met de groep."))
    form = TextChoiceBlock(
        choices=PriceForm.choices, label=_("Hoe"), help_text=_("Bijvoorbeeld: een pakket van gesprekken.")
    )
    for_whom = blocks.CharBlock(
        label=_("Voor wie"),
        max_length=160,
        required=False,
        help_text=_("Bijvoorbeeld: voor wie alleen wil praten."),
    )
    capacity = blocks.IntegerBlock(
        label=_("Hoeveel mensen"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("Hoogstens tegelijk. Bijvoorbeeld: 100. Leeg: geen grens."),
    )
    sessions = blocks.IntegerBlock(
        label=_("Hoeveel keer"), min_value=1, max_value=100, required=False, help_text=_("Bijvoorbeeld: 6 gesprekken.")
    )
    minutes = blocks.IntegerBlock(
        label=_("Hoe lang"), min_value=5, max_value=600, required=False, help_text=_("In minuten. Bijvoorbeeld: 45.")
    )
    price = EuroBlock(label=_("Prijs in euro"), help_text=_("Voor alles samen. Bijvoorbeeld: 12,50 of gratis."))
    includes = blocks.ListBlock(
        blocks.CharBlock(label=_("Wat"), max_length=160, help_text=_("Bijvoorbeeld: koffie en een werkboek.")),
        label=_("Wat u krijgt"),
        default=[],
        required=False,
        min_num=0,
        max_num=8,
    )
    note = blocks.CharBlock(
        label=_("Wie er meebetaalt"),
        max_length=240,
        required=False,
        help_text=_("Bijvoorbeeld: de gemeente betaalt dit als u een laag inkomen heeft."),
    )
    valid_from = blocks.DateBlock(label=_("Geldt vanaf"), required=False, help_text=_("Bijvoorbeeld: 1 januari 2027."))
    valid_to = blocks.DateBlock(
        label=_("Geldt tot en met"),
        required=False,
        help_text=_("Bijvoorbeeld: 31 december 2027. Leeg: tot nader bericht."),
    )

    class Meta:
        icon = "tag"
        label = _("Prijs")
        description = _("Wat het kost, voor wie, en wat iemand daarvoor krijgt.")
        value_class = PriceValue
        preview_value = {
            "title": "Meedoen met de groep",
            "form": "group",
            "capacity": 12,
            "price": 500,
            "includes": ["Koffie en thee"],
        }

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["valid_from"] and result["valid_to"] and result["valid_to"] < result["valid_from"]:
            error = ValidationError(_("De laatste dag is later dan de eerste."))
            raise blocks.StructBlockValidationError(block_errors={"valid_to": error})
        return result


class PriceBlocks(blocks.StreamBlock):
    price = PriceBlock()

    class Meta:
        max_num = 8


class ScheduleValue(blocks.StructValue):
    @property
    def byday(self) -> list[str]:
        """As in an RRULE: MO, or 1MO for the first Monday of the month."""
        week = str(self["week_of_month"] or "") if self["freq"] == Rhythm.MONTHLY else ""
        return [f"{week}{ICAL_DAYS[int(day)]}" for day in sorted(self["weekdays"], key=int)]

    @property
    def day_text(self) -> str:
        days = [str(Weekday(int(day)).label) for day in sorted(self["weekdays"], key=int)]
        named = _now(" en ").join(filter(None, [", ".join(days[:-1]), days[-1]])) if days else ""
        if self["freq"] == Rhythm.MONTHLY:
            words = {1: _now("eerste"), 2: _now("tweede"), 3: _now("derde"), 4: _now("vierde"), 5: _now("vijfde")}
            week = words.get(self["week_of_month"] or 1)
            return _now("elke %(week)s %(days)s van de maand") % {"week": week, "days": named}
        if (self["interval"] or 1) > 1:
            return _now("eens in de %(n)d weken op %(days)s") % {"n": self["interval"], "days": named}
        return _now("elke %(days)s") % {"days": named}

    @property
    def time_text(self) -> str:
        return _now("%(opens)s tot %(closes)s uur") % {
            "opens": date_format(self["opens"], "G.i"),
            "closes": date_format(self["closes"], "G.i"),
        }


class ScheduleBlock(blocks.StructBlock):
    """When a service is there; in HSDS a `schedule`."""

    freq = TextChoiceBlock(
        choices=Rhythm.choices,
        default=Rhythm.WEEKLY.value,
        label=_("Hoe vaak"),
        help_text=_("Bijvoorbeeld: elke week."),
    )
    weekdays = blocks.MultipleChoiceBlock(
        choices=[(str(value), label) for value, label in Weekday.choices],
        widget=forms.CheckboxSelectMultiple,
        label=_("Welke dagen"),
        help_text=_("Bijvoorbeeld: dinsdag en donderdag."),
    )
    interval = blocks.IntegerBlock(
        label=_("Eens in de … weken"),
        min_value=1,
        max_value=26,
        default=1,
        help_text=_("Bijvoorbeeld: 2 voor om de week."),
    )
    week_of_month = blocks.IntegerBlock(
        label=_("Welke week van de maand"),
        min_value=1,
        max_value=5,
        required=False,
        help_text=_("Alleen bij elke maand. Bijvoorbeeld: 1 voor de eerste woensdag."),
    )
    opens = blocks.TimeBlock(label=_("Van"), help_text=_("Bijvoorbeeld: 10:00."))
    closes = blocks.TimeBlock(label=_("Tot"), help_text=_("Bijvoorbeeld: 12:00."))
    attending_type = TextChoiceBlock(
        choices=AttendingType.choices,
        default=AttendingType.PHYSICAL.value,
        label=_("Waar"),
        help_text=_("Bijvoorbeeld: op een plek."),
    )
    valid_from = blocks.DateBlock(label=_("Vanaf"), required=False, help_text=_("Bijvoorbeeld: 5 januari 2027."))
    valid_to = blocks.DateBlock(label=_("Tot en met"), required=False, help_text=_("Bijvoorbeeld: 30 juni 2027."))
    note = blocks.CharBlock(
        label=_("Erbij"), max_length=160, required=False, help_text=_("Bijvoorbeeld: niet in de schoolvakantie.")
    )

    class Meta:
        icon = "time"
        label = _("Tijd")
        description = _("Een vaste dag en tijd.")
        value_class = ScheduleValue
        preview_value = {"freq": "WEEKLY", "weekdays": ["1"], "interval": 1, "opens": "10:00", "closes": "12:00"}

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["closes"] <= result["opens"]:
            error = ValidationError(_("De tweede tijd is later dan de eerste."))
            raise blocks.StructBlockValidationError(block_errors={"closes": error})
        return result


class ScheduleBlocks(blocks.StreamBlock):
    schedule = ScheduleBlock()

    class Meta:
        max_num = 14


class DocumentBlock(blocks.StructBlock):
    """What somebody must bring; in HSDS a `required_document`."""

    name = blocks.CharBlock(label=_("Wat"), max_length=120, help_text=_("Bijvoorbeeld: een brief van uw huisarts."))
    why = blocks.CharBlock(
        label=_("Waarom"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: dan betaalt de verzekering mee."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Meenemen")
        preview_value = {"name": "Een brief van uw huisarts", "why": "Dan betaalt de verzekering mee."}


class DocumentBlocks(blocks.StreamBlock):
    document = DocumentBlock()

    class Meta:
        max_num = 8


class LanguageBlocks(blocks.StreamBlock):
    language = TextChoiceBlock(choices=Language.choices, label=_("Taal"), help_text=_("Bijvoorbeeld: Arabisch."))

    class Meta:
        max_num = 12


class WorkerBlocks(blocks.StreamBlock):
    """Who does it: the UUID of an account, never a reference upwards."""

    worker = TextChoiceBlock(
        choices=worker_choices, label=_("Wie"), help_text=_("Een medewerker die op de site staat. Bijvoorbeeld: Bram.")
    )

    class Meta:
        max_num = 8
