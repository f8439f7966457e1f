"""Outside the usual files of a slice: what to offer while somebody types, as links: topics, pages, people, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Site

from community.people.queries import visible_workers
from portal.vocabulary.models import Theme
from search.engines import search
from search.folding import fold, words_of
from search.forms import SearchForm
from search.sitewide import pages_of

SHORTEST = 2
TOPICS, PAGES, PEOPLE, PLACES = 3, 3, 2, 3


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: str
    url: str


def suggestions(typed: str, site: Site, request: Any = None) -> list[Suggestion]:
    """At most eleven, topics first; nothing before the second letter."""
    wanted = words_of(typed)
    if not wanted or len("".join(wanted)) < SHORTEST:
        return []
    return [*topics(wanted), *pages(wanted, site, request), *people(typed, wanted, site), *open_places(typed, site)]


def begins(text: str, wanted: list[str]) -> bool:
    """Whether every typed word begins some word of the text."""
    words = words_of(fold(text))
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


def topics(wanted: list[str]) -> list[Suggestion]:
    found = [theme for theme in Theme.objects.all() if begins(" ".join([theme.name, *theme.aliases]), wanted)]
    address = reverse("search:vacancy_list")
    return [
        Suggestion(theme.name, _("onderwerp"), f"{address}?{urlencode({'theme': theme.slug})}")
        for theme in found[:TOPICS]
    ]


def pages(wanted: list[str], site: Site, request: Any) -> list[Suggestion]:
    """Published pages whose title has the words; the longest word narrows in the database."""
    candidates = pages_of(site).filter(title__icontains=max(wanted, key=len))
    found = [page for page in candidates[:50] if begins(page.title, wanted)]
    return [Suggestion(page.title, _("hulp en advies"), page.get_url(request) or "/") for page in found[:PAGES]]


def people(typed: str, wanted: list[str], site: Site) -> list[Suggestion]:
    """Workers whose name begins so; their card is on the page with all that is found."""
    found = [worker for worker in visible_workers(site.pk) if begins(str(worker.user), wanted)]
    address = f"{reverse('search:site')}?{urlencode({'q': typed.strip()})}#mensen"
    return [Suggestion(str(worker.user), worker.role_title or _("medewerker"), address) for worker in found[:PEOPLE]]


def open_places(typed: str, site: Site) -> list[Suggestion]:
    data = QueryDict(mutable=True)
    data["q"], data["page_size"] = typed, str(PLACES)
    form = SearchForm(data, site_id=site.pk)
    if not form.is_valid():
        return []
    return [Suggestion(hit.title, hit.place or _("open plek"), hit.url) for hit in search(form.query(), site.pk).hits]
