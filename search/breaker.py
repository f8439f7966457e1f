"""A circuit breaker: after some failures in a row nobody is kept waiting; now and then one request tries again."""

from __future__ import annotations

import threading
import time

FAILURES = 3
PAUSE_SECONDS = 5.0


class Breaker:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.failures = 0
        self.closed_at = 0.0

    @property
    def is_open(self) -> bool:
        """Open: the engine is not asked, except by the one request that probes when the pause is over."""
        with self._lock:
            if self.failures < FAILURES:
                return False
            if time.monotonic() >= self.closed_at:
                self.closed_at = time.monotonic() + PAUSE_SECONDS
                return False
            return True

    @property
    def has_failed(self) -> bool:
        return self.failures > 0

    def succeeded(self) -> None:
        with self._lock:
            self.failures = 0

    def failed(self) -> None:
        with self._lock:
            self.failures += 1
            if self.failures >= FAILURES:
                self.closed_at = time.monotonic() + PAUSE_SECONDS


elastic_breaker = Breaker()
