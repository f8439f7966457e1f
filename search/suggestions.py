"""Outside the usual files of a slice: what to offer while somebody types, as links: topics, the kinds, places."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.vocabulary.models import Theme
from search.engines import search
from search.folding import words_of
from search.forms import SearchForm
from search.kinds.matching import begins
from search.sitewide import begun

SHORTEST = 2
TOPICS, PLACES = 3, 3


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: str
    url: str


def suggestions(typed: str, site: Site) -> list[Suggestion]:
    """At most some twelve, topics first, then each kind of the site; nothing before the second letter."""
    wanted = words_of(typed)
    if not wanted or len("".join(wanted)) < SHORTEST:
        return []
    things = [Suggestion(*each) for each in begun(site, typed)]
    return [*topics(wanted), *things, *open_places(typed, site)]


def topics(wanted: list[str]) -> list[Suggestion]:
    found = [theme for theme in Theme.objects.all() if begins(" ".join([theme.name, *theme.aliases]), wanted)]
    address = reverse("search:vacancy_list")
    return [
        Suggestion(theme.name, _("onderwerp"), f"{address}?{urlencode({'theme': theme.slug})}")
        for theme in found[:TOPICS]
    ]


def open_places(typed: str, site: Site) -> list[Suggestion]:
    data = QueryDict(mutable=True)
    data["q"], data["page_size"] = typed, str(PLACES)
    form = SearchForm(data, site_id=site.pk)
    if not form.is_valid():
        return []
    found = search(form.query(counted=()), site.pk).hits
    return [Suggestion(hit.title, hit.place or _("open plek"), hit.url) for hit in found]
