"""Input of help: what residents write, what they say to each other, what the desk notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.help.actions.items import About, Words, Yes
from community.help.enums import ConsentWay, Daypart, Field, HelpKind, Origin, Recurrence
from community.help.plain import Found, personal_details
from community.help.where import Where, find_where
from community.people.forms import PhoneField, ReachForm
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField
from portal.vocabulary.models import Theme

LONGEST_DAYS = 366
RADII = [(1, _("in mijn buurt")), (5, "5 km"), (10, "10 km"), (20, "20 km"), (40, "40 km")]
MINUTES = [
    (30, _("een half uur")), (60, _("een uur")), (90, _("anderhalf uur")), (120, _("twee uur")), (180, _("drie uur")),
    (240, _("vier uur")),
]  # fmt: skip
NOT_IN_LIST = _("Kies iets uit de lijst")


class WordsForm(PortalForm):
    """The public words of an offer or request. What may give somebody away is named beside the field."""

    title = TextField(
        label=_("Zeg het in één zin"),
        max_length=120,
        help_text=_("Bijvoorbeeld: Wie loopt op dinsdag met mij naar de markt?"),
        error_messages={
            "required": _("Schrijf één zin"),
            "max_length": _("Dit is te lang. Gebruik hoogstens 120 tekens."),
        },
    )
    text = LongTextField(
        label=_("Vertel er iets bij"),
        max_length=1500,
        help_text=_("Iedereen leest dit. Schrijf dus geen naam, straat of nummer op."),
        error_messages={
            "required": _("Vertel er iets bij, een paar zinnen is genoeg"),
            "max_length": _("Dit is te lang. Gebruik hoogstens 1500 tekens."),
        },
    )
    where = TextField(
        label=_("Waar woont u?"),
        max_length=120,
        help_text=_("Uw postcode, buurt of plaats. Op de site staat alleen de buurt."),
        error_messages={"required": _("Vul uw postcode of plaats in")},
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Waar gaat het over?"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies één of meer onderwerpen"), "invalid_choice": NOT_IN_LIST},
    )
    dayparts = forms.MultipleChoiceField(
        label=_("Wanneer komt het uit?"),
        choices=Daypart.choices,
        required=False,
        help_text=_("Niets aangevinkt? Dan spreekt u het samen af."),
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    recurrence = forms.ChoiceField(
        label=_("Hoe vaak?"), choices=[("", _("Dat zien we samen")), *Recurrence.choices], required=False
    )
    radius_km = forms.TypedChoiceField(
        label=_("Hoe ver mag het zijn?"),
        choices=RADII,
        coerce=int,
        initial=5,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    until = forms.DateField(
        label=_("Tot wanneer?"),
        required=False,
        help_text=_("Laat leeg als het zo lang duurt als nodig is. Wij vragen dan af en toe of het er nog mag staan."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Deze dag kennen we niet.")},
    )
    places = forms.IntegerField(
        label=_("Hoeveel mensen kunt u helpen?"), min_value=1, max_value=10, initial=1, required=False,
        error_messages={"invalid": _("Vul een getal in."), "min_value": _("Vul een getal in van 1 tot 10."),
                        "max_value": _("Vul een getal in van 1 tot 10.")},
    )  # fmt: skip
    could_do = TextField(
        label=_("Wat zou u zelf voor iemand kunnen doen?"),
        max_length=200,
        required=False,
        help_text=_("Het hoeft niet. Maar iedereen kan iets: een brief lezen, soep maken, op een hond passen."),
    )
    sure = forms.BooleanField(label=_("Ik keek het na. Er staat geen naam of adres in."), required=False)

    def __init__(self, *args: Any, kind: str, site_id: int, names: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.site_id, self.names = kind, site_id, names
        self.found_where: Where | None = None
        self.warnings: list[Found] = []
        if kind == HelpKind.REQUEST:
            del self.fields["places"]
        else:
            del self.fields["could_do"]
            self.fields["title"].help_text = _("Bijvoorbeeld: Ik kan gordijnen korter maken.")

    def clean_where(self) -> str:
        text = self.cleaned_data["where"]
        self.found_where = find_where(self.site_id, text)
        if self.found_where is None:
            raise forms.ValidationError(_("Deze plaats of postcode kennen we niet. Kijk of het klopt."))
        return text

    def clean_until(self) -> date | None:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until is not None and until < today:
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een latere dag."))
        if until is not None and until > today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Kies een dag binnen een jaar."))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = (*self.names, data.get("name") or "")
        for field in ("title", "text", "could_do"):
            for found in personal_details(data.get(field) or "", names):
                if found.certain:
                    self.add_error(field, found.sentence)
                elif not data.get("sure"):
                    self.warnings.append(found)
                    self.add_error(field, found.sentence)
        return data

    @property
    def asks_sure(self) -> bool:
        """The box appears when something may be a name or street, and stays until it is sent."""
        return bool(self.warnings) or bool(self.is_bound and self.data.get("sure"))

    def week(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The dayparts as a week: (day, [(value, label, chosen)])."""
        from community.help.wording import DAYS, PARTS, day_names  # words, made in the visitor's language

        chosen = set(self["dayparts"].value() or [])
        names = day_names()
        labels = dict(Daypart.choices)
        return [
            (names[day], [(f"{day}-{part}", str(labels[f"{day}-{part}"]), f"{day}-{part}" in chosen) for part in PARTS])
            for day in DAYS
        ]

    def words(self) -> Words:
        data = self.cleaned_data
        assert self.found_where is not None, "only of a valid form"
        return Words(
            kind=self.kind,
            title=data["title"],
            text=data["text"],
            where=self.found_where,
            themes=list(data["themes"]),
            dayparts=data["dayparts"],
            recurrence=data["recurrence"],
            radius_km=data["radius_km"],
            places=data.get("places") or 1,
            could_do=data.get("could_do") or "",
            until=data["until"],
        )

    def about(self) -> About:
        """By somebody who is logged in, for themselves."""
        return About(language=get_language() or "nl")


