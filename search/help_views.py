"""Outside the usual files of a slice: the list of what residents ask and offer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Site

from community.help.enums import HelpKind
from community.help.queries import items_by_number
from search.alternatives import alternatives, changed
from search.chips import chips
from search.contract import Answer
from search.engines import search
from search.feeds import list_parameters
from search.help_forms import HelpSearchForm
from search.insight import note_search
from search.page import boxes, pages, places, week
from search.views import PAGE_SIZE, RADII, meant
from vacancies.bank.wording import distance_text


@require_safe
def help_list(request: HttpRequest) -> HttpResponse:
    """`/vraag-en-aanbod/`: the tabs, the rows, and what to try when there are none."""
    site = Site.find_for_request(request)
    form = HelpSearchForm(request.GET, site_id=site.pk if site else 0, default_size=PAGE_SIZE)
    context: dict[str, Any] = {"form": form, "radii": RADII}
    status = 200
    if form.is_valid():
        query = form.query()
        answer = search(query, form.site_id)
        context |= {"answer": answer, "rows": rows(answer, form.site_id), "tabs": tabs(form, answer), "query": query}
        context |= {"chips": chips(form, answer), "pages": pages(form, answer), "meant": meant(form, answer)}
        context |= {"choices": choices(form, answer), "parameters": list_parameters(request.GET)}
        context["alternatives"] = alternatives(form, query) if answer.count == 0 else []
        if query.page == 1 and not request.headers.get("HX-Request"):
            note_search(form.site_id, form.cleaned_data["q"], form.cleaned_data["place"], answer.count)
    else:
        status = 422
    response = render(request, "search/help_list.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def rows(answer: Answer, site_id: int) -> list[dict[str, Any]]:
    """What was found as it is now; what ended a moment ago is left out."""
    items = items_by_number((-hit.source["object_id"] for hit in answer.hits), site_id)
    numbers = [(-hit.source["object_id"], hit.distance_km) for hit in answer.hits]
    return [{"item": items[pk], "far": distance_text(km)} for pk, km in numbers if pk in items]


def tabs(form: HelpSearchForm, answer: Answer) -> list[dict[str, Any]]:
    """All, asked, offered: each with its number and the parameters that lead there."""
    counts = {value.value: value.count for value in answer.facets["kind"]}
    chosen = form.cleaned_data["kind"]
    kinds = [("", sum(counts.values())), *((kind, counts[kind]) for kind in (HelpKind.REQUEST, HelpKind.OFFER))]
    return [
        {
            "kind": kind,
            "count": n,
            "chosen": kind == chosen,
            "to": changed(form.data, {"kind": kind or None}).urlencode(),
        }
        for kind, n in kinds
    ]


def choices(form: HelpSearchForm, answer: Answer) -> dict[str, Any]:
    themes = [box for box in boxes(form, answer, "theme") if box.count or box.chosen]
    return {"themes": themes, "week": week(form, answer), "places": places(form, answer)}
