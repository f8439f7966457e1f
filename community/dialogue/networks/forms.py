from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField


class JoinForm(GuardedForm):
    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        help_text=_("De andere leden zien uw naam."),
        error_messages={"required": _("Vul uw naam in")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = TextField(
        label=_("Waar werkt u, of wat doet u?"),
        max_length=160,
        required=False,
        help_text=_("Bijvoorbeeld: wijkverpleegkundige in Ochten."),
    )
    motivation = LongTextField(
        label=_("Wat wilt u leren of brengen?"),
        max_length=1000,
        help_text=_("Bijvoorbeeld: Ik zoek mensen die ook met buren praten."),
        error_messages={"required": _("Schrijf op wat u wilt leren of brengen")},
    )


class ReasonForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom niet?"),
        max_length=600,
        help_text=_("De vrager leest dit. Bijvoorbeeld: De groep is vol. In mei is er weer plek."),
        error_messages={"required": _("Schrijf de reden op. De vrager leest die.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MeetingForm(PortalForm):
    title = TextField(
        label=_("Onderwerp"),
        max_length=160,
        help_text=_("Bijvoorbeeld: Praten aan de deur."),
        error_messages={"required": _("Vul het onderwerp in")},
    )
    starts_at = forms.DateTimeField(
        label=_("Wanneer"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Kies een dag en een tijd"), "invalid": _("Kies een dag en een tijd")},
    )
    place = TextField(label=_("Waar"), max_length=200, required=False, help_text=_("Bijvoorbeeld: De Peilstok, boven."))
    agenda = LongTextField(label=_("Wat gaan wij doen?"), max_length=2000, required=False)


class NoteForm(PortalForm):
    text = LongTextField(
        label=_("Tekst"),
        max_length=4000,
        error_messages={"required": _("Schrijf eerst iets op")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UuidForm(PortalForm):
    """Which row a button of the page is about."""

    uuid = forms.UUIDField()
