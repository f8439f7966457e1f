from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, Site

from community.people.enums import Role
from portal.pages.approving import ensure_site_workflows
from portal.pages.models import HomePage, IndexPage, LifeEventPage, StandardPage
from tests.factories.people import UserFactory
from tests.portal.pages.test_jsonld import graph


@pytest.fixture
def english(home, subject):
    """The start and one overview in English; what is below has no translation."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    start = home.copy_for_translation(locale)
    start.question = "What is going on?"
    start.save_revision().publish()
    overview = home.get_children().get(slug="hulp-en-advies").specific.copy_for_translation(locale)
    overview.title, overview.lead = "Help and advice", "Choose a sentence."
    overview.save_revision().publish()
    return overview


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_translated_page_is_shown_in_its_own_language(english, client: Client):
    html = read(client, "/en/hulp-en-advies/")
    assert "Choose a sentence." in html
    assert '<h1 lang="en">Help and advice</h1>' in html
    assert "in Dutch only" not in html
    assert "Choose a sentence." not in read(client, "/hulp-en-advies/")


def test_page_without_translation_is_shown_in_dutch_and_says_so(english, subject, client: Client):
    response = client.get("/en/hulp-en-advies/overleden/")
    assert response.status_code == 200
    assert subject.lead in response.content.decode()
    assert "in Dutch only" in response.content.decode()
    assert '<h1 lang="nl"' in response.content.decode()


def test_address_of_nothing_stays_a_404(english, client: Client):
    assert client.get("/en/bestaat-niet/").status_code == 404


def test_admin_speaks_to_editors_as_the_portal_does():
    from django.utils.translation import gettext, override

    with override("nl"):
        assert gettext("Set publishing schedule") == "Wanneer komt de pagina op de site?"
        assert (
            gettext("The page title as you'd like it to be seen by the public") == "De titel zoals bezoekers hem zien."
        )


def test_list_below_a_translation_names_what_is_only_there_in_dutch(english, subject, client: Client):
    english.add_child(instance=StandardPage(title="Ask us", slug="ask", locale=english.locale))
    items = re.findall(
        r'<li( lang="nl")?><a href="([^"]+)"><span>(.*?)</span></a>', read(client, "/en/hulp-en-advies/")
    )
    words = [(lang, url, re.sub(r"<.*?>", "", text)) for lang, url, text in items]
    assert (' lang="nl"', "/en/hulp-en-advies/overleden/", f"{subject.title} in Dutch") in words
    assert ("", "/en/hulp-en-advies/ask/", "Ask us") in words
    assert "in Dutch" not in read(client, "/hulp-en-advies/")


def test_translation_has_an_address_of_its_own_and_each_names_the_other(english, client: Client):
    html = read(client, "/en/hulp-en-advies/")
    assert '<link rel="canonical" href="http://testserver/en/hulp-en-advies/">' in html
    assert '<meta property="og:locale" content="en_GB">' in html
    for page in (html, read(client, "/hulp-en-advies/")):
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)" href="http://testserver([^"]+)">', page) == [
            ("en", "/en/hulp-en-advies/"),
            ("nl", "/hulp-en-advies/"),
        ]
    assert "hreflang=" not in re.sub(r"<footer.*</footer>", "", read(client, "/hulp-en-advies/overleden/"), flags=re.S)


def test_translation_with_another_word_in_its_address_is_found_from_the_dutch_one(english, subject, client: Client):
    made = subject.copy_for_translation(english.locale)
    made.title, made.slug = "My partner has died", "partner-died"
    made.save_revision().publish()
    response = client.get("/en/hulp-en-advies/overleden/")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/hulp-en-advies/partner-died/")
    assert 'href="/en/hulp-en-advies/partner-died/" lang="en"' in read(client, "/hulp-en-advies/overleden/")
    assert 'href="/hulp-en-advies/overleden/" lang="nl"' in read(client, "/en/hulp-en-advies/partner-died/")


def test_every_step_of_a_question_tree_keeps_the_language(english, client: Client):
    dutch = home_of(english).add_child(
        instance=LifeEventPage(title="Ik ben nieuw", slug="nieuw", questions=steps("talen"))
    )
    made = dutch.copy_for_translation(english.locale)
    made.title, made.slug, made.questions = "I am new", "new", steps("words")
    made.save_revision().publish()
    assert client.get("/en/nieuw/vraag/talen/").headers["Location"] == "/en/new/"
    html = read(client, "/en/new/")
    assert 'href="/en/new/vraag/words/"' in html
    assert graph(client, "/en/new/")["WebPage"]["inLanguage"] == "en"
    assert 'href="/en/new/"' in read(client, "/en/new/vraag/words/")


def home_of(page: Page) -> Page:
    return Page.objects.get(slug="begin").specific


def steps(name: str) -> list[dict[str, object]]:
    answers = [{"sentence": "Een", "next": name}, {"sentence": "Twee", "url": "/"}]
    last = [{"sentence": "Drie", "url": "/"}, {"sentence": "Vier", "url": "/"}]
    asked = [("begin", answers), (name, last)]
    value = [
        {
            "type": "question",
            "id": str(uuid.uuid4()),
            "value": {"name": each, "question": "Wat nu?", "answers": [item(one) for one in rows]},
        }
        for each, rows in asked
    ]
    return LifeEventPage._meta.get_field("questions").stream_block.to_python(value)


def item(value: dict[str, str]) -> dict[str, object]:
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


def test_menu_says_what_is_translated_and_in_which_language_the_rest_is(english, client: Client):
    home_of(english).add_child(instance=IndexPage(title="Wie wij zijn", slug="wie", show_in_menus=True))
    html = read(client, "/en/hulp-en-advies/")
    assert '<li><a href="/en/hulp-en-advies/" aria-current="page">Help and advice</a></li>' in html
    assert '<li><a href="/en/wie/" lang="nl">Wie wij zijn</a></li>' in html
    assert '<li><a href="/wie/">Wie wij zijn</a></li>' in read(client, "/hulp-en-advies/")


def test_links_on_a_page_keep_the_language_of_the_reader(english, subject, client: Client):
    html = read(client, "/en/")
    assert 'href="/en/hulp-en-advies/overleden/"' in html
    assert 'href="/hulp-en-advies/overleden/"' in read(client, "/")


def test_copy_that_waits_for_its_words_is_not_told_as_a_translation(english, subject, client: Client):
    """Wagtail copies the pages above as aliases when somebody translates a page deep in the tree."""
    subject.copy_for_translation(english.locale, alias=True)
    html = read(client, "/en/hulp-en-advies/overleden/")
    assert "in Dutch only" in html
    assert '<h1 lang="nl"' in html
    assert '<link rel="canonical" href="http://testserver/hulp-en-advies/overleden/">' in html
    assert "/en/hulp-en-advies/overleden/" not in read(client, "/sitemap-pages.xml")


def test_search_finds_the_translation_in_its_language_and_the_rest_in_dutch(english, subject, client: Client):
    html = read(client, "/en/zoeken/?q=sentence").split("<main")[1]
    assert '<li lang="en"><a href="/en/hulp-en-advies/">Help and advice</a></li>' in html
    assert "/en/hulp-en-advies/" not in read(client, "/zoeken/?q=sentence").split("<main")[1].split("<footer")[0]
    html = read(client, "/en/zoeken/?q=overleden").split("<main")[1]
    assert f'<li lang="nl"><a href="/en/hulp-en-advies/overleden/">{subject.title}</a></li>' in html


def test_sitemap_holds_both_languages_on_the_host_that_was_asked(english, client: Client):
    text = client.get("/sitemap-pages.xml", headers={"host": "testserver:8461"}).content.decode()
    assert "<loc>http://testserver:8461/en/hulp-en-advies/</loc>" in text
    assert '<xhtml:link rel="alternate" hreflang="nl" href="http://testserver:8461/hulp-en-advies/"/>' in text
    assert "http://testserver/" not in text


def test_who_works_on_the_site_may_work_on_its_start_in_another_language(home, site):
    group = Group.objects.get(name=Role.EDITOR)
    ensure_site_workflows()
    right = GroupPagePermission.objects.filter(group=group).first()
    GroupPagePermission.objects.create(group=group, page=home, permission=right.permission)
    start = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    assert GroupPagePermission.objects.filter(group=group, page=start, permission=right.permission).exists()
    assert start.get_workflow() == home.get_workflow()


def test_editor_translates_a_page_and_another_role_does_not(english, subject, client: Client):
    path = reverse("simple_translation:submit_page_translation", args=[subject.pk])
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert client.post(path, {"locales": [english.locale_id]}).status_code == 302
    made = subject.get_translation(english.locale)
    assert (made.live, made.get_parent().pk) == (False, english.pk)
    client.force_login(UserFactory(roles=[Role.MODERATOR]))
    assert client.get(path).status_code in {302, 403}


def with_links(page: StandardPage, *targets: Page) -> None:
    text = " ".join(f'<a linktype="page" id="{target.pk}">{target.slug}</a>' for target in targets)
    page.body = [("paragraph", f'<p>{text} <a linktype="page" id="999999">weg</a></p>')]
    page.save_revision().publish()


def test_links_in_a_text_keep_the_language_of_the_reader(english, subject, home, client: Client):
    """To the translation when there is one, else to the Dutch page below /en/; elsewhere nothing changes."""
    overview = home.get_children().get(slug="hulp-en-advies")
    with_links(subject, overview, subject)
    html = read(client, "/en/hulp-en-advies/overleden/")
    assert '<a href="/en/hulp-en-advies/">hulp-en-advies</a>' in html
    assert '<a href="/en/hulp-en-advies/overleden/">overleden</a>' in html
    assert "<a>weg</a>" in html
    html = read(client, "/hulp-en-advies/overleden/")
    assert '<a href="/hulp-en-advies/">hulp-en-advies</a>' in html
    assert '<a href="/hulp-en-advies/overleden/">overleden</a>' in html


def test_links_in_an_english_text_to_what_nobody_translated(english, subject, client: Client):
    page = StandardPage(title="Ask us", slug="ask", locale=english.locale)
    english.add_child(instance=page)
    with_links(page, subject, english)
    html = read(client, "/en/hulp-en-advies/ask/")
    assert '<a href="/en/hulp-en-advies/overleden/">overleden</a>' in html
    assert '<a href="/en/hulp-en-advies/">hulp-en-advies</a>' in html


def test_a_link_to_another_site_leads_there(english, subject, client: Client):
    start = HomePage(title="Elders", slug="elders", question="Wat?", lead="Zeg het.")
    Page.get_first_root_node().add_child(instance=start)
    Site.objects.create(hostname="elders.test", root_page=start)
    with_links(subject, start, subject)
    html = read(client, "/en/hulp-en-advies/overleden/")
    assert '<a href="http://elders.test/">elders</a>' in html
    assert '<a href="/en/hulp-en-advies/overleden/">overleden</a>' in html


def test_many_links_cost_no_query_each(english, subject, home, client: Client):
    overview, counts = home.get_children().get(slug="hulp-en-advies"), []
    for more in (0, 0, 20):
        with_links(subject, overview, subject, *[overview] * more)
        with CaptureQueriesContext(connection) as asked:
            read(client, "/en/hulp-en-advies/overleden/")
        counts.append(len(asked))
    assert counts[1] == counts[2]  # the first reader of all asked a little more


def test_menu_of_an_editor_begins_at_the_start_of_the_own_site(home, site, client: Client):
    """Two starts, in two languages, are one click; who works on the whole tree or on one start begins there."""
    english = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    right = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    door = Permission.objects.get(codename="access_admin")

    def begins_at(*starts: Page, superuser: bool = False) -> int:
        group = Group.objects.create(name=f"werkt op {len(starts)} {superuser}")
        group.permissions.add(door)
        for start in starts:
            GroupPagePermission.objects.create(group=group, page=start, permission=right)
        user = UserFactory(is_staff=True, is_superuser=superuser)
        user.groups.add(group)
        client.force_login(user)
        props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', read(client, "/beheer/"), re.S)
        (item,) = [item for item in menu_items(json.loads(props[1])) if item[0] == "explorer"]
        return item[1]

    assert begins_at(home, english) == home.pk
    assert begins_at(english) == english.pk
    assert begins_at(home, english, superuser=True) == Page.get_first_root_node().pk


def menu_items(module: Any) -> list[tuple[str, int]]:
    """Name and page of every item with pages behind it, deep in what the sidebar is told."""
    if isinstance(module, dict):
        own = module.get("_args", [])
        if module.get("_type") == "wagtail.sidebar.PageExplorerMenuItem":
            return [(own[0]["name"], own[1])]
        return menu_items(list(module.values()))
    return [found for part in module for found in menu_items(part)] if isinstance(module, list) else []
