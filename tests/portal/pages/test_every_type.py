"""No page type is forgotten: each has a page in the demo, walks past every check, can be previewed and says what it is."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import urlsplit

from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Page, Site, get_page_models
from wagtail.test.utils import WagtailPageTestCase

from portal.pages.enums import Family
from portal.pages.models import BinPage, ContentPage, HomePage
from tests.journeys.pages import PUBLIC

# What each type is for whoever reads the data beside the page.
NODES = {
    "AccessibilityPage": "WebPage",
    "BlogIndexPage": "Blog",
    "BlogPost": "BlogPosting",
    "CareAndWelfarePage": "FAQPage",
    "CaregiverSupportPage": "Service",
    "ComplaintsPage": "WebPage",
    "FaqPage": "FAQPage",
    "FiguresPage": "Dataset",
    "FormPage": "WebPage",
    "HomePage": "WebPage",
    "IdeasPage": "CollectionPage",
    "IndexPage": "CollectionPage",
    "InternshipPage": "Service",
    "LandingPage": "WebPage",
    "LearningNetworkPage": "WebPage",
    "LifeEventPage": "WebPage",
    "MeetingPage": "Event",
    "MeetingPlacePage": "CivicStructure",
    "NeighbourhoodIndexPage": "CollectionPage",
    "NeighbourhoodPage": "AdministrativeArea",
    "PreventionPage": "HowTo",
    "PrivacyPage": "WebPage",
    "PropositionPage": "WebPage",
    "ProviderPage": "Organization",
    "ServicePage": "Service",
    "StandardPage": "WebPage",
    "StoryIndexPage": "CollectionPage",
    "StoryPage": "Article",
    "TeamPage": "AboutPage",
    "TipsPage": "ItemList",
    "TrendsPage": "Article",
    "VolunteerSupportPage": "Service",
    "WorkerPage": "ProfilePage",
}
TYPES = [model for model in get_page_models() if model not in (Page, BinPage)]


def path_of(page: Page) -> str:
    return urlsplit(page.get_url()).path


class EveryTypeTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cache.clear()
        call_command("load_demo", stdout=io.StringIO())
        start = Site.objects.get(is_default_site=True).root_page
        live = start.get_descendants(inclusive=True).live().specific()
        cls.pages = {kind: [page for page in live if type(page) is kind] for kind in TYPES}

    def test_each_has_a_page_in_the_demo_that_axe_and_the_checker_walk_past(self) -> None:
        walked = {path.partition("?")[0] for path in PUBLIC}
        for kind, pages in self.pages.items():
            with self.subTest(kind=kind.__name__):
                assert walked & {path_of(page) for page in pages}

    def test_each_says_what_it_is_for_and_where_it_belongs(self) -> None:
        for kind in TYPES:
            with self.subTest(kind=kind.__name__):
                assert issubclass(kind, ContentPage)
                assert str(kind.page_description).endswith((".", "?"))
                assert isinstance(kind.family, Family)
                if kind is not HomePage:
                    parents = set(kind.allowed_parent_page_models())
                    assert parents
                    assert Page not in parents
                    self.assertAllowedParentPageTypes(kind, parents)
                    self.assertCanNotCreateAt(Page, kind)

    def test_each_is_routable_renderable_and_previewable_in_every_mode(self) -> None:
        for kind, pages in self.pages.items():
            page = pages[0]
            with self.subTest(kind=kind.__name__):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                for mode, _label in page.preview_modes:
                    assert page.make_preview_request(preview_mode=mode).status_code == 200, mode

    def test_each_tells_what_it_is_as_structured_data(self) -> None:
        assert set(NODES) == {kind.__name__ for kind in TYPES}
        for kind, pages in self.pages.items():
            with self.subTest(kind=kind.__name__):
                html = self.client.get(path_of(pages[0])).content.decode()
                (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
                graph = json.loads(block)["@graph"]
                assert all(isinstance(node, dict) and node["@type"] for node in graph)
                assert NODES[kind.__name__] in [node["@type"] for node in graph]

    def test_lists_of_articles_name_their_feed(self) -> None:
        for slug, feed in (("blog", "/feeds/blog.atom"), ("verhalen", "/feeds/verhalen.atom")):
            html = self.client.get(f"/{slug}/").content.decode()
            assert re.search(rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{feed}">', html)
        writer = self.client.get("/wie-wij-zijn/bram/").content.decode()
        assert 'type="application/atom+xml" title="Bram Hoogwater" href="/feeds/blog/bram' in writer
