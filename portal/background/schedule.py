"""Recurring jobs. The list itself is wiring (`portal.schedule`), because it names departments."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.module_loading import import_string

from portal.background.models import ScheduledRun

logger = logging.getLogger("portal.background")


@dataclass(frozen=True)
class Job:
    """A function without arguments that may be run twice without harm, every so many seconds."""

    name: str
    every_seconds: int
    function: str


def claim(job: Job, now: datetime) -> bool:
    """Whether this worker gets the run: the moment is moved by one conditional update."""
    _run, made = ScheduledRun.objects.get_or_create(name=job.name, defaults={"started_at": now})
    if made:
        return True
    before = now - timedelta(seconds=job.every_seconds)
    return ScheduledRun.objects.filter(name=job.name, started_at__lte=before).update(started_at=now) == 1


def run_due(jobs: list[Job]) -> list[str]:
    """Run every job whose time has come; returns the names of those that ran. A failing job does not stop the next."""
    done = []
    for job in jobs:
        if not claim(job, timezone.now()):
            continue
        error = ""
        try:
            import_string(job.function)()
        except Exception as failure:
            logger.exception("scheduled job failed", extra={"task": job.name})
            error = f"{type(failure).__name__}: {failure}"[:300]
        ScheduledRun.objects.filter(name=job.name).update(finished_at=timezone.now(), error=error)
        done.append(job.name)
    return done
