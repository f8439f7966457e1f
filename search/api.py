"""The JSON API: the list of vacancies as other software reads it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.contract import HELP, HELP_FACETS, Answer, FacetValue, Hit
from search.engines import search
from search.forms import SearchForm, write_cursor
from search.help_forms import HelpSearchForm

API_FACETS = ("theme", "skill", "kind", "daypart", "place")


def refused(errors: Any) -> JsonResponse:
    """What was wrong, per parameter, in Dutch sentences."""
    return json_response({"errors": json.loads(errors.as_json(escape_html=False), object_hook=sentences)}, status=422)


def sentences(item: dict[str, Any]) -> Any:
    return item.get("message", item)


def json_response(data: Any, status: int = 200) -> JsonResponse:
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    # Anyone may read the open data of the portal from a page of their own.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def vacancies(request: HttpRequest) -> JsonResponse:
    """`GET /api/v1/vacancies/`; the parameters are those of the list page."""
    site = Site.find_for_request(request)
    form = SearchForm(request.GET, site_id=site.pk if site else 0)
    if not form.is_valid():
        return refused(form.errors)
    answer = search(form.query(counted=API_FACETS), form.site_id)
    return json_response(answer_json(answer, request, form))


@require_safe
def help_offers(request: HttpRequest) -> JsonResponse:
    """`GET /api/v1/help-offers/`: offers and requests; the parameters are those of their list page."""
    site = Site.find_for_request(request)
    form = HelpSearchForm(request.GET, site_id=site.pk if site else 0)
    if not form.is_valid():
        return refused(form.errors)
    return json_response(answer_json(search(form.query(), form.site_id), request, form))


def answer_json(answer: Answer, request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    show, facets = (help_json, HELP_FACETS) if form.collection == HELP else (hit_json, API_FACETS)
    data: dict[str, Any] = {
        "count": answer.count,
        "results": [show(hit) for hit in answer.hits],
        "facets": {name: [facet_json(value) for value in answer.facets[name]] for name in facets},
        "did_you_mean": answer.did_you_mean,
        "engine": answer.engine,
        "next": next_address(answer, request, form),
    }
    if answer.count_is_minimum:
        data["count_is_minimum"] = True
    return data


def common_json(hit: Hit) -> dict[str, Any]:
    """What every result has."""
    return {
        "id": hit.id,
        "external_id": hit.external_id,
        "title": hit.title,
        "summary": hit.summary,
        "organisation": hit.organisation,
        "place": hit.place,
        "distance_km": hit.distance_km,
        "themes": list(hit.themes),
        "status": hit.status,
        "url": hit.url,
        "kind": hit.source["kind"],
        "dayparts": hit.source["dayparts"],
        "published_at": hit.source["published_at"],
    }


def help_json(hit: Hit) -> dict[str, Any]:
    """An offer or request: the place is that of the neighbourhood, and so is the distance."""
    return {**common_json(hit), "neighbourhood": hit.source["neighbourhood"], "frequency": hit.source["frequency"]}


def hit_json(hit: Hit) -> dict[str, Any]:
    source = hit.source
    return {
        **common_json(hit),
        "shared_by": hit.shared_by,
        "skills": source["skill_names"],
        "frequency": source["frequency"],
        "hours_per_week": source["hours"],
        "minimum_age": source["minimum_age"],
        "remote": source["remote"],
        "language_level": source["language_level"],
        "places_left": source["places_left"],
        "filled_on": source["filled_on"],
        "highlighted": hit.highlighted,
    }


def facet_json(value: FacetValue) -> dict[str, Any]:
    return {"value": value.value, "label": value.label, "count": value.count}


def next_address(answer: Answer, request: HttpRequest, form: SearchForm) -> str | None:
    """The address of what follows: the next page, and beyond the last countable one a cursor."""
    if answer.next_after is None:
        return None
    parameters = request.GET.copy()
    page = (form.cleaned_data["page"] or 1) + 1
    size = form.cleaned_data["page_size"] or form.default_size
    if form.cleaned_data["after"] is None and page * size <= 10_000:
        parameters["page"] = str(page)
    else:
        parameters.pop("page", None)
        parameters["after"] = write_cursor(answer.next_after)
    return f"{request.path}?{parameters.urlencode()}"
