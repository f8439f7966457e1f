from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.dialogue.comments.enums import RejectReason
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField

TEXT_ERRORS = {"required": _("Schrijf eerst iets op"), "max_length": _("Dit is te lang. Er passen 2.000 tekens in.")}


class BoxForm(PortalForm):
    """The box below a page: only the words. Who wrote them is asked on the next page."""

    text = LongTextField(label=_("Uw reactie"), max_length=2000, required=False)


class CommentForm(GuardedForm):
    """A comment with a name and an address; who is logged in is asked for the words and the name only."""

    text = LongTextField(label=_("Uw reactie"), max_length=2000, error_messages=TEXT_ERRORS)
    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        help_text=_("Staat bij uw reactie. Een voornaam en een plaats is genoeg. Bijvoorbeeld: Gerrit uit Wamel."),
        error_messages={"required": _("Vul uw naam in"), "max_length": _("Deze naam is te lang.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        help_text=_("Staat nergens op de site. Wij sturen u één mail met de vraag of dit van u is."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in"),
            "invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl."),
        },
    )

    def __init__(self, *args: Any, known: bool = False, is_answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["email"]
        if is_answer:
            self.fields["text"].label = _("Uw antwoord")


class ReportForm(GuardedForm):
    reason = LongTextField(
        label=_("Wat is er mis mee?"),
        max_length=500,
        required=False,
        help_text=_("Bijvoorbeeld: Hier staat de naam van mijn buurman in."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RejectForm(PortalForm):
    """Why a comment is not on the site: a sentence to choose, and words of one's own."""

    why = forms.ChoiceField(
        label=_("Waarom niet?"),
        choices=RejectReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een reden"), "invalid_choice": _("Kies een van de redenen")},
    )
    more = LongTextField(
        label=_("Wat wilt u erbij zeggen?"),
        max_length=800,
        required=False,
        help_text=_("De schrijver leest dit. Bijvoorbeeld: Haal de naam van uw buurman eruit, dan plaatsen wij het."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("why") == RejectReason.OTHER and not data.get("more"):
            self.add_error("more", _("Schrijf de reden op. De schrijver leest die."))
        return data

    def reason(self) -> str:
        """What the author reads."""
        chosen = RejectReason(self.cleaned_data["why"])
        first = "" if chosen == RejectReason.OTHER else str(chosen.label)
        return f"{first} {self.cleaned_data['more']}".strip()


class ReplyForm(PortalForm):
    text = LongTextField(
        label=_("Ons antwoord"),
        max_length=2000,
        help_text=_(
            "Staat meteen op de site, met uw voornaam. Bijvoorbeeld: Goed idee. Toos is bij hem langs geweest."
        ),
        error_messages=TEXT_ERRORS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
