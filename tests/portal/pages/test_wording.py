from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from portal.pages.wording import is_vague_link, long_sentences, vague_links

LONG = (
    "Als u dit leest en u heeft nog geen brief van de gemeente gekregen "
    "dan mag u ons bellen op elke werkdag tot vijf uur."
)


def test_long_sentences_are_found_in_their_order():
    assert long_sentences(f"Kort. {LONG} Weer kort. {LONG}") == [LONG, LONG]
    assert long_sentences("") == []


@pytest.mark.parametrize("text", ["Klik hier", "hier", "Lees  meer…", "Meer"])
def test_vague_link(text: str):
    assert is_vague_link(text)


@pytest.mark.parametrize("text", ["Bekijk 3 open plekken", "Hier woont Bram", "Lees meer over rouw"])
def test_clear_link(text: str):
    assert not is_vague_link(text)


def test_vague_links_are_found_in_rich_text():
    assert vague_links('<p><a href="/a/"><b>hier</b></a> <a href="/b/">de regels</a></p>') == ["hier"]


@pytest.mark.parametrize(("lead", "warned"), [(LONG, True), ("Bel ons gerust.", False)])
def test_editor_hears_of_long_sentences_after_publishing(subject, admin_user, client: Client, lead: str, warned: bool):
    client.force_login(admin_user)
    data = {
        "title": subject.title,
        "slug": subject.slug,
        "lead": lead,
        "tint": "help",
        "body-count": "0",
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[subject.pk]), data)
    assert response.status_code == 302
    texts = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("meer dan 20 woorden" in text for text in texts) is warned
    subject.refresh_from_db()
    assert subject.lead == lead
