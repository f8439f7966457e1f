from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.forms import PhoneField
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField


class FeedbackForm(GuardedForm):
    """What happened, and how we may answer; who wants no answer leaves both empty and says so."""

    text = LongTextField(
        label=_("Wat wilt u ons vertellen?"),
        max_length=4000,
        help_text=_("In uw eigen woorden. Schrijf geen BSN op."),
        error_messages={"required": _("Schrijf op wat u ons wilt vertellen"), "max_length": _("Dit is te lang.")},
    )
    about = TextField(
        label=_("Op welke pagina was dat?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: de lijst met vacatures."),
    )
    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        required=False,
        help_text=_("Uw voornaam is genoeg."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl.")},
    )
    phone = PhoneField(label=_("Uw telefoonnummer"), help_text=_("Als wij u liever bellen."))
    no_answer = forms.BooleanField(label=_("Ik hoef geen antwoord"), required=False)

    # One of the two ways is enough, so neither is said to be optional.
    for way in (email, phone):
        way.depends = True  # type: ignore[union-attr]
    del way  # a field that stays in a class is a field of the form

    def __init__(self, *args: Any, asks_page: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_page:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        reach = data.get("email") or data.get("phone") or "email" in self.errors or "phone" in self.errors
        if not reach and not data.get("no_answer"):
            self.add_error("email", _("Vul een e-mailadres of telefoonnummer in. Of kies: ik hoef geen antwoord."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) or "" for name in ("text", "about", "name", "email", "phone")}


class AnswerForm(PortalForm):
    answer = LongTextField(
        label=_("Uw antwoord"),
        max_length=4000,
        help_text=_("Zeg wat u doet en wanneer. Bijvoorbeeld: Wij passen de pagina deze week aan."),
        error_messages={"required": _("Schrijf het antwoord op")},
    )
