"""Services and providers: what an editor fills in, what a visitor reads, and what other software may rely on."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.pages.blocks.services import (
    EuroField,
    PriceBlock,
    PriceBlocks,
    ScheduleBlock,
    ScheduleBlocks,
    euro_text,
)
from portal.pages.models import HomePage, IndexPage, ProviderPage, ServicePage, StandardPage
from portal.places.models import Neighbourhood

STREAMS = ("body", "easy", "prices", "schedules", "documents", "languages", "workers")
PRICE = {
    "title": "Zes gesprekken",
    "form": "package",
    "for_whom": "voor wie alleen wil praten",
    "sessions": 6,
    "minutes": 45,
    "price": 30000,
    "includes": ["een werkboek"],
    "note": "Uw verzekering betaalt soms mee.",
}
TUESDAY = {
    "freq": "WEEKLY",
    "weekdays": ["1"],
    "interval": 1,
    "opens": "10:00",
    "closes": "12:00",
    "attending_type": "physical",
}


def form_data(page: Page, **values: Any) -> dict[str, str]:
    """What the editor's form sends."""
    texts = {"title": page.title, "slug": page.slug, "tint": "help", "status": "active", "kind": "care"}
    empty = {name: streamfield([]) for name in STREAMS}
    return nested_form_data({**texts, **empty, **values})


def as_stream(block: blocks.StreamBlock, kind: str, value: dict[str, Any]) -> Any:
    return block.to_python([{"type": kind, "value": value, "id": "one"}])


class ServiceTypesTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = HomePage(title="Begin", slug="begin")
        Page.get_first_root_node().add_child(instance=cls.home)
        cls.site = Site.objects.get(is_default_site=True)
        cls.site.root_page = cls.home
        cls.site.save()
        cls.index = cls.home.add_child(instance=IndexPage(title="Hulp", slug="hulp"))
        cls.provider = cls.index.add_child(
            instance=ProviderPage(title="Thuiszorg De Waal", slug="thuiszorg", kind="care", phone="0344 - 01 29 00")
        )
        cls.service = cls.index.add_child(
            instance=ServicePage(
                title="Rouwgesprekken",
                slug="rouwgesprekken",
                eligibility="Voor wie iemand verloor.",
                minimum_age=18,
                prices=as_stream(PriceBlocks(), "price", PRICE),
                schedules=as_stream(ScheduleBlocks(), "schedule", TUESDAY),
            )
        )

    def test_tree_rules(self) -> None:
        self.assertAllowedParentPageTypes(ServicePage, {HomePage, IndexPage, ProviderPage})
        self.assertAllowedSubpageTypes(ServicePage, {})
        self.assertCanCreateAt(ProviderPage, ServicePage)
        self.assertCanNotCreateAt(StandardPage, ServicePage)

    def test_pages_can_be_visited_edited_and_previewed(self) -> None:
        for page in (self.provider, self.service):
            with self.subTest(page=page.title):
                self.assertPageIsRoutable(page)
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, post_data=form_data(page))
        for mode, _label in self.service.preview_modes:
            self.assertPageIsPreviewable(self.service, mode=mode, post_data=form_data(self.service))

    def test_editor_makes_a_service_with_a_price(self) -> None:
        self.login()
        page = ServicePage(title="Samen eten", slug="samen-eten")
        price = {
            "title": "Een maaltijd",
            "form": "group",
            "for_whom": "",
            "capacity": "20",
            "sessions": "",
            "minutes": "",
            "price": "€ 6,50",
            "includes-count": "0",
            "note": "",
            "valid_from": "",
            "valid_to": "",
        }
        self.assertCanCreate(self.index, ServicePage, form_data(page, prices=streamfield([("price", price)])))
        made = ServicePage.objects.get(slug="samen-eten")
        assert made.prices[0].value["price"] == 650
        assert made.prices[0].value.price_text == "€ 6,50"

    def test_page_says_for_whom_when_and_what_it_costs(self) -> None:
        html = self.client.get("/hulp/rouwgesprekken/").content.decode()
        text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
        assert "Voor wie iemand verloor. Vanaf 18 jaar." in text
        assert "Elke dinsdag, 10.00 tot 12.00 uur" in text
        assert "Een pakket van gesprekken, 6 gesprekken, 45 minuten." in text
        assert "€ 300" in text

    def test_search_engines_read_the_price(self) -> None:
        html = self.client.get("/hulp/rouwgesprekken/").content.decode()
        data = json.loads(re.findall(r'ld\+json">(.*?)</script>', html)[0])
        service = next(item for item in data["@graph"] if item["@type"] == "Service")
        assert service["identifier"] == str(self.service.uuid)
        assert service["offers"] == [
            {"@type": "Offer", "name": "Zes gesprekken", "price": "300.00", "priceCurrency": "EUR"}
        ]
        assert "areaServed" not in service

    def test_provider_lists_only_what_everyone_may_read(self) -> None:
        self.index.add_child(instance=ServicePage(title="Wassen", slug="wassen", provider=self.provider))
        self.index.add_child(instance=ServicePage(title="Nog niet", slug="niet", provider=self.provider, live=False))
        html = self.client.get("/hulp/thuiszorg/").content.decode()
        assert "Wassen" in html
        assert "Nog niet" not in html

    def test_copy_gets_a_number_of_its_own(self) -> None:
        copy = self.service.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
        assert copy.uuid != self.service.uuid

    def test_editor_chooses_neighbourhoods_of_the_own_site_only(self) -> None:
        other = Site.objects.create(
            hostname="buren.localhost",
            root_page=self.home.add_sibling("right", instance=HomePage(title="Buren", slug="buren")),
        )
        Neighbourhood.objects.create(site=self.site, name="Drumpt", slug="drumpt")
        Neighbourhood.objects.create(site=other, name="Elders", slug="elders")
        form_class = ServicePage.get_edit_handler().get_form_class()
        form = form_class(instance=self.service, parent_page=self.index)
        assert [area.name for area in form.fields["neighbourhoods"].queryset] == ["Drumpt"]

    def test_ages_in_the_wrong_order_are_refused(self) -> None:
        self.service.minimum_age, self.service.maximum_age = 30, 20
        with pytest.raises(ValidationError) as error:
            self.service.full_clean()
        assert list(error.value.message_dict) == ["maximum_age"]


