from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import index_terms, terms_of_word
from search.compounds import common_pieces, parts, pieces
from search.folding import fold, words_of
from search.lexicon import edit_distance
from search.wordforms import forms
from search.wordlists import Additions, compose, lists_in_use


@pytest.mark.parametrize(
    ("one", "other"),
    [("fiets", "fietsen"), ("wandelen", "wandelt"), ("knutselclub", "knutselclubs"), ("taalmaatje", "taalmaatjes")],
)
def test_forms_of_the_same_word_meet(one: str, other: str):
    assert set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(("one", "other"), [("kast", "kat"), ("boer", "boek"), ("tuin", "tiener")])
def test_forms_of_other_words_do_not_meet(one: str, other: str):
    assert not set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("huiswerkhulp", ("huiswerk", "hulp")),
        ("boodschappenhulp", ("boodschappen", "hulp")),
        ("voetbaltrainer", ("voetbal", "trainer")),
        ("computerles", ("computer", "les")),
    ],
)
def test_compound_falls_apart_into_its_parts(word: str, expected: tuple[str, ...]):
    assert parts(word) == expected


@pytest.mark.parametrize("word", ["diepzeeduiken", "koffie", "xylofoonbouwer"])
def test_word_with_an_unknown_part_stays_whole(word: str):
    assert parts(word) == ()


def test_compound_is_indexed_by_its_parts():
    assert {"mantelzorgers", "mantel", "zorg"} <= set(terms_of_word("mantelzorgers"))


def test_neighbours_are_indexed_as_one_word():
    assert "repaircafe" in index_terms("Vrijwilliger in het Repair Café")


def test_stop_words_are_not_indexed():
    assert index_terms("wij zijn op zoek naar een") == []


@pytest.mark.parametrize(("text", "expected"), [("Café Ĳsland", "cafe ijsland"), ("Æsop Straße", "aesop strasse")])
def test_fold_takes_accents_away(text: str, expected: str):
    assert fold(text) == expected


@given(st.text(max_size=200))
def test_terms_are_safe_for_every_engine(text: str):
    """Whatever is typed, terms hold only letters, digits and hyphens: no operator of FTS5, tsquery or Lucene."""
    for word in words_of(text):
        for term in terms_of_word(word):
            assert term.replace("-", "").isascii()
            assert term.replace("-", "").isalnum()


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [("administartie", "administratie", 1), ("fonsenwerving", "fondsenwerving", 1), ("koken", "boeken", 2)],
)
def test_edit_distance_counts_a_swap_as_one(one: str, other: str, changes: int):
    assert edit_distance(one, other, 2) == changes


@pytest.mark.parametrize(
    ("small", "large"),
    [("plantjes", "plant"), ("tuintje", "tuin"), ("balletje", "bal"), ("wandelingetje", "wandeling")],
)
def test_diminutive_is_found_by_the_word_it_is_made_of(small, large):
    assert set(forms(small)) & set(forms(large))


def test_plantje_is_no_plan():
    assert "plan" not in forms("plantje")


def test_compound_that_no_list_knows_is_stored_in_two_common_words():
    assert common_pieces("radiatorfolie") == ("radiator", "folie")
    assert common_pieces("vrijheid") == ()


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("wensambulance", ("wens", "ambulance")),
        ("zeehondencreche", ("zeehonden", "creche")),
        ("scheepstimmerman", ("scheep", "timmerman")),
        ("bakfiets", ("bak", "fiets")),
        ("driegangenmenu", ("drie", "gangenmenu")),
        ("rolstoel", ()),
        ("planeten", ()),
        ("vriendelijk", ()),
        ("voorleggen", ()),
        ("parkinson", ()),
    ],
)
def test_compound_is_taken_apart_and_what_only_looks_like_one_is_not(word, taken):
    assert pieces(word) == taken


def test_word_that_an_editor_keeps_whole_stays_whole_in_its_plural_too():
    assert pieces("poppodium") == ("pop", "podium")
    with lists_in_use(compose(Additions(whole=("poppodium",)))):
        assert pieces("poppodium") == pieces("poppodiums") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("vogeltje", "vogel"), ("kamertjes", "kamer"), ("timmerlieden", "timmerman"), ("brandweerlui", "brandweerman")],
)
def test_unstressed_endings_and_trades_have_one_form(one, other):
    assert set(forms(one)) & set(forms(other))
