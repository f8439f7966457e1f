"""What goes along with a link that is shared, and what one reads without looking."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import Locale

from portal.pages.models import ServicePage
from portal.pages.share_image import fitting
from portal.pages.sharing import share_image_path, signed_title


def image_of(client: Client, path: str) -> str:
    found = re.search(
        r'<meta property="og:image" content="http://testserver([^"]+)">', client.get(path).content.decode()
    )
    assert found
    return found[1]


def test_page_has_a_picture_of_its_own(home, details, client: Client):
    path = image_of(client, "/hulp-en-advies/overleden/")
    assert path == image_of(client, "/en/hulp-en-advies/overleden/")
    assert path != image_of(client, "/hulp-en-advies/")
    response = client.get(path)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    picture = Image.open(io.BytesIO(response.content))
    assert picture.size == (1200, 630)
    assert len(response.content) < 60_000
    assert picture.getpixel((5, 5)) == (0xD6, 0xE8, 0xEA)


def test_picture_has_the_colours_of_the_theme(home, details, client: Client):
    details.theme = "boomgaard"
    details.save()
    picture = Image.open(io.BytesIO(client.get(image_of(client, "/")).content))
    assert picture.getpixel((5, 5)) == (0xFB, 0xE6, 0xCD)


def test_nobody_else_has_a_text_drawn(home, client: Client):
    good = share_image_path("Koffie")
    assert client.get(good).status_code == 200
    assert client.get(good.replace("/deelbeeld/", "/deelbeeld/x")).status_code == 404
    assert client.get("/deelbeeld/Koffie.png").status_code == 404
    assert signed_title("Koffie") is None


@pytest.mark.parametrize(
    "title", ["Koffie", "Mijn partner is overleden", "Een heel lange titel die maar doorgaat " * 6]
)
def test_title_fits(title: str):
    size, lines = fitting(title)
    assert len(lines) <= 4
    assert max(len(line) for line in lines) * size * 0.62 < 1200


def test_links_share_the_page_without_a_script_of_another(home, details, client: Client):
    html = client.get("/hulp-en-advies/overleden/").content.decode()
    assert "mailto:?subject=Mijn%20partner%20is%20overleden&amp;body=http%3A%2F%2Ftestserver%2Fhulp" in html
    assert "https://wa.me/?text=Mijn%20partner" in html
    assert 'data-share="Mijn partner is overleden" hidden' in html
    assert re.findall(r'<script[^>]+src="(?!/static/)', html) == []


def test_services_as_plain_text(home, details, client: Client):
    home.add_child(
        instance=ServicePage(title="Samen & door", slug="samen", lead="Praten.", eligibility="Wie iemand mist.")
    )
    home.add_child(instance=ServicePage(title="Concept", slug="concept", live=False))
    response = client.get("/llms.txt")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Aan de Dijk\n")
    assert "### Samen & door\nhttp://testserver/samen/\nPraten.\n- Voor wie: Wie iemand mist.\n" in text
    assert "Concept" not in text


def test_services_as_plain_text_in_english_where_somebody_translated_them(home, details, client: Client):
    one, other = (
        ServicePage(title="Taalmaatje", slug="taal", lead="Praten."),
        ServicePage(title="Dutch only", slug="alleen"),
    )
    home.add_child(instance=one)
    home.add_child(instance=other)
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    made = one.copy_for_translation(english)
    made.title, made.slug, made.lead = "Language buddy", "buddy", "Talking."
    assert "Language buddy" not in client.get("/en/llms.txt").content.decode()
    made.save_revision().publish()
    text = client.get("/en/llms.txt").content.decode()
    assert "### Language buddy\nhttp://testserver/en/buddy/\nTalking.\n" in text
    assert "Taalmaatje" not in text
    assert "### Dutch only\nhttp://testserver/en/alleen/\n" in text
    assert "### Taalmaatje\nhttp://testserver/taal/\n" in client.get("/llms.txt").content.decode()


def test_site_without_services_says_so(home, details, client: Client):
    assert "Er staan nog geen diensten op deze site." in client.get("/llms.txt").content.decode()
