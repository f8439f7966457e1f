"""Input of moments: the question of a visitor, the answer of a worker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.moments.actions import Asker, Plan
from community.moments.enums import Where
from community.people.forms import ReachForm
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField

MINUTES = [(15, _("een kwartier")), (30, _("een half uur")), (45, _("drie kwartier")), (60, _("een uur"))]


class AskForm(ReachForm, GuardedForm):
    """May I have a moment of yours?"""

    wish_where = forms.ChoiceField(
        label=_("Waar wilt u praten?"),
        choices=Where.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar u wilt praten"), "invalid_choice": _("Kies een van de drie")},
    )
    wish_when = TextField(
        label=_("Wanneer kunt u?"), max_length=300, required=False, help_text=_("Bijvoorbeeld: dinsdag na de lunch.")
    )
    about = LongTextField(
        label=_("Waar gaat het over?"),
        max_length=1000,
        required=False,
        help_text=_("Een paar woorden is genoeg. U mag het ook pas vertellen als u elkaar ziet."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Dit is te lang. Gebruik hoogstens 1000 tekens.")},
    )

    def asker(self) -> Asker:
        data = self.cleaned_data
        return Asker(
            name=data["name"],
            channel=data["channel"],
            email=(data["email"] or "").lower(),
            phone=data["phone"],
            address=data["address"],
            about=data["about"],
            wish_when=data["wish_when"],
            wish_where=data["wish_where"],
            language=get_language() or "nl",
        )


class ConfirmForm(PortalForm):
    """When and where."""

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
    minutes = forms.TypedChoiceField(label=_("Hoe lang?"), choices=MINUTES, coerce=int, initial=30)
    where = TextField(
        label=_("Waar?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: De Peilstok, aan de leestafel."),
        error_messages={"required": _("Zeg waar het is")},
    )
    answer = LongTextField(
        label=_("Wilt u er iets bij zeggen?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def plan(self) -> Plan:
        data = self.cleaned_data
        start = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return Plan(starts_at=start, minutes=data["minutes"], where=data["where"], answer=data["answer"])


class RefuseForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom niet?"),
        max_length=1000,
        help_text=_("De vrager leest dit. Schrijf het vriendelijk, en zeg wat wel kan."),
        error_messages={"required": _("Schrijf de reden op")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOverForm(PortalForm):
    worker = forms.ModelChoiceField(
        label=_("Geef door aan"),
        queryset=get_user_model().objects.none(),
        error_messages={"required": _("Kies een collega"), "invalid_choice": _("Kies een collega")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = people  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """The filter of the list; anything unusable counts as not given."""

    voorbij = forms.BooleanField(required=False)

    def ended(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["voorbij"])
