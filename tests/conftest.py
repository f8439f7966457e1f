"""What every test starts from: a database made by the real migrations, no limits per address, mail in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import copy_migrated, only_one
from tests.environment import DATA_DIR
from tests.services import chromium, elasticsearch_installed, elasticsearch_url, postgres_url, redis_url  # noqa: F401  fixtures


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from portal.translations import compile_catalogues
        from tests.services import begin_run

        begin_run()
        compile_catalogues()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from tests.services import end_run

        end_run()


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    """A test undoes its rows: what was kept from them is not shown to the next one."""
    from wagtail.models import Site

    from portal.pagecache.queries import expect_change

    settings.KEEP_PAGES_SECONDS = 0
    expect_change()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def site(db):
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings) -> bool:
    """Each worker's SQLite database begins as a copy of one that is migrated already."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    wanted = request.config.getvalue("reuse_db")
    if not database["ENGINE"].endswith("sqlite3") or request.config.getvalue("create_db"):
        return wanted
    path = Path(database["TEST"]["NAME"])
    if not (wanted and path.exists()):
        copy_migrated(path)
    return True


@pytest.fixture(scope="session")
def prepared_demo() -> Path:
    """A data folder with the migrated database and the demo, made once a run for all workers."""
    from tests.server import manage

    folder = DATA_DIR / "prepared-demo"
    with only_one(folder):
        if not folder.exists():
            copy_migrated(folder / "db.sqlite3")
            manage(folder, "run", "--prepare-only")
    return folder


@pytest.fixture(scope="session")
def demo_portal(prepared_demo, tmp_path_factory):
    """The whole portal with its demo, as `make run` starts it."""
    from tests.server import running_portal

    with running_portal(tmp_path_factory.mktemp("portal"), prepared=prepared_demo) as portal:
        yield portal


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here it counts what Elasticsearch answers, not when: on a busy machine it gets more than a visitor's second."""
    from search.elastic import index

    monkeypatch.setattr(index, "QUERY_SECONDS", 20)
    index.client_for.cache_clear()
    yield
    index.client_for.cache_clear()
