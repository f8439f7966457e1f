from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.people.enums import Channel
from community.people.forms import PhoneField, ReachForm
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField
from vacancies.bank.models import Vacancy
from vacancies.placements.actions import Applicant
from vacancies.placements.enums import CALL_TOPICS, Topic
from vacancies.placements.models import Application
from vacancies.placements.moments import Moment


class ApplicantForm(ReachForm):
    """A person and one way to be reached, as an applicant."""

    topic = Topic.TAKING_PART

    def applicant(self) -> Applicant:
        data = self.cleaned_data
        names = ("message", "wish_what", "wish_when", "wish_where")
        return Applicant(
            name=data["name"],
            channel=data["channel"],
            email=(data["email"] or "").lower(),
            phone=data["phone"],
            address=data["address"],
            language=get_language() or "nl",
            topic=self.topic,
            **{name: data.get(name) or "" for name in names},
        )


class ApplyForm(ApplicantForm, GuardedForm):
    """Sign up for one vacancy."""

    message = LongTextField(
        label=_("Wilt u nog iets zeggen?"),
        required=False,
        max_length=2000,
        help_text=_("Bijvoorbeeld wanneer u tijd heeft."),
        error_messages={"max_length": _("Dit is te lang. Gebruik hoogstens 2000 tekens.")},
    )

    def __init__(self, *args: Any, vacancy: Vacancy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacancy = vacancy
        minimum = vacancy.minimum_age if vacancy is not None else None
        if minimum and minimum < 18:
            self.fields["old_enough"] = forms.BooleanField(
                label=_("Ik ben %(age)d jaar of ouder") % {"age": minimum},
                error_messages={"required": _("Voor deze plek moet u minstens %(age)d jaar zijn") % {"age": minimum}},
            )


class CallBackForm(GuardedForm):
    """A number to ring back, and when it suits. `moments` are the half days that can be promised."""

    phone = PhoneField(
        label=_("Uw telefoonnummer"), required=True, error_messages={"required": _("Vul uw telefoonnummer in")}
    )
    name = TextField(
        label=_("Uw naam"),
        max_length=120,
        required=False,
        help_text=_("Uw voornaam is genoeg."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    when = forms.ChoiceField(
        label=_("Wanneer komt het uit?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wanneer het uitkomt"),
            "invalid_choice": _("Dit moment is voorbij. Kies een ander."),
        },
    )
    topic = forms.ChoiceField(choices=[(topic.value, topic.label) for topic in CALL_TOPICS], widget=forms.HiddenInput)
    worker = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, moments: list[Moment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moments = moments
        self.initial.setdefault("topic", Topic.CALL_BACK.value)
        if moments:
            self.fields["when"].choices = [(moment.value, moment.label) for moment in moments]  # type: ignore[attr-defined]
            self.initial.setdefault("when", moments[0].value)
        else:
            del self.fields["when"]

    @property
    def asked_worker(self) -> str:
        """The UUID of the worker on whose page the form stood; empty when there was none."""
        return str((self.data if self.is_bound else self.initial).get("worker") or "")[:36]

    @property
    def moment(self) -> Moment | None:
        chosen = self.cleaned_data.get("when")
        return next((moment for moment in self.moments if moment.value == chosen), None)

    def applicant(self) -> Applicant:
        data = self.cleaned_data
        return Applicant(
            name=data["name"] or gettext("Beller"),
            channel=Channel.PHONE,
            phone=data["phone"],
            wish_when=self.moment.label if self.moment else "",
            language=get_language() or "nl",
            topic=data["topic"],
        )


class GeneralForm(ApplicantForm, GuardedForm):
    """Sign up without knowing what fits: what, when, where."""

    wish_what = LongTextField(
        label=_("Wat doet u graag?"),
        max_length=500,
        help_text=_("Bijvoorbeeld: iets met mijn handen, en niet alleen."),
        error_messages={"required": _("Vertel wat u graag doet")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wish_when = TextField(
        label=_("Wanneer kunt u?"), max_length=300, required=False, help_text=_("Bijvoorbeeld: donderdag en vrijdag.")
    )
    wish_where = TextField(
        label=_("Waar?"), max_length=300, required=False, help_text=_("Bijvoorbeeld: in Tiel, op de fiets.")
    )


class DeskForm(ApplicantForm, PortalForm):
    """A worker writes down a sign-up that came by telephone or at the desk."""

    wish_what = LongTextField(
        label=_("Wat wil deze persoon doen?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    wish_when = TextField(label=_("Wanneer?"), max_length=300, required=False)
    wish_where = TextField(label=_("Waar?"), max_length=300, required=False)
    vacancy = forms.ModelChoiceField(
        label=_("Voor welke plek?"), queryset=Vacancy.objects.none(), required=False, empty_label=_("nog geen keuze")
    )

    def __init__(self, *args: Any, vacancies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].queryset = vacancies  # type: ignore[attr-defined]


class CodeForm(PortalForm):
    """The code that somebody got on the page or heard on the telephone."""

    code = TextField(
        label=_("Uw code"),
        max_length=20,
        help_text=_("Bijvoorbeeld: K7 24 93."),
        error_messages={"required": _("Vul uw code in")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class NoteForm(PortalForm):
    text = LongTextField(
        label=_("Nieuwe notitie"),
        max_length=2000,
        error_messages={"required": _("Schrijf iets op")},
        help_text=_("De aanmelder mag dit lezen als die dat vraagt."),
    )


class AnswerForm(PortalForm):
    """An answer to the applicant; for a proposal or a no it names other places."""

    answer = LongTextField(label=_("Wat spreekt u af?"), max_length=4000, required=False)


class ProposeForm(AnswerForm):
    vacancy = forms.ModelChoiceField(
        label=_("Welke plek stelt u voor?"),
        queryset=Vacancy.objects.none(),
        error_messages={"required": _("Kies een plek")},
    )

    def __init__(self, *args: Any, vacancies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].queryset = vacancies  # type: ignore[attr-defined]


class DeclineForm(PortalForm):
    reason = LongTextField(
        label=_("Waarom niet?"),
        max_length=1000,
        help_text=_("De aanmelder leest dit. Schrijf het vriendelijk en eerlijk."),
        error_messages={"required": _("Schrijf de reden op")},
    )
    first = forms.ModelChoiceField(label=_("Andere plek"), queryset=Vacancy.objects.none(), required=False)
    second = forms.ModelChoiceField(label=_("Nog een andere plek"), queryset=Vacancy.objects.none(), required=False)

    def __init__(self, *args: Any, vacancies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = vacancies  # type: ignore[attr-defined]

    def alternatives(self) -> list[Vacancy]:
        return [v for v in (self.cleaned_data["first"], self.cleaned_data["second"]) if v is not None]


class ReassignForm(PortalForm):
    handler = forms.ModelChoiceField(
        label=_("Geef door aan"),
        queryset=Application.objects.none(),
        error_messages={"required": _("Kies een collega")},
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = colleagues  # type: ignore[attr-defined]


class BoardForm(forms.Form):
    """The filters of the board; anything unusable counts as not given."""

    find = TextField(label=_("Naam, code of telefoon"), required=False, max_length=120)
    who = forms.ChoiceField(
        label=_("Van wie"), choices=[("team", _("Mijn team")), ("mine", _("Van mij"))], required=False
    )
    ended = forms.BooleanField(label=_("Toon wat voorbij is"), required=False)

    def values(self) -> dict[str, Any]:
        self.is_valid()
        data = self.cleaned_data
        return {"find": data.get("find") or "", "who": data.get("who") or "team", "ended": bool(data.get("ended"))}
