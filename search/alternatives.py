"""Outside the usual files of a slice: what to try when nothing was found, each with the number it would give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.contract import Query
from search.engines import search
from search.forms import SearchForm
from search.understanding import Understanding

WIDER_KM = (20, 50)
AT_MOST = 4


@dataclass(frozen=True)
class Alternative:
    label: str
    parameters: str


def alternatives(form: SearchForm, query: Query) -> list[Alternative]:
    """At most four ways on that do find something: farther, another day, fewer words, a corrected word."""
    tries: list[tuple[str, Query, dict[str, str | None]]] = []
    if query.point is not None and query.radius_km is not None:
        for km in WIDER_KM:
            if km > query.radius_km:
                label = _("Zoek verder weg: binnen %(km)d km") % {"km": km}
                tries.append((label, replace(query, radius_km=float(km), place_exact=False), {"radius": str(km)}))
    for name, label in (("daypart", _("Op een ander moment")), ("theme", _("Bij alle onderwerpen"))):
        if getattr(query, name):
            tries.append((label, replace(query, **{name: ()}), {name: None}))
    for piece in query.understanding.pieces if len(query.understanding.pieces) > 1 else ():
        other = SearchForm(changed(form.data, {"q": piece.rest}), site_id=form.site_id)
        if piece.rest and other.is_valid():
            tries.append((_("Zonder “%(word)s”") % {"word": piece.label}, other.query(), {"q": piece.rest}))
    if query.point is not None:
        everywhere = replace(query, point=None, radius_km=None, place_exact=False, sort="relevance")
        tries.append((_("In de hele streek"), everywhere, {"place": None, "radius": None, "sort": None}))
    if query.understanding.groups and query.point is not None:
        nearby = replace(query, understanding=Understanding())
        tries.append((_("Alles in de buurt"), nearby, {"q": None}))
    return counted(form, tries)


def counted(form: SearchForm, tries: list[tuple[str, Query, dict[str, str | None]]]) -> list[Alternative]:
    found = []
    for label, query, changes in tries:
        count = search(replace(query, page=1, page_size=1, after=None), form.site_id).count
        if count:
            places = ngettext("%(n)d plek", "%(n)d plekken", count) % {"n": count}
            found.append(Alternative(f"{label}: {places}", changed(form.data, changes).urlencode()))
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
