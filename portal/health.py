"""`/healthz`: the process is alive. `/readyz`: its dependencies and their state."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis import Redis
from redis.exceptions import RedisError

from search.engines import search_state


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 only while the database is away: without Elasticsearch or Redis the portal goes on."""
    database = database_state()
    states: dict[str, Any] = {"database": database, "search": search_state(), "redis": redis_state()}
    ready = database == "ok"
    return JsonResponse({"status": "ok" if ready else "unavailable", **states}, status=200 if ready else 503)


def database_state() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"


def redis_state() -> str:
    if not settings.REDIS_URL:
        return "off"
    try:
        Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1).ping()
    except (RedisError, OSError):
        return "away"
    return "ok"
