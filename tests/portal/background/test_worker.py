from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.background.models import ScheduledRun
from portal.background.schedule import Job, run_due
from portal.background.worker import MAX_ATTEMPTS, PortalWorker, is_gone, reap, worker_name
from tests.portal.background.tasks import note, stumble

ran: list[str] = []


def tick() -> None:
    ran.append("tick")


def fail() -> None:
    raise ValueError("kapot")


def dead_worker_name() -> str:
    """The name of a worker whose process has really ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{socket.gethostname()[:30]}:{process.pid}:1"


def claimed(worker: str, times: int = 1) -> DBTaskResult:
    note.enqueue("claimed")
    result = DBTaskResult.objects.latest("enqueued_at")
    result.worker_ids = [worker] * times
    result.status = TaskResultStatus.RUNNING
    result.started_at = timezone.now()
    result.save()
    return result


@pytest.mark.django_db
def test_drain_runs_what_waits_and_keeps_the_outcome():
    note.enqueue("een")
    stumble.enqueue()
    assert PortalWorker(jobs=[]).drain() == 2
    states = set(DBTaskResult.objects.values_list("status", flat=True))
    assert states == {TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED}


@pytest.mark.django_db
def test_reap_gives_back_the_task_of_a_dead_worker_only():
    lost = claimed(dead_worker_name())
    busy = claimed(worker_name())
    assert reap() == 1
    lost.refresh_from_db()
    busy.refresh_from_db()
    assert (lost.status, busy.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_reap_sets_a_task_aside_when_workers_keep_dying_on_it():
    poison = claimed(dead_worker_name(), times=MAX_ATTEMPTS)
    assert reap() == 0
    poison.refresh_from_db()
    assert poison.status == TaskResultStatus.FAILED


def test_is_gone_leaves_other_machines_alone():
    assert not is_gone("elders:1:1")
    assert not is_gone(worker_name())
    assert is_gone(dead_worker_name())


@pytest.mark.django_db
def test_run_due_runs_a_job_once_in_its_time_and_goes_on_after_a_failure():
    ran.clear()
    jobs = [Job("broken", 60, f"{__name__}.fail"), Job("tick", 60, f"{__name__}.tick")]
    assert run_due(jobs) == ["broken", "tick"]
    assert run_due(jobs) == []
    assert ran == ["tick"]
    assert ScheduledRun.objects.get(name="broken").error == "ValueError: kapot"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_task_of_a_killed_worker_is_done_by_the_next_one(settings):
    """A real worker process is killed with SIGKILL in the middle of a task."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        name = str(settings.DATABASES["default"]["NAME"])
    else:
        name = ""
    from tests.portal.background.tasks import slow

    slow.enqueue()
    script = (
        "import os, django; from django.conf import settings; django.setup();"
        "settings.DATABASES['default']['NAME'] = os.environ['TEST_NAME'] or settings.DATABASES['default']['NAME'];"
        "from portal.background.worker import PortalWorker; PortalWorker(jobs=[]).run()"
    )
    process = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "TEST_NAME": name})
    deadline = time.monotonic() + 30
    while not DBTaskResult.objects.running().exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING
    assert reap() == 1
    os.environ["SLOW_SECONDS"] = "0"
    try:
        assert PortalWorker(jobs=[]).drain() == 1
    finally:
        del os.environ["SLOW_SECONDS"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
