"""What visitors fill in on pages: how they want to read, and the answer to a small question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.base import PortalForm

USUAL = "usual"
PLAIN = (USUAL, _("Gewoon"))


class ReadingForm(PortalForm):
    """How a visitor wants to read; `value` is what the cookie keeps, empty when everything is as usual."""

    size = forms.ChoiceField(
        label=_("Hoe groot de letters zijn"),
        choices=[PLAIN, ("large", _("Groter")), ("larger", _("Veel groter"))],
        widget=forms.RadioSelect,
        initial=USUAL,
    )
    space = forms.ChoiceField(
        label=_("Hoeveel ruimte er is tussen de regels en woorden"),
        choices=[PLAIN, ("wide", _("Ruimer"))],
        widget=forms.RadioSelect,
        initial=USUAL,
    )
    letter = forms.ChoiceField(
        label=_("Welke letter"),
        choices=[PLAIN, ("plain", _("Breed en rond, zoals Verdana")), ("book", _("Zoals in een boek"))],
        widget=forms.RadioSelect,
        initial=USUAL,
    )
    counts = forms.ChoiceField(
        label=_("Hoe wij zeggen hoeveel mensen iets ook vragen"),
        choices=[PLAIN, ("words", _("In woorden: “veel mensen”"))],
        widget=forms.RadioSelect,
        initial=USUAL,
        required=False,
    )
    back = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    @property
    def value(self) -> str:
        chosen = (self.cleaned_data[name] for name in ("size", "space", "letter", "counts"))
        return ".".join(word for word in chosen if word not in ("", USUAL))


class PollForm(PortalForm):
    """One of the answers of a poll block."""

    too_many = _("Er kwamen veel antwoorden tegelijk. Probeer het over een minuut nog eens.")

    answer = forms.ChoiceField(label=_("Antwoord"), error_messages={"required": _("Kies een antwoord.")})

    def __init__(self, *args: Any, answers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(answer, answer) for answer in answers]  # type: ignore[attr-defined]
