from __future__ import annotations

from typing import Any

import pytest
import time_machine

from portal.notices.models import Notice
from tests.factories.people import CoordinatorFactory

WEDNESDAY = "2026-11-25T08:00+01:00"


@pytest.fixture
def coordinator(db: None) -> Any:
    return CoordinatorFactory(first_name="Lotte")


@pytest.fixture
def mails(db: None) -> Any:
    """The kinds of mail to an address, in order."""

    def kinds(recipient: str) -> list[str]:
        rows = Notice.objects.filter(recipient=recipient, kind__startswith="agenda.").order_by("pk")
        return [kind.removeprefix("agenda.") for kind in rows.values_list("kind", flat=True)]

    return kinds


@pytest.fixture
def wednesday() -> Any:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield
