from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.credits.actions import Wish
from community.credits.models import Account
from community.credits.queries import account_by_code
from community.credits.wording import time_words
from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField

STEPS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 420, 480)


def durations() -> list[tuple[int, str]]:
    return [(minutes, time_words(minutes)) for minutes in STEPS]


class WishForm(PortalForm):
    """How long and what for, with a key so that sending it twice is sending it once."""

    minutes = forms.TypedChoiceField(
        label=_("Hoe lang?"),
        coerce=int,
        choices=durations,
        initial=60,
        error_messages={"required": _("Kies hoe lang"), "invalid_choice": _("Kies een tijd uit de lijst")},
    )
    reason = TextField(
        label=_("Waarvoor?"),
        max_length=300,
        help_text=_("Een paar woorden. De ander leest dit. Bijvoorbeeld: samen naar de markt."),
        error_messages={"required": _("Schrijf op waarvoor")},
    )
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid.uuid4())

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or str(uuid.uuid4())

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(minutes=data["minutes"], reason=data["reason"], key=data["key"])


class CodeForm(WishForm):
    """A wish between the visitor and somebody whose code they were told."""

    code = TextField(
        label=_("De tijdcode van de ander"),
        max_length=12,
        help_text=_("Vraag de ander om de code. Hij begint met een T, zoals T7 24 93."),
        error_messages={"required": _("Vul de code van de ander in")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order: tuple[str, ...] = ("code", "minutes", "reason")

    def __init__(self, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site_id = site_id
        self.other: Account | None = None

    def clean_code(self) -> str:
        self.other = account_by_code(self.site_id, self.cleaned_data["code"])
        if self.other is None:
            raise forms.ValidationError(_("Deze code kennen wij niet. Kijk hem nog eens na, of bel ons."))
        return self.cleaned_data["code"]


class GiveForm(CodeForm):
    """Time given away: to somebody, or to the pot for who cannot give back now."""

    whom = forms.ChoiceField(
        label=_("Aan wie geeft u tijd?"),
        choices=[("pot", _("aan de weggeefpot")), ("person", _("aan iemand die ik ken"))],
        initial="pot",
        widget=forms.RadioSelect,
        help_text=_("Uit de pot krijgt iemand hulp die nu niets terug kan doen."),
        error_messages={"required": _("Kies aan wie"), "invalid_choice": _("Kies aan wie")},
    )
    field_order = ("whom", "code", "minutes", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["reason"].required = False

    def clean_code(self) -> str:
        return super().clean_code() if self.cleaned_data.get("code") else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("whom") == "person" and self.other is None and "code" not in self.errors:
            self.add_error("code", _("Vul de code van de ander in"))
        if data.get("whom") == "pot":
            self.other = None
        return data

    def wish(self) -> Wish:
        wish = super().wish()
        return Wish(wish.minutes, wish.reason or str(_("zomaar, met dank")), wish.key)


class RefuseForm(PortalForm):
    answer = LongTextField(
        label=_("Wat klopt er niet?"),
        max_length=300,
        required=False,
        help_text=_("De ander leest dit. Het mag ook leeg blijven."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReverseForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom draait u dit terug?"),
        max_length=300,
        help_text=_("Beide mensen lezen dit."),
        error_messages={"required": _("Schrijf op waarom. Beide mensen lezen dat.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FindForm(PortalForm):
    find = TextField(label=_("Naam of tijdcode"), required=False, max_length=120)


class ManyForm(WishForm):
    """The same time to several people at once, whose codes stand under each other."""

    codes = LongTextField(
        label=_("Tijdcodes"),
        max_length=2000,
        help_text=_("Eén code op een regel. Iedereen krijgt evenveel. Klopt er één niet, dan gebeurt er niets."),
        error_messages={"required": _("Vul minstens één code in")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("codes", "minutes", "reason")

    def __init__(self, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site_id = site_id
        self.receivers: list[Account] = []

    def clean_codes(self) -> str:
        text = self.cleaned_data["codes"]
        found = {line.strip(): account_by_code(self.site_id, line) for line in text.splitlines() if line.strip()}
        unknown = [line for line, account in found.items() if account is None]
        if unknown:
            raise forms.ValidationError(_("Deze code kennen wij niet: %(codes)s.") % {"codes": ", ".join(unknown[:5])})
        self.receivers = list({account.pk: account for account in found.values() if account}.values())
        return text
