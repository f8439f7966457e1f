"""Workers, by their name or by what they do and for whom."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from community.people.models import Profile
from community.people.queries import visible_workers
from search.kinds import Found, Kind


def about(worker: Profile) -> str:
    return " . ".join(filter(None, [worker.role_title, worker.introduction, worker.for_whom]))


def show(worker: Profile, site: Site) -> Found:
    """Their card stands on the page with all that is found."""
    name = str(worker.user)
    address = f"{reverse('search:site')}?{urlencode({'q': name})}#mensen"
    return Found(name, address, worker.role_title, worker)


KIND = Kind(
    key="mensen", label=_("Met hen kunt u praten"), word=_("medewerker"), rows=lambda site: visible_workers(site.pk),
    name=lambda worker: str(worker.user), about=about, show=show, limit=4, suggested=2,
    template="search/kinds/people.html",
)  # fmt: skip
