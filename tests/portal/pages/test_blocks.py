from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from community.people.models import Profile, User
from portal.pages.blocks import BodyBlocks, HomeBlocks
from portal.pages.blocks.choices import VACANCY_KINDS
from portal.pages.models import StandardPage
from vacancies.bank.enums import DEFAULT_KINDS


def html_of(page: StandardPage, *raw: tuple[str, object]) -> str:
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in raw])
    request = RequestFactory().get("/")
    return "".join(block.render(context={"request": request, "page": page, "frame": {}}) for block in page.body)


@pytest.fixture
def bram(site) -> User:
    user = User.objects.create_user("bram@example.org", first_name="Bram", last_name="Hoogwater")
    Profile.objects.create(
        user=user, site=site, is_visible=True, introduction="Hij komt bij u thuis.", for_whom="ouderen"
    )
    return user


@pytest.mark.parametrize("blocks", [BodyBlocks(), HomeBlocks()], ids=["body", "home"])
def test_every_block_has_what_the_editor_sees(blocks):
    for name, block in blocks.child_blocks.items():
        assert block.meta.icon != "placeholder", name
        assert block.meta.label, name
        assert block.meta.description, name
        assert block.meta.template.startswith("pages/blocks/"), name


def test_texts_are_shown(subject):
    html = html_of(
        subject,
        ("heading", "Wat moet <wanneer>"),
        ("paragraph", "<p>De <b>bank</b>.</p>"),
        ("list", ["de brief", "de pas"]),
        ("steps", [{"title": "Deze week", "text": "<p>De uitvaart.</p>"}]),
        ("notice", {"title": "Let op", "text": "<p>Bel eerst.</p>", "now": True}),
        ("quote", {"text": "Het tempo bepaal ik zelf.", "source": "Wim, 81 jaar"}),
    )
    assert "<h2>Wat moet &lt;wanneer&gt;</h2>" in html
    assert "<b>bank</b>" in html
    assert html.count("<li>") == 3
    assert '<ol class="steps">' in html
    assert '<div class="notice now">' in html
    assert "“Het tempo bepaal ik zelf.”" in html


def test_links_lead_to_pages_and_paths_and_stop_when_the_page_does(home, subject):
    target = StandardPage(title="Doel", slug="doel")
    home.add_child(instance=target)
    raw = ("link", {"text": "Ik wil iemand spreken", "page": target.pk, "url": "", "as_button": True})
    path = ("link", {"text": "Bekijk de plekken", "page": None, "url": "/vacatures/", "as_button": False})
    html = html_of(subject, raw, path)
    assert '<a href="/doel/" class="button">Ik wil iemand spreken</a>' in html
    assert '<a href="/vacatures/">Bekijk de plekken</a>' in html
    target.unpublish()
    assert "Ik wil iemand spreken" not in html_of(subject, raw)


def test_worker_is_shown_with_what_they_do(subject, bram):
    html = html_of(subject, ("contact", {"person": str(bram.uuid), "text": "", "link_text": ""}))
    assert "Bram Hoogwater" in html
    assert "Hij komt bij u thuis." in html


def test_worker_who_left_the_site_is_not_shown(subject, bram):
    Profile.objects.filter(user=bram).update(is_visible=False)
    assert "Bram" not in html_of(subject, ("contact", {"person": str(bram.uuid), "text": "Elke dag.", "link_text": ""}))


def test_worker_beside_the_text_is_not_shown_twice(subject, bram):
    subject.contact = bram
    assert "Bram" not in html_of(subject, ("contact", {"person": str(bram.uuid), "text": "", "link_text": ""}))


def test_vacancies_without_results_leave_no_empty_heading(subject):
    assert "Help mee" not in html_of(subject, ("vacancies", {"title": "Help mee", "theme": "", "kind": "", "count": 3}))


def test_picture_has_its_description(subject, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Pont", file=get_test_image_file(size=(900, 600)))
    html = html_of(subject, ("image", {"image": image.pk, "decorative": False, "alt_text": "De pont bij Wamel"}))
    assert 'alt="De pont bij Wamel"' in html
    with pytest.raises(ValidationError):
        BodyBlocks().clean(
            BodyBlocks().to_python([{"type": "image", "value": {"image": image.pk, "decorative": False}}])
        )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("link", {"text": "Ik wil iemand spreken", "page": None, "url": ""}),
        ("link", {"text": "Ik wil iemand spreken", "page": None, "url": "javascript:alert(1)"}),
        ("link", {"text": "Klik hier", "page": None, "url": "/vacatures/"}),
        ("paragraph", '<p>Lees het <a href="/x/">hier</a>.</p>'),
        ("contact", {"person": "6a3f1f4e-0000-0000-0000-000000000000"}),
        ("vacancies", {"title": "", "theme": "bestaat-niet", "kind": "", "count": 3}),
        ("vacancies", {"title": "", "theme": "", "kind": "", "count": 13}),
        ("list", []),
        ("heading", ""),
    ],
)
def test_block_refuses(db, kind: str, value: object):
    blocks = BodyBlocks()
    with pytest.raises(ValidationError):
        blocks.clean(blocks.to_python([{"type": kind, "value": value}]))


def test_block_takes_a_link_that_says_where_it_leads(db):
    blocks = BodyBlocks()
    raw = [{"type": "paragraph", "value": '<p>Zie <a href="/x/">de regels van de gemeente</a>.</p>'}]
    assert len(blocks.clean(blocks.to_python(raw))) == 1


def test_kinds_are_those_of_the_bank():
    assert [value for value, _label in VACANCY_KINDS] == [kind.value for kind in DEFAULT_KINDS]
    assert [str(label) for _value, label in VACANCY_KINDS] == [str(kind.label) for kind in DEFAULT_KINDS]


def test_closed_hours_show_the_numbers_that_cannot_wait(site, rf):
    frame = {"again_text": "Morgen om 9.00 uur nemen wij weer op"}
    closed = render_to_string("pages/parts/closed.html", {"frame": frame, "request": rf.get("/")})
    assert 'href="tel:112"' in closed
    assert render_to_string("pages/parts/closed.html", {"frame": {"again_text": ""}}).strip() == ""


def test_contact_of_a_page_who_left_the_site_is_not_shown(subject, bram, client, details):
    subject.contact = bram
    subject.save()
    assert "Bram Hoogwater" in client.get(subject.url).content.decode()
    profile = Profile.objects.get(user=bram)
    profile.is_visible = False
    profile.save()
    assert "Bram Hoogwater" not in client.get(subject.url).content.decode()
