from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField
from portal.notices import push
from portal.notices.enums import PROMPT_TOPICS, Channel, Rhythm, Topic


class ChoicesForm(PortalForm):
    """How often and by what somebody gets each topic, when it is quiet, and where a letter goes."""

    quiet_from = forms.TimeField(
        label=_("Stil vanaf"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Een tijd is zoals 21:00.")},
    )
    quiet_until = forms.TimeField(
        label=_("Tot"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Een tijd is zoals 08:00.")},
    )
    name = TextField(label=_("Naam op de brief"), required=False, max_length=120)
    address = LongTextField(
        label=_("Adres op de brief"),
        required=False,
        max_length=300,
        help_text=_("Straat, huisnummer, postcode en plaats. Alleen nodig als u voor een brief kiest."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, topics: list[Topic], devices: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        channels = [way for way in Channel.choices if devices or way[0] != Channel.PUSH]
        for topic in topics:
            rhythms = [Rhythm.NOW, Rhythm.NONE] if topic in PROMPT_TOPICS else list(Rhythm)
            self.fields[f"{topic}-rhythm"] = forms.ChoiceField(
                label=_("Hoe vaak"), choices=[(rhythm.value, rhythm.label) for rhythm in rhythms]
            )
            self.fields[f"{topic}-channel"] = forms.ChoiceField(label=_("Hoe"), choices=channels)

    def rows(self) -> list[dict[str, Any]]:
        """Per topic its words and its two boxes, for the template."""
        return [
            {"label": topic.label, "rhythm": self[f"{topic}-rhythm"], "channel": self[f"{topic}-channel"]}
            for topic in self.topics
        ]

    def chosen(self) -> list[tuple[str, str, str]]:
        """(topic, channel, rhythm) of each row."""
        data = self.cleaned_data
        return [(topic.value, data[f"{topic}-channel"], data[f"{topic}-rhythm"]) for topic in self.topics]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_until")):
            empty = "quiet_until" if data.get("quiet_from") else "quiet_from"
            if empty not in self.errors:
                self.add_error(empty, _("Vul allebei de tijden in, of geen van beide."))
        letters = any(data.get(f"{topic}-channel") == Channel.LETTER for topic in self.topics)
        for name, sentence in (("name", _("Vul in wie er op de brief staat")), ("address", _("Vul uw adres in"))):
            if letters and not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return data


class StopForm(forms.Form):
    """The button of the page behind the link in a mail; anything else counts as the click of a mail program."""

    doe = forms.CharField(required=False, max_length=20)

    @property
    def resumes(self) -> bool:
        return self.is_valid() and self.cleaned_data["doe"] == "hervat"


class EndpointForm(forms.Form):
    """Which browser is this? Only the address of a push service that we know."""

    endpoint = forms.CharField(max_length=1000)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not push.is_service(endpoint):
            raise ValidationError(
                _("Uw browser gebruikt een dienst die wij niet kennen. Wij sturen u mail, of een brief.")
            )
        return endpoint


class DeviceForm(EndpointForm):
    """What the browser made when somebody said yes: an address, and two keys that only this browser can open."""

    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=30)
    everything = forms.BooleanField(required=False)

    def clean_p256dh(self) -> str:
        value: str = self.cleaned_data["p256dh"]
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), push.from_letters(value))
        except ValueError as error:
            raise ValidationError(_("De sleutel van uw browser klopt niet. Probeer het nog eens.")) from error
        return value

    def clean_auth(self) -> str:
        value: str = self.cleaned_data["auth"]
        try:
            right = len(push.from_letters(value)) == 16
        except ValueError:
            right = False
        if not right:
            raise ValidationError(_("De sleutel van uw browser klopt niet. Probeer het nog eens."))
        return value

    def sentences(self) -> list[str]:
        """What is wrong, each thing once: the person typed none of it, so it belongs to no field."""
        return list(dict.fromkeys(str(message) for rows in self.errors.values() for message in rows))
