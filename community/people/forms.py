from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from community.people.enums import Channel
from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField


class PhoneField(TextField):
    """A telephone number as people write it: ten digits, or an international one with a plus."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 30, "required": False, **kwargs})
        self.widget.input_type = "tel"
        self.widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        digits = "".join(c for c in text if c.isdigit())
        if any(not c.isdigit() and c not in "+-() ./" for c in text) or not digits.isascii():
            raise forms.ValidationError(_("Een telefoonnummer heeft alleen cijfers."))
        if len(digits) < 10:
            raise forms.ValidationError(_("Dit telefoonnummer is te kort. Een nummer heeft tien cijfers."))
        if len(digits) > 15 or (not text.startswith(("+", "00")) and len(digits) != 10):
            raise forms.ValidationError(_("Dit telefoonnummer is te lang. Een nummer heeft tien cijfers."))
        try:
            return PhoneNumber.from_string(text, region="NL")
        except NumberParseException:
            raise forms.ValidationError(_("Dit telefoonnummer kennen we niet. Kijk of het klopt.")) from None


class ReachForm(forms.Form):
    """A name and one way to be reached; the two other ways stay empty."""

    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        help_text=_("Uw voornaam is genoeg."),
        error_messages={"required": _("Vul uw naam in"), "max_length": _("Deze naam is te lang.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    channel = forms.ChoiceField(
        label=_("Hoe wilt u iets van ons horen?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        help_text=_("Kies wat u prettig vindt. U hoeft maar één manier te kiezen."),
        error_messages={
            "required": _("Kies hoe u iets van ons wilt horen"),
            "invalid_choice": _("Kies een van de drie manieren"),
        },
    )
    phone = PhoneField(label=_("Uw telefoonnummer"))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl.")},
    )
    address = LongTextField(
        label=_("Uw adres"),
        required=False,
        max_length=300,
        help_text=_("Straat, huisnummer, postcode en plaats."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )

    # Each of these is needed with its own way only, so none is said to be optional.
    for way in (phone, email, address):
        way.depends = True  # type: ignore[union-attr]

    NEEDED = {
        Channel.PHONE: ("phone", _("Vul uw telefoonnummer in")),
        Channel.EMAIL: ("email", _("Vul uw e-mailadres in")),
        Channel.LETTER: ("address", _("Vul uw adres in")),
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        channel = data.get("channel")
        if channel:
            name, message = self.NEEDED[Channel(channel)]
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        return data

    def ways(self) -> list[tuple[Any, Any]]:
        """Pairs of a radio button and the field that belongs to it, for the template."""
        fields = {
            Channel.PHONE.value: self["phone"],
            Channel.EMAIL.value: self["email"],
            Channel.LETTER.value: self["address"],
        }
        return [(button, fields[button.data["value"]]) for button in self["channel"]]


class ProfileForm(PortalForm):
    first_name = TextField(label=_("Voornaam"), max_length=80, required=False)
    last_name = TextField(label=_("Achternaam"), max_length=80, required=False)
    phone = PhoneField(label=_("Telefoonnummer"))
    preferred_channel = forms.ChoiceField(
        label=_("Hoe hoort u het liefst van ons?"), choices=Channel.choices, widget=forms.RadioSelect
    )
    place = TextField(label=_("Woonplaats"), max_length=120, required=False)
    plain_language = forms.BooleanField(label=_("Ik lees liever korte, eenvoudige teksten"), required=False)


class LeaveForm(PortalForm):
    sure = forms.BooleanField(
        label=_("Ja, wis alles wat u van mij heeft"),
        error_messages={"required": _("Zet een vinkje als u het zeker weet")},
    )
