"""The worker is killed with a mail in its hand, after the time was booked: the booking stands, and the mail arrives once.

The worker is a process of our own, killed with -9 by its number; the mail server is a socket of ours that says nothing
until we want it to.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string
from pathlib import Path

import pytest

from tests.server import ROOT, environment, manage

PATIENCE = 120

BOOK = """
from wagtail.models import Site
from community.credits import actions
from community.credits.models import Account
from community.people.models import User
from portal.notices.models import Notice
site = Site.objects.get(is_default_site=True)
Notice.objects.filter(sent_at=None).delete()
payer, receiver = (actions.open_account(site=site, user=User.objects.get(email=email)) for email in
                   ("ria.wilgenroos@example.nl", "mehmet.zomerdijk@example.nl"))
wish = actions.Wish(45, "samen naar de markt", "een-keer")
actions.give(payer=payer, receiver=receiver, wish=wish, by=payer.user)
"""
LATER = """
from django.utils import timezone
from portal.notices.models import Notice
Notice.objects.filter(kind="credits.given", sent_at=None).update(claimed_until=timezone.now())
"""
LOOK = """
import json
from community.credits.models import Entry
from portal.notices.models import Notice
row = Notice.objects.get(kind="credits.given", object_key__startswith="credits.transfer:", recipient="mehmet.zomerdijk@example.nl")
print(json.dumps({"booked": Entry.objects.filter(transfer__key="een-keer").count(), "sent": row.sent_at is not None,
                  "attempts": row.attempts}))
"""


class Conversation(socketserver.StreamRequestHandler):
    """As little of SMTP as a client asks for. While `silent` a whole mail is read and nothing is said."""

    server: MailServer

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode(errors="replace").strip():
            word = line.upper().split(" ")[0]
            if word == "DATA":
                self.say("354 go on")
                if not self.take():
                    return
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline().decode(errors="replace").rstrip("\r\n")) != ".":
            lines.append(line)
        text = "\n".join(lines)
        self.server.seen.append(text)
        if self.server.silent:
            self.server.reached.set()
            self.rfile.read()  # until the other is gone
            return False
        self.server.taken.append(text)
        self.say("250 taken")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.silent, self.reached = True, threading.Event()
        self.seen: list[str] = []
        self.taken: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def worker(folder: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """The worker that does what waits; `--once` has no supervisor, so the process that is killed is the one that works."""
    command = [sys.executable, "manage.py", "run_worker", "--once"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(folder, EMAIL_URL=url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def look(folder: Path) -> dict[str, object]:
    return json.loads(manage(folder, "shell", "-v", "0", "-c", LOOK).stdout.strip().splitlines()[-1])


def test_worker_killed_with_the_mail_in_its_hand_books_once_and_mails_once(prepared_demo, tmp_path, mail_server):
    folder = tmp_path / "portal"
    shutil.copytree(prepared_demo, folder)
    manage(folder, "shell", "-v", "0", "-c", BOOK)
    with worker(folder, mail_server.url) as first:
        assert mail_server.reached.wait(PATIENCE), "the worker never came to the mail"
        os.kill(first.pid, signal.SIGKILL)
        assert first.wait(PATIENCE) == -signal.SIGKILL
    assert look(folder) == {"booked": 1, "sent": False, "attempts": 1}
    assert mail_server.taken == []

    mail_server.silent = False
    manage(folder, "shell", "-v", "0", "-c", LATER)  # as if the five minutes of its claim were over
    for _start in range(2):
        with worker(folder, mail_server.url) as again:
            deliver(folder, mail_server.url)
            again.wait(PATIENCE)
    assert look(folder) == {"booked": 1, "sent": True, "attempts": 2}
    wanted = [text for text in mail_server.taken if "mehmet.zomerdijk@example.nl" in text]
    assert len(wanted) == 1
    numbers = {message_from_string(text)["Message-ID"] for text in mail_server.seen if "mehmet" in text}
    assert len(numbers) == 1
    assert manage(folder, "check_ledgers").returncode == 0


def deliver(folder: Path, url: str) -> None:
    """What the schedule of the worker calls every minute."""
    code = "from portal.notices.actions import deliver_waiting; deliver_waiting()"
    manage(folder, "shell", "-v", "0", "-c", code, EMAIL_URL=url)
    time.sleep(0.2)
