"""`manage.py check_ledgers`: is every ledger as a ledger must be?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from community.credits.queries import broken_invariants


class Command(BaseCommand):
    help = "Check every invariant of the ledgers: sums zero, balances equal their entries, no limit crossed."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_invariants())
        for line in broken:
            self.stdout.write(line)
        if broken:
            sys.exit(1)
        self.stdout.write("time: all in balance")
