from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from community.people.enums import Channel
from portal.forms.base import PortalForm
from portal.forms.fields import TextField


class PhoneField(TextField):
    """A telephone number as people write it: ten digits, or an international one with a plus."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 30, "required": False, **kwargs})
        self.widget.attrs |= {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}

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


class ProfileForm(PortalForm):
    first_name = TextField(label=_("Voornaam"), max_length=80, required=False)
    last_name = TextField(label=_("Achternaam"), max_length=80, required=False)
    phone = PhoneField(label=_("Telefoonnummer"))
    preferred_channel = forms.ChoiceField(
        label=_("Hoe hoort u het liefst van ons?"), choices=Channel.choices, widget=forms.RadioSelect
    )
    place = TextField(label=_("Woonplaats"), max_length=120, required=False)
    plain_language = forms.BooleanField(label=_("Ik lees liever korte, eenvoudige teksten"), required=False)
