"""What residents offer and ask is found by both engines alike, beside the vacancies and apart from them."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import QueryDict

from community.help.actions import items
from community.help.models import HelpItem
from portal.places.models import Neighbourhood
from search import outbox, rebuilding
from search.contract import Answer
from search.elastic import index
from search.engines import search
from search.help_forms import HelpSearchForm
from search.models import SearchDocument
from search.tasks import deliver_now
from tests.contract.asking import ask as ask_vacancies
from tests.contract.asking import titles
from tests.factories.bank import VacancyFactory
from tests.factories.help import HelpItemFactory
from tests.factories.people import CoordinatorFactory

pytestmark = pytest.mark.django_db


def ask(site, **parameters) -> Answer:
    deliver_now()
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = HelpSearchForm(data, site_id=site.pk)
    assert form.is_valid(), form.errors
    answer = search(form.query(), site.pk)
    assert answer.engine == ("elasticsearch" if settings.ELASTICSEARCH_URL else "database")
    return answer


def test_each_list_finds_its_own(engine, site):
    VacancyFactory(title="Wandelen met ouderen")
    HelpItemFactory(title="Samen wandelen")
    HelpItemFactory(title="Ik wandel graag mee", kind="offer")
    answer = ask(site, q="wandelen")
    assert (answer.engine, set(titles(answer))) == (engine, {"Samen wandelen", "Ik wandel graag mee"})
    assert titles(ask_vacancies(site, q="wandelen")) == ["Wandelen met ouderen"]
    assert (ask(site).count, ask_vacancies(site).count) == (2, 1)


def test_words_are_read_as_those_of_vacancies(engine, site):
    HelpItemFactory(title="Wie past op mijn katten?", text="Drie dagen.")
    HelpItemFactory(title="Een lift naar het ziekenhuis", text="Op donderdag.")
    assert titles(ask(site, q="kat")) == ["Wie past op mijn katten?"]
    assert titles(ask(site, q="ziekenhius")) == ["Een lift naar het ziekenhuis"]
    assert ask(site, q="diepzeeduiken").count == 0


def test_same_number_of_a_vacancy_and_an_item_are_two_documents(engine, site):
    vacancy = VacancyFactory(title="Koken")
    item = HelpItemFactory(id=vacancy.pk, title="Samen koken")
    assert titles(ask(site, q="koken")) == ["Samen koken"]
    items.withdraw_item(item=item, by=item.person)
    assert titles(ask(site, q="koken")) == []
    assert titles(ask_vacancies(site, q="koken")) == ["Koken"]


def test_status_kind_theme_daypart_and_neighbourhood_are_filters(engine, site):
    west = Neighbourhood.objects.create(site=site, name="Tiel-West", slug="tiel-west")
    HelpItemFactory(title="A", themes=["Taal"], dayparts=["mon-morning"], neighbourhood=west)
    HelpItemFactory(title="B", kind="offer", themes=["Tuin"], dayparts=["sat-evening"])
    HelpItemFactory(title="C", done=True)
    HelpItemFactory(title="D", unread=True)
    assert set(titles(ask(site))) == {"A", "B"}
    assert titles(ask(site, status="filled")) == ["C"]
    assert set(titles(ask(site, status="all"))) == {"A", "B", "C"}
    assert titles(ask(site, kind="offer")) == ["B"]
    assert titles(ask(site, theme="taal")) == ["A"]
    assert titles(ask(site, daypart="sat-evening")) == ["B"]
    assert titles(ask(site, neighbourhood="tiel-west")) == ["A"]
    facets = ask(site, kind="offer").facets
    assert {value.value: value.count for value in facets["kind"]} == {"offer": 1, "request": 1}


def test_place_and_distance_are_those_of_the_neighbourhood(engine, site):
    HelpItemFactory(title="Hier")
    HelpItemFactory(title="Ver", place="Culemborg", latitude=51.9558, longitude=5.2277)
    assert titles(ask(site, place="Tiel")) == ["Hier"]
    assert titles(ask(site, place="Tiel", radius=30, sort="distance")) == ["Hier", "Ver"]
    assert ask(site, place="Tiel").hits[0].distance_km is not None


def test_every_change_arrives_and_what_is_not_public_is_never_there(engine, site):
    item = HelpItemFactory(unread=True, title="Zwanen voeren")
    assert ask(site, q="zwaan").count == 0
    items.publish_item(item=item, by=CoordinatorFactory())
    assert titles(ask(site, q="zwaan")) == ["Zwanen voeren"]
    items.withdraw_item(item=item, by=item.person)
    assert ask(site, q="zwaan").count == 0
    assert SearchDocument.objects.filter(object_id=-item.pk).count() == 0


def test_check_sees_every_difference_and_rebuild_mends_it(engine, site):
    vacancy, first, second = VacancyFactory(), HelpItemFactory(title="Een"), HelpItemFactory(title="Twee")
    deliver_now()
    assert all(found.is_none for found in rebuilding.check(site.pk))
    HelpItem.objects.filter(pk=first.pk).update(title="Anders")
    HelpItem.objects.filter(pk=second.pk).update(state="withdrawn")
    found = rebuilding.check(site.pk)[0]
    assert (found.stale, found.ghost, found.missing) == ([-first.pk], [-second.pk], [])
    counted: list[int] = []
    assert rebuilding.rebuild([site.pk], [site.pk], counted.append)
    assert sum(counted) == 2
    assert all(found.is_none for found in rebuilding.check(site.pk))
    assert titles(ask(site)) == ["Anders"]
    assert titles(ask_vacancies(site)) == [vacancy.title]


def test_rebuild_that_was_stopped_among_the_items_goes_on_there(engine, site, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for _number in range(3):
        VacancyFactory()
        HelpItemFactory()
    deliver_now()
    done = 0

    def stop_halfway(count: int) -> None:
        nonlocal done
        done += count
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild([site.pk], [site.pk], stop_halfway)
    counted: list[int] = []
    assert rebuilding.rebuild([site.pk], [site.pk], counted.append)
    assert (counted[0], sum(counted)) == (5, 6)
    assert all(found.is_none for found in rebuilding.check(site.pk))
    assert (ask(site).count, ask_vacancies(site).count) == (3, 3)


def test_pages_visit_everything_once(engine, site):
    for number in range(7):
        HelpItemFactory(title=f"Vraag {number}")
    seen = [title for page in (1, 2, 3) for title in titles(ask(site, page=page, page_size=3, sort="newest"))]
    assert sorted(seen) == [f"Vraag {number}" for number in range(7)]


def test_database_answers_while_elasticsearch_is_away(settings, site):
    from search.breaker import elastic_breaker

    elastic_breaker.succeeded()
    HelpItemFactory(title="Samen wandelen")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    data = QueryDict("q=wandelen")
    form = HelpSearchForm(data, site_id=site.pk)
    assert form.is_valid()
    answer = search(form.query(), site.pk)
    assert (answer.engine, titles(answer)) == ("database", ["Samen wandelen"])
    elastic_breaker.succeeded()


LINE = {
    "external_id": "h-1",
    "kind": "request",
    "title": "Ramen lappen",
    "description": "Vijf ramen, beneden.",
    "categories": ["huishouden"],
    "place": "Tiel",
    "postcode": "4001 BF",
    "latitude": 51.88761,
    "longitude": 5.43219,
    "radius_km": 10,
    "availability": ["fri-morning"],
    "status": "published",
}


def load(tmp_path, *lines, **options):
    path = tmp_path / "help.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    call_command("import_help_offers", str(path), **options)


def test_import_is_found_at_its_end_and_changes_nothing_the_second_time(engine, site, tmp_path, capsys):
    load(tmp_path, LINE, {**LINE, "external_id": "h-2", "kind": "offer", "title": "Ik lap graag ramen"})
    assert set(titles(ask(site, q="ramen"))) == {"Ramen lappen", "Ik lap graag ramen"}
    load(tmp_path, LINE)
    assert "0 new, 0 changed, 1 the same, 0 bad" in capsys.readouterr().out
    load(tmp_path, {**LINE, "title": "Ramen zemen", "status": "filled"})
    assert (ask(site, q="zemen").count, ask(site, q="zemen", status="filled").count) == (0, 1)


def test_import_keeps_no_point_of_a_house(site, tmp_path):
    load(tmp_path, LINE)
    item = HelpItem.objects.get()
    assert (item.latitude, item.longitude) != (LINE["latitude"], LINE["longitude"])
    assert item.postcode == "4001"
    load(tmp_path, {**LINE, "external_id": "h-9", "place": "Nergenshuizen", "postcode": ""})
    far = HelpItem.objects.get(external_id="h-9")
    assert (far.latitude, far.longitude) == (51.89, 5.43)


def test_bad_line_is_named_and_the_good_ones_are_kept(site, tmp_path, capsys):
    bad = {**LINE, "external_id": "h-3", "kind": "ruil", "availability": ["nooit"]}
    with pytest.raises(SystemExit) as ended:
        load(tmp_path, LINE, bad)
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "line 2: kind: is not one of offer, request" in told
    assert "line 2: availability: " in told
    assert HelpItem.objects.count() == 1


def test_dry_run_keeps_nothing_and_import_never_brings_back_what_was_withdrawn(site, tmp_path):
    load(tmp_path, LINE, dry_run=True)
    assert HelpItem.objects.count() == 0
    load(tmp_path, LINE)
    HelpItem.objects.update(state="withdrawn")
    load(tmp_path, LINE)
    assert HelpItem.objects.get().state == "withdrawn"


def test_late_delivery_of_an_item_never_overwrites_a_newer_one(elasticsearch_url, settings, site):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    index.drop(index.alias())
    from search.engines import elastic_engine

    item = HelpItemFactory(title="Nieuw")
    newer, _gone = outbox.current({-item.pk: 1_000_000})
    elastic_engine.write(newer, [])
    assert elastic_engine.write([{**newer[0], "title": "Oud", "version": 999_999}], []) == {}
    elastic_engine.refresh()
    assert titles(ask(site)) == ["Nieuw"]
    index.drop(index.alias())
