"""Another process of the portal that says things in the demo's room, so that the one with the sockets only listens.

`python -m bench.speaker`; every line on stdin is a number of announcements; the answer is the moment the first hint
left. Its hints go out over one connection that stays, as those of a process with sockets do.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import Any

import django

django.setup()

from community.people.models import User  # noqa: E402
from events.live import hints  # noqa: E402
from events.live.actions import hosting  # noqa: E402
from events.live.models import Room  # noqa: E402

TEXT = "x" * 160


class Mouth:
    """Sends hints, hears none."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.first = 0.0
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def publish(self, group: str, hint: dict[str, Any]) -> None:
        self.first = self.first or time.monotonic()
        self.tasks = [*getattr(self, "tasks", [])[-500:], self.loop.create_task(hints.send(group, hint))]


def main() -> None:
    mouth = Mouth()
    hints.boards.append(mouth)
    room = Room.objects.get(event__slug="demo-teleseminar")
    by = User.objects.filter(groups__name="Moderator").first()
    print("ready", flush=True)
    for line in sys.stdin:
        mouth.first = 0.0
        for _number in range(int(line)):
            hosting.announce(room=room, text=TEXT, by=by)
        while not mouth.first:  # it leaves from the other thread
            time.sleep(0.0005)
        print(mouth.first, flush=True)


if __name__ == "__main__":
    main()
