from __future__ import annotations

from django.db.models import QuerySet

from search.models import Outbox


def set_aside_rows() -> QuerySet[Outbox]:
    """Changes that were refused until the end, with their error."""
    return Outbox.objects.filter(set_aside=True)


def waiting_count() -> int:
    """How many changes Elasticsearch has not heard of yet."""
    return Outbox.objects.filter(set_aside=False).count()
