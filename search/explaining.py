"""Outside the usual files of a slice: why a vacancy stands where it stands, in words for coordinators. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from search.contract import Hit
from search.documents import FIELD_WEIGHTS, field_terms
from search.meaning import Group, Understanding
from vacancies.bank.models import Vacancy

FIELD_NAMES = {
    "title": gettext_lazy("de titel"),
    "subject": gettext_lazy("de onderwerpen"),
    "summary": gettext_lazy("de samenvatting"),
    "body": gettext_lazy("de tekst"),
}


def explain(hit: Hit, vacancy: Vacancy, understanding: Understanding) -> list[str]:
    """What editors chose, then each thing that was asked, the distance, and how much it is needed.

    One sentence each; `vacancy` comes with its parts.
    """
    themes = [item.tag for item in vacancy.theme_items.all()]
    skills = [item.tag for item in vacancy.skill_items.all()]
    terms = {name: set(text.split()) for name, text in field_terms(vacancy, themes, skills).items()}
    found = [_("De redactie koos deze voor deze vraag.")] if hit.highlighted else []
    found += [why(group, terms, hit.source) for group in understanding.groups]
    if hit.distance_km is not None:
        found.append(_("Het is op %(km)s km.") % {"km": f"{hit.distance_km:g}".replace(".", ",")})
    return found + need_in_words(hit.source)


def need_in_words(source: dict[str, Any]) -> list[str]:
    """What raises or lowers a vacancy beside the words: its age, how long nobody signed up, and its places."""
    found = []
    since = date.fromisoformat(source.get("waiting_since", source["published_at"][:10]))
    weeks = (timezone.localdate() - since).days // 7
    age = (timezone.now() - datetime.fromisoformat(source["published_at"])).days
    if source["places_left"] < 1:
        found.append(_("Alle plekken zijn bezet. Daarom staat het iets lager."))
    elif weeks >= 1:
        found.append(
            ngettext(
                "Al %(n)d week meldde niemand zich. Daarom staat het iets hoger.",
                "Al %(n)d weken meldde niemand zich. Daarom staat het iets hoger.",
                weeks,
            )
            % {"n": weeks}
        )
    elif age < 7:
        found.append(_("Het is nieuw. Daarom staat het iets hoger."))
    if source["places_left"] > 1:
        found.append(_("Er zijn nog %(n)d plekken. Daarom staat het iets hoger.") % {"n": source["places_left"]})
    return found


def why(group: Group, terms: dict[str, set[str]], source: dict[str, Any]) -> str:
    """The best way in which a vacancy has what was asked: the word itself first, the title first."""
    if group.flag is not None and holds(source, *group.flag):
        return _("“%(asked)s” klopt met wat er is ingevuld.") % {"asked": group.label}
    for variant in sorted(group.variants, key=lambda variant: -variant.weight):
        for name in FIELD_WEIGHTS:
            if all(terms[name].intersection(one_of) for one_of in variant.all_of):
                word = " ".join(one_of[0] for one_of in variant.all_of)
                values = {"asked": group.label, "word": word, "field": FIELD_NAMES[name]}
                if word == group.label:
                    return _("“%(asked)s” staat in %(field)s.") % values
                return _("“%(asked)s”: %(field)s zegt “%(word)s”.") % values
    everywhere = set().union(*terms.values())
    if any(all(everywhere.intersection(one_of) for one_of in variant.all_of) for variant in group.variants):
        return _("“%(asked)s” staat er verspreid in.") % {"asked": group.label}
    return _("“%(asked)s” staat er niet in.") % {"asked": group.label}


def holds(source: dict[str, Any], name: str, values: tuple[str, ...]) -> bool:
    if name == "daypart":
        return not set(values).isdisjoint(source["dayparts"])
    if name == "remote":
        return bool(source["remote"])
    return source[name] in values
