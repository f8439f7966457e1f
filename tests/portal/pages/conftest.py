from __future__ import annotations

from datetime import time

import pytest
from django.core.cache import cache
from wagtail.models import Page, Site

from portal.pages.models import HomePage, IndexPage, OpeningHours, SiteSettings, StandardPage


@pytest.fixture(autouse=True)
def _fresh_cache():
    """The frame of a site outlives the rows of a test, which are rolled back."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def home(site: Site) -> HomePage:
    """A home page with an overview and one subject below it."""
    page = HomePage(title="Begin", slug="begin", question="Wat speelt er bij u?", lead="Zeg het zelf.")
    Page.get_first_root_node().add_child(instance=page)
    site.root_page = page
    site.save()
    index = IndexPage(title="Hulp en advies", slug="hulp-en-advies", tint="help", show_in_menus=True)
    page.add_child(instance=index)
    subject = StandardPage(
        title="Mijn partner is overleden",
        slug="overleden",
        tint="help",
        is_voice=True,
        lead="Wat verdrietig.",
        search_description="Na een overlijden.",
    )
    index.add_child(instance=subject)
    page.body = [
        ("voices", {"title": "Dit horen wij vaak", "voices": [{"sentence": subject.title, "page": subject}]}),
        ("workers", {"title": "Zij zijn er vandaag", "title_closed": "Met hen kunt u praten"}),
        (
            "giving",
            {"title": "Iedereen heeft iets te geven", "voices": [{"sentence": "Een uur", "url": "/vacatures/"}]},
        ),
        ("quote", {"text": "Ik kwam voor de soep.", "source": "Toos"}),
    ]
    page.save()
    return page


@pytest.fixture
def subject(home: HomePage) -> StandardPage:
    return StandardPage.objects.get(slug="overleden")


@pytest.fixture
def details(site: Site) -> SiteSettings:
    """Open on working days from nine to five."""
    details = SiteSettings.objects.create(
        site=site,
        name="Aan de Dijk",
        phone="0344 - 12 34 56",
        email="hallo@example.org",
        location_name="De Peilstok",
        street="Pontwachterspad 1",
        place="Tiel",
    )
    for weekday in range(5):
        OpeningHours.objects.create(settings=details, weekday=weekday, opens=time(9), closes=time(17))
    return details
