"""Input of questions: the box, the question with a way to be reached, the answers of workers."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.outreach.enums import YesHow as VisitYes
from community.people.forms import ReachForm
from community.questions.actions import Asked
from community.questions.enums import Into, YesHow
from community.questions.models import LONGEST_QUESTION
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField, holds_bsn
from portal.pages.models import ProviderPage, ServicePage


class BoxForm(forms.Form):
    """What the box below every page sends: a few words, and nothing else is needed yet."""

    vraag = LongTextField(required=False)
    op = forms.CharField(required=False, max_length=300)

    def first_words(self) -> dict[str, str]:
        """What the next page begins with; a text that cannot be read begins empty."""
        self.is_valid()
        data = self.cleaned_data
        page = data.get("op", "")
        return {"text": data.get("vraag", "")[:LONGEST_QUESTION], "asked_on": page if page.startswith("/") else ""}


class DeskAskForm(ReachForm, PortalForm):
    """The question, and how we reach who asks: typed by a worker while somebody is on the telephone."""

    text = LongTextField(
        label=_("Uw vraag"),
        max_length=LONGEST_QUESTION,
        help_text=_("In uw eigen woorden. Schrijf geen BSN op."),
        error_messages={
            "required": _("Schrijf uw vraag op"),
            "max_length": _("Dit is te lang. Gebruik hoogstens 2000 tekens."),
        },
    )
    asked_on = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ["text", "name", "channel", "phone", "email", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if holds_bsn(text):
            raise forms.ValidationError(_("Hier staat een BSN in. Haal het weg, wij hebben het niet nodig."))
        return text

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(
            text=data["text"],
            name=data["name"],
            channel=data["channel"],
            email=(data["email"] or "").lower(),
            phone=data["phone"],
            address=data["address"],
            asked_on=data["asked_on"],
            language=get_language() or "nl",
            key=data["key"] or uuid.uuid4(),
        )


class AskForm(DeskAskForm, GuardedForm):
    """The same, typed by who asks."""


class AnswerForm(PortalForm):
    answer = LongTextField(
        label=_("Uw antwoord"),
        max_length=4000,
        help_text=_("De vrager leest dit op de site, of in een brief."),
        error_messages={"required": _("Schrijf het antwoord op")},
    )
    service = forms.ModelChoiceField(
        label=_("Past een dienst van ons?"),
        queryset=ServicePage.objects.none(),
        required=False,
        empty_label=_("geen dienst"),
        error_messages={"invalid_choice": _("Kies een dienst uit de lijst")},
    )

    neighbours = forms.BooleanField(label=_("Een buurtgenoot kan helpen"), required=False)

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes; the person then sees the way to asking and offering in the neighbourhood."""
        data = self.cleaned_data
        into = Into.HELP if data.get("neighbours") and not data["service"] else ""
        return {"answer": data["answer"], "service": data["service"], "into": into}


class HandOverForm(PortalForm):
    """To whom, what we would tell, and whether the person said yes already."""

    provider = forms.ModelChoiceField(
        label=_("Wie kan beter helpen?"),
        queryset=ProviderPage.objects.none(),
        empty_label=_("kies"),
        error_messages={"required": _("Kies wie beter kan helpen"), "invalid_choice": _("Kies iemand uit de lijst")},
    )
    told = LongTextField(
        label=_("Wat vertelt u hun?"),
        max_length=1000,
        help_text=_("De vrager leest dit en zegt ja of nee. Vertel niet meer dan nodig."),
        error_messages={"required": _("Schrijf op wat u vertelt")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    yes_how = forms.ChoiceField(
        label=_("Zei de vrager al ja?"),
        required=False,
        choices=[
            ("", _("Nog niet. Vraag het met een bericht.")),
            (YesHow.PHONE.value, _("Ja, aan de telefoon")),
            (YesHow.DESK.value, _("Ja, aan de balie")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, providers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]


class VisitForm(PortalForm):
    """The person wants one of us to come by."""

    address = TextField(
        label=_("Waar woont de vrager?"),
        max_length=200,
        help_text=_("Straat, huisnummer en plaats."),
        error_messages={"required": _("Vul het adres in")},
    )
    yes_how = forms.ChoiceField(
        label=_("Hoe zei de vrager ja?"),
        choices=[(VisitYes.PHONE.value, _("aan de telefoon")), (VisitYes.ASKED.value, _("vroeg het zelf"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Een bezoek komt er alleen met een ja van de vrager zelf.")},
    )


class SpokenForm(PortalForm):
    spoke_with = TextField(
        label=_("Wie sprak u daar?"),
        max_length=120,
        help_text=_("De vrager weet dan naar wie te vragen."),
        error_messages={"required": _("Schrijf op wie u sprak")},
    )


class ReassignForm(PortalForm):
    worker = forms.ModelChoiceField(
        label=_("Geef door aan"),
        queryset=get_user_model().objects.none(),
        error_messages={"required": _("Kies een collega"), "invalid_choice": _("Kies een collega")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = people  # type: ignore[attr-defined]


class AgainForm(PortalForm):
    more = LongTextField(
        label=_("Wat mist u nog?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ListForm(forms.Form):
    """The filter of the list; anything unusable counts as not given."""

    klaar = forms.BooleanField(required=False)

    def ended(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["klaar"])
