from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from community.people.enums import Role
from portal.notices.models import Notice
from portal.pages import finding
from portal.pages.enums import FindingKind
from portal.pages.file_binning import put_in_bin
from portal.pages.finding import look_at, look_at_all, remind_keepers
from portal.pages.models import Finding, PageCare
from portal.pages.outside import is_public
from tests.factories.people import UserFactory


def put(page, *blocks: tuple[str, object]) -> None:
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page.save()


def found(kind: FindingKind) -> list[str]:
    return list(Finding.objects.filter(kind=kind).values_list("detail", flat=True))


def test_links_that_lead_nowhere_are_found_and_others_are_not(home, subject):
    put(
        subject,
        (
            "paragraph",
            '<p><a href="/bestaat-niet/">Weg</a> <a href="/hulp-en-advies/">Hulp</a> <a href="tel:112">Bel</a></p>',
        ),
        ("link", {"text": "Vacatures", "url": "/vacatures/", "page": None, "as_button": False}),
        ("paragraph", '<p><a href="/en/hulp-en-advies/">English</a> <a href="https://voorbeeld.nl/">Elders</a></p>'),
    )
    look_at(subject)
    assert found(FindingKind.LINK) == ["/bestaat-niet/"]


def test_link_to_a_page_that_was_withdrawn_is_found(home, subject):
    put(home.get_children().first().specific, ("paragraph", f'<p><a linktype="page" id="{subject.pk}">Rouw</a></p>'))
    look_at_all()
    assert found(FindingKind.LINK) == []
    subject.unpublish()
    look_at_all()
    assert len(found(FindingKind.LINK)) == 2  # the home page leads there too


def test_picture_without_words_is_found_and_a_decoration_is_not(subject, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Pont", file=get_test_image_file())
    put(subject, ("image", {"image": image.pk, "decorative": True, "alt_text": ""}))
    look_at(subject)
    assert found(FindingKind.ALT) == []
    put(subject, ("image", {"image": image.pk, "decorative": False, "alt_text": ""}))
    look_at(subject)
    assert found(FindingKind.ALT) == ["Pont"]


def test_findings_are_renewed_and_reported_to_who_may_mend_them(subject, client: Client):
    subject.lead = "Indien u wilt participeren, belt u ons."
    subject.save()
    look_at(subject)
    look_at(subject)
    assert found(FindingKind.SENTENCE) == [subject.lead]
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert subject.lead in client.get(reverse("pages_hard_sentences")).content.decode()
    client.force_login(UserFactory(roles=[Role.COORDINATOR]))
    assert subject.lead not in client.get(reverse("pages_hard_sentences")).content.decode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", ""])
def test_our_own_network_is_never_asked(host: str):
    assert not is_public(host)


def test_keeper_is_reminded_once_for_each_date(subject, django_capture_on_commit_callbacks):
    keeper = UserFactory(roles=[Role.EDITOR])
    day = timezone.localdate() + timedelta(days=10)
    care = PageCare.objects.create(page=subject, keeper=keeper, review_by=day)
    assert (remind_keepers(), remind_keepers()) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.subject) == (keeper.email, f"Klopt “{subject.title}” nog?")
    care.review_by = day + timedelta(days=100)
    care.save()
    assert remind_keepers() == 0
    assert not mail.outbox


def test_editor_says_that_a_page_is_still_true(subject, client: Client):
    PageCare.objects.create(page=subject, review_by=timezone.localdate() - timedelta(days=1))
    client.force_login(UserFactory(roles=[Role.COORDINATOR]))
    client.post(reverse("pages_still_true", args=[subject.pk]))
    assert PageCare.objects.get().review_by < timezone.localdate()
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert subject.title in client.get(reverse("pages_out_of_date")).content.decode()
    client.post(reverse("pages_still_true", args=[subject.pk]))
    assert PageCare.objects.get().review_by == timezone.localdate() + timedelta(days=365)
    assert subject.title not in client.get(reverse("pages_out_of_date")).content.decode()