class OwnForm(WordsForm, GuardedForm):
    """By somebody who is logged in."""


class VisitorForm(ReachForm, WordsForm, GuardedForm):
    """By somebody without an account: the mail or a call asks for a yes."""

    origin = Origin.SELF

    def about(self) -> About:
        data = self.cleaned_data
        return About(
            origin=self.origin,
            name=data["name"],
            email=(data["email"] or "").lower(),
            phone=data["phone"],
            address=data["address"],
            relation=data.get("relation") or "",
            told=data.get("told") or "",
            safety_notes=data.get("safety_notes") or "",
            language=get_language() or "nl",
        )


class TrustedForm(VisitorForm):
    """“Vraag het voor mij”: somebody writes for another, who says yes before anybody reads it."""

    origin = Origin.TRUSTED
    relation = TextField(
        label=_("Wie bent u voor diegene?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: buurvrouw, zoon. Alleen onze medewerkers lezen dit."),
        error_messages={"required": _("Vertel wie u bent voor diegene")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_other(self)


class DeskForm(VisitorForm):
    """By a worker together with the resident, at the desk or on the telephone."""

    origin = Origin.WORKER
    told = LongTextField(
        label=_("Wat vertelde de bewoner?"), max_length=2000, required=False,
        help_text=_("Alleen voor collega’s. In de eigen woorden van de bewoner."),
    )  # fmt: skip
    safety_notes = LongTextField(
        label=_("Waar moeten collega’s op letten?"), max_length=1000, required=False,
        help_text=_("Alleen voor coördinatoren."),
    )  # fmt: skip
    consent_way = forms.ChoiceField(
        label=_("Zei de bewoner al ja tegen deze tekst?"),
        choices=[("", _("Nog niet: stuur een mail of bel later")), *ConsentWay.choices[1:]],
        required=False,
        widget=forms.RadioSelect,
    )
    consent_note = TextField(
        label=_("Wanneer en aan wie?"), max_length=200, required=False,
        help_text=_("Bijvoorbeeld: 24 november, voorgelezen en akkoord."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_other(self)
        for name in ("website", "opened"):  # behind a login there are no robots
            del self.fields[name]

    def _check_moment(self) -> None:
        """Whoever works here may be fast."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("consent_way") and not data.get("consent_note"):
            self.add_error("consent_note", _("Schrijf op wanneer de bewoner ja zei"))
        return data

    def yes(self, by: Any) -> Yes | None:
        way = self.cleaned_data["consent_way"]
        return Yes(ConsentWay(way), by, self.cleaned_data["consent_note"]) if way else None


def for_other(form: WordsForm) -> None:
    """The same questions, about somebody else."""
    labels = {
        "name": _("Hoe heet diegene?"), "channel": _("Hoe vragen wij om een ja?"), "phone": _("Telefoonnummer"),
        "email": _("E-mailadres"), "address": _("Adres"), "where": _("Waar woont diegene?"),
        "could_do": _("Wat zou diegene zelf kunnen doen?"),
    }  # fmt: skip
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label
    form.fields["name"].help_text = _("Komt niet op de site.")
    form.fields["channel"].help_text = _("Pas na een ja van diegene zelf staat het op de site.")


class MessageForm(PortalForm):
    text = LongTextField(
        label=_("Uw bericht"),
        max_length=1500,
        error_messages={
            "required": _("Schrijf een bericht"),
            "max_length": _("Dit is te lang. Gebruik hoogstens 1500 tekens."),
        },
    )


class ProposalForm(PortalForm):
    plan = TextField(
        label=_("Wat spreekt u af, en wanneer?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: elke dinsdag om half tien naar de markt, tot eind januari."),
        error_messages={"required": _("Schrijf op wat u afspreekt")},
    )
    minutes = forms.TypedChoiceField(
        label=_("Hoe lang duurt het?"), choices=[("", _("weet ik nog niet")), *MINUTES], coerce=int, empty_value=None,
        required=False, error_messages={"invalid_choice": NOT_IN_LIST},
    )  # fmt: skip


class ReleaseForm(PortalForm):
    """A number or an address for one other."""

    value = TextField(max_length=300, required=True)

    def __init__(self, *args: Any, name: Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name == Field.PHONE:
            self.fields["value"] = PhoneField(
                label=_("Uw telefoonnummer"), required=True, error_messages={"required": _("Vul uw telefoonnummer in")}
            )
        else:
            self.fields["value"] = TextField(
                label=_("Uw adres"), max_length=300, error_messages={"required": _("Vul uw adres in")}
            )

    def text(self) -> str:
        value = self.cleaned_data["value"]
        return value.as_national if hasattr(value, "as_national") else str(value)


class ReportForm(GuardedForm):
    why = LongTextField(
        label=_("Wat is er niet goed?"),
        max_length=1000,
        help_text=_("Alleen onze medewerkers lezen dit."),
        error_messages={"required": _("Vertel wat er niet goed is")},
    )


class ReasonForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom?"),
        max_length=500,
        help_text=_("De bewoner leest dit."),
        error_messages={"required": _("Schrijf de reden op")},
    )


class NoteForm(PortalForm):
    """A yes that came on the telephone or on paper."""

    way = forms.ChoiceField(
        label=_("Hoe kwam het ja?"), choices=ConsentWay.choices[1:], widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het ja kwam"), "invalid_choice": NOT_IN_LIST},
    )  # fmt: skip
    note = TextField(
        label=_("Wanneer en aan wie?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: 24 november, voorgelezen en akkoord."),
        error_messages={"required": _("Schrijf op wanneer de bewoner ja zei")},
    )

    def yes(self, by: Any) -> Yes:
        return Yes(ConsentWay(self.cleaned_data["way"]), by, self.cleaned_data["note"])


class SafetyForm(PortalForm):
    safety_notes = LongTextField(label=_("Waar moeten collega’s op letten?"), max_length=1000, required=False)


class AnswerReportForm(PortalForm):
    answer = TextField(
        label=_("Wat deed u?"),
        max_length=500,
        help_text=_("Haalt u het weg? Dan leest de bewoner deze zin."),
        error_messages={"required": _("Schrijf op wat u deed")},
    )


class ListForm(forms.Form):
    """Which part of the desk is shown."""

    PARTS = ("nu", "open", "voorbij")
    toon = forms.CharField(required=False)

    def part(self) -> str:
        self.is_valid()
        wanted = self.cleaned_data.get("toon", "")
        return wanted if wanted in self.PARTS else "nu"
