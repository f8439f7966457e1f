from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django_tasks import task
from wagtail.models import Site

from portal.pagecache.actions import renew
from search import outbox
from search.breaker import elastic_breaker
from search.contract import EngineAway
from search.engines import elastic_engine


@task()
def deliver() -> None:
    """Deliver everything that waits; running it twice does no harm."""
    deliver_waiting()


def deliver_waiting() -> int:
    """Deliver until nothing waits or Elasticsearch is away; the schedule calls it too. Returns the number of rows."""
    if not settings.ELASTICSEARCH_URL or elastic_breaker.is_open:
        return 0
    total = 0
    try:
        if elastic_engine.has_nothing() and not fill_empty_index():
            return 0
        while count := outbox.deliver_batch():
            total += count
    except EngineAway:
        elastic_breaker.failed()
    else:
        elastic_breaker.succeeded()
    if total:
        show_delivered()
    return total


def fill_empty_index() -> bool:
    """An Elasticsearch that is new, or new to the shape of this release, gets everything at once.

    With only what changed it would hide the rest. Returns whether it has everything; until then the database answers.
    """
    from search import rebuilding  # it asks the engines, and is asked for only once in the life of an index

    every = list(Site.objects.values_list("pk", flat=True))
    try:
        return rebuilding.rebuild([], every, lambda count: None)
    except rebuilding.RebuildBusy:
        return False


def show_delivered() -> None:
    """Searches find what was delivered, and kept pages that show results are made anew."""
    if elastic_engine.is_there():
        # What was written is found a second later anyway.
        with suppress(EngineAway):
            elastic_engine.refresh()
    renew()


def deliver_now() -> None:
    """Deliver, and make it visible to searches at once: commands end with it."""
    if settings.ELASTICSEARCH_URL:
        deliver_waiting()
        show_delivered()
