"""`python -m bench.changing SITE A_SECOND`: change, close and open vacancies at a steady pace until the input ends.

A process of its own, as the desk and the worker are: each change is an action's transaction, and what waits is
delivered meanwhile. Prints how many changes it made.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import threading
import time

import django


def main() -> None:
    site_id, pace = int(sys.argv[1]), float(sys.argv[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from vacancies.bank.models import Vacancy

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    worker = threading.Thread(target=keep_delivering, args=(over,))
    worker.start()
    numbers = list(Vacancy.objects.filter(site_id=site_id).values_list("pk", flat=True))
    chance = random.Random(5)
    began, made = time.monotonic(), 0
    for made in itertools.count(1):
        change(chance.choice(numbers), made)
        over.wait(max(0.0, began + made / pace - time.monotonic()))
        if over.is_set():
            break
    pace = made / (time.monotonic() - began)
    worker.join()
    print(made, round(pace, 1))


def keep_delivering(over: threading.Event) -> None:
    """What the worker does: deliver what waits, and once more at the end."""
    from search.tasks import deliver_waiting

    while not over.wait(0.2):
        deliver_waiting()
    deliver_waiting()


def change(number: int, made: int) -> None:
    """Other words; every tenth is filled, and every tenth filled one is open again."""
    from django.db import transaction

    from portal.history import changed
    from vacancies.bank.enums import VacancyState
    from vacancies.bank.models import Vacancy

    state = {0: VacancyState.FILLED, 5: VacancyState.PUBLISHED}.get(made % 10)
    with transaction.atomic():
        vacancy = Vacancy.objects.get(pk=number)
        vacancy.summary = f"Anders gezegd, voor de {made}e keer."
        vacancy.state = state or vacancy.state
        vacancy.save(update_fields=["summary", "state"])
        changed.send(Vacancy, ids=[number])


if __name__ == "__main__":
    main()
