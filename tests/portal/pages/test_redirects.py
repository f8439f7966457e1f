"""An address that was shared goes on working when its page moves or gets another name."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.pages.models import StandardPage


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_page_with_a_new_slug_is_found_at_the_old_address(
    home, details, subject: StandardPage, client: Client, commits
):
    subject.slug = "na-een-verlies"
    with commits():
        subject.save_revision().publish()
    response = client.get("/hulp-en-advies/overleden/")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/hulp-en-advies/na-een-verlies/")


def test_page_that_moved_is_found_at_the_old_address(home, details, subject: StandardPage, client: Client, commits):
    with commits():
        subject.move(home, pos="last-child")
    response = client.get("/hulp-en-advies/overleden/")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/overleden/")
    assert client.get("/overleden/").status_code == 200
