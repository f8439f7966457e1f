"""What every test starts from: a database made by the real migrations, no limits per address, mail in memory."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Before Django reads its settings: tests never touch the data of a portal that runs here.
os.environ["DATA_DIR"] = str(Path(tempfile.gettempdir()) / f"welzijnsportaal-test-{os.getuid()}")
os.environ["FORM_ADDRESS_LIMIT"] = "off"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
for name in ("ELASTICSEARCH_URL", "REDIS_URL"):
    # The tests that need one of these start or name their own (tests/services.py).
    if name in os.environ:
        os.environ[f"TEST_{name}"] = os.environ.pop(name)


@pytest.fixture
def site(db):
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True)