@pytest.mark.parametrize(("typed", "cents"), [("12,50", 1250), ("€ 5", 500), ("gratis", 0), ("5,-", 500), ("0", 0)])
def test_euros_are_kept_as_cents(typed: str, cents: int):
    assert EuroField().clean(typed) == cents


@pytest.mark.parametrize("typed", ["veel", "-5", "1,5", "1000000", "5 euro"])
def test_amount_that_is_none_is_refused(typed: str):
    with pytest.raises(ValidationError):
        EuroField().clean(typed)


def test_amount_comes_back_as_it_is_typed():
    assert EuroField().prepare_value(1250) == "12,50"
    assert [euro_text(cents) for cents in (0, 500, 1205)] == ["gratis", "€ 5", "€ 12,05"]


def test_price_holds_between_its_days():
    price = PriceBlock().to_python({**PRICE, "valid_from": "2027-01-01", "valid_to": "2027-12-31"})
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
    assert [price.holds_on(day) for day in days] == [False, True, True, False]


def test_schedule_in_words_and_as_a_rule():
    block = ScheduleBlock()
    weekly = block.to_python({**TUESDAY, "weekdays": ["3", "1"]})
    every_other = block.to_python({**TUESDAY, "interval": 2})
    monthly = block.to_python({**TUESDAY, "freq": "MONTHLY", "week_of_month": 1})
    assert [value.day_text for value in (weekly, every_other, monthly)] == [
        "elke dinsdag en donderdag",
        "eens in de 2 weken op dinsdag",
        "elke eerste dinsdag van de maand",
    ]
    assert [value.byday for value in (weekly, monthly)] == [["TU", "TH"], ["1TU"]]


def test_schedule_that_ends_before_it_begins_is_refused():
    value = ScheduleBlock().to_python({**TUESDAY, "closes": "09:00"})
    with pytest.raises(blocks.StructBlockValidationError):
        ScheduleBlock().clean(value)