def test_keeper_is_chosen_in_the_editor(subject, client: Client):
    keeper = UserFactory(roles=[Role.EDITOR], is_staff=True)
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    data = {
        "title": subject.title,
        "slug": subject.slug,
        "tint": "help",
        "body-count": "0",
        "keeper": keeper.pk,
        "review_by": "2027-09-01",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert client.post(reverse("wagtailadmin_pages:edit", args=[subject.pk]), data).status_code == 302
    care = PageCare.objects.get(page_id=subject.pk)
    assert (care.keeper, f"{care.review_by:%Y-%m-%d}") == (keeper, "2027-09-01")


def test_home_of_the_admin_says_what_waits_per_role(subject, client: Client):
    PageCare.objects.create(page=subject, review_by=timezone.localdate())
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    home = client.get("/beheer/").content.decode()
    assert "1 pagina nakijken" in home
    assert "Uw eerste pagina in vier stappen" in home
    client.post(reverse("pages_close_start"))
    assert "Uw eerste pagina in vier stappen" not in client.get("/beheer/").content.decode()
    client.force_login(UserFactory(roles=[Role.COORDINATOR]))
    other = client.get("/beheer/").content.decode()
    assert "nakijken" not in other
    assert "Uw eerste pagina" not in other


def test_addresses_of_others_take_turns():
    urls = [f"https://voorbeeld.nl/{number:03}" for number in range(100)]
    day = date(2026, 11, 25)
    turns = [finding.turn_of(urls, day + timedelta(days=ahead)) for ahead in range(3)]
    assert [len(turn) for turn in turns] == [40, 40, 40]
    assert set(urls) == {url for turn in turns for url in turn}
    assert finding.turn_of(urls[:5], day) == urls[:5]


def test_broken_address_of_another_stays_on_the_list_until_its_turn(subject, monkeypatch):
    asked = []
    monkeypatch.setattr(finding, "answers", lambda url: bool(asked.append(url)))
    put(subject, ("paragraph", '<p><a href="https://voorbeeld.nl/weg">de gids</a></p>'))
    finding.look_at(subject, finding.Outside(["https://voorbeeld.nl/weg"]))
    finding.look_at(subject, finding.Outside([]))
    assert asked == ["https://voorbeeld.nl/weg"]
    assert Finding.objects.get(kind="link").detail == "https://voorbeeld.nl/weg"


def test_report_names_the_page_that_is_gone_and_goes_on_over_pages(home, subject, client: Client):
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    page = home.get_children().first()
    subject.unpublish()
    rows = [Finding(page=page, kind=FindingKind.LINK, detail=f"/weg-{number}/") for number in range(60)]
    Finding.objects.bulk_create(
        [Finding(page=page, kind=FindingKind.LINK, detail=f"#{number}") for number in (subject.pk, 999999)] + rows
    )
    first = client.get(reverse("pages_broken_links")).content.decode()
    assert f"“{subject.title}”, die niet op de site staat" in first
    assert "een pagina die er niet meer is" in first
    assert "Kies een andere pagina, of haal de link weg." in first
    assert ("/weg-40/" in first, "/weg-59/" in first) == (True, False)
    assert "/weg-59/" in client.get(reverse("pages_broken_links") + "?p=2").content.decode()
    assert client.get(reverse("pages_broken_links") + "?p=x").status_code == 200


def test_document_that_was_thrown_away_is_found(subject, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = [
        get_document_model().objects.create(title=title, file=ContentFile(b"x", name=f"{title}.txt"))
        for title in ("Folder", "Brief", "Kaart")
    ]
    put(
        subject,
        ("paragraph", f'<p><a linktype="document" id="{made[0].pk}">De folder</a></p>'),
        (
            "downloads",
            {"title": "", "files": [{"document": made[1].pk, "name": ""}, {"document": made[2].pk, "name": ""}]},
        ),
    )
    look_at(subject)
    assert found(FindingKind.LINK) == []
    for document in made[:2]:
        put_in_bin(file=document, site=site)
    look_at(subject)
    assert found(FindingKind.LINK) == ["Brief", "Folder"]
