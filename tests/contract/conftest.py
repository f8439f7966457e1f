from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _patient(patient: None) -> None:
    """Every engine of the contract gets the time it needs."""
