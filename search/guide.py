"""Outside the usual files of a slice: “Wat past bij mij?”, five plain questions that end in a list with reasons.

Answers stand in the address alone: nothing is saved, there is no account, and every step works without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms.base import PortalForm
from portal.forms.fields import TextField
from search import moments
from search.analysis import index_terms
from search.contract import Hit, Point, Query
from search.engines import search
from search.folding import words_of
from search.forms import SearchForm
from search.lexicon import Lexicon
from search.meaning import Group, Understanding, Variant
from search.understanding import WEAK_WEIGHT, understand
from search.wordforms import forms as word_forms
from vacancies.bank.wording import when_text

SHOWN = 8
LOOKED_AT = 100
RADIUS_KM = 30.0
NEAR_KM = 5

# (value, what is read, the words that are sought)
WHAT = [
    ("praten", gettext_lazy("Praten en luisteren"), "gesprek maatje"),
    ("buiten", gettext_lazy("Buiten bezig zijn"), "buiten"),
    ("handen", gettext_lazy("Iets maken of repareren"), "klussen"),
    ("koken", gettext_lazy("Koken en eten"), "koken"),
    ("taal", gettext_lazy("Taal en lezen"), "taal lezen"),
    ("papier", gettext_lazy("Papieren en cijfers"), "administratie"),
    ("computer", gettext_lazy("Computers en telefoons"), "computer"),
    ("kinderen", gettext_lazy("Iets met kinderen"), "kinderen"),
    ("rijden", gettext_lazy("Rijden en brengen"), "rijden"),
    ("dieren", gettext_lazy("Iets met dieren"), "dieren"),
    ("cultuur", gettext_lazy("Muziek, toneel en kunst"), "muziek theater"),
    ("sport", gettext_lazy("Bewegen en sport"), "sport wandelen"),
    ("regelen", gettext_lazy("Organiseren en besturen"), "organiseren bestuur"),
]
WHEN = [
    ("ochtend", gettext_lazy("’s Ochtends")),
    ("middag", gettext_lazy("’s Middags")),
    ("avond", gettext_lazy("’s Avonds")),
    ("weekend", gettext_lazy("In het weekend")),
]
WHO = [
    ("", gettext_lazy("Dat maakt niet uit")),
    ("pair", gettext_lazy("Met één ander")),
    ("group", gettext_lazy("In een groep")),
]
NOT = [
    ("bellen", gettext_lazy("Bellen"), "telefoon bellen belcirkel"),
    ("tillen", gettext_lazy("Tillen en sjouwen"), "tillen sjouwen verhuizing kratten dozen zwaar"),
    ("computer", gettext_lazy("Achter een computer"), "computer website online"),
    ("kinderen", gettext_lazy("Met kinderen"), "kinderen kind school leerlingen peuters"),
    ("dieren", gettext_lazy("Met dieren"), "dieren hond honden kat paard schapen geiten"),
    ("schoonmaken", gettext_lazy("Schoonmaken"), "schoonmaken poetsen afwassen"),
    ("avond", gettext_lazy("’s Avonds"), ""),
    ("vast", gettext_lazy("Elke week op een vaste tijd"), ""),
]


@dataclass(frozen=True)
class Match:
    hit: Hit
    reasons: list[str]


class GuideForm(PortalForm):
    """All answers; none is needed, and what is not known is left out."""

    doen = forms.MultipleChoiceField(
        label=gettext_lazy("Wat doet u graag?"),
        choices=[(value, label) for value, label, _words in WHAT],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Kies er zoveel u wilt."),
    )
    wanneer = forms.MultipleChoiceField(
        label=gettext_lazy("Wanneer kunt u?"),
        choices=WHEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Niets gekozen betekent: dat maakt niet uit."),
    )
    plaats = TextField(
        label=gettext_lazy("Waar woont u?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Een plaats of een postcode. Het mag ook leeg blijven."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    samen = forms.ChoiceField(
        label=gettext_lazy("Met wie werkt u het liefst?"), choices=WHO, required=False, widget=forms.RadioSelect
    )
    liever_niet = forms.MultipleChoiceField(
        label=gettext_lazy("Wat doet u liever niet?"),
        choices=[(value, label) for value, label, _words in NOT],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Dat laten wij dan weg."),
    )

    def __init__(self, data: QueryDict, *, site_id: int) -> None:
        super().__init__(data)
        self.site_id = site_id
        self.point: Point | None = None

    def clean_plaats(self) -> str:
        text = self.cleaned_data["plaats"].strip()
        if text:
            place = SearchForm(QueryDict(), site_id=self.site_id)
            self.point = place.find(text)
        return text


STEPS = tuple(GuideForm.base_fields)


def matches(form: GuideForm) -> list[Match]:
    """The open places that fit best, each with the reasons in words; the best first."""
    answers = form.cleaned_data
    wishes = {value: wish(words, form.site_id) for value, _label, words in WHAT if value in answers["doen"]}
    query = Query(
        understanding=Understanding(groups=groups_of(answers, wishes)),
        point=form.point,
        radius_km=RADIUS_KM if form.point else None,
        page_size=LOOKED_AT,
    )
    unwanted = unwanted_terms(answers["liever_niet"])
    found = [hit for hit in search(query, form.site_id).hits if is_wanted(hit, answers, unwanted)]
    return [Match(hit, reasons(hit, answers, wishes)) for hit in found[:SHOWN]]


def wish(words: str, site_id: int) -> Group:
    """One answer as one thing to look for, found by any of its words and what means the same."""
    ways: tuple[Variant, ...] = ()
    for group in understand(words, Lexicon(site_id)).groups:
        ways += group.variants
    return Group(words, ways)


def groups_of(answers: dict[str, Any], wishes: dict[str, Group]) -> tuple[Group, ...]:
    """What was chosen: any wish will do, a moment and company help the order."""
    groups: list[Group] = []
    if wishes:
        groups.append(Group("doen", tuple(way for group in wishes.values() for way in group.variants)))
    if dayparts := dayparts_of(answers["wanneer"]):
        weight = WEAK_WEIGHT if wishes else 1.0
        groups.append(Group("wanneer", (), weight=weight, flag=("daypart", dayparts)))
    if answers["samen"] and wishes:
        groups.append(Group("samen", (), weight=WEAK_WEIGHT, flag=("together", (answers["samen"],))))
    return tuple(groups)


def dayparts_of(chosen: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in chosen:
        _day, part, span = moments.dayparts_of(word)
        found.update(dict.fromkeys(span or moments.expand(None, part)))
    return tuple(found)


def unwanted_terms(chosen: list[str]) -> set[str]:
    words = [word for value, _label, words in NOT if value in chosen for word in words.split()]
    return {form for word in words for form in word_forms(word)}


def shown_text(hit: Hit) -> str:
    return " . ".join([hit.title, hit.summary, *hit.themes])


def whole_words(hit: Hit) -> set[str]:
    """The forms of whole words only: who does homework at the “keukentafel” does not cook."""
    return {form for word in words_of(shown_text(hit)) for form in word_forms(word)}


def text_terms(hit: Hit) -> set[str]:
    """The terms of what a result shows: its title, summary and topics."""
    return set(index_terms(shown_text(hit)))


def is_wanted(hit: Hit, answers: dict[str, Any], unwanted: set[str]) -> bool:
    dayparts = hit.source["dayparts"]
    if "avond" in answers["liever_niet"] and dayparts and all(part.endswith("evening") for part in dayparts):
        return False
    if "vast" in answers["liever_niet"] and dayparts and hit.source["frequency"] == "weekly":
        return False
    return not unwanted or unwanted.isdisjoint(text_terms(hit))


def reasons(hit: Hit, answers: dict[str, Any], wishes: dict[str, Group]) -> list[str]:
    """Why this one, in the person's own answers."""
    terms, found = whole_words(hit), []
    labels = {value: str(label) for value, label, _words in WHAT}
    for value, group in wishes.items():
        if any(all(terms.intersection(one_of) for one_of in way.all_of) for way in group.variants):
            found.append(_("U koos: %(what)s.") % {"what": labels[value].lower()})
    dayparts = hit.source["dayparts"]
    fitting = [part for part in dayparts if part in dayparts_of(answers["wanneer"])]
    if fitting:
        found.append(_("U kunt dan: %(when)s.") % {"when": when_text(fitting)})
    elif not dayparts:
        found.append(_("De tijd spreekt u samen af."))
    if hit.distance_km is not None and hit.distance_km < 1:
        found.append(_("Het is vlakbij."))
    elif hit.distance_km is not None and hit.distance_km <= NEAR_KM:
        found.append(_("Het is dichtbij: %(km)s km.") % {"km": f"{hit.distance_km:g}".replace(".", ",")})
    if answers["samen"] and hit.source["together"] == answers["samen"]:
        found.append(_("U doet het samen."))
    return found
