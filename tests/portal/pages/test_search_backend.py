"""What is typed in the admin's search fields never breaks the database's own query language."""

from __future__ import annotations

import pytest
from django.test import Client
from modelsearch.query import And, Not, Phrase, PlainText
from wagtail.models import Page

from portal.pages.search_backend import plain

BAD = [
    '"><script>',
    '"',
    '""""',
    "a\0b",
    '" OR title:"x',
    "AND",
    "NEAR(",
    "*",
    "'",
    "\\",
    "(((",
    "😀",
    "%s %d",
    "-",
    " ",
]


@pytest.mark.parametrize("typed", BAD)
@pytest.mark.parametrize("path", ["/beheer/pages/1/", "/beheer/pages/search/", "/beheer/images/", "/beheer/documents/"])
def test_admin_search_answers(home, admin_user, client: Client, path: str, typed: str):
    client.force_login(admin_user)
    assert client.get(path, {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", BAD)
def test_search_of_pages_finds_nothing_in_signs(home, typed: str):
    # Some of what is typed holds a letter or a word; nothing of it stands in a page.
    assert list(Page.objects.search(typed)) == []
    assert list(Page.objects.autocomplete(typed)) == []


def test_queries_are_cleaned_at_every_depth():
    cleaned = plain(And([PlainText('zorg"'), Not(Phrase('"'))]))
    assert [part.query_string for part in (cleaned.subqueries[0], cleaned.subqueries[1].subquery)] == ["zorg", "-"]


def test_words_are_still_found(home, subject):
    from wagtail.search.backends import get_search_backend

    get_search_backend().add(subject)
    assert [page.pk for page in Page.objects.search('"overleden"')] == [subject.pk]
    assert list(Page.objects.search("kanarie")) == []
