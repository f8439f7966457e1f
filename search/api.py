"""The JSON API: the list of vacancies as other software reads it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.contract import Answer, FacetValue, Hit
from search.engines import search
from search.forms import SearchForm, write_cursor

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


def answer_json(answer: Answer, request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    data: dict[str, Any] = {
        "count": answer.count,
        "results": [hit_json(hit) for hit in answer.hits],
        "facets": {name: [facet_json(value) for value in answer.facets[name]] for name in API_FACETS},
        "did_you_mean": answer.did_you_mean,
        "engine": answer.engine,
        "next": next_address(answer, request, form),
    }
    if answer.count_is_minimum:
        data["count_is_minimum"] = True
    return data


def hit_json(hit: Hit) -> dict[str, Any]:
    source = hit.source
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
        "kind": source["kind"],
        "skills": source["skill_names"],
        "dayparts": source["dayparts"],
        "frequency": source["frequency"],
        "hours_per_week": source["hours"],
        "minimum_age": source["minimum_age"],
        "remote": source["remote"],
        "language_level": source["language_level"],
        "places_left": source["places_left"],
        "published_at": source["published_at"],
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
