"""The environment of every test run. A plugin named in pyproject.toml, because pytest-django reads the settings before
any conftest.py: tests never touch the data of a portal that runs here, nor a service that a variable names for it.

Each run has a data folder of its own, so that two at a time do not share a database; `TEST_DATA_DIR` names one to keep
(with `--reuse-db`), and tells the workers of pytest-xdist which one it is.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "TEST_DATA_DIR" not in os.environ:
    os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="welzijnsportaal-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_DATA_DIR"], ignore_errors=True)

DATA_DIR = Path(os.environ["TEST_DATA_DIR"])
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing

os.environ["DATA_DIR"] = str(DATA_DIR)
os.environ["FORM_ADDRESS_LIMIT"] = "off"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
for name in ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL"):
    # The tests that need a service take it from tests/services.py; the others run on the embedded defaults.
    if name in os.environ:
        os.environ[f"TEST_{name}"] = os.environ.pop(name)
if "TESTS_RUN_ON" in os.environ:
    # tests/contract/test_on_postgresql.py runs the tests in which databases differ once more.
    os.environ["DATABASE_URL"] = os.environ["TESTS_RUN_ON"]
