from __future__ import annotations

import pytest
from django.http import QueryDict

from portal.places.models import Neighbourhood
from search.forms import SearchForm, read_cursor, write_cursor
from tests.factories.bank import VacancyFactory

pytestmark = pytest.mark.django_db


def form(site, **parameters) -> SearchForm:
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return SearchForm(data, site_id=site.pk)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"q": "a" * 501}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "a\ud800b"}, "q"),
        ({"place": "Nergenshuizen"}, "place"),
        ({"place": "9999 ZZ"}, "place"),
        ({"place": "x" * 5000}, "place"),
        ({"radius": "-1"}, "radius"),
        ({"radius": "501"}, "radius"),
        ({"radius": "nan"}, "radius"),
        ({"radius": "1e999"}, "radius"),
        ({"radius": "ver"}, "radius"),
        ({"lat": "51.9"}, "lon"),
        ({"lon": "5.4"}, "lat"),
        ({"lat": "91", "lon": "5"}, "lat"),
        ({"theme": "bestaat-niet"}, "theme"),
        ({"skill": "vliegen"}, "skill"),
        ({"kind": "onzin"}, "kind"),
        ({"daypart": "mon-night"}, "daypart"),
        ({"neighbourhood": "nergens"}, "neighbourhood"),
        ({"frequency": "daily"}, "frequency"),
        ({"max_hours": "169"}, "max_hours"),
        ({"age": "131"}, "age"),
        ({"age": "-1"}, "age"),
        ({"age": "9" * 40}, "age"),
        ({"remote": "ja"}, "remote"),
        ({"together": "solo"}, "together"),
        ({"language_level": "c2"}, "language_level"),
        ({"status": "draft"}, "status"),
        ({"sort": "price"}, "sort"),
        ({"sort": "distance"}, "sort"),
        ({"page": "0"}, "page"),
        ({"page": "1e9"}, "page"),
        ({"page": "1000", "page_size": "100"}, "page"),
        ({"page_size": "101"}, "page_size"),
        ({"after": "onzin"}, "after"),
    ],
)
def test_malformed_value_is_named(site, parameters, field):
    refused = form(site, **parameters)
    assert not refused.is_valid()
    assert list(refused.errors) == [field]


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "", "place": "", "radius": "", "theme": "", "kind": "", "page": "", "unknown": "x"},
        {"place": "tiel", "radius": "2,5"},
        {"place": "TIEL", "sort": "distance"},
        {"lat": "51.9", "lon": "5.4", "sort": "distance"},
        {"radius": "5"},
        {"page": "100", "page_size": "100"},
        {"q": 'NEAR("a" *) -b AND OR NOT ~2 /.*/'},
        {"q": "🙂 العربية עברית"},
    ],
)
def test_usable_values_are_accepted(site, parameters):
    accepted = form(site, **parameters)
    assert accepted.is_valid(), accepted.errors
    accepted.query()


def test_theme_takes_slug_or_word_in_any_case_and_repeats(site):
    VacancyFactory(themes=["Dieren", "Taal"])
    accepted = form(site, theme=["DIEREN", "taal", "dieren"])
    assert accepted.is_valid()
    assert accepted.query().theme == ("dieren", "taal")


def test_last_of_a_single_valued_parameter_counts(site):
    accepted = form(site, kind=["task", "volunteer"])
    assert accepted.is_valid()
    assert accepted.query().kind == ("volunteer",)


def test_radius_is_ten_unless_said_and_nothing_without_a_place(site):
    near, nowhere = form(site, place="Tiel"), form(site, radius="5")
    assert near.is_valid()
    assert nowhere.is_valid()
    assert (near.query().radius_km, nowhere.query().radius_km) == (10.0, None)


def test_radius_nought_is_the_place_by_its_name(site):
    exact = form(site, place="Tiel", radius="0")
    assert exact.is_valid()
    assert exact.query().place_exact


def test_postcode_is_found_by_a_known_address_with_the_same_digits(site):
    VacancyFactory(postcode="4003 AB")
    known = form(site, place="4003XY")
    assert known.is_valid(), known.errors
    assert known.query().point.latitude == pytest.approx(51.8867)


def test_hamlet_is_found_by_our_own_vacancies(site):
    VacancyFactory(place="Klein Zandeinde")
    known = form(site, place="klein zandeinde")
    assert known.is_valid(), known.errors


def test_neighbourhood_is_known_by_its_slug(site):
    Neighbourhood.objects.create(site=site, name="Tiel-West", slug="tiel-west")
    assert form(site, neighbourhood="tiel-west").is_valid()


def test_cursor_survives_the_address():
    assert read_cursor(write_cursor((12.5, 1700000000000, 42))) == (12.5, 1700000000000, 42)
