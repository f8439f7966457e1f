"""Tasks for the worker's own tests."""

from __future__ import annotations

import os
import time

from django_tasks import task


@task()
def note(text: str) -> str:
    return text


@task()
def stumble() -> None:
    raise RuntimeError("deze taak mislukt")


@task()
def slow() -> None:
    time.sleep(float(os.environ.get("SLOW_SECONDS", "60")))
