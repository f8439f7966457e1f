from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField
from portal.places.queries import find_place, find_postcode
from portal.vocabulary.models import Skill, Theme
from vacancies.bank.actions import save_vacancy
from vacancies.bank.enums import Daypart, Frequency, Kind, LanguageLevel, SchoolType, Together
from vacancies.bank.models import POSTCODE, Vacancy
from vacancies.bank.queries import known_place, known_postcode

OWN_KINDS = [(kind.value, kind.label) for kind in (Kind.VOLUNTEER, Kind.TASK, Kind.INTERNSHIP)]


class VacancyForm(PortalForm):
    """What an organisation writes about its own vacancy, in the order in which one tells it."""

    kind = forms.ChoiceField(
        label=_("Wat zoekt u?"), choices=OWN_KINDS, widget=forms.RadioSelect, initial=Kind.VOLUNTEER
    )
    title = TextField(
        label=_("Titel"),
        max_length=160,
        help_text=_("Zeg wat iemand doet. Bijvoorbeeld: Taalmaatje voor een jonge vader."),
        error_messages={"required": _("Vul een titel in")},
    )
    summary = TextField(label=_("In het kort"), max_length=300, required=False, help_text=_("Eén of twee zinnen."))
    description = LongTextField(
        label=_("Wat gaat iemand doen?"),
        max_length=10_000,
        help_text=_("Schrijf het zoals u het aan de telefoon zegt. Korte zinnen."),
        error_messages={"required": _("Vertel wat iemand gaat doen")},
    )
    start_text = LongTextField(
        label=_("Hoe begint het?"),
        max_length=2000,
        required=False,
        help_text=_("Wie belt, wie werkt iemand in, is er een proeftijd?"),
    )
    for_whom = TextField(
        label=_("Voor wie"), max_length=160, required=False, help_text=_("Bijvoorbeeld: ook samen met een vriend.")
    )
    requirements = LongTextField(
        label=_("Wat is nodig?"),
        max_length=1000,
        required=False,
        help_text=_("Zet de reden erbij. Vraag alleen wat echt nodig is."),
    )
    training = TextField(
        label=_("Wat krijgt iemand?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: een cursus en reisgeld."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Onderwerpen"),
        queryset=Theme.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één onderwerp")},
    )
    skills = forms.ModelMultipleChoiceField(
        label=_("Wat moet iemand kunnen?"),
        queryset=Skill.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dayparts = forms.MultipleChoiceField(
        label=_("Wanneer?"),
        choices=Daypart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets gekozen betekent: in overleg."),
    )
    time_note = TextField(
        label=_("Tijden"), max_length=120, required=False, help_text=_("Bijvoorbeeld: tussen 9.30 en 11.30 uur.")
    )
    frequency = forms.ChoiceField(label=_("Hoe vaak?"), choices=Frequency.choices, initial=Frequency.WEEKLY)
    hours_per_week = forms.DecimalField(
        label=_("Hoeveel uur per week?"),
        min_value=0,
        max_value=20,
        max_digits=5,
        decimal_places=2,
        required=False,
        localize=True,
        error_messages={"max_value": _("Vraag hoogstens 20 uur per week."), "invalid": _("Vul een getal in.")},
    )
    duration_text = TextField(
        label=_("Hoe lang duurt het?"), max_length=120, required=False, help_text=_("Bijvoorbeeld: een half jaar.")
    )
    remote = forms.BooleanField(label=_("Het kan vanuit huis"), required=False)
    location_name = TextField(label=_("Naam van de plek"), max_length=160, required=False)
    street = TextField(label=_("Straat en huisnummer"), max_length=160, required=False)
    postcode = TextField(label=_("Postcode"), max_length=7, required=False, validators=[POSTCODE])
    place = TextField(label=_("Plaats"), max_length=120, error_messages={"required": _("Vul een plaats in")})
    minimum_age = forms.IntegerField(label=_("Vanaf welke leeftijd?"), min_value=0, max_value=130, required=False)
    language_level = forms.ChoiceField(
        label=_("Hoeveel Nederlands is nodig?"),
        choices=[("", _("maakt niet uit")), *LanguageLevel.choices],
        required=False,
    )
    together = forms.ChoiceField(label=_("Kan het samen?"), choices=[("", _("nee")), *Together.choices], required=False)
    wheelchair = forms.BooleanField(label=_("Het kan met een rolstoel"), required=False)
    vog_required = forms.BooleanField(label=_("Een VOG is nodig"), required=False)
    expenses_compensated = forms.BooleanField(label=_("Wij vergoeden kosten"), required=False)
    places = forms.IntegerField(label=_("Hoeveel mensen zoekt u?"), min_value=1, max_value=1000, initial=1)
    valid_through = forms.DateField(
        label=_("Open tot en met"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leeg laten mag. De vacature blijft dan open tot u hem sluit."),
        error_messages={"invalid": _("Vul een datum in, zoals 31-12-2026.")},
    )
    school_types = forms.MultipleChoiceField(
        label=_("Voor welke scholen? (alleen bij een stage)"),
        choices=SchoolType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_total = forms.IntegerField(
        label=_("Hoeveel uur in totaal? (alleen bij een stage)"), min_value=1, max_value=1000, required=False
    )

    PARTS = ("themes", "skills", "dayparts")
    GROUPS = (
        (_("Wat"), ("kind", "title", "summary", "description", "start_text", "themes")),
        (
            _("Voor wie"),
            (
                "for_whom",
                "requirements",
                "skills",
                "minimum_age",
                "language_level",
                "together",
                "wheelchair",
                "vog_required",
            ),
        ),
        (_("Wanneer"), ("dayparts", "time_note", "frequency", "hours_per_week", "duration_text", "valid_through")),
        (_("Waar"), ("location_name", "street", "postcode", "place", "remote")),
        (_("Wat u biedt"), ("training", "expenses_compensated", "places")),
        (_("Maatschappelijke stage"), ("school_types", "hours_total")),
    )

    def __init__(self, data: Any = None, *, instance: Vacancy) -> None:
        self.instance = instance
        initial = {name: getattr(instance, name) for name in self.base_fields if name not in self.PARTS}
        if instance.pk:
            initial["themes"] = [item.tag_id for item in instance.theme_items.all()]
            initial["skills"] = [item.tag_id for item in instance.skill_items.all()]
            initial["dayparts"] = [slot.daypart for slot in instance.slots.all()]
        super().__init__(data, initial={name: value for name, value in initial.items() if value not in (None, "")})

    def groups(self) -> list[tuple[str, list[Any]]]:
        return [(str(title), [self[name] for name in names]) for title, names in self.GROUPS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        places = data.get("places")
        if places is not None and places < self.instance.filled_places:
            self.add_error("places", _("Er zijn al meer plekken bezet. Vul een hoger getal in."))
        if data.get("place"):
            self.where = self.find_where(data)
            if self.where is None:
                self.add_error("place", _("Deze plaats kennen we niet. Kijk of de naam klopt."))
        return data

    def find_where(self, data: dict[str, Any]) -> tuple[float, float] | None:
        """Coordinates: of the postcode when it is known, else of the place."""
        site_id = self.instance.site_id
        postcode = find_postcode(data.get("postcode") or "")
        if postcode:
            return postcode.latitude, postcode.longitude
        place = find_place(data["place"])
        if data.get("postcode") and not place and (known := known_postcode(site_id, data["postcode"][:4])):
            return known
        return (place.latitude, place.longitude) if place else known_place(site_id, data["place"])

    def save(self, *, by: Any) -> Vacancy:
        data = self.cleaned_data
        moved = data["place"] != self.instance.place or data["postcode"] != self.instance.postcode
        for name in self.fields:
            if name not in self.PARTS:
                setattr(self.instance, name, data[name])
        if self.where and (moved or self.instance.latitude is None):
            self.instance.latitude, self.instance.longitude = self.where
        parts = {name: data[name] for name in self.PARTS}
        return save_vacancy(vacancy=self.instance, by=by, **parts)


class FilledForm(PortalForm):
    note = TextField(
        label=_("Een woord van dank"),
        max_length=200,
        required=False,
        help_text=_("Staat op de pagina. Bijvoorbeeld: Samir heeft een taalmaatje gevonden."),
    )
