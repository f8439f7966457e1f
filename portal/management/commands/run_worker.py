"""`manage.py run_worker`: the background worker in a process of its own, started again when it dies."""

from __future__ import annotations

import multiprocessing
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from portal.background.worker import PortalWorker, reap
from portal.management.safekeeping.restoring import refuse_half_restored

PAUSE_SECONDS = 2


def work() -> None:
    worker = PortalWorker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    worker.run()


class Command(BaseCommand):
    help = (
        "Run the background worker: mail, search delivery, reminders. It is supervised and may be stopped at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what waits now, then stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        refuse_half_restored()
        if once:
            reap()
            count = PortalWorker().drain()
            self.stderr.write(f"{count} tasks done")
            return
        self.stopping = False
        self.child: multiprocessing.process.BaseProcess | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            self.supervise()

    def stop(self, *_: Any) -> None:
        self.stopping = True
        if self.child is not None:
            self.child.terminate()

    def supervise(self) -> None:
        """One life of the worker process."""
        connections.close_all()
        self.child = multiprocessing.get_context("fork").Process(target=work, name="portal-worker")
        self.child.start()
        self.child.join()
        if not self.stopping:
            self.stderr.write(f"the worker ended with status {self.child.exitcode}; starting it again")
            time.sleep(PAUSE_SECONDS)
