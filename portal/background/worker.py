"""The worker behind django-tasks: claims a task, runs it, gives back what a dead worker left, and keeps the schedule.

django-tasks-db alone leaves a task of a killed worker RUNNING for ever. Here each worker's name holds its machine and
process id, so that a task of a process that is gone is given back at the next look; one of another machine after
LEASE. A task is therefore run at least once, and must itself make sure that a second run does no harm.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from datetime import timedelta

from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from portal.background.schedule import Job, run_due

logger = logging.getLogger("portal.background")

LEASE = timedelta(minutes=15)
MAX_ATTEMPTS = 5
IDLE_SECONDS = 0.5
REAP_SECONDS = 10


class AbandonedTask(Exception):
    """A task whose workers died so often that it is set aside."""


def worker_name() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{threading.get_native_id()}"


def is_gone(name: str) -> bool:
    """Whether the named worker is a process of this machine that no longer runs."""
    host, _colon, rest = name.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:30] or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def reap() -> int:
    """Give back the tasks of dead workers; returns how many. After MAX_ATTEMPTS a task is set aside as failed."""
    count = 0
    for result in DBTaskResult.objects.running():
        owner = result.worker_ids[-1] if result.worker_ids else ""
        expired = result.started_at is not None and result.started_at < timezone.now() - LEASE
        if not (expired or is_gone(owner)):
            continue
        if len(result.worker_ids) >= MAX_ATTEMPTS:
            result.set_failed(AbandonedTask(f"{len(result.worker_ids)} workers died on it"))
        else:
            unchanged = DBTaskResult.objects.filter(
                pk=result.pk, status=TaskResultStatus.RUNNING, worker_ids=result.worker_ids
            )
            count += unchanged.update(status=TaskResultStatus.READY, started_at=None)
    return count


class PortalWorker:
    """One loop. `stop` may be set from another thread or a signal handler; the task at hand is finished first."""

    def __init__(self, jobs: list[Job] | None = None) -> None:
        self.jobs = import_string("portal.schedule.JOBS") if jobs is None else jobs
        self.stop = threading.Event()
        self.name = worker_name()
        self._runner = Worker(
            queue_names=["*"],
            interval=IDLE_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        self._next_look = 0.0

    def step(self) -> bool:
        """Run one waiting task; False when there was none."""
        waiting = DBTaskResult.objects.ready().filter(backend_name="default")
        if not waiting.exists():
            return False
        with exclusive_transaction(waiting.db):
            result = waiting.get_locked()
            if result is None:
                return False
            result.claim(self.name)
        self._runner.run_task(result)
        if result.status == TaskResultStatus.FAILED:
            logger.error(
                "task failed: %s", result.traceback.strip().rpartition("\n")[2], extra={"task": result.task_path}
            )
        return True

    def keep_house(self) -> None:
        """Now and then: what dead workers left, and the schedule."""
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + REAP_SECONDS
            reap()
            run_due(self.jobs)

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                close_old_connections()
                self.keep_house()
                if not self.step():
                    self.stop.wait(IDLE_SECONDS)
            except OperationalError as failure:
                # The database is locked or restarting: nothing is lost, the row is still there.
                logger.warning("worker waits for the database: %s", failure)
                self.stop.wait(2)
            finally:
                if not transaction.get_connection().in_atomic_block:
                    close_old_connections()

    def drain(self) -> int:
        """Run everything that waits now, then return how many there were."""
        count = 0
        while self.step():
            count += 1
        return count


def start_in_thread() -> PortalWorker:
    """The worker of `make run`: a thread of the web process; the next start gives back what it leaves."""
    worker = PortalWorker()
    threading.Thread(target=worker.run, name="portal-worker", daemon=True).start()
    return worker
