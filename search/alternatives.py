"""Outside the usual files of a slice: what to try when nothing was found, each with the number it would give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.contract import Query
from search.engines import search
from search.forms import SearchForm
from search.meaning import Understanding

WIDER_KM = (20, 50)
AT_MOST = 4


@dataclass(frozen=True)
class Alternative:
    label: str
    parameters: str


Try = tuple[str, Query, dict[str, str | None]]


def alternatives(form: SearchForm, query: Query) -> list[Alternative]:
    """At most four ways on that do find something: farther, another day, fewer words, everything nearby."""
    return counted(form, [*wider(query), *fewer_choices(query), *fewer_words(form, query), *elsewhere(query)])


def wider(query: Query) -> list[Try]:
    if query.point is None or query.radius_km is None:
        return []
    return [
        (
            _("Zoek verder weg: binnen %(km)d km") % {"km": km},
            replace(query, radius_km=float(km), place_exact=False),
            {"radius": str(km)},
        )
        for km in WIDER_KM
        if km > query.radius_km
    ]


def fewer_choices(query: Query) -> list[Try]:
    labels = (("daypart", _("Op een ander moment")), ("theme", _("Bij alle onderwerpen")))
    return [(label, query.without(name), {name: None}) for name, label in labels if getattr(query, name)]


def fewer_words(form: SearchForm, query: Query) -> list[Try]:
    tries: list[Try] = []
    for piece in query.understanding.pieces if len(query.understanding.pieces) > 1 else ():
        other = type(form)(changed(form.data, {"q": piece.rest}), site_id=form.site_id)
        if piece.rest and other.is_valid():
            tries.append((_("Zonder “%(word)s”") % {"word": piece.label}, other.query(), {"q": piece.rest}))
    return tries


def elsewhere(query: Query) -> list[Try]:
    if query.point is None:
        return []
    everywhere = replace(query, point=None, radius_km=None, place_exact=False, sort="relevance")
    tries: list[Try] = [(_("In de hele streek"), everywhere, {"place": None, "radius": None, "sort": None})]
    if query.understanding.groups:
        tries.append((_("Alles in de buurt"), replace(query, understanding=Understanding()), {"q": None}))
    return tries


def counted(form: SearchForm, tries: list[Try]) -> list[Alternative]:
    found = []
    for label, query, changes in tries:
        count = search(replace(query, page=1, page_size=1, after=None), form.site_id).count
        if count:
            found.append(Alternative(f"{label}: {form.said(count)}", changed(form.data, changes).urlencode()))
        if len(found) == AT_MOST:
            break
    return found


def changed(data: QueryDict, changes: dict[str, str | None]) -> QueryDict:
    """The parameters with some of them replaced or taken out; a page number makes no sense any more."""
    parameters = data.copy()
    for name, value in {**changes, "page": None, "after": None}.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    for name in [name for name, values in parameters.lists() if not any(values)]:
        del parameters[name]
    return parameters
