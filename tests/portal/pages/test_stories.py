"""A story stands on the site only as long as its teller agrees, and nowhere a moment longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from community.people.enums import Role
from portal.history.queries import history_of
from portal.pages import consents
from portal.pages.enums import BinReason, ConsentAudience, ConsentState
from portal.pages.exceptions import NoConsent, NotAllowed
from portal.pages.file_binning import restore_file
from portal.pages.models import BinnedFile, HomePage, IndexPage, StoryConsent, StoryIndexPage, StoryPage
from tests.factories.people import UserFactory


def agreed(site: Site, **values) -> StoryConsent:
    today = timezone.localdate()
    known = {"teller": "Toos Wilgenkamp", "given": "paper", "read_back_on": today, "audience": "website"}
    return StoryConsent.objects.create(site=site, **{**known, **values})


@pytest.fixture
def index(home: HomePage) -> StoryIndexPage:
    return home.add_child(instance=StoryIndexPage(title="Verhalen", slug="verhalen"))


@pytest.fixture
def story(index: StoryIndexPage, site: Site) -> StoryPage:
    page = StoryPage(title="Ik kwam voor de soep", slug="soep", lead="Toos vertelt.", consent=agreed(site))
    index.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_who_recorded_a_consent_is_reminded_once_before_it_ends(story, django_capture_on_commit_callbacks):
    worker = UserFactory()
    end = timezone.localdate() + timedelta(days=20)
    StoryConsent.objects.filter(pk=story.consent_id).update(recorded_by=worker, valid_until=end)
    assert [consents.remind_of_ends(), consents.remind_of_ends()] == [1, 0]
    StoryConsent.objects.filter(pk=story.consent_id).update(valid_until=timezone.localdate() + timedelta(days=90))
    assert consents.remind_of_ends() == 0


def places(client: Client) -> dict[str, bool]:
    """Where the title of the story can be read."""
    found = {
        "list": client.get("/verhalen/").content.decode(),
        "search": client.get("/zoeken/?q=soep").content.decode(),
        "feed": client.get("/feeds/verhalen.atom").content.decode(),
    }
    seen = {name: "Ik kwam voor de soep" in text for name, text in found.items()}
    return {**seen, "page": client.get("/verhalen/soep/").status_code == 200}


EVERYWHERE = {"list": True, "search": True, "feed": True, "page": True}
NOWHERE = dict.fromkeys(EVERYWHERE, False)


def test_withdrawal_takes_it_down_everywhere_at_once(story, details, client: Client):
    assert places(client) == EVERYWHERE
    etag = client.get("/feeds/verhalen.atom")["ETag"]
    address = consents.teller_url(story.consent)
    assert "Ik kwam voor de soep" in client.get(address).content.decode()
    assert places(client) == EVERYWHERE, "a link that is only opened takes nothing down"
    assert client.post(address).status_code == 303
    assert places(client) == NOWHERE
    assert client.get("/feeds/verhalen.atom", headers={"If-None-Match": etag}).status_code == 200
    story.consent.refresh_from_db()
    assert [change.to_state for change in history_of(story.consent)] == [ConsentState.WITHDRAWN]
    assert client.post(address).status_code == 303
    assert history_of(story.consent).count() == 1


def test_withdrawal_takes_the_words_off_every_page_that_quotes_them(story, home, subject, details, client: Client):
    """Also from a copy that was kept, from the search, and when the page with the quote is published once more."""
    quoted = {"text": "Nu sta ik zelf achter de pan.", "source": "Toos", "story": story}
    home.body = [("quote", quoted)]
    home.save_revision().publish()
    subject.body = [
        ("heading", "Zo kan het ook"),
        ("quote", {**quoted, "story": None, "page": story, "link": "Lees verder"}),
    ]
    subject.save_revision().publish()
    paths = ("/", subject.url, "/zoeken/?q=achter+de+pan")
    assert [
        "achter de pan" in client.get(path).content.decode().replace("achter+de+pan", "") for path in paths[:2]
    ] == [
        True,
        True,
    ]
    consents.withdraw_consent(consent=story.consent)
    home.save_revision().publish()
    for path in paths[:2]:
        html = client.get(path).content.decode()
        assert "Nu sta ik" not in html
        assert "Toos" not in html
    assert "Zo kan het ook" in client.get(subject.url).content.decode()
    assert f'href="{home.url}"' not in client.get(paths[2]).content.decode().split("<main")[1]


def test_quote_of_a_story_that_is_deleted_for_good_has_no_words(story, home, details, client: Client):
    home.body = [("quote", {"text": "Nu sta ik zelf achter de pan.", "source": "Toos", "story": story})]
    home.save_revision().publish()
    story.delete()
    assert "achter de pan" not in client.get("/").content.decode()
    (block,) = HomePage.objects.get(pk=home.pk).body
    assert block.value["text"] == ""


def test_quote_of_somebody_who_told_no_story_stays(story, home, details, client: Client):
    home.body = [("quote", {"text": "Het tempo bepaal ik zelf.", "source": "Wim"})]
    home.save_revision().publish()
    consents.withdraw_consent(consent=story.consent)
    assert "Het tempo bepaal ik zelf." in client.get("/").content.decode()


def test_kept_page_with_a_quote_ends_with_the_last_day_of_its_consent(story, home, details, client: Client):
    home.body = [("quote", {"text": "Nu sta ik zelf achter de pan.", "source": "Toos", "story": story})]
    home.save_revision().publish()
    StoryConsent.objects.update(valid_until=timezone.localdate())
    assert "achter de pan" in client.get("/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert "achter de pan" not in client.get("/").content.decode()


def test_older_draft_brings_no_consent_back(story, details, client: Client):
    draft = story.save_revision()
    consents.withdraw_consent(consent=story.consent)
    draft.publish()
    assert places(client) == NOWHERE
    story.refresh_from_db()
    assert not story.live


def test_last_day_holds_and_the_day_after_does_not(story, details, client: Client):
    last = timezone.now() + timedelta(days=1)
    StoryConsent.objects.update(valid_until=timezone.localdate() + timedelta(days=1))
    with time_machine.travel(last, tick=False):
        assert places(client) == EVERYWHERE
        assert consents.expire_consents() == 0
    with time_machine.travel(last + timedelta(days=1), tick=False):
        # Even before the worker comes by, the page itself, the list and the feed ask the consent.
        assert client.get("/verhalen/soep/").status_code == 404
        assert consents.expire_consents() == 1
        assert places(client) == NOWHERE
        assert consents.expire_consents() == 0
    story.consent.refresh_from_db()
    assert story.consent.state == ConsentState.EXPIRED


@pytest.mark.parametrize(
    "change",
    [
        {"audience": ConsentAudience.REPORT},
        {"read_back_on": None},
        {"valid_from": timezone.localdate() + timedelta(days=3)},
        {"state": ConsentState.EXPIRED},
    ],
)
def test_story_does_not_go_on_the_site_without_a_consent_for_it(index, site, details, client: Client, change):
    page = StoryPage(title="Ik kwam voor de soep", slug="soep", consent=agreed(site, **change))
    index.add_child(instance=page)
    page.save_revision().publish()
    assert places(client) == NOWHERE
    page.refresh_from_db()
    assert not page.live


def test_teller_who_wants_no_copies_is_not_in_the_feed(story, details, client: Client):
    StoryConsent.objects.update(in_feed=False)
    assert places(client) == {**EVERYWHERE, "feed": False}


def test_no_copy_is_offered_nor_asked_for_that_we_cannot_take_back(story, details, client: Client):
    html = client.get("/verhalen/soep/").content.decode()
    assert '<meta name="robots" content="noarchive">' in html
    assert "Deel deze pagina:" in html
    StoryConsent.objects.update(in_feed=False)
    assert "Deel deze pagina:" not in client.get("/verhalen/soep/").content.decode()


def test_real_name_stays_inside(story, details, client: Client):
    StoryConsent.objects.update(pseudonym="Ayse (niet haar echte naam)")
    html = client.get("/verhalen/soep/").content.decode()
    assert "Ayse (niet haar echte naam)" in html
    assert "Wilgenkamp" not in html + client.get("/verhalen/").content.decode()


def test_list_is_narrowed_to_people_in_the_light(story, index, site, details, client: Client):
    page = StoryPage(title="Henk", slug="henk", kind="spotlight", consent=agreed(site, teller="Henk"))
    index.add_child(instance=page)
    shown = client.get("/verhalen/?soort=spotlight").content.decode()
    assert ("Henk" in shown, "Ik kwam voor de soep" in shown) == (True, False)
    assert "Ik kwam voor de soep" in client.get("/verhalen/?soort=onzin").content.decode()


def test_only_who_keeps_consents_withdraws_for_another(story, client: Client):
    with pytest.raises(NotAllowed):
        consents.withdraw_consent(consent=story.consent, by=UserFactory())
    stranger = UserFactory(is_staff=True, roles=[Role.MODERATOR])
    client.force_login(stranger)
    assert client.post(f"/beheer/toestemmingen/intrekken/{story.consent.pk}/").status_code in {302, 403}
    story.refresh_from_db()
    assert story.live
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert "Ik kwam voor de soep" in client.get(f"/beheer/toestemmingen/intrekken/{story.consent.pk}/").content.decode()
    client.post(f"/beheer/toestemmingen/intrekken/{story.consent.pk}/", {"reason": "Zij belde."})
    story.refresh_from_db()
    assert not story.live
    assert history_of(story.consent).get().reason == "Zij belde."


def test_consent_of_another_site_is_not_there(story, home, client: Client):
    other = Site.objects.create(hostname="elders.test", root_page=home)
    foreign = agreed(other, teller="Elders Anders")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(f"/beheer/toestemmingen/intrekken/{foreign.pk}/").status_code == 404
    assert "Elders" not in client.get("/beheer/storyconsent/").content.decode()
    assert "Elders" not in client.get("/beheer/consent_chooser/").content.decode()


def test_editor_records_a_consent_with_its_history(home, client: Client):
    editor = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(editor)
    today = timezone.localdate()
    data = {"teller": "Toos", "audience": "website", "given": "paper", "valid_from": today, "valid_until": today}
    assert client.post("/beheer/storyconsent/new/", data).status_code == 302
    consent = StoryConsent.objects.get()
    assert (consent.recorded_by, history_of(consent).get().by) == (editor, editor)
    page = client.get(f"/beheer/storyconsent/inspect/{consent.pk}/").content.decode()
    assert "/toestemming/" in page


def test_database_guards_the_term_and_the_moment(site):
    consent = agreed(site)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryConsent.objects.filter(pk=consent.pk).update(valid_until=timezone.localdate() - timedelta(days=9))
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryConsent.objects.filter(pk=consent.pk).update(state=ConsentState.WITHDRAWN)


def test_verzonnen_token_is_not_there(details, home, client: Client):
    assert client.get("/toestemming/verzonnen/").status_code == 404


def picture_in(story: StoryPage, **value) -> Any:
    """A picture that shows the teller, on the page as everybody sees it."""
    image = get_image_model().objects.create(
        title="Toos", file=get_test_image_file(filename="toos.png", size=(900, 600))
    )
    story.body = [("image", {"image": image, "alt_text": "Toos", "decorative": False, **value})]
    story.save_revision().publish()
    return image


def addresses_of_pictures(client: Client) -> list[str]:
    html = client.get("/verhalen/soep/").content.decode()
    return ["/media/" + part.split('"')[0].split(" ")[0] for part in html.split('"/media/')[1:]]


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_picture_is_served_no_more_after_a_no(story, own_media, client: Client, django_capture_on_commit_callbacks):
    StoryConsent.objects.filter(pk=story.consent_id).update(with_image=True)
    image = picture_in(story)
    addresses = [*addresses_of_pictures(client), image.file.url]
    assert len(addresses) > 1
    assert {client.get(address).status_code for address in addresses} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        consents.withdraw_consent(consent=story.consent)
    image.refresh_from_db()
    assert {client.get(address).status_code for address in [*addresses, image.file.url]} == {404}
    row = BinnedFile.objects.get(image=image)
    assert (row.reason, row.by, row.site) == (BinReason.NO_CONSENT, None, story.consent.site)
    with pytest.raises(NoConsent):
        restore_file(row=row, by=UserFactory(is_superuser=True))


def test_picture_of_an_older_draft_goes_too_and_decoration_stays(
    story, own_media, client: Client, django_capture_on_commit_callbacks
):
    StoryConsent.objects.filter(pk=story.consent_id).update(with_image=True)
    first = picture_in(story)
    drawing = picture_in(StoryPage.objects.get(pk=story.pk), decorative=True, alt_text="")
    with django_capture_on_commit_callbacks(execute=True):
        consents.withdraw_consent(consent=story.consent)
    assert list(BinnedFile.objects.values_list("image", flat=True)) == [first.pk]
    assert client.get(drawing.file.url).status_code == 200


def test_picture_goes_when_a_consent_ends_by_itself(story, own_media, django_capture_on_commit_callbacks):
    StoryConsent.objects.filter(pk=story.consent_id).update(with_image=True)
    image = picture_in(story)
    with time_machine.travel(timezone.now() + timedelta(days=400)), django_capture_on_commit_callbacks(execute=True):
        consents.expire_consents()
    assert BinnedFile.objects.filter(image=image, reason=BinReason.NO_CONSENT).exists()


def test_yes_to_the_words_is_no_yes_to_a_portrait(story, own_media):
    assert not story.consent.with_image
    picture_in(story)
    story.refresh_from_db()
    assert not story.live
    picture_in(StoryPage.objects.get(pk=story.pk), decorative=True, alt_text="")
    story.refresh_from_db()
    assert story.live


def test_worker_reads_which_pictures_go_and_where_else_they_are(story, subject, own_media, client: Client):
    StoryConsent.objects.filter(pk=story.consent_id).update(with_image=True)
    image = picture_in(story)
    subject.body = [("image", {"image": image, "alt_text": "Toos", "decorative": False})]
    subject.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(subject)
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], is_superuser=True))
    asked = client.get(f"/beheer/toestemmingen/intrekken/{story.consent.pk}/").content.decode()
    assert "Deze foto's gaan naar de prullenbak" in asked.replace("&#x27;", "'")
    assert f'<a href="/beheer/pages/{subject.pk}/edit/">{subject.title}</a>' in asked


class StoryPagesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        site = Site.objects.get(is_default_site=True)
        site.root_page = cls.home
        site.save()
        cls.index = cls.home.add_child(instance=StoryIndexPage(title="Verhalen", slug="verhalen"))
        cls.story = cls.index.add_child(instance=StoryPage(title="Soep", slug="soep", consent=agreed(site)))

    def story_data(self, **changes) -> dict:
        values = {"title": "Soep", "slug": "soep", "tint": "home", "date": "2026-11-14", "kind": "story"}
        values = {**values, "consent": self.story.consent_id, "body": streamfield([]), **changes}
        return nested_form_data({**values, "bylines": inline_formset([])})

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(StoryIndexPage, {HomePage, IndexPage})
        self.assertAllowedParentPageTypes(StoryPage, {StoryIndexPage})
        self.assertAllowedSubpageTypes(StoryPage, {})

    def test_pages_can_be_visited_edited_and_previewed(self) -> None:
        list_data = nested_form_data({"title": "Verhalen", "slug": "verhalen", "tint": "home", "body": streamfield([])})
        for page, data in ((self.index, list_data), (self.story, self.story_data())):
            with self.subTest(page=page.title):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, post_data=data)
                self.assertPageIsPreviewable(page, post_data=data)

    def test_editor_reads_why_a_story_is_not_published(self) -> None:
        self.login()
        data = {**self.story_data(title="Zonder ja", slug="zonder", consent=""), "action-publish": "1"}
        response = self.client.post(f"/beheer/pages/add/pages/storypage/{self.index.pk}/", data, follow=True)
        assert "De toestemming ontbreekt" in response.content.decode()
        assert not StoryPage.objects.get(slug="zonder").live
