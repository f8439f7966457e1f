from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.vocabulary.models import Theme
from search.api import json_response
from search.hsds import records
from search.hsds.forms import PageForm, ServicesForm, TermsForm
from search.hsds.openapi import description
from search.hsds.package import zipped
from search.hsds.source import Source, source_of

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/"


def known(request: HttpRequest) -> Source:
    source = source_of(request)
    if source is None:
        raise Http404
    return source


def refused(form: PageForm) -> JsonResponse:
    return json_response({"errors": {name: list(map(str, found)) for name, found in form.errors.items()}}, status=422)


def page_of(rows: Any, wanted: dict[str, Any], record: Callable[[Any], dict[str, Any]]) -> JsonResponse:
    """The Page object of HSDS; a page after the last is empty and no error."""
    pages = Paginator(rows, wanted["per_page"])
    number = wanted.get("page") or 1
    contents = [record(row) for row in pages.page(number).object_list] if number <= pages.num_pages else []
    return json_response(
        {
            "total_items": pages.count,
            "total_pages": pages.num_pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages.num_pages,
            "empty": not contents,
            "contents": contents,
        }
    )


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    url = request.build_absolute_uri("/hsds/openapi.json")
    return json_response({"version": VERSION, "profile": PROFILE, "openapi_url": url})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return json_response(description(request.build_absolute_uri("/hsds")))


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    source, form = known(request), ServicesForm(request.GET)
    if not form.is_valid():
        return refused(form)
    wanted = form.wanted()
    return page_of(source.services(wanted), wanted, source.service if wanted["full"] else source.service_in_list)


@require_safe
def service(request: HttpRequest, uuid: UUID) -> HttpResponse:
    source = known(request)
    return json_response(source.service(one(source.services().filter(uuid=uuid))))


def one(rows: Sequence[Any] | Any) -> Any:
    for row in rows:
        return row
    raise Http404


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    source, form = known(request), PageForm(request.GET)
    if not form.is_valid():
        return refused(form)
    wanted = form.wanted()
    text = wanted["search"].lower()
    found = [row for row in source.organisations() if text in f"{row['name']} {row['description']}".lower()]
    return page_of(found, wanted, (lambda row: row) if wanted["full"] else records.in_short)


@require_safe
def organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    source = known(request)
    found = one(row for row in source.organisations() if row["id"] == str(uuid))
    offered = [source.service_in_list(page) for page in source.services({"organization_id": uuid})]
    for record in offered:
        record.pop("organization", None)
    return json_response({**found, "services": offered} if offered else found)


@require_safe
def service_at_locations(request: HttpRequest) -> HttpResponse:
    source, form = known(request), ServicesForm(request.GET)
    if not form.is_valid():
        return refused(form)
    wanted = form.wanted()
    return page_of(source.at_locations(wanted), wanted, lambda row: row)


@require_safe
def service_at_location(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return json_response(one(row for row in known(request).at_locations() if row["id"] == str(uuid)))


@require_safe
def taxonomies(request: HttpRequest) -> HttpResponse:
    form = PageForm(request.GET)
    if not form.is_valid():
        return refused(form)
    return page_of([the_taxonomy(request)], form.wanted(), lambda row: row)


def the_taxonomy(request: HttpRequest) -> dict[str, Any]:
    return records.taxonomy(request.build_absolute_uri("/hsds/taxonomy_terms"))


@require_safe
def taxonomy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if uuid != records.taxonomy_id():
        raise Http404
    return json_response(the_taxonomy(request))


@require_safe
def taxonomy_terms(request: HttpRequest) -> HttpResponse:
    form = TermsForm(request.GET)
    if not form.is_valid():
        return refused(form)
    wanted = form.wanted()
    themes = Theme.objects.filter(name__icontains=wanted["search"])
    if wanted["parent_id"] or wanted["taxonomy_id"] not in {None, records.taxonomy_id()}:
        themes = themes.none()
    return page_of(themes, wanted, records.term)


@require_safe
def taxonomy_term(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return json_response(one(records.term(row) for row in Theme.objects.all() if records.term_id(row.slug) == uuid))


@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """Everything as CSV files with their description, in one zip."""
    source = known(request)
    pages = [source.service(page) for page in source.services()]
    content = zipped(source.organisations(), pages, the_taxonomy(request), list(map(records.term, Theme.objects.all())))
    headers = {"Content-Disposition": 'attachment; filename="hsds.zip"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(content, content_type="application/zip", headers=headers)
