"""Input of circles. Every list of people holds the active members of this circle alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.circles.actions.circle import Beginning
from community.circles.actions.people import Guest
from community.circles.actions.plan import Line
from community.circles.actions.week import MOST_WEEKS, Wish
from community.circles.enums import GUEST_KINDS, Audience, CarriedBy, ItemKind, Level, MemberKind
from community.circles.models import SCOPES, CircleMember
from community.people.queries import visible_workers
from portal.forms.base import PortalForm
from portal.forms.fields import LongTextField, TextField

SEES = [
    ("sees_tasks", _("de taken: wie doet wat")),
    ("sees_agenda", _("de agenda: waar u heen gaat")),
    ("sees_phone", _("uw telefoonnummer")),
    ("sees_plan", _("het plan")),
]


def name_field(label: Any, hint: Any = "") -> TextField:
    errors = {"required": _("Vul een voornaam in"), "max_length": _("Deze naam is te lang.")}
    return TextField(label=label, max_length=80, help_text=hint, error_messages=errors)


class BeginForm(PortalForm):
    for_whom = forms.ChoiceField(
        label=_("Voor wie is de kring?"),
        choices=[("me", _("voor mijzelf")), ("other", _("voor een ander, ik regel het voor deze persoon"))],
        initial="me",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies voor wie"), "invalid_choice": _("Kies voor wie")},
    )
    focus_name = name_field(_("Voornaam van wie in het midden zit"), _("Zo noemt de kring u, of de ander."))
    basis = TextField(
        label=_("Waarom regelt u het voor de ander?"),
        max_length=200,
        required=False,
        help_text=_("Alleen als de kring voor een ander is. Bijvoorbeeld: zij vroeg het mij, ik ben haar mentor."),
    )
    phone = TextField(
        label=_("Telefoonnummer"),
        max_length=40,
        required=False,
        help_text=_("U kiest straks per persoon wie het ziet."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("for_whom") == "other" and not data.get("basis"):
            self.add_error("basis", _("Schrijf op waarom u het regelt"))
        return data

    def beginning(self) -> Beginning:
        data = self.cleaned_data
        basis = data["basis"] if data["for_whom"] == "other" else ""
        return Beginning(focus_name=data["focus_name"], basis=basis, phone=data["phone"])


class SeesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Wat mag deze persoon zien?"),
            choices=SEES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("U kunt dit elk moment veranderen. Het werkt meteen."),
            **kwargs,
        )
        self.depends = True  # nothing ticked is an answer too, so it does not say "may stay empty"


class GuestForm(PortalForm):
    """Who somebody is in the circle, and what they see."""

    name = name_field(_("Hoe heet deze persoon?"))
    kind = forms.ChoiceField(
        label=_("Wie is dit voor u?"),
        choices=GUEST_KINDS,
        widget=forms.RadioSelect,
        help_text=_("Een beroepskracht ziet nooit wat onder elkaar blijft."),
        error_messages={"required": _("Kies wie dit is"), "invalid_choice": _("Kies wie dit is")},
    )
    what = TextField(
        label=_("Wat doet deze persoon?"),
        max_length=80,
        required=False,
        help_text=_("Een paar woorden. Bijvoorbeeld: dochter, kaart op vrijdag, wijkzorg."),
    )
    sees = SeesField(initial=["sees_tasks"])

    def guest(self) -> Guest:
        data = self.cleaned_data
        return Guest(name=data["name"], kind=data["kind"], what=data["what"], scopes=frozenset(data["sees"]))

    @staticmethod
    def filled(member: CircleMember) -> dict[str, Any]:
        sees = [name for name in SCOPES if getattr(member, name)]
        return {"name": member.name, "kind": member.kind, "what": member.what, "sees": sees}


class InviteForm(GuestForm):
    how = forms.ChoiceField(
        label=_("Hoe nodigt u uit?"),
        choices=[
            ("mail", _("met een mail")),
            ("code", _("met een code die ik voorlees of opschrijf")),
            ("worker", _("iemand die hier werkt")),
        ],
        initial="mail",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe"), "invalid_choice": _("Kies hoe")},
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        help_text=_("Alleen voor een mail. De ander heeft twee weken om ja of nee te zeggen."),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl.")},
    )
    worker = forms.ModelChoiceField(
        label=_("Wie?"),
        queryset=CircleMember.objects.none(),
        required=False,
        empty_label=_("Kies iemand"),
        help_text=_("Alleen voor iemand die hier werkt. U kiest zelf, en u kunt later een ander kiezen."),
    )
    takes_the_wheel = forms.BooleanField(
        label=_("Dit is de persoon in het midden. Die krijgt het stuur."), required=False
    )
    field_order = ("how", "email", "worker", "name", "kind", "what", "sees", "takes_the_wheel")

    def __init__(self, *args: Any, site_id: int, represented: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers: QuerySet[Any] = visible_workers(site_id)
        self.fields["worker"].queryset = workers  # type: ignore[attr-defined]
        for name in ("email", "worker"):
            self.fields[name].depends = True  # type: ignore[attr-defined]
        self.fields["name"].required = self.fields["kind"].required = False
        self.fields["name"].depends = self.fields["kind"].depends = True  # type: ignore[attr-defined]
        if not represented:
            del self.fields["takes_the_wheel"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == "worker":
            if not data.get("worker") and "worker" not in self.errors:
                self.add_error("worker", _("Kies iemand"))
            return data
        if data.get("how") == "mail" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul het e-mailadres in, of kies een code"))
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Vul een voornaam in"))
        if data.get("takes_the_wheel"):
            data["kind"] = MemberKind.FAMILY.value
        elif not data.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Kies wie dit is"))
        return data

    def guest(self) -> Guest:
        data, scopes = self.cleaned_data, frozenset(self.cleaned_data["sees"])
        if data["how"] == "worker":
            worker = data["worker"].user
            kind, name = MemberKind.PROFESSIONAL.value, worker.get_short_name()
            return Guest(name=name, kind=kind, what=data["what"], email=worker.email, scopes=scopes)
        return Guest(
            name=data["name"],
            kind=data["kind"],
            what=data["what"],
            email=data["email"] if data["how"] == "mail" else "",
            scopes=scopes,
            takes_the_wheel=bool(data.get("takes_the_wheel")),
        )


class CodeForm(PortalForm):
    code = TextField(
        label=_("De code"),
        max_length=20,
        help_text=_("Acht letters en cijfers. U kreeg de code van iemand uit de kring."),
        error_messages={"required": _("Vul de code in"), "max_length": _("Een code is acht letters en cijfers.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ItemForm(PortalForm):
    """A task, an appointment or a meeting. Who does it: nobody yet, somebody with a seat, or another."""

    kind = forms.ChoiceField(
        label=_("Wat is het?"),
        choices=ItemKind.choices,
        initial=ItemKind.TASK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat het is"), "invalid_choice": _("Kies wat het is")},
    )
    title = TextField(
        label=_("In een paar woorden"),
        max_length=120,
        help_text=_("Bijvoorbeeld: boodschappen, naar de huisarts, samen eten."),
        error_messages={"required": _("Schrijf op wat het is"), "max_length": _("Dit is te lang.")},
    )
    day = forms.DateField(
        label=_("Welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag"), "invalid": _("Deze dag kennen wij niet.")},
    )
    at = forms.TimeField(
        label=_("Hoe laat?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Een tijd is zoals 10:30.")},
    )
    place = TextField(label=_("Waar?"), max_length=160, required=False)
    doer = forms.ModelChoiceField(
        label=_("Wie doet het?"),
        queryset=CircleMember.objects.none(),
        required=False,
        empty_label=_("nog niemand"),
    )
    doer_name = TextField(
        label=_("Of iemand anders"),
        max_length=80,
        required=False,
        help_text=_("Iemand die niet in de kring zit. Bijvoorbeeld: uw zoon, uit Dordrecht."),
    )
    until = forms.DateField(
        label=_("Elke week, tot en met"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Laat leeg als het één keer is. Langer dan een half jaar kan niet."),
        error_messages={"invalid": _("Deze dag kennen wij niet.")},
    )
    between_us = forms.BooleanField(label=_("Onder elkaar: beroepskrachten zien dit niet"), required=False)

    def __init__(self, *args: Any, member: CircleMember, people: list[CircleMember], once: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        pks = [person.pk for person in people]
        self.fields["doer"].queryset = CircleMember.objects.filter(pk__in=pks)  # type: ignore[attr-defined]
        if member.is_professional:
            del self.fields["between_us"]
        if once:
            del self.fields["until"]
        if not member.is_owner:
            seen = {ItemKind.TASK: member.sees_tasks}
            kinds = [(k, label) for k, label in ItemKind.choices if seen.get(ItemKind(k), member.sees_agenda)]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
            self.fields["kind"].initial = kinds[0][0] if kinds else None

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if abs((day - timezone.localdate()).days) > 1100:
            raise forms.ValidationError(_("Kies een dag binnen drie jaar."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, until = data.get("day"), data.get("until")
        if day and until and until < day:
            self.add_error("until", _("Deze dag is voor de eerste keer."))
        elif day and until and (until - day).days // 7 >= MOST_WEEKS:
            self.add_error("until", _("Langer dan een half jaar kan niet. Zet het daarna opnieuw neer."))
        return data

    def wish(self) -> Wish:
        data = self.cleaned_data
        names = ("kind", "title", "day", "at", "place", "doer", "doer_name")
        return Wish(
            **{name: data[name] for name in names},
            between_us=bool(data.get("between_us")),
            until=data.get("until"),
        )


class NoteForm(PortalForm):
    text = LongTextField(
        label=_("Schrijf iets erbij"),
        max_length=2000,
        error_messages={"required": _("Schrijf iets op"), "max_length": _("Dit is te lang.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ChoiceField(
        label=_("Wie leest dit?"),
        choices=Audience.choices,
        initial=Audience.ALL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie dit leest"), "invalid_choice": _("Kies wie dit leest")},
    )
    readers = forms.ModelMultipleChoiceField(
        label=_("Dan lezen deze mensen het"),
        queryset=CircleMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als u zelf kiest. Wie in het midden zit, leest altijd alles."),
    )

    def __init__(self, *args: Any, member: CircleMember, people: list[CircleMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [person.pk for person in people if person.pk != member.pk and not person.is_owner]
        self.fields["readers"].queryset = CircleMember.objects.filter(pk__in=pks)  # type: ignore[attr-defined]
        self.fields["readers"].depends = True  # type: ignore[attr-defined]
        if member.is_professional:
            choices = [(value, label) for value, label in Audience.choices if value != Audience.US]
            self.fields["audience"].choices = choices  # type: ignore[attr-defined]


class GoalForm(PortalForm):
    goal = LongTextField(
        label=_("Wat wilt u?"),
        max_length=1000,
        required=False,
        help_text=_("In uw eigen woorden. Bijvoorbeeld: Ik blijf thuis wonen. Ik kom elke week buiten."),
        error_messages={"max_length": _("Dit is te lang.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LineForm(PortalForm):
    what = TextField(
        label=_("Wat spreekt u af?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: op donderdag warm eten brengen."),
        error_messages={"required": _("Schrijf op wat u afspreekt"), "max_length": _("Dit is te lang.")},
    )
    who = TextField(label=_("Wie doet het?"), max_length=120, required=False)
    when = TextField(label=_("Wanneer?"), max_length=120, required=False)
    carried_by = forms.ChoiceField(
        label=_("Doen wij het zelf?"),
        choices=CarriedBy.choices,
        initial=CarriedBy.US,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie het doet"), "invalid_choice": _("Kies wie het doet")},
    )
    between_us = forms.BooleanField(label=_("Onder elkaar: beroepskrachten zien dit niet"), required=False)

    def line(self) -> Line:
        return Line(**self.cleaned_data)


class DetailsForm(PortalForm):
    focus_name = name_field(_("Voornaam van wie in het midden zit"))
    phone = TextField(
        label=_("Telefoonnummer"),
        max_length=40,
        required=False,
        help_text=_("Alleen wie u kiest ziet het."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class LevelForm(PortalForm):
    level = forms.ChoiceField(
        label=_("Hoeveel steun wilt u nu?"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        help_text=_("U hoeft niets uit te leggen. Uw vertrouwenspersoon en de beroepskrachten horen het."),
        error_messages={"required": _("Kies hoeveel"), "invalid_choice": _("Kies hoeveel")},
    )


class CloseForm(PortalForm):
    how = forms.ChoiceField(
        label=_("Wat gebeurt er met wat er staat?"),
        choices=[
            ("keep", _("Bewaren, alleen voor mij. Na een jaar gaat het vanzelf weg.")),
            ("wipe", _("Alles weg. Dit kan niet terug.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies bewaren of alles weg"), "invalid_choice": _("Kies bewaren of alles weg")},
    )
