"""Outside the usual files of a slice: where a code of a visit leads, for every page that asks for a code."""

from __future__ import annotations

from django.urls import reverse

from community.outreach.emails import token_of
from community.outreach.queries import find_by_code


def address_of_code(site_id: int, text: str) -> str | None:
    found = find_by_code(site_id, text)
    return reverse("outreach:follow", args=[token_of(found)]) if found is not None else None
