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
MORE = [
    "/hulp-en-advies/mijn-partner-is-overleden/vraag/praten/",
    "/zo-staat-het-ervoor/tiel/",
    "/en/hulp-en-advies/i-am-new-in-the-netherlands/vraag/people/",
    "/en/hulp-en-advies/mijn-partner-is-overleden/",
    "/en/wie-wij-zijn/bram/",
    "/en/buurten/tiel/drumpt/",
    "/en/buurten/de-peilstok/",
    "/en/blog/",
]


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
    look_at(Client(), MORE)
    look_at(Client(headers={"host": "buren.localhost"}), ["/en/hulp/"])
    formula = Client(headers={"host": "dorpskamer.localhost"})
    proofs = re.findall(r'href="(/keurmerk/[^"]+/)"', formula.get("/keurmerk/").content.decode())
    assert proofs
    look_at(formula, ["/keurmerk/", *proofs], least=3)


def look_at(client: Client, more: list[str], least: int = 5) -> None:
    """Every page of the sitemap, and more: steps of a page, a mark, and a Dutch page in the English interface."""
    sitemap = client.get("/sitemap-pages.xml").content.decode()
    paths = [re.sub(r"^https?://[^/]+", "", address) for address in re.findall(r"<loc>(.*?)</loc>", sitemap)]
    assert len(paths) > least
    paths += more
    for path in paths:  # what all pages share, such as the menu and the words of the themes
        cost(client, path)
    caches["pages"].clear()
    dear = {path: spent for path in paths if (spent := cost(client, path)) > MOST}
    assert dear == {}
    assert {path: spent for path in paths if (spent := cost(client, path)) > 1} == {}
    caches["pages"].clear()
