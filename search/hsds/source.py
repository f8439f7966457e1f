"""What a site has to tell: its services and organisations as records, each page read once for one answer."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from portal.pages.frame import frame_of
from portal.pages.models import ProviderPage, ServicePage
from portal.pages.queries import visible_workers
from portal.pages.translated import twins_of
from search.hsds import records
from search.hsds.forms import LanguageForm
from search.hsds.queries import matching, providers_of, services_of
from search.hsds.records import Record


def source_of(request: HttpRequest) -> Source | None:
    site, form = Site.find_for_request(request), LanguageForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    return Source(request, site, language or settings.LANGUAGE_CODE) if site is not None else None


class Source:
    """`language` is that of the words of a service; whatever has no translation is Dutch."""

    def __init__(self, request: HttpRequest, site: Site, language: str) -> None:
        self.request, self.site, self.language = request, site, language

    def url(self, page: Any) -> str:
        return self.request.build_absolute_uri(page.get_url(self.request))

    @cached_property
    def providers(self) -> list[ProviderPage]:
        return list(providers_of(self.site))

    @cached_property
    def own(self) -> Record:
        """We ourselves: the page that says so, else the settings of the site."""
        ours = next((page for page in self.providers if page.is_ours), None)
        if ours is not None:
            return records.provider(ours, self.url(ours))
        return records.own_organisation(self.site, frame_of(self.site), self.request.build_absolute_uri("/"))

    def organisations(self) -> list[Record]:
        others = [records.provider(page, self.url(page)) for page in self.providers if not page.is_ours]
        return [self.own, *others]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        return {record["id"]: record for record in self.organisations()}

    def services(self, wanted: dict[str, Any] | None = None) -> Any:
        return matching(services_of(self.site), wanted or {}, UUID(self.own["id"]))

    @cached_property
    def twins(self) -> dict[Any, ServicePage]:
        return twins_of(services_of(self.site), self.language) if self.language != settings.LANGUAGE_CODE else {}

    def short(self, page: ServicePage, organisation: Record) -> Record:
        words = self.twins.get(page.translation_key, page)
        return records.service_in_short(page, organisation, self.url(words), words)

    def organisation(self, page: ServicePage) -> Record:
        """Who does it; a provider that is not published is not named."""
        return self.by_id.get(str(page.provider.uuid) if page.provider else "", self.own)

    @cached_property
    def workers(self) -> dict[str, Any]:
        return {str(worker.uuid): worker for worker in visible_workers(self.site)}

    def service(self, page: ServicePage) -> Record:
        workers = [self.workers[block.value] for block in page.workers if block.value in self.workers]
        organisation = self.organisation(page)
        return {**records.service(page, organisation, self.url(page), workers), **self.short(page, organisation)}

    def service_in_list(self, page: ServicePage) -> Record:
        organisation = self.organisation(page)
        return {**self.short(page, organisation), "organization": records.in_short(organisation)}

    def at_locations(self, wanted: dict[str, Any] | None = None) -> list[Record]:
        """Every service at its place, with the service in short."""
        found = []
        for page in self.services(wanted):
            organisation = self.organisation(page)
            short = self.short(page, organisation)
            found += [{**link, "service": short} for link in records.at_locations(page)]
        return found
