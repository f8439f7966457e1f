"""Lists of vacancies for pages of other departments: latest by a filter, similar ones, how many are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from wagtail.models import Site

from search.answers import hit_of
from search.contract import Answer, Hit, Query
from search.engines import search
from search.forms import SearchForm
from search.insight import note_opened
from search.meaning import Understanding
from search.models import SearchDocument
from search.similar import similar_hits
from vacancies.bank.enums import DEFAULT_KINDS
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import open_vacancies
from vacancies.bank.wording import age_text, hours_text, when_text, where_text

register = template.Library()


def site_of(context: template.Context) -> int:
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    return site.pk if site is not None else 0


def found(site_id: int, **parameters: Any) -> Answer | None:
    """The answer to parameters of the list, as an address would give them; None when one is not known any more."""
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        if value:
            data[name] = str(value)
    form = SearchForm(data, site_id=site_id)
    return search(form.query(), site_id) if form.is_valid() else None


@register.simple_tag(takes_context=True)
def vacancy_list(context: template.Context, theme: str = "", kind: str = "", count: int = 3) -> tuple[Hit, ...]:
    """The newest open vacancies of a theme or kind."""
    answer = found(site_of(context), theme=theme, kind=kind, page_size=count, sort="newest")
    return answer.hits if answer else ()


@register.simple_tag(takes_context=True)
def vacancies_of_filter(context: template.Context, text: str, count: int = 3) -> tuple[Hit, ...]:
    """The first open ones of a filter as an address has it: `q=soep&place=Tiel`; nothing for one that is wrong."""
    data = QueryDict(text, mutable=True)
    data["page_size"] = str(count)
    form, site_id = SearchForm(data, site_id=site_of(context)), site_of(context)
    return search(form.query(), site_id).hits if form.is_valid() else ()


@register.simple_tag(takes_context=True)
def neighbourhood_vacancies(context: template.Context, slugs: Sequence[str], count: int = 3) -> list[Hit]:
    """The newest open vacancies in these neighbourhoods. One query: a search would count every facet too."""
    rows = SearchDocument.objects.filter(site_id=site_of(context), neighbourhood__in=list(slugs), status="open")
    newest = rows.filter(kind__in=DEFAULT_KINDS).order_by("-published", "-object_id")[:count]
    return [hit_of(row.payload, Query(understanding=Understanding())) for row in newest] if slugs else []


@register.simple_tag(takes_context=True)
def open_count(context: template.Context) -> int:
    """How many places the list shows without a filter. Asked of the bank: a search would count every facet too."""
    return open_vacancies(site_of(context)).filter(kind__in=DEFAULT_KINDS).count()


@register.simple_tag
def similar_vacancies(vacancy: Vacancy, count: int = 3) -> tuple[Hit, ...]:
    """Open vacancies that are like this one."""
    return similar_hits(vacancy, count)


@register.inclusion_tag("search/row.html")
def vacancy_row(hit: Hit, level: int = 3, reasons: Sequence[str] = ()) -> dict[str, Any]:
    """One result: title, organisation, where, when, how long, for whom, why, and a thing on the line."""
    source = hit.source
    return {
        "hit": hit,
        "level": level,
        "reasons": reasons,
        "where": where_text(hit.place, hit.distance_km, source["remote"]),
        "when": when_text(source["dayparts"]),
        "how_long": hours_text(source["hours"], source["frequency"]),
        "for_whom": source["for_whom"] or age_text(source["minimum_age"]),
    }


@register.inclusion_tag("search/line.html")
def vacancy_line(hit: Hit) -> dict[str, Any]:
    """One result in few words, for a page on another's site."""
    return vacancy_row(hit)


@register.simple_tag(takes_context=True)
def count_as_opened(context: template.Context) -> str:
    """On the page of a vacancy: whoever came from the list found something."""
    if request := context.get("request"):
        note_opened(request)
    return ""
