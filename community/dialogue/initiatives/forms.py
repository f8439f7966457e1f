from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.dialogue.initiatives.enums import Direction
from community.dialogue.initiatives.models import FILTER, Participant
from community.people.queries import visible_workers
from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField


def vacancies_field() -> TextField:
    return TextField(
        label=_("Hulp gezocht"),
        max_length=200,
        required=False,
        validators=[FILTER],
        help_text=_("Zoek bij Meedoen, en plak hier wat achter het vraagteken staat. Zoals q=soep&place=Tiel."),
    )


class WordsForm(PortalForm):
    summary = LongTextField(
        label=_("Wat gaan jullie doen?"),
        max_length=1500,
        error_messages={"required": _("Vertel wat het is"), "max_length": _("Dit is te lang.")},
    )
    neighbourhood = TextField(label=_("Waar?"), max_length=120, required=False)
    vacancies = vacancies_field()


class BeginForm(WordsForm):
    title = TextField(
        label=_("Hoe heet het?"),
        max_length=120,
        error_messages={"required": _("Geef het een naam"), "max_length": _("Dit is te lang.")},
    )
    worker = forms.ModelChoiceField(
        label=_("Wie staat ernaast?"),
        queryset=Participant.objects.none(),
        required=False,
        empty_label=_("niemand"),
        help_text=_("Deze collega helpt, en beslist niet. De bewoners houden het stuur."),
    )
    field_order = ("title", "summary", "neighbourhood", "vacancies", "worker")

    def __init__(self, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = visible_workers(site_id)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        profile = data.pop("worker")
        return {**data, "worker": profile.user if profile else None}


class JoinForm(PortalForm):
    name = TextField(
        label=_("Uw voornaam"),
        max_length=80,
        help_text=_("Alleen wie meedoet ziet uw naam."),
        error_messages={"required": _("Vul uw voornaam in"), "max_length": _("Deze naam is te lang.")},
    )
    brings = TextField(
        label=_("Wat kunt u doen?"),
        max_length=160,
        required=False,
        help_text=_("Bijvoorbeeld: ik heb een aanhanger, ik bak graag."),
    )


class TaskForm(PortalForm):
    title = TextField(
        label=_("Wat is er te doen?"),
        max_length=160,
        error_messages={"required": _("Schrijf op wat er te doen is"), "max_length": _("Dit is te lang.")},
    )


class DateForm(PortalForm):
    title = TextField(
        label=_("Wat gaat er gebeuren?"),
        max_length=160,
        error_messages={"required": _("Schrijf op wat er gebeurt"), "max_length": _("Dit is te lang.")},
    )
    day = forms.DateField(
        label=_("Welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag"), "invalid": _("Deze dag kennen wij niet.")},
    )
    time = forms.TimeField(
        label=_("Hoe laat?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Kies een tijd"), "invalid": _("Een tijd is zoals 10:30.")},
    )
    place = TextField(label=_("Waar?"), max_length=160, required=False)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return {"title": data["title"], "place": data["place"], "starts_at": starts_at}


class MoneyForm(PortalForm):
    direction = forms.ChoiceField(
        label=_("Komt het erbij of gaat het eraf?"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de twee"), "invalid_choice": _("Kies een van de twee")},
    )
    what = TextField(
        label=_("Van wie, of waarvoor?"),
        max_length=160,
        help_text=_("Iedereen op de site leest dit. Bijvoorbeeld: buurtfonds, planken."),
        error_messages={"required": _("Schrijf op van wie of waarvoor"), "max_length": _("Dit is te lang.")},
    )
    euros = forms.DecimalField(
        label=_("Hoeveel euro?"),
        min_value=Decimal("0.01"),
        max_value=Decimal("100000"),
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Vul een bedrag in"),
            "invalid": _("Een bedrag is zoals 25,50."),
            "min_value": _("Een bedrag is meer dan nul."),
            "max_value": _("Dit bedrag is te hoog voor een initiatief."),
            "max_decimal_places": _("Een bedrag heeft twee cijfers achter de komma."),
        },
    )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"direction": data["direction"], "what": data["what"], "cents": int(data["euros"] * 100)}


class LessonForm(PortalForm):
    lesson = LongTextField(
        label=_("Wat leerden jullie?"),
        max_length=1500,
        help_text=_("Iedereen leest dit. Ook wat niet lukte is iets waard."),
        error_messages={"required": _("Schrijf op wat u samen leerde. Ook, of juist, als het niet lukte.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
