"""Questions, propositions, trends, tips, landings, statements, meetings and forms: what each type shows and refuses."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page, Site
from wagtail.rich_text import RichText
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.pages.models import (
    AccessibilityPage,
    ComplaintsPage,
    FaqPage,
    FormField,
    FormPage,
    HomePage,
    IdeasPage,
    IndexPage,
    LandingPage,
    LearningNetworkPage,
    MeetingPage,
    PrivacyPage,
    PropositionPage,
    TipsPage,
    TrendsPage,
)
from tests.community.dialogue.conftest import opened  # noqa: F401  a fixture

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = {
    FaqPage: {"questions": [("group", {"title": "Geld", "items": [{"question": "Kost het?", "answer": RichText("<p>Nee.</p>")}]})]},
    PropositionPage: {
        "clients": "Wie alleen eet", "needs": "Iemand die het merkt", "helps": "Een tafel", "difference": "relation",
        "difference_text": "Wij bellen.", "statement": "U eet niet alleen.",
        "rivals": [("rival", {"name": "De kerk", "visited_on": date(2026, 3, 3), "product": "Eten", "price": "", "strong": "Bekend", "weak": "Stil"})],
    },
    TrendsPage: {"year": 2026, "trends": [("trend", {"title": "Meer soep", "text": RichText("<p>Ja.</p>"), "came_true": "partly", "look_back": RichText("<p>Half.</p>")})]},
    TipsPage: {"tips": [("tip", {"kind": "book", "title": "De stoel", "by": "Een kok", "why": "Mooi.", "where": "", "link": "", "year": 2019}), ("saying", {"text": "Wie dekt, rekent.", "who": "Een kok", "source": "De stoel, 2019"})]},
    LandingPage: {"action_text": "Ik eet mee", "action_url": "/vacatures/"},
    FormPage: {"thanks": "Dank u."},
    MeetingPage: {"date": date(2026, 11, 12)},
    AccessibilityPage: {},
    PrivacyPage: {"changed_on": date(2026, 11, 3)},
    ComplaintsPage: {},
    IdeasPage: {},
    LearningNetworkPage: {"for_whom": "Wie in een wijk werkt"},
}  # fmt: skip


def nodes(client: Client, path: str) -> dict[str, dict]:
    html = client.get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return {node["@type"]: node for node in json.loads(found[1])["@graph"]}


def test_questions_are_told_to_search_engines(home, details, client: Client):
    home.add_child(instance=FaqPage(title="Vragen", slug="vragen", **PAGES[FaqPage]))
    asked = nodes(client, "/vragen/")["FAQPage"]["mainEntity"]
    assert [(q["name"], q["acceptedAnswer"]["text"]) for q in asked] == [("Kost het?", "<p>Nee.</p>")]


def test_meeting_written_by_a_room_is_read_as_an_evening(home, details, client: Client):
    page = MeetingPage(title="De avond", slug="avond", date=date(2026, 11, 12), place="De Peilstok", visitors=48)
    page.body = [
        ("speakers", [{"name": "Farid", "role": "kok", "subject": "soep"}]),
        ("programme", [{"time": "19.30", "what": "Koffie"}]),
        ("notes", {"tag": "soep", "notes": [{"time": "19.42", "text": "41 euro."}]}),
        ("questions", [{"question": "Ook in Ochten?", "votes": 14, "answer": "Ja.", "answered_by": "Farid"}]),
        (
            "poll_result",
            {"question": "Welke avond?", "rows": [{"label": "Wo", "count": 3}, {"label": "Vr", "count": 1}]},
        ),
    ]
    home.add_child(instance=page)
    page.body.stream_block.clean(page.body)
    html = client.get("/avond/").content.decode()
    for words in ("Er waren 48 mensen bij.", "#soep", "14 mensen vroegen dit ook", "Farid antwoordt", "75%"):
        assert words in html, words
    assert nodes(client, "/avond/")["Event"]["startDate"] == "2026-11-12"


def test_feed_of_the_archive_is_named_on_its_page_and_asked_again(home, details, client: Client):
    index = home.get_children().get(slug="hulp-en-advies")
    assert "verslagen.atom" not in client.get("/hulp-en-advies/").content.decode()
    for number, title in ((3, "De oude avond"), (12, "De nieuwe avond"), (20, "Nog een concept")):
        page = MeetingPage(title=title, slug=f"avond-{number}", date=date(2026, 11, number), lead="Over soep.")
        page.live = number < 20
        index.add_child(instance=page)
    html = client.get("/hulp-en-advies/").content.decode()
    assert html.count('href="/feeds/verslagen.atom"') == 2
    response = client.get("/feeds/verslagen.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "no-cache" in response["Cache-Control"]
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["De nieuwe avond", "De oude avond"]
    assert {entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries} == {"Aan de Dijk"}
    again = {"If-None-Match": response["ETag"]}
    assert client.get("/feeds/verslagen.atom", headers=again).status_code == 304
    MeetingPage.objects.get(slug="avond-12").unpublish()
    assert client.get("/feeds/verslagen.atom", headers=again).status_code == 200


def test_feed_of_no_meetings_is_empty(home, details, client: Client):
    assert "<entry>" not in client.get("/feeds/verslagen.atom").content.decode()


def test_poll_without_votes_divides_by_nothing():
    block = MeetingPage._meta.get_field("body").stream_block.child_blocks["poll_result"]
    value = block.to_python({"question": "?", "rows": [{"label": "Wo", "count": 0}]})
    assert value.shares == [("Wo", 0, 0)]


def test_trends_count_what_came_true(home, details, client: Client):
    home.add_child(instance=TrendsPage(title="Trends", slug="trends", **PAGES[TrendsPage]))
    assert "Een jaar later: 0 kwam uit, 1 half en 0 niet." in client.get("/trends/").content.decode()


def test_landing_needs_somewhere_to_go(home):
    with pytest.raises(ValidationError) as error:
        LandingPage(title="Eet mee", slug="eet", action_text="Ja").full_clean(exclude=["path", "depth", "numchild"])
    assert "action_page" in error.value.message_dict


def test_statement_stands_in_the_footer_of_every_page(home, details, client: Client):
    home.add_child(instance=PrivacyPage(title="Privacyverklaring", slug="privacy", show_in_footer=True))
    home.add_child(instance=ComplaintsPage(title="Klachtenregeling", slug="klacht"))
    footer = client.get("/").content.decode().split("<footer")[-1]
    assert ("Privacyverklaring" in footer, "Klachtenregeling" in footer) == (True, False)


@pytest.mark.parametrize(
    "label",
    ["Uw naam", "Voornaam", "E-mailadres", "Wat is uw mail?", "Telefoonnummer", "BSN", "Geboortedatum", "Postcode"],
)
def test_form_of_an_editor_asks_nothing_personal(label):
    with pytest.raises(ValidationError) as error:
        FormField(label=label, field_type="singleline").full_clean(exclude=["page"])
    assert list(error.value.message_dict) == ["label"]


def test_form_of_an_editor_asks_other_things():
    FormField(label="Welke avond past u?", field_type="radio", choices="Maandag").full_clean(exclude=["page"])
    with pytest.raises(ValidationError):
        FormField(label="Waar?", field_type="email").full_clean(exclude=["page"])


@pytest.fixture
def form_page(home) -> FormPage:
    page = FormPage(title="Welke avond?", slug="avond", thanks="Dank u, in mei leest u meer.")
    page.form_fields = [FormField(label="Waarom dan?", field_type="multiline", sort_order=1)]
    return home.add_child(instance=page)


OWN = {"origin": "http://testserver"}


def test_answers_are_kept_without_a_person(form_page, details, client: Client, opened):  # noqa: F811
    page = client.get("/avond/")
    assert dict(page.cookies) == {}
    assert f'action="/formulier/{form_page.pk}/"' in page.content.decode()
    response = client.post(f"/formulier/{form_page.pk}/", {"waarom_dan": "Omdat.", "opened": opened}, headers=OWN)
    assert response.status_code == 303
    assert FormSubmission.objects.get().form_data == {"waarom_dan": "Omdat."}
    assert "in mei leest u meer" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("answer", ["mail mij op wim@example.org", "mijn bsn is 111222333", ""])
def test_answer_with_a_person_in_it_is_sent_back(form_page, details, client: Client, opened, answer):  # noqa: F811
    response = client.post(f"/formulier/{form_page.pk}/", {"waarom_dan": answer, "opened": opened}, headers=OWN)
    assert response.status_code == 422
    assert not FormSubmission.objects.exists()


def test_form_of_another_site_is_refused(form_page, client: Client, opened):  # noqa: F811
    data = {"waarom_dan": "Reclame", "opened": opened}
    assert (
        client.post(f"/formulier/{form_page.pk}/", data, headers={"origin": "https://elders.example"}).status_code
        == 403
    )
    assert client.post(f"/formulier/{form_page.pk}/", data).status_code == 403


class LibraryPagesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        site = Site.objects.get(is_default_site=True)
        site.root_page = cls.home
        site.save()
        cls.pages = []
        for kind, values in PAGES.items():
            page = kind(title=kind.__name__, slug=kind.__name__.lower(), lead="Een zin.", **values)
            cls.pages.append(cls.home.add_child(instance=page))

    def data(self, page: Page) -> dict:
        """What the editor's form sends of a page with empty streams."""
        values = {"title": page.title, "slug": page.slug, "tint": "home", "lead": "Een zin."}
        for name, value in PAGES[type(page)].items():
            values[name] = streamfield([]) if isinstance(value, list) else value
        for name in ("body", "easy", "questions", "tips", "trends", "rivals", "points"):
            if hasattr(page, name):
                values[name] = streamfield([])
        if isinstance(page, AccessibilityPage):
            values["status"] = "partly"
        if isinstance(page, TrendsPage):
            values |= {"date": "2026-01-05", "bylines": inline_formset([])}
        if isinstance(page, FormPage):
            values["form_fields"] = inline_formset([])
        return nested_form_data(values)

    def test_every_type_names_its_parents_and_has_no_children(self) -> None:
        for page in self.pages:
            with self.subTest(page=page.title):
                self.assertAllowedParentPageTypes(type(page), {HomePage, IndexPage})
                self.assertAllowedSubpageTypes(type(page), {})

    def test_every_page_can_be_visited_edited_and_previewed(self) -> None:
        for page in self.pages:
            with self.subTest(page=page.title):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, post_data=self.data(page))
                self.assertPageIsPreviewable(page, post_data=self.data(page))

    def test_every_field_has_help_with_an_example(self) -> None:
        inherited = {field.name for field in Page._meta.get_fields()} | {"page_ptr", "tint", "lead", "drawing"}
        for page in self.pages:
            for field in page._meta.fields:
                if field.name in inherited or field.name in {"body", "easy", "contact", "is_voice", "show_in_footer"}:
                    continue
                if field.get_internal_type() != "JSONField":
                    with self.subTest(page=page.title, field=field.name):
                        assert "Bijvoorbeeld" in str(field.help_text) or "voorbeeld" in str(field.help_text)
