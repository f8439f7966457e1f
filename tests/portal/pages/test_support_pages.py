"""Life events, support, internships, prevention, care and welfare, and how it stands: tree, page, preview, address."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail import blocks
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.pages.blocks.support import ActivityBlock, ExpenseBlock
from portal.pages.fields import BlocksField
from portal.pages.models import (
    CareAndWelfarePage,
    CaregiverSupportPage,
    FiguresPage,
    HomePage,
    IndexPage,
    InternshipPage,
    LifeEventPage,
    PreventionPage,
    ProviderPage,
    ServicePage,
    StandardPage,
    VolunteerSupportPage,
)
from tests.factories.bank import VacancyFactory
from tests.portal.pages.test_questions import questions

TYPES = (
    CareAndWelfarePage,
    CaregiverSupportPage,
    FiguresPage,
    InternshipPage,
    LifeEventPage,
    PreventionPage,
    VolunteerSupportPage,
)
ALL = (*TYPES, ProviderPage, ServicePage)


def form_data(page: Page) -> dict[str, str]:
    """What the editor's form sends of a page without blocks."""
    streams = {f.name: streamfield([]) for f in page._meta.get_fields() if isinstance(f, BlocksField)}
    texts = {"title": page.title, "slug": page.slug, "tint": "help", "cafe_name": "Café", "status": "active"}
    return nested_form_data({**texts, "kind": "care", **streams})


class SupportTypesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cache.clear()
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        site = Site.objects.get(is_default_site=True)
        site.root_page = cls.home
        site.save()
        cls.pages = [
            cls.home.add_child(instance=model(title=f"Pagina {number}", slug=f"pagina-{number}"))
            for number, model in enumerate(TYPES)
        ]
        cls.life = LifeEventPage.objects.get()
        cls.life.questions = questions("begin", "praten", following="praten")
        cls.life.save()

    def test_tree_rules(self) -> None:
        for model in TYPES:
            with self.subTest(model=model.__name__):
                self.assertAllowedParentPageTypes(model, {HomePage, IndexPage})
                self.assertCanNotCreateAt(StandardPage, model)
        self.assertAllowedSubpageTypes(CareAndWelfarePage, {ProviderPage})
        self.assertAllowedSubpageTypes(LifeEventPage, {})

    def test_every_page_can_be_visited_edited_and_previewed_in_each_mode(self) -> None:
        for page in [self.home, *self.pages]:
            page = page.specific
            with self.subTest(page=type(page).__name__):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                data = {**form_data(page), "question": "Wat speelt er?"}
                self.assertPageIsEditable(page, post_data=data)
                for mode, _label in type(page)().preview_modes:
                    self.assertPageIsPreviewable(page, mode=mode, post_data=data)

    def test_each_question_has_an_address_and_a_way_back(self) -> None:
        first = self.client.get("/pagina-4/").content.decode()
        assert 'href="/pagina-4/vraag/praten/"' in first
        step = self.client.get("/pagina-4/vraag/praten/")
        html = step.content.decode()
        assert step.status_code == 200
        assert ">Vraag praten?</h1>" in html
        assert 'href="/pagina-4/">‹' in html
        assert self.client.get("/pagina-4/vraag/bestaat-niet/").status_code == 404

    def test_preview_of_a_question(self) -> None:
        modes = [mode for mode, _label in self.life.preview_modes]
        assert modes[:2] == ["", "praten"]
        request = RequestFactory().get("/")
        with pytest.raises(Http404):
            self.life.serve_preview(request, "weg")

    def test_how_it_stands_has_a_page_per_municipality(self) -> None:
        VacancyFactory.create_batch(5, place="Tiel")
        assert "Er staan nu 5 plekken open." in self.client.get("/pagina-2/tiel/").content.decode()
        assert self.client.get("/pagina-2/nergens/").status_code == 404

    def test_internship_page_lists_what_is_open(self) -> None:
        VacancyFactory(title="Fietsen maken", kind="internship", school_types=["vmbo"])
        assert "Fietsen maken" in self.client.get("/pagina-3/?schoolsoort=vmbo").content.decode()
        empty = self.client.get("/pagina-3/?schoolsoort=vwo").content.decode()
        assert "Nog geen plek die past." in empty
        assert "/maatschappelijke-stage/zoeken/" in empty

    def test_caregivers_are_rung_back(self) -> None:
        html = self.client.get("/pagina-1/").content.decode()
        assert 'action="/bel-mij-terug/"' in html
        assert 'name="topic" value="caregiver"' in html

    def test_what_somebody_says_leads_to_who_helps(self) -> None:
        page = CareAndWelfarePage.objects.get()
        helper = page.add_child(instance=ProviderPage(title="Thuiszorg", slug="thuiszorg", phone="0344 - 01 27 10"))
        gone = page.add_child(instance=ProviderPage(title="Weg", slug="weg", live=False))
        rows = [
            {"type": "helper", "id": key, "value": {"sentence": key, "helper": who.pk, "why": "Zij komt kijken."}}
            for key, who in (("Steunkousen", helper), ("Niemand meer", gone))
        ]
        page.helpers = page._meta.get_field("helpers").stream_block.to_python(rows)
        page.save()
        html = self.client.get("/pagina-0/").content.decode()
        assert "Steunkousen" in html
        assert 'href="tel:+31344012710"' in html
        assert "<summary>Niemand meer" not in html

    def test_one_helper_or_three_cost_the_same(self) -> None:
        page = CareAndWelfarePage.objects.get()
        stream = page._meta.get_field("helpers").stream_block
        helpers = [page.add_child(instance=ProviderPage(title=f"Zorg {n}", slug=f"zorg-{n}")) for n in range(3)]
        costs = []
        for count in (1, 3):
            rows = [
                {"type": "helper", "id": str(who.pk), "value": {"sentence": "Zin", "helper": who.pk, "why": "Ja."}}
                for who in helpers[:count]
            ]
            page.helpers = stream.to_python(rows)
            page.save()
            self.client.get("/pagina-0/")
            with CaptureQueriesContext(connection) as asked:
                self.client.get("/pagina-0/")
            costs.append(len(asked))
        assert costs[0] == costs[1]

    def test_each_type_costs_a_dozen_questions_at_most(self) -> None:
        costs = {}
        for page in self.pages:
            self.client.get(page.url)
            with CaptureQueriesContext(connection) as asked:
                self.client.get(page.url)
            costs[type(page).__name__] = len(asked)
        assert {name: cost for name, cost in costs.items() if cost > 12} == {}, costs

    def test_each_type_says_what_it_is(self) -> None:
        kinds = {1: "Service", 2: "Dataset", 3: "Service", 4: "WebPage", 6: "Service"}
        for number, kind in kinds.items():
            html = self.client.get(f"/pagina-{number}/").content.decode()
            graph = json.loads(re.findall(r'ld\+json">(.*?)</script>', html)[0])["@graph"]
            assert kind in {node["@type"] for node in graph}, number


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_field_has_help_with_an_example(model: Any):
    inherited = {field.name for field in Page._meta.get_fields()} | {"page_ptr", "easy", "uuid"}
    own = [f for f in model._meta.get_fields() if getattr(f, "editable", False) and f.name not in inherited]
    without = [f.name for f in own if hasattr(f, "help_text") and not re.search("[Bb]ijvoorbeeld", str(f.help_text))]
    assert len(own) > 5
    assert [name for name in without if name not in {"body"}] == []


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_block_has_help(model: Any):
    """Each box that an editor types in says what belongs there."""

    def silent(block: blocks.Block, path: str) -> list[str]:
        children = getattr(block, "child_blocks", None) or {}
        if isinstance(block, blocks.ListBlock):
            children = {"item": block.child_block}
        found = [name for key, child in children.items() for name in silent(child, f"{path}.{key}")]
        if isinstance(block, blocks.FieldBlock) and not isinstance(block, blocks.ChooserBlock) and not children:
            found += [] if str(block.field.help_text or "") else [path]
        return found

    own = {"prices", "schedules", "documents", "languages", "workers", "questions", "helpers", "rights", "expenses"}
    own |= {"trainings", "help_lines", "cafe_times", "activities", "small_steps"}
    streams = [f for f in model._meta.get_fields() if isinstance(f, BlocksField) and f.name in own]
    assert [name for f in streams for name in silent(f.stream_block, f.name)] == []


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_type_stands_with_help_on_the_screen_for_a_new_page(model: Any):
    assert model.family in {"help"}
    assert str(model.page_description)


def test_amounts_in_words():
    expense = ExpenseBlock().to_python({"what": "Auto", "amount": 23, "unit": "per kilometer"})
    free = ActivityBlock().to_python({"title": "Wandelen", "when": "Donderdag", "cost": 0})
    unsaid = ActivityBlock().to_python({"title": "Fietsen", "when": "Zaterdag"})
    assert (expense.amount_text, free.cost_text, unsaid.cost_text) == ("€ 0,23", "gratis", "")
