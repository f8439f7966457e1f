"""What every page of the demo costs in queries: at most twelve when it is made, at most one when it is kept."""

from __future__ import annotations

import io
import re

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.pagecache.queries import change_is_done

MOST = 12


def cost(client: Client, path: str) -> int:
    change_is_done()  # so that it asks which generation holds, as every visit does
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


@pytest.mark.django_db
def test_every_page_of_the_demo_is_cheap(settings):
    call_command("load_demo", stdout=io.StringIO())
    settings.KEEP_PAGES_SECONDS = 300
    change_is_done()
    look_at(Client())
    look_at(Client(headers={"host": "buren.localhost"}))
    look_at(Client(headers={"host": "dorpskamer.localhost"}), least=3)


def look_at(client: Client, least: int = 5) -> None:
    sitemap = client.get("/sitemap-pages.xml").content.decode()
    paths = [re.sub(r"^https?://[^/]+", "", address) for address in re.findall(r"<loc>(.*?)</loc>", sitemap)]
    assert len(paths) > least
    for path in paths:  # what all pages share, such as the menu and the words of the themes
        cost(client, path)
    caches["pages"].clear()
    dear = {path: spent for path in paths if (spent := cost(client, path)) > MOST}
    assert dear == {}
    assert {path: spent for path in paths if (spent := cost(client, path)) > 1} == {}
    caches["pages"].clear()
