"""Outside the usual files of a slice: the forms of the admin, which save through the actions of the public side."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.drawings import DRAWINGS
from portal.forms.fields import WordsField
from portal.places.actions import set_postcodes
from portal.places.models import Neighbourhood, NeighbourhoodPostcode, Place
from portal.places.queries import find_place, find_postcode, is_postcode, neighbourhoods_within, place_key
from portal.vocabulary.models import Skill, Theme
from vacancies.bank import actions
from vacancies.bank.enums import ORGANISATION_TRANSITIONS, Criterion, Daypart, OrganisationState, SchoolType
from vacancies.bank.models import Organisation, Vacancy
from vacancies.bank.queries import known_place


class VacancyAdminForm(WagtailAdminModelForm):
    """A coordinator's form; coordinates come from the postcode or the place, words from the lists."""

    theme_choice = forms.ModelMultipleChoiceField(
        label=_("Onderwerpen"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    skill_choice = forms.ModelMultipleChoiceField(
        label=_("Vaardigheden"), queryset=Skill.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    daypart_choice = forms.MultipleChoiceField(
        label=_("Dagdelen"),
        choices=Daypart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets gekozen betekent: in overleg."),
    )
    school_choice = forms.MultipleChoiceField(
        label=_("Schoolsoorten"), choices=SchoolType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    drawing = forms.ChoiceField(label=_("Tekening"), choices=[("", _("van het onderwerp")), *DRAWINGS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vacancy: Vacancy = self.instance
        if vacancy.pk:
            self.initial["theme_choice"] = [item.tag_id for item in vacancy.theme_items.all()]
            self.initial["skill_choice"] = [item.tag_id for item in vacancy.skill_items.all()]
            self.initial["daypart_choice"] = [slot.daypart for slot in vacancy.slots.all()]
            self.initial["school_choice"] = vacancy.school_types
        if "organisation" in self.fields:
            self.fields["organisation"].queryset = Organisation.objects.filter(site_id=vacancy.site_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.where = None
        if data.get("place") or data.get("postcode"):
            self.where = self.find_where(data)
            if self.where is None:
                self.add_error("place", _("Deze plaats kennen we niet. Kijk of de naam klopt, of vul een postcode in."))
        return data

    def find_where(self, data: dict[str, Any]) -> tuple[float, float] | None:
        postcode = find_postcode(data.get("postcode") or "")
        if postcode is not None:
            return postcode.latitude, postcode.longitude
        place = find_place(data.get("place") or "")
        if place is not None:
            return place.latitude, place.longitude
        return known_place(self.instance.site_id, data["place"]) if data.get("place") else None

    def save(self, commit: bool = True) -> Vacancy:
        data = self.cleaned_data
        vacancy: Vacancy = super().save(commit=False)
        vacancy.school_types = data["school_choice"]
        if self.where and ({"place", "postcode"} & set(self.changed_data) or vacancy.latitude is None):
            vacancy.latitude, vacancy.longitude = self.where
        return actions.save_vacancy(
            vacancy=vacancy,
            by=self.for_user,
            themes=data["theme_choice"],
            skills=data["skill_choice"],
            dayparts=data["daypart_choice"],
        )


class OrganisationAdminForm(WagtailAdminModelForm):
    """An organisation; its state goes through the action that writes history."""

    move_to = forms.ChoiceField(
        label=_("Stand"), required=False, help_text=_("Alleen een actieve organisatie zet vacatures open.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = OrganisationState(self.instance.state)
        after = [] if not self.instance.pk else sorted(ORGANISATION_TRANSITIONS[state])
        choices = [(s.value, s.label) for s in OrganisationState if s.value in after and s != OrganisationState.REFUSED]
        self.fields["move_to"].choices = [("", _("blijft: %(state)s") % {"state": state.label}), *choices]

    def save(self, commit: bool = True) -> Organisation:
        organisation: Organisation = super().save(commit=False)
        place = find_place(organisation.place) if organisation.place else None
        if place is not None and organisation.latitude is None:
            organisation.latitude, organisation.longitude = place.latitude, place.longitude
        actions.register_organisation(organisation=organisation, by=self.for_user)
        if hasattr(self, "formsets"):
            for formset in self.formsets.values():
                formset.instance = organisation
                formset.save()
        if to := self.cleaned_data.get("move_to"):
            actions.move_organisation(organisation=organisation, to=OrganisationState(to), by=self.for_user)
        return organisation


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom nog niet?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("De organisatie leest dit."),
    )


class ChecklistForm(forms.Form):
    """The gate before publication: nine sentences to confirm."""

    points = forms.MultipleChoiceField(
        label=_("Klopt dit?"), choices=Criterion.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ThemeAdminForm(WagtailAdminModelForm):
    aliases = WordsField(
        label=_("Ook te vinden als"),
        required=False,
        help_text=_("Woorden met een komma ertussen: taal, lezen, schrijven."),
    )
    drawing = forms.ChoiceField(label=_("Tekening"), choices=DRAWINGS)

    class Meta:
        model = Theme
        fields = ["name", "slug", "aliases", "drawing"]


class NeighbourhoodAdminForm(WagtailAdminModelForm):
    postcodes = WordsField(
        label=_("Postcodes"), required=False, help_text=_("Vier cijfers of zes tekens, met een komma ertussen.")
    )

    class Meta:
        model = Neighbourhood
        fields = ["level", "name", "slug", "cbs_code", "parent", "latitude", "longitude"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = [self.instance, *neighbourhoods_within(self.instance)] if self.instance.pk else []
        self.fields["parent"].queryset = Neighbourhood.objects.filter(site_id=self.instance.site_id).exclude(
            pk__in=[node.pk for node in within]
        )
        if self.instance.pk:
            self.fields["postcodes"].initial = self.instance.postcodes

    def clean_postcodes(self) -> list[str]:
        codes = [re.sub(r"\s", "", code).upper() for code in self.cleaned_data["postcodes"]]
        if wrong := next((code for code in codes if not is_postcode(code)), None):
            raise forms.ValidationError(_("“%(code)s” is geen postcode."), params={"code": wrong})
        taken = NeighbourhoodPostcode.objects.filter(site_id=self.instance.site_id, code__in=codes)
        if other := taken.exclude(neighbourhood=self.instance.pk).select_related("neighbourhood").first():
            raise forms.ValidationError(
                _("%(code)s hoort al bij %(name)s. Haal de postcode daar eerst weg."),
                params={"code": other.code, "name": other.neighbourhood.name},
            )
        return codes

    def save(self, commit: bool = True) -> Neighbourhood:
        node = super().save(commit)
        set_postcodes(neighbourhood=node, codes=self.cleaned_data["postcodes"])
        return node

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        same = Neighbourhood.objects.filter(site_id=self.instance.site_id, slug=data.get("slug"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("slug", _("Een andere buurt heeft dit adres al."))
        coded = Neighbourhood.objects.filter(site_id=self.instance.site_id, cbs_code=data.get("cbs_code") or None)
        if coded.exclude(pk=self.instance.pk).exists():
            self.add_error("cbs_code", _("Een andere buurt heeft deze code al."))
        return data


class PlaceAdminForm(WagtailAdminModelForm):
    """A place; the form in which names are compared follows from the name."""

    aliases = WordsField(
        label=_("Andere namen"), required=False, help_text=_("Met een komma ertussen: Den Bosch, De Bosch.")
    )

    class Meta:
        model = Place
        fields = ["name", "aliases", "latitude", "longitude"]

    def clean_aliases(self) -> list[str]:
        return [place_key(alias) for alias in self.cleaned_data["aliases"]]

    def save(self, commit: bool = True) -> Place:
        self.instance.key = place_key(self.cleaned_data["name"])
        return super().save(commit)
