"""The forms of a word: who does something is found by the doing, and forms are the same however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from search.compounds import pieces
from search.lexicon import sound
from search.wordforms import forms

WORDS = [f"{begin}{end}" for begin in ("wandel", "vrijwillig", "huiskamer", "boodschap", "mantelzorg", "timmer") for end in
         ("en", "ing", "ingen", "aars", "heid", "lijk", "tje", "ers", "t", "de", "achtig", "loos")]  # fmt: skip


def test_forms_are_the_same_for_eight_threads_as_for_one():
    expected = {word: forms.__wrapped__(word) for word in WORDS}
    with ThreadPoolExecutor(8) as pool:
        for word, found in pool.map(lambda word: (word, forms.__wrapped__(word)), WORDS * 60):
            assert found == expected[word]


@pytest.mark.parametrize(
    ("doer", "verb"),
    [("uitlater", "uitlaten"), ("verzorgers", "verzorgen"), ("inpakker", "inpakken"), ("lezer", "lezen")],
)
def test_who_does_it_is_found_by_the_doing(doer: str, verb: str):
    assert verb in forms(doer)


@pytest.mark.parametrize("word", ["kamer", "emmer", "bezoeker", "winter", "meester", "letter"])
def test_word_that_only_looks_like_a_doer_stays_what_it_is(word: str):
    assert not [form for form in forms(word) if form.endswith("en")]


def test_doer_no_list_knows_ends_a_compound():
    assert pieces("hondenuitlater") == ("honden", "uitlater")


def test_plural_of_a_trade_is_its_person():
    assert "klusjesman" in forms("klusjesmannen")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("hospis", "hospice"), ("komputer", "computer"), ("biebliotheek", "bibliotheek"), ("mantelzorch", "mantelzorg")],
)
def test_what_sounds_the_same_is_heard_the_same(written: str, meant: str):
    assert sound(written) == sound(meant)
    assert sound("koffie") != sound("kleding")


@pytest.mark.parametrize(
    ("plural", "one"),
    [("fotos", "foto"), ("opas", "opa"), ("babys", "baby"), ("cavias", "cavia"), ("radios", "radio")],
)
def test_plural_with_an_apostrophe_is_found_by_the_one(plural: str, one: str):
    assert one in forms(plural)


@pytest.mark.parametrize("word", ["gratis", "huis", "tennis", "virus", "kompas", "basis"])
def test_word_that_ends_in_s_is_no_plural_by_that(word: str):
    assert word.removesuffix("s") not in forms(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("gezin", "zin"), ("gebouw", "bouw"), ("gebouwen", "bouw"), ("gezond", "zon"), ("gevangenis", "vang"),
     ("gevangene", "vangen"), ("gezelschap", "zelschap"), ("rekening", "reken"), ("kopje", "kop"), ("dans", "dan"), ("wals", "wal"), ("gids", "gid")],
)  # fmt: skip
def test_word_keeps_what_belongs_to_it(word: str, other: str):
    assert other not in forms(word)


@pytest.mark.parametrize(("participle", "stem"), [("gekookt", "kook"), ("gelezen", "lees"), ("gesneeuwd", "sneeuw")])
def test_participle_is_found_by_its_verb(participle: str, stem: str):
    assert stem in forms(participle)
