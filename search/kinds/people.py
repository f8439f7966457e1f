"""Workers, by their name or by what they do and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from community.people.models import Profile
from community.people.queries import visible_workers
from portal.pages.directory import pages_by_worker
from portal.pages.links import in_language
from search.kinds import Found, Kind


def rows(site: Site) -> Iterator[Profile]:
    """Who can be met, each with the page of their own; not who left."""
    pages = pages_by_worker(site)
    for profile in visible_workers(site.pk):
        page = pages.get(profile.user_id)
        if profile.user_id not in pages or (page is not None and page.worker_id == profile.user_id):
            profile.page = page  # type: ignore[attr-defined]
            yield profile


def about(worker: Profile) -> str:
    return " . ".join(filter(None, [worker.role_title, worker.introduction, worker.for_whom]))


def show(worker: Profile, site: Site) -> Found:
    """Their own page; without one their card stands on the page with all that is found."""
    name = str(worker.user)
    page = worker.page  # type: ignore[attr-defined]
    found = f"{reverse('search:site')}?{urlencode({'q': name})}#mensen"
    address = in_language(page.get_url(current_site=site) or found) if page is not None else found
    return Found(name, address, worker.role_title, worker)


KIND = Kind(
    key="mensen", label=_("Met hen kunt u praten"), word=_("medewerker"), rows=rows,
    name=lambda worker: str(worker.user), about=about, show=show, limit=4, suggested=2,
    template="search/kinds/people.html",
)  # fmt: skip
