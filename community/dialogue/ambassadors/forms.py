from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.dialogue.ambassadors.actions import Reach
from community.people.forms import ReachForm
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField


class AmbassadorForm(PortalForm):
    name = TextField(
        label=_("Uw voornaam"),
        max_length=80,
        help_text=_("Staat op uw kaart en op uw pagina. Uw achternaam niet."),
        error_messages={"required": _("Vul uw voornaam in"), "max_length": _("Deze naam is te lang.")},
    )
    words = LongTextField(
        label=_("Waarom doet u mee?"),
        max_length=240,
        help_text=_("Een of twee zinnen, in uw eigen woorden. Wie via u komt, leest dit."),
        error_messages={"required": _("Schrijf een zin"), "max_length": _("Dit is te lang.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    welcomes = forms.BooleanField(label=_("Ik wil nieuwe mensen welkom heten, als zij dat ook willen"), required=False)


class WelcomeForm(PortalForm):
    """What an ambassador changes without asking us."""

    welcomes = forms.BooleanField(label=_("Ik wil nieuwe mensen welkom heten, als zij dat ook willen"), required=False)


class ArriveForm(ReachForm, GuardedForm):
    wants_welcome = forms.BooleanField(required=False)

    def __init__(self, *args: Any, who: str, welcomes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if welcomes:
            label = _("Ik wil graag dat %(name)s mij een keer welkom heet") % {"name": who}
            self.fields["wants_welcome"].label = label
        else:
            del self.fields["wants_welcome"]

    def reach(self) -> Reach:
        data = self.cleaned_data
        return Reach(
            name=data["name"],
            channel=data["channel"],
            email=(data["email"] or "").lower(),
            phone=str(data["phone"] or ""),
            address=data["address"],
            wants_welcome=bool(data.get("wants_welcome")),
            language=get_language() or "nl",
        )


class ReasonForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom nu niet?"),
        max_length=400,
        help_text=_("De ander leest dit."),
        error_messages={"required": _("Schrijf de reden op. De ander leest die.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MeetForm(PortalForm):
    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag"), "invalid": _("Deze dag kennen wij niet.")},
    )
    time = forms.TimeField(
        label=_("Hoe laat?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Kies een tijd"), "invalid": _("Een tijd is zoals 10:30.")},
    )
    place = TextField(
        label=_("Waar?"),
        max_length=160,
        help_text=_("Bijvoorbeeld: De Peilstok, aan de leestafel. Beiden lezen dit."),
        error_messages={"required": _("Zeg waar het is")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("day") and data.get("time") and self.moment(data) < timezone.now():
            self.add_error("day", _("Deze dag is al geweest."))
        return data

    @staticmethod
    def moment(data: dict[str, Any]) -> datetime:
        return timezone.make_aware(datetime.combine(data["day"], data["time"]))
