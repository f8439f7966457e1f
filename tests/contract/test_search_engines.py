"""What every engine must do, on the database of this run and on a real Elasticsearch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.places.models import Neighbourhood
from tests.contract.asking import ask, titles
from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.factories.placements import sign_up
from vacancies.bank.enums import OrganisationState

pytestmark = pytest.mark.django_db


def test_engine_answers_itself(engine, site):
    VacancyFactory()
    assert ask(site).engine == engine


def test_words_find_inflections_compounds_synonyms_and_typos(engine, site):
    VacancyFactory(title="Taalmaatjes gezocht", description="Oefen samen.")
    VacancyFactory(title="Rijden met de dorpsbus", description="U brengt mensen weg.")
    assert titles(ask(site, q="taalmaatje")) == ["Taalmaatjes gezocht"]
    assert titles(ask(site, q="taalmatje")) == ["Taalmaatjes gezocht"]
    assert titles(ask(site, q="chauffeur")) == ["Rijden met de dorpsbus"]
    assert titles(ask(site, q="bus")) == ["Rijden met de dorpsbus"]


def test_title_counts_more_than_text(engine, site):
    VacancyFactory(title="Gastvrouw", description="Soms helpt u in de moestuin.")
    VacancyFactory(title="Werken in de moestuin", description="Buiten bezig zijn.")
    assert titles(ask(site, q="moestuin")) == ["Werken in de moestuin", "Gastvrouw"]


def test_nothing_is_found_for_what_is_not_there(engine, site):
    VacancyFactory(title="Koken", description="Soep maken.")
    answer = ask(site, q="diepzeeduiken")
    assert (answer.count, answer.hits) == (0, ())


def test_only_open_ones_by_default_and_filled_ones_when_asked(engine, site):
    VacancyFactory(title="Open plek")
    VacancyFactory(title="Vervulde plek", filled=True)
    VacancyFactory(title="Betaalde baan", kind="paid")
    VacancyFactory(title="Concept", draft=True)
    VacancyFactory(title="Gestopt", organisation=OrganisationFactory(state=OrganisationState.ENDED))
    assert titles(ask(site)) == ["Open plek"]
    assert titles(ask(site, status="filled")) == ["Vervulde plek"]
    assert set(titles(ask(site, status="all"))) == {"Open plek", "Vervulde plek"}
    assert titles(ask(site, kind="paid")) == ["Betaalde baan"]


def test_place_and_radius(engine, site):
    VacancyFactory(title="Hier")
    VacancyFactory(title="Culemborg", place="Culemborg", latitude=51.9558, longitude=5.2277)
    VacancyFactory(title="Nergens", place="", latitude=None, longitude=None)
    assert titles(ask(site, place="Tiel")) == ["Hier"]
    assert titles(ask(site, place="Tiel", radius=30, sort="distance")) == ["Hier", "Culemborg"]
    assert titles(ask(site, place="Tiel", radius=0)) == ["Hier"]
    (hit,) = ask(site, place="Tiel", radius=5).hits
    assert hit.distance_km == pytest.approx(0.5, abs=0.6)
    assert ask(site).hits[0].distance_km is None


def test_place_in_the_words_puts_what_is_near_first(engine, site):
    VacancyFactory(title="Klussen ver weg", place="Culemborg", latitude=51.9558, longitude=5.2277)
    VacancyFactory(title="Klussen dichtbij")
    assert titles(ask(site, q="klussen Tiel")) == ["Klussen dichtbij", "Klussen ver weg"]


@pytest.mark.parametrize(
    ("parameters", "values"),
    [
        ({"daypart": "tue-morning"}, {"dayparts": ["tue-morning"]}),
        ({"frequency": "once"}, {"frequency": "once"}),
        ({"max_hours": "2"}, {"hours_per_week": 2}),
        ({"age": "15"}, {"minimum_age": 15}),
        ({"remote": "true"}, {"remote": True}),
        ({"together": "group"}, {"together": "group"}),
        ({"wheelchair": "true"}, {"wheelchair": True}),
        ({"language_level": "basic"}, {"language_level": "basic"}),
        ({"kind": "task"}, {"kind": "task"}),
        ({"theme": "dieren"}, {"themes": ["Dieren"]}),
    ],
)
def test_filters(engine, site, parameters, values):
    VacancyFactory(title="Past", **values)
    VacancyFactory(
        title="Past niet",
        frequency="weekly",
        hours_per_week=8,
        minimum_age=18,
        language_level="fluent",
        dayparts=["sat-evening"],
    )
    assert titles(ask(site, **parameters)) == ["Past"]


def test_same_parameter_is_or_and_different_ones_are_and(engine, site):
    VacancyFactory(title="A", themes=["Dieren"], kind="task")
    VacancyFactory(title="B", themes=["Taal"])
    assert set(titles(ask(site, theme=["dieren", "taal"]))) == {"A", "B"}
    assert titles(ask(site, theme=["dieren", "taal"], kind="task")) == ["A"]


def test_facets_count_without_their_own_parameter_and_show_nought(engine, site):
    VacancyFactory(themes=["Dieren"], kind="volunteer")
    VacancyFactory(themes=["Taal"], kind="task")
    VacancyFactory(kind="paid")
    facets = ask(site, theme="dieren").facets
    assert {value.value: value.count for value in facets["theme"]} == {"dieren": 1, "taal": 1}
    kinds = {value.value: value.count for value in facets["kind"]}
    assert kinds == {"volunteer": 1, "task": 0, "internship": 0, "paid": 0}
    assert {value.value: value.count for value in ask(site).facets["kind"]}["paid"] == 1


def test_pages_visit_everything_once(engine, site):
    for number in range(7):
        VacancyFactory(title=f"Plek {number}")
    seen = [title for page in (1, 2, 3) for title in titles(ask(site, page=page, page_size=3, sort="newest"))]
    assert sorted(seen) == [f"Plek {number}" for number in range(7)]
    assert ask(site, page=9, page_size=3).hits == ()


@pytest.mark.parametrize(
    "text",
    ['NEAR("a" "b")', "a* -b +c", "title:x OR 1=1 --", "/(.*)+/", "~2 ^3 {!}", "'; DROP TABLE", "AND", "\\", "🙂🙂"],
)
def test_operators_are_just_words(engine, site, text):
    VacancyFactory(title="Koken")
    assert ask(site, q=text).count >= 0


def test_what_waits_for_long_and_has_room_comes_before_its_equal(engine, site):
    full = VacancyFactory(title="Koken", places=2, filled_places=2)
    asked = VacancyFactory(title="Koken", published_at=timezone.now() - timedelta(days=60))
    waits = VacancyFactory(title="Koken", published_at=timezone.now() - timedelta(days=60))
    many = VacancyFactory(title="Koken", places=5, published_at=timezone.now() - timedelta(days=60))
    sign_up(asked)
    numbers = [hit.source["object_id"] for hit in ask(site, q="koken").hits]
    assert numbers == [many.pk, waits.pk, asked.pk, full.pk]


def test_neighbourhood_narrows_and_is_offered_by_name(engine, site, client):
    neighbourhood = Neighbourhood.objects.create(site=site, name="Drumpt-Oost", slug="drumpt-oost")
    VacancyFactory(title="Hier", neighbourhood=neighbourhood)
    VacancyFactory(title="Elders")
    assert titles(ask(site, neighbourhood="drumpt-oost")) == ["Hier"]
    page = client.get("/vacatures/?neighbourhood=drumpt-oost").content.decode()
    assert '<option value="drumpt-oost" selected>Drumpt-Oost</option>' in page


def test_filter_on_a_wijk_also_finds_what_is_in_its_buurten(engine, site):
    wijk = Neighbourhood.objects.create(site=site, name="Drumpt", slug="drumpt")
    buurt = Neighbourhood.objects.create(site=site, name="Drumpt-Oost", slug="drumpt-oost", parent=wijk)
    VacancyFactory(title="In de buurt", neighbourhood=buurt)
    VacancyFactory(title="Elders")
    assert titles(ask(site, neighbourhood="drumpt")) == ["In de buurt"]


def test_compound_that_no_list_knows_is_found_by_two_words_in_use(engine, site):
    VacancyFactory(title="Lampen ophangen", description="Voor bewoners.")
    VacancyFactory(title="Koffie", description="U gaat koffie schenken.")
    assert titles(ask(site, q="koffieschenken")) == ["Koffie"]


def test_part_of_a_compound_may_be_a_synonym_and_help_asks_for_nothing(engine, site):
    VacancyFactory(title="Uitleg bij de laptop", description="Met geduld.")
    VacancyFactory(title="Soep koken", description="Hulp in de keuken.")
    assert titles(ask(site, q="computerhulp")) == ["Uitleg bij de laptop"]


def test_at_the_home_of_others_is_not_from_home(engine, site):
    VacancyFactory(title="Voorlezen bij gezinnen thuis", description="Een verhaal per week.")
    VacancyFactory(title="Stukjes schrijven", description="Voor de krant.", remote=True)
    assert titles(ask(site, q="bij mensen thuis voorlezen"))[0] == "Voorlezen bij gezinnen thuis"
    assert titles(ask(site, q="thuis"))[0] == "Stukjes schrijven"


def test_name_of_the_organisation_counts_less_than_the_work(engine, site):
    VacancyFactory(title="Lezen", description="Rustig.", organisation=OrganisationFactory(name="Buiten de Dijk"))
    VacancyFactory(title="Snoeien", description="U bent lekker buiten. U werkt met anderen.", summary="Werk buiten.")
    assert titles(ask(site, q="buiten"))[0] == "Snoeien"


def test_word_that_says_nothing_asks_for_nothing_in_a_phrase(engine, site):
    VacancyFactory(title="Soep maken", description="Een maaltijd voor de buurt.")
    VacancyFactory(title="Lampen ophangen", description="Voor bewoners.")
    assert titles(ask(site, q="samen eten")) == ["Soep maken"]


def test_word_finds_what_is_narrower_and_not_the_other_way_round(engine, site):
    VacancyFactory(title="Honden uitlaten", description="Elke dag.")
    VacancyFactory(title="Katten voeren", description="Elke dag.")
    assert sorted(titles(ask(site, q="iets met dieren"))) == ["Honden uitlaten", "Katten voeren"]
    assert titles(ask(site, q="hondje")) == ["Honden uitlaten"]


def test_dutch_word_that_nobody_offers_is_not_taken_for_another(engine, site):
    VacancyFactory(title="Sporten met jongeren", description="Elke week.")
    assert ask(site, q="spotten").count == 0
    assert titles(ask(site, q="spoorten")) == ["Sporten met jongeren"]


def test_long_question_of_which_nothing_has_half_is_asked_once_more_for_less(engine, site):
    VacancyFactory(title="Levensverhalen", description="Wij schrijven op wat mensen weten.")
    assert titles(ask(site, q="verhalen over de oorlog bewaren")) == ["Levensverhalen"]


def test_wish_to_come_together_leaves_no_list_empty(engine, site):
    VacancyFactory(title="Zwerfvuil rapen", minimum_age=8)
    VacancyFactory(title="Achter de bar", minimum_age=18)
    assert titles(ask(site, q="samen met mijn dochter van 10")) == ["Zwerfvuil rapen"]


def test_moment_alone_is_not_what_was_asked_but_comes_first_among_it(engine, site):
    VacancyFactory(title="Honden uitlaten", dayparts=["mon-morning"])
    VacancyFactory(title="Honden wassen", dayparts=["sat-morning"])
    VacancyFactory(title="Zingen in het koor", dayparts=["sat-morning"])
    assert titles(ask(site, q="iets met honden op zaterdag")) == ["Honden wassen", "Honden uitlaten"]
    assert sorted(titles(ask(site, q="op zaterdag"))) == ["Honden wassen", "Zingen in het koor"]
    assert titles(ask(site, q="diepzeeduiken op zaterdag")) == []


def test_compound_is_found_by_its_pieces_and_by_the_one_that_names_a_topic(engine, site):
    VacancyFactory(title="Hulpherder bij de schaapskudde")
    VacancyFactory(title="Verpleegkundige op de wensambulance")
    assert titles(ask(site, q="schapenhoeder")) == ["Hulpherder bij de schaapskudde"]
    assert titles(ask(site, q="ambulance")) == ["Verpleegkundige op de wensambulance"]
    assert titles(ask(site, q="wensen")) == ["Verpleegkundige op de wensambulance"]
