from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField
from vacancies.bank.enums import SchoolType
from vacancies.internships.enums import OLDEST, SCHOOL_YEARS, YOUNGEST, Asker
from vacancies.internships.queries import Pupil
from vacancies.placements.enums import Topic
from vacancies.placements.forms import ApplicantForm

AGE_ERROR = _("Vul een leeftijd in van %(low)d tot en met %(high)d jaar")
YEARS = [(str(year), str(year)) for year in SCHOOL_YEARS]


def age_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    message = AGE_ERROR % {"low": YOUNGEST, "high": OLDEST}
    return forms.IntegerField(
        label=label,
        min_value=YOUNGEST,
        max_value=OLDEST,
        required=False,
        error_messages={"invalid": message, "min_value": message, "max_value": message},
        **kwargs,
    )


class FindForm(PortalForm):
    """For which pupil one looks; everything may stay empty."""

    schoolsoort = forms.ChoiceField(
        label=_("Schoolsoort"),
        choices=[("", _("alle")), *SchoolType.choices],
        required=False,
        error_messages={"invalid_choice": _("Kies een schoolsoort uit de lijst")},
    )
    leerjaar = forms.TypedChoiceField(
        label=_("Leerjaar"),
        choices=[("", _("alle")), *YEARS],
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Kies een leerjaar uit de lijst")},
    )
    leeftijd = age_field(_("Leeftijd"))

    # Nothing is asked here, so no field is said to be optional.
    for choice in (schoolsoort, leerjaar, leeftijd):
        choice.depends = True  # type: ignore[union-attr]

    def pupil(self) -> Pupil:
        """Of a form without mistakes."""
        data = self.cleaned_data
        return Pupil(data.get("schoolsoort") or "", data.get("leerjaar"), data.get("leeftijd"))


class InternshipForm(ApplicantForm, GuardedForm):
    """A pupil, parent or school looks for a place."""

    topic = Topic.INTERNSHIP

    asker = forms.ChoiceField(
        label=_("Wie bent u?"),
        choices=Asker.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie u bent")},
    )
    school_name = TextField(
        label=_("Welke school?"),
        max_length=160,
        help_text=_("Bijvoorbeeld: De Sluiswachter in Tiel."),
        error_messages={"required": _("Vul de naam van de school in")},
    )
    school_type = forms.ChoiceField(
        label=_("Welke soort?"),
        choices=[("", _("kies een soort")), *SchoolType.choices],
        error_messages={"required": _("Kies de soort school")},
    )
    school_year = forms.TypedChoiceField(
        label=_("Welk leerjaar?"),
        choices=[("", _("kies een jaar")), *YEARS],
        coerce=int,
        error_messages={"required": _("Kies het leerjaar")},
    )
    age = age_field(
        _("Hoe oud is de leerling?"), help_text=_("Bij een groep: de jongste. Onder de 16 tekent een ouder mee.")
    )
    pupils = forms.IntegerField(
        label=_("Voor hoeveel leerlingen?"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Alleen voor scholen. Bijvoorbeeld: 24."),
        error_messages={"min_value": _("Dit is er minstens 1"), "max_value": _("Bel ons bij meer dan 500 leerlingen")},
    )
    hours = forms.IntegerField(
        label=_("Hoeveel uur?"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("Per leerling, alles samen. Bijvoorbeeld: 30."),
        error_messages={"min_value": _("Dit is minstens 1 uur"), "max_value": _("Dit is hoogstens 200 uur")},
    )
    wish_what = LongTextField(
        label=_("Wat zou leuk zijn?"),
        max_length=500,
        required=False,
        help_text=_("Bijvoorbeeld: fietsen maken, of iets met dieren."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wish_when = TextField(
        label=_("Wanneer?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: in februari, op woensdagmiddag."),
    )

    field_order = ["asker", "school_name", "school_type", "school_year", "age", "pupils", "hours"]

    def wish(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("asker", "school_name", "school_type", "school_year", "age", "hours")
        return {**{name: data[name] for name in names}, "pupils": data["pupils"] or 1}


class HostForm(ApplicantForm, GuardedForm):
    """An organisation has a place for a pupil."""

    topic = Topic.INTERNSHIP_HOST

    organisation_name = TextField(
        label=_("Welke organisatie?"),
        max_length=160,
        help_text=_("Bijvoorbeeld: Werkplaats Het Spatbord."),
        error_messages={"required": _("Vul de naam van de organisatie in")},
    )
    wish_what = LongTextField(
        label=_("Wat kan een leerling bij u doen?"),
        max_length=500,
        help_text=_("Bijvoorbeeld: samen met Henk fietsen maken voor mensen met weinig geld."),
        error_messages={"required": _("Vertel wat een leerling doet")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wish_where = TextField(
        label=_("Waar?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: Tiel, vlak bij het station."),
        error_messages={"required": _("Vul in waar het is")},
    )
    wish_when = TextField(
        label=_("Wanneer?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: na 15.00 uur, niet in de zomer."),
    )
    school_types = forms.MultipleChoiceField(
        label=_("Voor welke scholen?"),
        choices=SchoolType.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Niets gekozen: voor alle scholen."),
    )
    minimum_age = age_field(_("Vanaf welke leeftijd?"), help_text=_("Bijvoorbeeld: 14."))
    places = forms.IntegerField(
        label=_("Hoeveel leerlingen tegelijk?"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Bijvoorbeeld: 2. Leeg: 1."),
        error_messages={"min_value": _("Dit is er minstens 1"), "max_value": _("Dit zijn er hoogstens 100")},
    )

    field_order = ["organisation_name", "wish_what", "wish_where", "wish_when", "school_types", "minimum_age", "places"]

    def offer(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("organisation_name", "school_types", "minimum_age")
        return {**{name: data[name] for name in names}, "places": data["places"] or 1}
