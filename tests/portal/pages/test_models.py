from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.pages.fields import BlocksField
from portal.pages.models import HomePage, IndexPage, SiteSettings, StandardPage


def form_data(page: Page) -> dict[str, str]:
    """What the editor's form sends of a page without blocks."""
    texts = {"title": page.title, "slug": page.slug, "question": "Wat speelt er?", "tint": "help"}
    return nested_form_data({**texts, "body": streamfield([])})


class PageTypesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        site = Site.objects.get(is_default_site=True)
        site.root_page = cls.home
        site.save()
        cls.index = cls.home.add_child(instance=IndexPage(title="Hulp en advies", slug="hulp"))
        body = [
            ("heading", "Wat moet wanneer"),
            ("steps", [{"title": "Deze week", "text": "<p>De uitvaart.</p>"}]),
            ("quote", {"text": "Het tempo bepaal ik zelf.", "source": "Wim, 81 jaar"}),
        ]
        cls.subject = cls.index.add_child(instance=StandardPage(title="Overleden", slug="overleden", body=body))

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedParentPageTypes(IndexPage, {HomePage, IndexPage})
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, IndexPage, StandardPage})
        self.assertCanNotCreateAt(StandardPage, IndexPage)
        self.assertCanNotCreateAt(HomePage, HomePage)

    def test_every_page_can_be_visited_edited_and_previewed(self) -> None:
        for page in (self.home, self.index, self.subject):
            with self.subTest(page=page.title):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, post_data=form_data(page))
                self.assertPageIsPreviewable(page, post_data=form_data(page))

    def test_editor_makes_a_page_with_the_form(self) -> None:
        self.login()
        data = nested_form_data(
            {
                "title": "Ik ken hier bijna niemand",
                "slug": "niemand",
                "lead": "Dat horen wij vaker.",
                "tint": "help",
                "body": streamfield([("heading", "Wat helpt"), ("paragraph", rich_text("<p>Kom eens eten.</p>"))]),
            }
        )
        self.assertCanCreate(self.index, StandardPage, data, publish=True)
        page = StandardPage.objects.get(slug="niemand")
        assert page.live
        assert [block.block_type for block in page.body] == ["heading", "paragraph"]

    def test_overview_lists_the_pages_that_everyone_may_read(self) -> None:
        self.index.add_child(instance=StandardPage(title="Nog niet af", slug="af", live=False))
        html = self.client.get("/hulp/").content.decode()
        assert "Overleden" in html
        assert "Nog niet af" not in html


def test_blocks_stay_out_of_migrations(db):
    """A change of blocks is no change of the database."""
    state = MigrationLoader(connection).project_state(
        ("pages", MigrationLoader(connection).graph.leaf_nodes("pages")[0][1])
    )
    fields = [
        field
        for name in ("homepage", "indexpage", "standardpage", "sitesettings")
        for field in state.models["pages", name].fields.values()
        if isinstance(field, BlocksField)
    ]
    assert [list(field.stream_block.child_blocks) for field in fields] == [[]] * 6


def test_field_that_is_cloned_keeps_its_blocks():
    field = StandardPage._meta.get_field("body")
    assert "heading" in field.clone().stream_block.child_blocks


def test_every_field_of_the_settings_has_help_with_an_example(db):
    own = [field for field in SiteSettings._meta.fields if field.name not in {"id", "site", "socials"}]
    assert len(own) == 15
    assert [field.name for field in own if "Bijvoorbeeld" not in str(field.help_text)] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "bel maar"), ("postcode", "12 ABC"), ("promise_days", 0), ("promise_days", 21), ("theme", "paars")],
)
def test_settings_refuse(details, field: str, value: object):
    setattr(details, field, value)
    with pytest.raises(ValidationError) as error:
        details.full_clean()
    assert list(error.value.message_dict) == [field]
