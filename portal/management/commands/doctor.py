"""`manage.py doctor`: what is missing or wrong, in plain words. Exit status 1 if anything is."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.background.models import ScheduledRun
from portal.health import database_state, redis_state
from portal.management.safekeeping import manifest
from portal.management.safekeeping.backing_up import STAMP
from portal.management.safekeeping.restoring import mark
from portal.notices import push
from portal.notices.models import Device
from portal.notices.queries import failed_notices
from portal.settings import environment
from portal.translations import stale_catalogues
from search.engines import search_state
from search.queries import set_aside_rows

Finding = tuple[bool, str]
BACKUP_AGE = timedelta(hours=48)


def variables() -> Iterator[Finding]:
    yield from ((False, problem) for problem in environment.problems)
    yield not environment.problems, f"{len(environment.problems)} variables cannot be used"


def data_folder() -> Iterator[Finding]:
    writable = os.access(settings.DATA_DIR, os.W_OK)
    yield writable, f"the data folder {settings.DATA_DIR} {'can' if writable else 'cannot'} be written"


def database() -> Iterator[Finding]:
    state = database_state()
    yield state == "ok", f"the database is {state}"
    if state != "ok":
        return
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield waiting == 0, f"{waiting} migrations wait" + (": run manage.py migrate" if waiting else "")


def texts() -> Iterator[Finding]:
    stale = stale_catalogues()
    yield (
        not stale,
        f"{len(stale)} catalogues of translations are older than their text"
        + (": they are compiled by manage.py run --prepare-only" if stale else ""),
    )


def search() -> Iterator[Finding]:
    state = search_state()
    yield state != "fallback", f"search is answered by: {state}"
    aside = set_aside_rows().count()
    yield aside == 0, f"{aside} search documents were set aside with an error"


def redis() -> Iterator[Finding]:
    state = redis_state()
    yield state != "away", f"Redis is {state}"


def worker() -> Iterator[Finding]:
    latest = ScheduledRun.objects.order_by("-started_at").values_list("started_at", flat=True).first()
    fresh = latest is not None and latest > timezone.now() - timedelta(hours=1)
    yield (
        fresh,
        "the worker ran within the hour" if fresh else "no worker ran within the hour: start manage.py run_worker",
    )
    broken = ScheduledRun.objects.exclude(error="").values_list("name", "error")
    yield not broken, "; ".join(f"{name}: {error}" for name, error in broken) or "no recurring job failed"


def mail() -> Iterator[Finding]:
    failed = failed_notices().count()
    yield failed == 0, f"{failed} mails could not be sent"


def web_push() -> Iterator[Finding]:
    if not push.is_on():
        yield True, "web push is off (manage.py make_push_key makes a key)"
        return
    total = Device.objects.count()
    older = Device.objects.exclude(key=push.public_key()).count()
    yield True, f"web push is on, for {total} devices; {settings.WEB_PUSH_CONTACT} answers for it"
    yield older == 0, f"{older} devices said yes to another WEB_PUSH_KEY and get mail until they say yes again"


def backup() -> Iterator[Finding]:
    """What the last backup of this machine left behind; one that was made from elsewhere is not known here."""
    if mark().exists():
        yield False, "a restore was stopped halfway: run manage.py restore DIR again"
    stamp = settings.DATA_DIR / STAMP
    if not stamp.exists():
        yield settings.RELAXED, "no backup was made here yet: manage.py backup DIR"
        return
    said = json.loads(stamp.read_text(encoding="utf-8"))
    age = timezone.now() - datetime.fromisoformat(said["at"])
    there = os.path.lexists(Path(said["folder"]) / manifest.NAME)
    yield age < BACKUP_AGE, f"the last backup is {age.total_seconds() / 3600:.0f} hours old"
    yield True, f"it is in {said['folder']}" if there else f"it is no longer in {said['folder']}"


CHECKS: list[Callable[[], Iterator[Finding]]] = [
    variables,
    data_folder,
    database,
    texts,
    search,
    redis,
    worker,
    mail,
    web_push,
    backup,
]


async def echo_answers(url: str) -> bool:
    """Whether a socket through the proxy at `url` (ws:// or wss://) gives back what it gets."""
    from websockets import Origin  # comes with uvicorn; only this option needs it
    from websockets.asyncio.client import connect

    async with (
        asyncio.timeout(5),
        connect(f"{url.rstrip('/')}/ws/echo/", origin=Origin(url.replace("ws", "http", 1))) as socket,
    ):  # type: ignore[arg-type]
        await socket.send("doctor")
        return await socket.recv() == "doctor"


class Command(BaseCommand):
    help = "Say what is missing or wrong, in plain words; exit status 1 if anything is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--socket", metavar="URL", help="also try a socket through the proxy, such as wss://portal.example.nl"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = [finding for check in CHECKS for finding in self.examine(check)]
        if options["socket"]:
            findings.append(self.try_socket(options["socket"]))
        for good, sentence in findings:
            self.stdout.write(f"{'ok   ' if good else 'WRONG'}  {sentence}")
        if not all(good for good, _sentence in findings):
            raise SystemExit(1)

    def examine(self, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
        try:
            return list(check())
        except DatabaseError as error:
            return [(False, f"{check.__name__}: {str(error).strip()}")]

    def try_socket(self, url: str) -> Finding:
        try:
            answered = asyncio.run(echo_answers(url))
        except (OSError, TimeoutError) as error:
            return False, f"the socket at {url} failed: {type(error).__name__}"
        return answered, f"the socket at {url} {'answers' if answered else 'gives something else back'}"
