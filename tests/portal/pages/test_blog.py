"""The blog: who wrote what, what stands in the list and in the feeds, and what stays hidden."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.pages.models import Author, BlogByline, BlogIndexPage, BlogPost, HomePage, IndexPage, StandardPage
from portal.vocabulary.models import Theme
from tests.factories.people import UserFactory

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def blog(home: HomePage) -> BlogIndexPage:
    return home.add_child(instance=BlogIndexPage(title="Het blog", slug="blog"))


@pytest.fixture
def hanneke(site: Site) -> Author:
    return Author.objects.create(site=site, name="Hanneke Veerstoep", user=UserFactory(first_name="Hanneke"))


@pytest.fixture
def farid(site: Site) -> Author:
    return Author.objects.create(site=site, name="Farid", affiliation="kok in Drumpt", biography="Hij kookt.")


def post(blog: BlogIndexPage, title: str, *authors: Author, **values) -> BlogPost:
    page = BlogPost(title=title, slug=values.pop("slug", title.lower().replace(" ", "-")), **values)
    page.bylines = [BlogByline(author=author) for author in authors]
    blog.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def ask(text: str, **context) -> str:
    request = RequestFactory().get("/")
    return Template("{% load articles %}" + text).render(Context({"request": request, **context}))


def test_post_names_its_writers_and_says_who_is_a_guest(blog, details, hanneke, farid, client: Client):
    post(blog, "Soep", hanneke, farid, date=date(2026, 11, 14), lead="Elke woensdag.")
    html = client.get("/blog/soep/").content.decode()
    line = " ".join(html.split('class="byline">')[1].split("</p>")[0].split())
    assert line.startswith("Door Hanneke Veerstoep en gastschrijver Farid, <time")
    assert "14 november 2026" in line
    assert "Gast." in html
    assert "Kok in Drumpt." in html
    assert '"@type": "BlogPosting"' in html
    assert '"name": "Farid", "jobTitle": "kok in Drumpt"' in html


def test_update_keeps_its_date_and_is_told_at_the_top(blog, details, client: Client):
    post(blog, "Soep", body=[("update", {"day": date(2026, 8, 23), "text": "<p>Het geld is er.</p>"})])
    html = client.get("/blog/soep/").content.decode()
    assert "Update van 23 augustus." in html
    assert '<a href="#update-2026-08-23">Bijgewerkt op 23 augustus</a>' in html


def test_follow_up_and_question_lead_to_each_other(blog, details, client: Client):
    first = post(blog, "De vraag", question="Wat is samen eten u waard?")
    assert "Wat u antwoordde" not in client.get("/blog/de-vraag/").content.decode()
    post(blog, "Wat u antwoordde", follows=first)
    assert '<a href="/blog/wat-u-antwoordde/">' in client.get("/blog/de-vraag/").content.decode()
    assert '<a href="/blog/de-vraag/">' in client.get("/blog/wat-u-antwoordde/").content.decode()
    first.unpublish()
    assert "/blog/de-vraag/" not in client.get("/blog/wat-u-antwoordde/").content.decode()


def test_list_is_narrowed_by_year_theme_and_writer(blog, details, hanneke, farid, client: Client):
    soup = Theme.objects.create(name="Samen eten", slug="samen-eten")
    page = post(blog, "Soep van vorig jaar", farid, date=date(2025, 3, 1))
    page.themes = [soup]
    page.save_revision().publish()
    post(blog, "Brood van dit jaar", hanneke, date=date(2026, 3, 1))

    def shown(query: str) -> tuple[bool, bool]:
        html = client.get(f"/blog/{query}").content.decode()
        return "Soep van vorig jaar" in html, "Brood van dit jaar" in html

    assert shown("") == (True, True)
    assert shown("?jaar=2025") == (True, False)
    assert shown("?onderwerp=samen-eten") == (True, False)
    assert shown("?door=hanneke-veerstoep") == (False, True)
    assert shown("?jaar=2024") == (False, False)
    assert shown("?jaar=x&pagina=-3&onderwerp=%3Cb%3E&door='") == (True, True)


def test_list_has_pages_and_the_choice_goes_along(blog, details, client: Client):
    for number in range(12):
        post(blog, f"Bericht {number}", date=date(2026, 1, 1) + timedelta(days=number))
    html = client.get("/blog/?jaar=2026").content.decode()
    assert html.count('<li class="row">') == 10
    assert 'href="?pagina=2&amp;jaar=2026"' in html
    assert client.get("/blog/?jaar=2026&pagina=2").content.decode().count('<li class="row">') == 2


@pytest.mark.parametrize("path", ["/blog/", "/feeds/blog.atom"])
def test_list_and_feed_ask_the_same_for_one_post_and_for_more(blog, details, hanneke, farid, client: Client, path):
    post(blog, "Een", hanneke, farid)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for title in ("Twee", "Drie"):
        post(blog, title, hanneke, farid)
    client.get(path)
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(three) == len(one)


def test_draft_is_in_no_list_and_no_feed(blog, details, hanneke, client: Client):
    post(blog, "Zichtbaar", hanneke)
    post(blog, "Teruggehaald", hanneke).unpublish()
    for path in ("/blog/", "/feeds/blog.atom", "/feeds/blog/hanneke-veerstoep.atom"):
        text = client.get(path).content.decode()
        assert "Zichtbaar" in text, path
        assert "Teruggehaald" not in text, path


def test_feed_keeps_its_ids_and_is_asked_again(blog, details, hanneke, client: Client):
    page = post(blog, "Soep", hanneke, lead="Elke woensdag.")
    response = client.get("/feeds/blog.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "no-cache" in response["Cache-Control"]
    entry = ElementTree.fromstring(response.content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{page.translation_key}"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Hanneke Veerstoep"
    assert client.get("/feeds/blog.atom", headers={"If-None-Match": response["ETag"]}).status_code == 304
    page.unpublish()
    assert client.get("/feeds/blog.atom", headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_feed_of_a_writer_holds_only_what_they_wrote(blog, details, hanneke, farid, client: Client):
    post(blog, "Van Hanneke", hanneke)
    post(blog, "Van beiden", hanneke, farid)
    post(blog, "Van Farid", farid)
    text = client.get("/feeds/blog/farid.atom").content.decode()
    assert ("Van Farid" in text, "Van beiden" in text, "Van Hanneke" in text) == (True, True, False)
    assert client.get("/feeds/blog/niemand.atom").status_code == 404


def test_worker_page_asks_for_the_posts_of_its_worker(blog, details, hanneke, farid):
    post(blog, "Van Hanneke", hanneke, date=date(2026, 1, 2))
    post(blog, "Van beiden", hanneke, farid, date=date(2026, 1, 3))
    post(blog, "Van Farid", farid)
    text = ask("{% author_posts who 5 as posts %}{% for p in posts %}{{ p.title }};{% endfor %}", who=hanneke.user)
    assert text == "Van beiden;Van Hanneke;"
    assert ask("{% author_posts who as posts %}{{ posts|length }}", who=UserFactory()) == "0"
    assert ask("{% author_feed who %}", who=hanneke.user) == "hanneke-veerstoep"


def test_two_writers_of_one_name_get_two_addresses(site: Site):
    first = Author.objects.create(site=site, name="Jan de Vries")
    second = Author.objects.create(site=site, name="Jan de Vries")
    assert (first.slug, second.slug) == ("jan-de-vries", "jan-de-vries-2")


def test_worker_is_a_writer_once(site: Site, hanneke):
    with pytest.raises(ValidationError) as error:
        Author(site=site, name="Hanneke", user=hanneke.user).full_clean(exclude=["site"])
    assert list(error.value.message_dict) == ["user"]


def test_writer_of_another_site_is_not_in_the_feed(blog, details, client: Client):
    other = Site.objects.create(hostname="elders.test", root_page=Page.get_first_root_node())
    Author.objects.create(site=other, name="Elders")
    assert client.get("/feeds/blog/elders.atom").status_code == 404


class BlogPagesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        site = Site.objects.get(is_default_site=True)
        site.root_page = cls.home
        site.save()
        cls.author = Author.objects.create(site=site, name="Farid")
        cls.blog = cls.home.add_child(instance=BlogIndexPage(title="Het blog", slug="blog"))
        cls.post = BlogPost(
            title="Soep", slug="soep", body=[("update", {"day": date(2026, 8, 23), "text": "<p>Ja.</p>"})]
        )
        cls.post.bylines = [BlogByline(author=cls.author)]
        cls.blog.add_child(instance=cls.post)

    def post_data(self, title: str = "Brood", slug: str = "brood") -> dict:
        writers = inline_formset([{"author": self.author.pk, "ORDER": 1}])
        values = {"title": title, "slug": slug, "lead": "", "tint": "home", "date": "2026-11-14", "comments_open": True}
        return nested_form_data({**values, "body": streamfield([]), "bylines": writers})

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(BlogIndexPage, {HomePage, IndexPage})
        self.assertAllowedSubpageTypes(BlogIndexPage, {BlogPost})
        self.assertAllowedParentPageTypes(BlogPost, {BlogIndexPage})
        self.assertAllowedSubpageTypes(BlogPost, {})
        self.assertCanNotCreateAt(StandardPage, BlogPost)

    def test_pages_can_be_visited_edited_and_previewed(self) -> None:
        list_data = nested_form_data({"title": "Blog", "slug": "blog", "tint": "home", "body": streamfield([])})
        for page, data in ((self.blog, list_data), (self.post, self.post_data("Soep", "soep"))):
            with self.subTest(page=page.title):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, post_data=data)
                self.assertPageIsPreviewable(page, post_data=data)
        self.assertPageIsPreviewable(self.post, mode="row", post_data=self.post_data("Soep", "soep"))

    def test_editor_makes_a_post_with_the_form(self) -> None:
        self.login()
        self.assertCanCreate(self.blog, BlogPost, self.post_data(), publish=True)
        assert [author.name for author in BlogPost.objects.get(slug="brood").authors] == ["Farid"]

    def test_editor_finds_only_the_writers_of_the_own_site(self) -> None:
        self.login()
        other = Site.objects.create(hostname="elders.test", root_page=Page.get_first_root_node())
        foreign = Author.objects.create(site=other, name="Elders")
        chooser = self.client.get("/beheer/author_chooser/").content.decode()
        assert ("Farid" in chooser, "Elders" in chooser) == (True, False)
        assert "Elders" not in self.client.get("/beheer/author/").content.decode()
        assert self.client.get(f"/beheer/author/edit/{foreign.pk}/").status_code == 404
