"""Outside the usual files of a slice: the forms of how it went, and what happens with the time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.help.enums import TimeWish
from community.help.forms import MINUTES, NOT_IN_LIST
from portal.forms.base import PortalForm
from portal.forms.fields import TextField

WHAT_WITH_IT = _("Kies wat er met de tijd gebeurt")


class DoneForm(PortalForm):
    """It happened; with time or without. Who helped says what happens with the time, the other may give it at once."""

    minutes = forms.TypedChoiceField(
        label=_("Hoe lang was het?"), choices=[("", _("dat schrijf ik niet op")), *MINUTES], coerce=int,
        empty_value=None, required=False, error_messages={"invalid_choice": NOT_IN_LIST},
    )  # fmt: skip
    time = forms.BooleanField(label=_("Schrijf de tijd op"), required=False)
    wish = forms.ChoiceField(
        label=_("Wat doet u met deze tijd?"), choices=TimeWish.choices, widget=forms.RadioSelect,
        error_messages={"required": WHAT_WITH_IT, "invalid_choice": WHAT_WITH_IT},
    )  # fmt: skip

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        """`side`: helper, helped, or nothing for who speaks for somebody without a page."""
        super().__init__(*args, **kwargs)
        for name, who in (("time", "helped"), ("wish", "helper")):
            if side != who:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("wish") in {TimeWish.MINE, TimeWish.POT} and data.get("minutes") is None and not self.errors:
            self.add_error("minutes", _("Kies hoe lang het was, of kies bij de tijd voor niets"))
        return data

    def wants_time(self) -> bool:
        data = self.cleaned_data
        return bool(data["minutes"]) and (bool(data.get("time")) or data.get("wish") in {TimeWish.MINE, TimeWish.POT})


class PhoneDoneForm(DoneForm):
    """What somebody told the desk by telephone."""

    note = TextField(
        label=_("Wie belde, en wanneer?"),
        max_length=300,
        help_text=_("Zoals: Ria belde op 3 mei om 10 uur."),
        error_messages={"required": _("Schrijf op wie belde, en wanneer")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, side="helper", **kwargs)
        self.fields["wish"].label = _("Wat doet wie hielp met deze tijd?")
        self.fields["wish"].choices = [  # type: ignore[attr-defined]
            (TimeWish.MINE, _("Voor wie hielp zelf")),
            (TimeWish.POT, _("Liever naar de weggeefpot")),
            (TimeWish.NONE, _("Niets")),
        ]


class TimeForm(PortalForm):
    minutes = forms.TypedChoiceField(
        label=_("Hoe lang was het?"),
        choices=MINUTES,
        coerce=int,
        error_messages={"required": _("Kies hoe lang"), "invalid_choice": NOT_IN_LIST},
    )
