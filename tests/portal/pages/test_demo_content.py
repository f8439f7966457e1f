"""The pages of the demo are what an editor could have made: they pass the editor's own form, and no link is dead."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from portal.management.demo.pages import load_pages
from portal.management.demo.people import load_people
from portal.management.demo.vocabulary import load_vocabulary
from portal.pages.models import ContentPage, SiteSettings
from portal.pages.wording import long_sentences

OWN_LINK = re.compile(r'href="(/[^"#?]*)')


@pytest.fixture
def demo_site(site: Site) -> Site:
    load_vocabulary()
    load_pages(site, load_people(site))
    return Site.objects.get(pk=site.pk)


@pytest.fixture
def whole_demo(site: Site) -> Site:
    """With the pages that other departments put in."""
    call_command("load_demo", stdout=io.StringIO())
    return Site.objects.get(pk=site.pk)


def content_pages() -> list[ContentPage]:
    return [page for page in Page.objects.live().specific() if isinstance(page, ContentPage)]


def test_demo_pages_pass_the_editors_form(demo_site: Site):
    pages = content_pages()
    assert len(pages) > 15
    for page in pages:
        page.full_clean()
        page.body.stream_block.clean(page.body)
    SiteSettings.objects.get(site=demo_site).full_clean()


def test_demo_pages_answer_and_lead_somewhere(whole_demo: Site, client: Client):
    seen: set[str] = set()
    for page in content_pages():
        address = page.relative_url(whole_demo)
        if not address.startswith("/"):
            continue  # of the second site
        response = client.get(address)
        assert response.status_code == 200, page.title
        seen |= set(OWN_LINK.findall(response.content.decode().split("</head>")[1]))
    addresses = sorted(seen)
    assert len(addresses) > 20
    assert {address: client.get(address).status_code for address in addresses if status_is_bad(client, address)} == {}


def status_is_bad(client: Client, address: str) -> bool:
    return client.get(address).status_code not in {200, 302}


def test_demo_texts_are_short_sentences(demo_site: Site):
    for page in content_pages():
        texts = [page.lead, *page.body.stream_block.get_searchable_content(page.body)]
        assert [sentence for text in texts for sentence in long_sentences(text)] == [], page.title


def test_loading_twice_changes_nothing(demo_site: Site):
    before = [(page.pk, page.latest_revision_id) for page in Page.objects.order_by("pk")]
    load_pages(demo_site, load_people(demo_site))
    assert [(page.pk, page.latest_revision_id) for page in Page.objects.order_by("pk")] == before
