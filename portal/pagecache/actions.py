from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from portal.pagecache.models import Generation
from portal.pagecache.queries import change_is_done, expect_change


def renew(**kwargs: Any) -> None:
    """Something changed that visitors can see. Call it inside the transaction of the change.

    The rest of this request reads the new rows; everyone else does when the transaction is done. Before that nobody
    could, and a page that is made meanwhile is kept under the old number.
    """
    expect_change()
    transaction.on_commit(new_generation)


def new_generation() -> None:
    """In a transaction of its own and after the one of the change: two changes at a time never wait for each other."""
    if not Generation.objects.update(number=F("number") + 1):
        Generation.objects.create(number=1)
    change_is_done()


def forget_addresses() -> None:
    """Wagtail keeps the addresses of the sites for an hour in a cache that may be of this process alone."""
    cache.delete(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION)


def keep_until(request: HttpRequest, moment: datetime | None) -> None:
    """Say that the page shows something that is true until `moment` only, such as “open tot 17.00 uur”."""
    if moment is None:
        return
    moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    earlier = getattr(request, "_keep_until", None)
    request._keep_until = min(moment, earlier) if earlier else moment  # type: ignore[attr-defined]
