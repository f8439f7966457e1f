from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from community.people.forms import ReachForm
from events.agenda.actions.signing_up import Guest
from events.agenda.enums import EventKind, RegistrationState
from events.agenda.models import Event, Registration
from events.agenda.queries import coming_events
from events.agenda.wording import day_text, euro
from portal.forms.base import GuardedForm, PortalForm
from portal.forms.fields import LongTextField, TextField
from portal.places.queries import neighbourhood_tree, slugs_within
from portal.vocabulary.models import Theme

WEEKS_AHEAD = 8


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_key(day: date) -> str:
    """2026-W48, as the browser writes a week."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


class WeekField(forms.Field):
    """A week of the calendar, such as 2026-W48, as its Monday; empty is this week."""

    def to_python(self, value: Any) -> date:
        text = str(value or "").strip()
        if not text:
            return monday_of(timezone.localdate())
        try:
            day = date.fromisoformat(f"{text}-1")
        except ValueError:
            raise forms.ValidationError(_("Deze week kennen we niet. Kies een week uit de lijst.")) from None
        if not 2000 <= day.year <= 2100 or "W" not in text:
            raise forms.ValidationError(_("Deze week kennen we niet. Kies een week uit de lijst."))
        return day


class FilterForm(forms.Form):
    """What the list is narrowed down to. An unknown word is said, what is empty counts as not given."""

    place = TextField(label=gettext_lazy("Plaats of buurt"), max_length=120, required=False)
    week = WeekField(label=gettext_lazy("Wanneer"), required=False)
    kind = forms.MultipleChoiceField(label=gettext_lazy("Soort"), choices=EventKind.choices, required=False)
    theme = forms.MultipleChoiceField(label=gettext_lazy("Onderwerp"), required=False)
    neighbourhood = forms.ChoiceField(label=gettext_lazy("Buurt"), required=False)
    free = forms.BooleanField(label=gettext_lazy("Gratis"), required=False)
    meal = forms.BooleanField(label=gettext_lazy("Met eten"), required=False)
    phone = forms.BooleanField(label=gettext_lazy("Met de telefoon"), required=False)
    wheelchair = forms.BooleanField(label=gettext_lazy("Met een rolstoel"), required=False)
    as_list = forms.BooleanField(required=False)

    ONLY = ("free", "meal", "phone", "wheelchair")

    def __init__(self, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site_id = site_id
        themes = Theme.objects.filter(event_items__content_object__site_id=site_id).distinct()
        self.fields["theme"].choices = list(themes.values_list("slug", "name"))  # type: ignore[attr-defined]
        around = [(node.slug, "\u2003" * depth + node.name) for depth, node in neighbourhood_tree(site_id)]
        self.fields["neighbourhood"].choices = [("", _("alle buurten")), *around]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data.setdefault("week", monday_of(timezone.localdate()))
        return data

    def conditions(self, *, only: bool = True) -> dict[str, Any]:
        """For `queries.filtered`; what is wrong counts as not given. Without the boxes under "Alleen" if asked so."""
        self.is_valid()
        data = self.cleaned_data
        found: dict[str, Any] = {
            "kinds": data.get("kind") or [],
            "themes": data.get("theme") or [],
            "place": data.get("place") or "",
            "neighbourhoods": slugs_within(self.site_id, data["neighbourhood"]) if data.get("neighbourhood") else [],
        }
        return found | ({name: bool(data.get(name)) for name in self.ONLY} if only else {})

    def week_choices(self) -> list[tuple[str, str]]:
        """This week, the next one, and some more; a chosen one far away as well."""
        this = monday_of(timezone.localdate())
        names = {this: _("deze week"), this + timedelta(weeks=1): _("volgende week")}
        days = [this + timedelta(weeks=n) for n in range(WEEKS_AHEAD)]
        chosen = self.cleaned_data["week"]
        if chosen not in days:
            days = sorted([*days, chosen])
        return [(week_key(day), names.get(day) or _("vanaf %(day)s") % {"day": day_text(day)}) for day in days]


class GuestForm(ReachForm):
    """Who comes, and how to reach that person or who signs up for another."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Voor wie is het?"),
        choices=[("self", gettext_lazy("Voor mij")), ("other", gettext_lazy("Voor iemand anders"))],
        widget=forms.RadioSelect,
        initial="self",
        required=False,
    )
    guest_name = TextField(
        label=gettext_lazy("Wie komt er?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("De voornaam is genoeg. Vraag eerst of diegene het goed vindt."),
        error_messages={"max_length": gettext_lazy("Deze naam is te lang.")},
    )
    guest_name.depends = True  # type: ignore[attr-defined]
    times = forms.ChoiceField(
        label=gettext_lazy("Welke keer komt u?"), widget=forms.RadioSelect, initial="once", required=False
    )
    times.depends = True  # type: ignore[attr-defined]
    price_label = forms.ChoiceField(label=gettext_lazy("Wat betaalt u?"), widget=forms.RadioSelect)
    introduced_by = TextField(
        label=gettext_lazy("Wie stelt u voor?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("De naam van wie u uitnodigde. Kent u nog niemand? Dan stellen wij u voor."),
    )
    message = LongTextField(
        label=gettext_lazy("Wat moeten wij weten?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: ik eet geen vlees. Of: ik kom met een rolstoel."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("Dit is te lang. Gebruik hoogstens 500 tekens.")},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["channel"].label = _("Hoe bereiken wij u als er iets verandert?")
        self.shape_times()
        self.shape_prices()
        if event.kind != EventKind.NETWORK_DRINKS:
            del self.fields["introduced_by"]

    def shape_times(self) -> None:
        """Only of an open series one chooses: this time, or always."""
        if self.event.series is None or self.event.series.as_a_whole:
            del self.fields["times"]
            return
        day = day_text(timezone.localtime(self.event.starts_at).date())
        once = _("Alleen op %(day)s") % {"day": day}
        self.fields["times"].choices = [("once", once), ("always", _("Elke keer"))]  # type: ignore[attr-defined]

    def shape_prices(self) -> None:
        if not self.event.prices:
            del self.fields["price_label"]
            return
        rows = [(row["label"], f"{row['label']}: {euro(row['cents'])}") for row in self.event.prices]
        self.fields["price_label"].choices = rows  # type: ignore[attr-defined]
        self.fields["price_label"].initial = rows[0][0]
        self.fields["price_label"].error_messages = {"required": _("Kies wat u betaalt")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("whom") == "other" and not data.get("guest_name") and "guest_name" not in self.errors:
            self.add_error("guest_name", _("Vul in wie er komt"))
        return data

    @property
    def wants_all_times(self) -> bool:
        return self.cleaned_data.get("times") == "always"

    def guest(self) -> Guest:
        data = self.cleaned_data
        other = data.get("whom") == "other"
        names = ("message", "price_label", "introduced_by")
        return Guest(
            name=data["guest_name"] if other else data["name"],
            arranged_by=data["name"] if other else "",
            channel=data["channel"],
            email=(data["email"] or "").lower(),
            phone=data["phone"],
            address=data["address"],
            language=get_language() or "nl",
            **{name: data.get(name) or "" for name in names},
        )


class SignUpForm(GuestForm, GuardedForm):
    """What a visitor fills in."""


class DeskForm(GuestForm, PortalForm):
    """A worker writes down who rings, or who is already there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam van wie belt")
        self.fields["channel"].label = _("Hoe bereiken wij diegene?")
        self.fields["channel"].initial = "phone"
        self.fields["whom"].choices = [  # type: ignore[attr-defined]
            ("self", _("Komt zelf")),
            ("other", _("Belt voor iemand anders")),
        ]


class CodeForm(PortalForm):
    """The code that somebody got on the page or heard on the telephone."""

    code = TextField(
        label=gettext_lazy("Uw code"),
        max_length=20,
        help_text=gettext_lazy("Bijvoorbeeld: K7 24 93."),
        error_messages={"required": gettext_lazy("Vul uw code in")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class MarkForm(forms.Form):
    """One tap: there, not there, or undone."""

    mark = forms.ChoiceField(
        choices=[
            (state.value, state.label)
            for state in (RegistrationState.ATTENDED, RegistrationState.ABSENT, RegistrationState.REGISTERED)
        ]
    )


class HeadCountForm(PortalForm):
    count = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen waren er?"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Ook wie zonder aanmelden binnenliep. Namen zijn niet nodig."),
        error_messages={
            "invalid": gettext_lazy("Vul een getal in"),
            "min_value": gettext_lazy("Vul een getal in van 0 of hoger"),
            "max_value": gettext_lazy("Dit getal is te hoog"),
        },
    )


class ReasonForm(PortalForm):
    reason = TextField(
        label=gettext_lazy("Waarom gaat het niet door?"),
        max_length=300,
        help_text=gettext_lazy("Iedereen die zich aanmeldde, leest dit. Bijvoorbeeld: Toos is ziek."),
        error_messages={
            "required": gettext_lazy("Schrijf op waarom het niet doorgaat"),
            "max_length": gettext_lazy("Dit is te lang. Gebruik hoogstens 300 tekens."),
        },
    )


class IntroduceForm(PortalForm):
    """Two guests who were introduced to each other."""

    guest = forms.ModelChoiceField(
        label=gettext_lazy("Wie"),
        queryset=Registration.objects.none(),
        error_messages={"required": gettext_lazy("Kies iemand")},
    )
    other = forms.ModelChoiceField(
        label=gettext_lazy("Aan wie"),
        queryset=Registration.objects.none(),
        error_messages={"required": gettext_lazy("Kies iemand")},
    )
    introduced_by = TextField(
        label=gettext_lazy("Voorgesteld door"),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul in wie hen voorstelde")},
    )
    about = TextField(label=gettext_lazy("Waarover"), max_length=300, required=False)
    follow_up_on = forms.DateField(
        label=gettext_lazy("Vraag hoe het ging op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Vul een datum in")},
    )

    def __init__(self, *args: Any, guests: QuerySet[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("guest", "other"):
            self.fields[name].queryset = guests  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("guest") is not None and data.get("guest") == data.get("other"):
            self.add_error("other", _("Kies twee verschillende mensen"))
        return data


class OutcomeForm(PortalForm):
    outcome = TextField(
        label=gettext_lazy("Wat kwam ervan?"),
        max_length=500,
        error_messages={"required": gettext_lazy("Schrijf op wat ervan kwam")},
    )


class PointForm(PortalForm):
    """Which event of the agenda a day of an initiative is."""

    event = forms.ModelChoiceField(
        label=gettext_lazy("Wat in de agenda?"),
        queryset=Event.objects.none(),
        empty_label=gettext_lazy("kies iets uit de agenda"),
    )

    def __init__(self, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = coming_events(site_id)  # type: ignore[attr-defined]
        self.fields["event"].label_from_instance = lambda event: f"{day_text(local_day(event))}: {event.title}"  # type: ignore[attr-defined]


def local_day(event: Event) -> date:
    return timezone.localtime(event.starts_at).date()
