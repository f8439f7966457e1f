from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale


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


def test_translated_page_is_shown_in_its_own_language(english, client: Client):
    html = client.get("/en/hulp-en-advies/").content.decode()
    assert "Choose a sentence." in html
    assert "Choose a sentence." not in client.get("/hulp-en-advies/").content.decode()


def test_page_without_translation_is_shown_in_dutch_and_says_so(english, subject, client: Client):
    response = client.get("/en/hulp-en-advies/overleden/")
    assert response.status_code == 200
    assert subject.lead in response.content.decode()
    assert "in Dutch only" in response.content.decode()


def test_address_of_nothing_stays_a_404(english, client: Client):
    assert client.get("/en/bestaat-niet/").status_code == 404


def test_admin_speaks_to_editors_as_the_portal_does():
    from django.utils.translation import gettext, override

    with override("nl"):
        assert gettext("Set publishing schedule") == "Wanneer komt de pagina op de site?"
        assert (
            gettext("The page title as you'd like it to be seen by the public") == "De titel zoals bezoekers hem zien."
        )
