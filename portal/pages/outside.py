"""Outside the usual files of a slice: asks another site whether an address is still there; never in a test."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from portal.hosts import public_addresses

SECONDS = 6
GONE = {404, 410}


class StayHere(urllib.request.HTTPRedirectHandler):
    """A page that points on is still there; where it points may be an address inside our own network."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = urllib.request.build_opener(StayHere)


def answers(url: str) -> bool:
    """False only when the other site says itself that the page is gone; a site that is slow or shut gets the doubt."""
    if not is_public(urlsplit(url).hostname or ""):
        return True
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "Welzijnsportaal (controle van links)"})  # noqa: S310
    try:
        with OPENER.open(request, timeout=SECONDS):
            return True
    except urllib.error.HTTPError as error:
        return error.code not in GONE
    except (OSError, ValueError):
        return True


def is_public(host: str) -> bool:
    """Whether every address of a host lies on the public internet: an editor's link may not look inside our network."""
    return bool(public_addresses(host))
