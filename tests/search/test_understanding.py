from __future__ import annotations

import pytest

from search.meaning import Understanding
from search.understanding import understand


class World:
    """A small world: some places, some words that occur."""

    names = {
        "tiel": "Tiel",
        "buren": "Buren",
        "den bosch": "'s-Hertogenbosch",
        "wijk bij duurstede": "Wijk bij Duurstede",
    }
    known = {"administratie", "taalmaatje", "koken", "dieren", "klussen", "tuin", "stage"}

    def places(self, keys):
        return {key: self.names[key] for key in keys if key in self.names}

    def knows(self, ways) -> bool:
        return any(all(self.known.intersection(terms) for terms in all_of) for all_of in ways)

    def nearest(self, word: str) -> str | None:
        return {"administartie": "administratie", "taalmatje": "taalmaatje"}.get(word)


def read(text: str) -> Understanding:
    return understand(text, World())


def flags(found: Understanding) -> dict[str, tuple[str, ...]]:
    return {group.flag[0]: group.flag[1] for group in found.groups if group.flag}


def test_moment_is_a_moment_and_no_word():
    found = read("taalmaatje dinsdag")
    assert flags(found) == {"daypart": ("tue-morning", "tue-afternoon", "tue-evening")}
    assert [piece.label for piece in found.pieces] == ["taalmaatje", "dinsdag"]


@pytest.mark.parametrize(
    ("text", "dayparts"),
    [
        ("zaterdagochtend", ("sat-morning",)),
        ("op zaterdag ochtend", ("sat-morning",)),
        ("'s avonds", tuple(f"{day}-evening" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))),
        ("in het weekend", tuple(f"{d}-{p}" for d in ("sat", "sun") for p in ("morning", "afternoon", "evening"))),
    ],
)
def test_moments_as_people_say_them(text: str, dayparts: tuple[str, ...]):
    assert flags(read(text)) == {"daypart": dayparts}


def test_place_is_a_place():
    found = read("klussen Tiel")
    assert found.place == "Tiel"
    assert [group.label for group in found.groups] == ["klussen"]


@pytest.mark.parametrize(
    ("text", "place"), [("tuin wijk bij duurstede", "Wijk bij Duurstede"), ("koken den bosch", "'s-Hertogenbosch")]
)
def test_place_of_several_words(text: str, place: str):
    assert read(text).place == place


def test_place_that_is_a_common_word_needs_a_sign():
    assert read("buren helpen").place is None
    assert read("koken in buren").place == "Buren"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("vanuit huis", ("remote", ("true",))),
        ("1 keer", ("frequency", ("once",))),
        ("elke maand", ("frequency", ("monthly",))),
        ("maatschappelijke stage", ("kind", ("internship",))),
        ("met mijn kind", ("together", ("pair",))),
    ],
)
def test_wishes_that_are_fields(text: str, flag: tuple[str, tuple[str, ...]]):
    assert flags(read(text)) == dict([flag])


@pytest.mark.parametrize(("text", "age"), [("ik ben 15", 15), ("stage 16 jaar", 16), ("ik ben 400", None)])
def test_age_of_who_asks(text: str, age: int | None):
    assert read(text).age == age


def test_misspelt_word_is_corrected_and_said():
    found = read("administartie")
    assert found.did_you_mean == "administratie"
    assert any("administratie" in terms for variant in found.groups[0].variants for terms in variant.all_of)


def test_two_words_may_be_one_compound():
    joined = [variant.all_of[0] for variant in read("huiswerk hulp").groups[0].variants]
    assert any("huiswerkhulp" in terms for terms in joined)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "de het een", "vrijwilligerswerk", "🙂"])
def test_nothing_to_ask_is_no_group(text: str):
    assert read(text).groups == ()


def test_chip_without_its_piece_leaves_the_rest():
    (first, second) = read("koken dinsdag").pieces
    assert (first.rest, second.rest) == ("dinsdag", "koken")


def asked(text: str) -> set[str]:
    """Every term that may answer the first thing that was asked, alone."""
    return {term for way in read(text).groups[0].variants if len(way.all_of) == 1 for term in way.all_of[0]}


def test_word_of_the_lists_that_nothing_has_is_not_taken_for_its_verb():
    assert "paard" in asked("paardrijden")
    assert "rijden" not in asked("paardrijden")


def test_part_of_a_compound_asks_though_its_stem_says_nothing():
    ways = [way.all_of for way in read("danskelder").groups[0].variants]
    assert any(any("dans" in terms for terms in all_of) and len(all_of) == 2 for all_of in ways)
