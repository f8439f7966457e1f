"""Input of outreach: the wish for a visit, the street, the door, the plan, the words of the client."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.outreach.actions import Wanted
from community.outreach.enums import CoreValue, HandOverState, Part, Side, Source, YesHow
from community.outreach.walking import MOST_DOORS, Street
from community.people.forms import PhoneField
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField, holds_bsn

USERS = get_user_model().objects


def no_bsn(text: str) -> str:
    if holds_bsn(text):
        raise forms.ValidationError(_("Hier staat een BSN in. Haal het weg, wij hebben het niet nodig."))
    return text


class VisitForm(GuardedForm):
    """May one of us come by? Or: I worry about somebody. Of who worries nothing is asked."""

    source = forms.ChoiceField(
        label=_("Voor wie?"),
        choices=[
            (Source.SELF.value, _("Voor mijzelf")),
            (Source.NEIGHBOUR.value, _("Ik maak mij zorgen om iemand")),
        ],
        widget=forms.RadioSelect,
        initial=Source.SELF,
        error_messages={"required": _("Kies voor wie het is"), "invalid_choice": _("Kies een van de twee")},
    )
    address = TextField(
        label=_("Het adres"),
        max_length=200,
        help_text=_("Straat, huisnummer en plaats. Alleen wie langskomt ziet dit."),
        error_messages={"required": _("Vul het adres in")},
    )
    phone = PhoneField(
        label=_("Uw telefoonnummer"), help_text=_("Wij bellen eerst. Niemand staat zomaar voor de deur.")
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl.")},
    )
    name = TextField(label=_("Hoe heet u?"), max_length=120, required=False)
    parts = forms.MultipleChoiceField(
        label=_("Wanneer komt het uit?"),
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies uit ochtend, middag of avond")},
    )
    about = LongTextField(
        label=_("Waar wilt u over praten?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Dit is te lang. Gebruik hoogstens 500 tekens.")},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.fields["phone"].depends = True  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        return no_bsn(self.cleaned_data["about"])

    @property
    def is_worry(self) -> bool:
        return bool(self.cleaned_data.get("source") == Source.NEIGHBOUR)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_worry and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Vul uw telefoonnummer in"))
        if self.is_worry and not data.get("about") and "about" not in self.errors:
            self.add_error("about", _("Schrijf op wat u zag of hoorde"))
        return data

    def wanted(self) -> Wanted:
        """A worry keeps the address and what was seen; who saw it is dropped here, also when it was typed."""
        data = self.cleaned_data
        known = {"address": data["address"], "about": data["about"], "key": data["key"] or uuid.uuid4()}
        if self.is_worry:
            return Wanted(source=Source.NEIGHBOUR, **known)
        return Wanted(
            name=data["name"],
            phone=data["phone"],
            email=(data["email"] or "").lower(),
            parts=",".join(data["parts"]),
            language=get_language() or "nl",
            **known,
        )


class MomentForm(PortalForm):
    """A day and a time, by thumb."""

    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag"), "invalid": _("Deze dag kennen we niet.")},
    )
    time = forms.TimeField(
        label=_("Hoe laat?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Kies een tijd"), "invalid": _("Een tijd is zoals 10:30.")},
    )

    def starts_at(self) -> datetime:
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["day"], data["time"]))


class PlanForm(MomentForm):
    yes_how = forms.ChoiceField(
        label=_("Hoe zei de bewoner ja?"),
        required=False,
        choices=[(YesHow.PHONE.value, _("aan de telefoon")), (YesHow.DOOR.value, _("aan de deur"))],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies een van de twee")},
    )


class WelcomeForm(MomentForm):
    """A welcome at the door becomes a visit: the resident says so, and may say a name."""

    name = TextField(label=_("Naam"), max_length=120, required=False, help_text=_("Alleen als de bewoner dat wil."))
    phone = PhoneField(label=_("Telefoonnummer"))
    said_yes = forms.BooleanField(
        label=_("De bewoner zei zelf ja"),
        error_messages={"required": _("Een bezoek komt er alleen met een ja van de bewoner zelf.")},
    )


class NoteForm(PortalForm):
    note = LongTextField(
        label=_("Wat werd er gezegd?"),
        max_length=4000,
        help_text=_("In de woorden van de bewoner, zoals “ik”. De bewoner leest dit."),
        error_messages={"required": _("Schrijf op wat er gezegd werd")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_note(self) -> str:
        return no_bsn(self.cleaned_data["note"])


class RemarkForm(PortalForm):
    text = LongTextField(
        label=_("Wat klopt er niet?"),
        max_length=1000,
        error_messages={"required": _("Schrijf op wat er niet klopt")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RoundForm(PortalForm):
    street = TextField(label=_("Straat"), max_length=120, error_messages={"required": _("Vul de straat in")})
    place = TextField(label=_("Plaats"), max_length=80, error_messages={"required": _("Vul de plaats in")})
    first = forms.IntegerField(
        label=_("Van nummer"),
        min_value=1,
        max_value=9999,
        error_messages={"required": _("Vul het eerste nummer in"), "invalid": _("Een huisnummer is een getal.")},
    )
    last = forms.IntegerField(
        label=_("Tot en met"),
        min_value=1,
        max_value=9999,
        error_messages={"required": _("Vul het laatste nummer in"), "invalid": _("Een huisnummer is een getal.")},
    )
    side = forms.ChoiceField(label=_("Welke kant?"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.ALL)
    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag"), "invalid": _("Deze dag kennen we niet.")},
    )
    together_with = forms.ModelChoiceField(
        label=_("Samen met"), queryset=USERS.none(), required=False, empty_label=_("niemand")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["together_with"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Het laatste nummer ligt voor het eerste."))
        elif first and last and last - first > 2 * MOST_DOORS:
            self.add_error("last", _("Dit zijn te veel deuren voor één ronde. Maak er twee van."))
        return data

    def street_of(self) -> Street:
        data = self.cleaned_data
        return Street(data["street"], data["place"], data["first"], data["last"], data["side"])


class DoorForm(forms.Form):
    """One tap, perhaps sent later by a telephone that had no signal."""

    nummer = forms.CharField(max_length=8)
    antwoord = forms.CharField(max_length=8)
    om = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"])


class BringInForm(PortalForm):
    worker = forms.ModelChoiceField(
        label=_("Wie komt er na u?"),
        queryset=USERS.none(),
        error_messages={"required": _("Kies een collega"), "invalid_choice": _("Kies een collega")},
    )
    introduction = LongTextField(
        label=_("Stel uw opvolger voor"),
        max_length=1000,
        help_text=_("De bewoner leest dit en zegt ja, liever een ander, of dat het niet meer hoeft."),
        error_messages={"required": _("Stel uw opvolger voor")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = people  # type: ignore[attr-defined]


class HandOverAnswerForm(forms.Form):
    antwoord = forms.ChoiceField(
        choices=[choice for choice in HandOverState.choices if choice[0] != HandOverState.ASKED]
    )


class CaseForm(PortalForm):
    """No name, no address, nothing by which somebody would be known."""

    value = forms.ChoiceField(
        label=_("Bij welke waarde hoort het?"),
        choices=CoreValue.choices,
        error_messages={"required": _("Kies een waarde")},
    )
    text = LongTextField(
        label=_("Wat speelt er?"),
        max_length=2000,
        help_text=_("Zonder naam, straat of iets waaraan u de bewoner herkent."),
        error_messages={"required": _("Schrijf op wat er speelt")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    question = TextField(
        label=_("Uw vraag aan de anderen"), max_length=300, error_messages={"required": _("Stel uw vraag")}
    )

    def clean_text(self) -> str:
        text = no_bsn(self.cleaned_data["text"])
        if "@" in text or any(part.isdigit() and len(part) >= 9 for part in text.replace("-", "").split()):
            raise forms.ValidationError(_("Hier staat een mailadres of een telefoonnummer. Haal het weg."))
        return text


class ReplyForm(PortalForm):
    text = LongTextField(
        label=_("Wat denkt u?"),
        max_length=2000,
        error_messages={"required": _("Schrijf iets op")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ListForm(forms.Form):
    """The filter of the list; anything unusable counts as not given."""

    voorbij = forms.BooleanField(required=False)
    nummer = forms.CharField(required=False, max_length=8)

    def ended(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["voorbij"])

    def number(self) -> str:
        return self.cleaned_data["nummer"] if self.is_valid() else ""
