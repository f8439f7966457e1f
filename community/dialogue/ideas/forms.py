from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField


class IdeaForm(GuardedForm):
    title = TextField(
        label=_("Uw idee in één zin"),
        max_length=120,
        help_text=_("Bijvoorbeeld: Een bankje waar men altijd mag aanschuiven."),
        error_messages={"required": _("Schrijf uw idee in één zin"), "max_length": _("Deze zin is te lang.")},
    )
    text = LongTextField(
        label=_("Vertel erover"),
        max_length=2000,
        help_text=_("Wat merkte u? Wat zou er dan anders gaan?"),
        error_messages={"required": _("Vertel iets over uw idee"), "max_length": _("Dit is te lang.")},
    )
    for_whom = TextField(
        label=_("Voor wie is het?"), max_length=200, required=False, help_text=_("Bijvoorbeeld: wie vaak alleen eet.")
    )
    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        help_text=_("Staat bij uw idee. Een voornaam en een plaats is genoeg."),
        error_messages={"required": _("Vul uw naam in"), "max_length": _("Deze naam is te lang.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        help_text=_("Staat nergens op de site. Wij mailen u wat er met uw idee gebeurt."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in"),
            "invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl."),
        },
    )

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["email"]

    def values(self) -> dict[str, str]:
        names = ("title", "text", "for_whom", "name", "email")
        return {name: self.cleaned_data.get(name, "") for name in names}


class WordsForm(PortalForm):
    """One text that the sender reads: a reason, or what was learned."""

    text = LongTextField(
        label=_("Wat leest de inzender?"),
        max_length=1000,
        help_text=_("Bijvoorbeeld: Twaalf mensen kwamen. Zes kennen elkaar nu bij naam."),
        error_messages={"required": _("Schrijf dit op. De inzender leest het.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TryForm(PortalForm):
    start = forms.DateField(
        label=_("Van"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies de eerste dag"), "invalid": _("Dit is geen datum.")},
    )
    end = forms.DateField(
        label=_("Tot en met"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies de laatste dag"), "invalid": _("Dit is geen datum.")},
    )
    measure = LongTextField(
        label=_("Waaraan ziet u of het lukt?"),
        max_length=400,
        help_text=_("Bijvoorbeeld: op de helft van de dagen zit er iemand."),
        error_messages={"required": _("Schrijf op waaraan u het ziet")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
