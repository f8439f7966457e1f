"""All input of the room: the messages of the socket, the address of a replay, and the question form of the page.

A message is JSON, so its fields check the type as well: a number is no text, a word is no yes.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.enums import Channel
from community.people.forms import ReachForm
from events.live.enums import AnswerHow, QuestionState, RoomState
from events.live.models.notes import NAME_LENGTH, NOTE_LENGTH, TAG_LENGTH
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField, clean_text, is_visible

QUESTION_LENGTH = 500
SAY_LENGTH = 500
ANSWER_LENGTH = 2000
MOST_CALLERS = 100_000


class Value(forms.Field):
    """A JSON value that may be null or left out when it is not required; then it is `empty`."""

    empty: Any = None

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, error_messages={"required": _("Dit ontbreekt.")}, **kwargs)

    def clean(self, value: Any) -> Any:
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return self.empty
        return self.read(value)

    def read(self, value: Any) -> Any:
        raise AssertionError("a value says how it reads")


class Words(Value):
    """Text of at most so many characters, without spaces around it."""

    def __init__(self, max_length: int, *, blank: bool = False, none: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length, self.blank, self.empty = max_length, blank, none

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("Dit is geen tekst."))
        text = clean_text(value).strip()
        if not is_visible(text):
            text = ""
        if len(text) > self.max_length:
            raise ValidationError(_("Dit is te lang. Gebruik hoogstens %d tekens.") % self.max_length)
        if not text and self.required and not self.blank:
            raise ValidationError(_("Hier staat nog niets."))
        return text


class Choice(Value):
    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices, self.empty = frozenset(choices), ""

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise ValidationError(_("Dit kennen wij niet."))
        return value


class Yes(Value):
    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(_("Dit is geen ja of nee."))
        return value


class Id(Value):
    def read(self, value: Any) -> UUID:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
            raise ValidationError(_("Dit is geen nummer van ons."))
        return UUID(value)


class Whole(Value):
    def __init__(self, high: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.high, self.empty = high, 0

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= self.high:
            raise ValidationError(_("Dit getal kan niet."))
        return value


class HelloForm(forms.Form):
    epoch = Words(64, required=False, none=None)
    seq = Whole(2**53, required=False)
    mseq = Whole(2**53, required=False)


class AskMessage(forms.Form):
    text = Words(QUESTION_LENGTH)
    name = Words(NAME_LENGTH, required=False)
    anonymous = Yes(required=False)
    for_other = Yes(required=False)

    def clean(self) -> dict[str, Any]:
        """Anonymous is anonymous, whatever name came along; without a name it is too."""
        data = super().clean() or {}
        if data.get("anonymous"):
            data["name"] = ""
        data.pop("anonymous", None)
        data["for_other"] = bool(data.get("for_other"))
        return data


class QuestionMessage(forms.Form):
    id = Id()


class SwitchMessage(forms.Form):
    id = Id()
    on = Yes()


class LockMessage(SwitchMessage):
    over = Yes(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["over"] = bool(data.get("over"))
        return data


class PersonMessage(forms.Form):
    question = Id()
    on = Yes()


class PollMessage(forms.Form):
    poll = Id()


class ChoiceMessage(forms.Form):
    poll = Id()
    option = Id()


class StateMessage(forms.Form):
    id = Id()
    to = Choice(QuestionState.values)
    reason = Words(SAY_LENGTH, required=False)
    how = Choice(AnswerHow.values, required=False)
    text = Words(ANSWER_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == AnswerHow.TEXT and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Schrijf het antwoord op."))
        return data


class EditMessage(forms.Form):
    id = Id()
    text = Words(QUESTION_LENGTH)


class MergeMessage(forms.Form):
    id = Id()
    into = Id()


class SayMessage(forms.Form):
    text = Words(SAY_LENGTH)


class RoomMessage(forms.Form):
    state = Choice(RoomState.values, required=False)
    asking = Yes(required=False)
    voting = Yes(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["state"] and data["asking"] is None and data["voting"] is None:
            self.add_error("state", _("Zeg wat er anders wordt."))
        return data


class NoteMessage(forms.Form):
    """An empty text removes a note, so only a new one must have words."""

    id = Id(required=False)
    text = Words(NOTE_LENGTH, blank=True)
    tag = Words(TAG_LENGTH, required=False)
    speaker = Words(NAME_LENGTH, required=False, none=None)
    part = Words(NAME_LENGTH, required=False, none=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["id"] is None and not data["text"]:
            self.add_error("text", _("Hier staat nog niets."))
        return data


class LineMessage(forms.Form):
    id = Id(required=False)
    text = Words(SAY_LENGTH, blank=True)
    final = Yes()


class CallerMessage(forms.Form):
    text = Words(QUESTION_LENGTH)
    name = Words(NAME_LENGTH, required=False)
    card = Yes(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["card"] = bool(data.get("card"))
        return data


class CountMessage(forms.Form):
    n = Whole(MOST_CALLERS)


class SinceForm(forms.Form):
    """The address of a replay. What is malformed counts as not given."""

    e = forms.RegexField(r"^[0-9a-zA-Z]{1,16}$", required=False)
    since = forms.IntegerField(min_value=0, max_value=2**53, required=False)

    def values(self) -> tuple[str, int]:
        self.is_valid()
        if self.cleaned_data.get("since") is None:
            return "", 0
        return self.cleaned_data.get("e") or "", self.cleaned_data["since"]


class QuestionForm(PortalForm):
    """The question box of the page."""

    text = LongTextField(
        label=_("Uw vraag"),
        max_length=QUESTION_LENGTH,
        help_text=_("Kort is goed. Noem geen namen van anderen."),
        error_messages={
            "required": _("Schrijf uw vraag op"),
            "max_length": _("Uw vraag is te lang. Gebruik hoogstens 500 tekens."),
        },
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": QUESTION_LENGTH}),
    )
    anonymous = forms.CharField(
        label=_("Met of zonder naam"),
        initial="1",
        required=False,
        widget=forms.RadioSelect(
            choices=[("1", _("Zonder naam. Niemand ziet wie u bent, wij ook niet.")), ("0", _("Met mijn voornaam"))]
        ),
    )
    name = TextField(
        label=_("Uw voornaam"),
        max_length=NAME_LENGTH,
        required=False,
        error_messages={"max_length": _("Deze naam is te lang.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    for_other = forms.BooleanField(label=_("Ik vraag dit voor iemand anders"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        anonymous = str(data.get("anonymous") or "").lower()
        if anonymous in {"0", "false", "off", "nee"} and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Vul uw voornaam in, of kies “Zonder naam”"))
        if anonymous not in {"", "0", "false", "off", "nee"}:
            data["name"] = ""
        return data


class KeyForm(forms.Form):
    """What the telephone bridge tells: a key (0 to 9) of one call, or `event=hangup`."""

    event = forms.ChoiceField(choices=[("key", "key"), ("hangup", "hangup")], required=False)
    call = forms.CharField(max_length=120)
    number = forms.CharField(max_length=40, required=False)
    digit = forms.IntegerField(min_value=0, max_value=9, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("event") != "hangup" and data.get("digit") is None and "digit" not in self.errors:
            self.add_error("digit", _("Dit ontbreekt."))
        return data


class PasteForm(PortalForm):
    """Notes that were written elsewhere."""

    lines = LongTextField(
        label=_("Eén notitie per regel"),
        max_length=60_000,
        error_messages={"required": _("Plak hier de regels"), "max_length": _("Dit is te veel in één keer.")},
    )
    part = TextField(label=_("Onderdeel"), max_length=NAME_LENGTH, required=False)


class TipsForm(ReachForm, GuardedForm):
    """Where the tips go afterwards: by mail or by letter."""

    phone = None  # type: ignore[assignment]  # nobody reads seven tips by telephone
    channel = forms.ChoiceField(
        label=_("Hoe wilt u de tips krijgen?"),
        choices=[(way.value, way.label) for way in (Channel.EMAIL, Channel.LETTER)],
        widget=forms.RadioSelect,
        help_text=_("Kies wat u prettig vindt."),
        error_messages={
            "required": _("Kies hoe u de tips wilt krijgen"),
            "invalid_choice": _("Kies een van de twee manieren"),
        },
    )

    def ways(self) -> list[tuple[Any, Any]]:
        return [
            (button, self["email" if button.data["value"] == Channel.EMAIL else "address"])
            for button in self["channel"]
        ]

    def values(self) -> dict[str, str]:
        """What the action takes: the way that was chosen, and nothing of the other."""
        data = self.cleaned_data
        way = "email" if data["channel"] == Channel.EMAIL else "address"
        return {"name": data["name"], "channel": data["channel"], way: data[way]}
