from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from search.models import Outbox
from vacancies.placements.models import Application


def set_aside_rows() -> QuerySet[Outbox]:
    """Changes that were refused until the end, with their error."""
    return Outbox.objects.filter(set_aside=True)


def waiting_count() -> int:
    """How many changes Elasticsearch has not heard of yet."""
    return Outbox.objects.filter(set_aside=False).count()


def last_signups(vacancy_ids: Iterable[int]) -> dict[int, datetime]:
    """{vacancy: when somebody last signed up}, of those for which somebody ever did."""
    rows = Application.objects.filter(vacancy__in=list(vacancy_ids)).order_by()
    return dict(rows.values_list("vacancy").annotate(last=Max("received_at")))
