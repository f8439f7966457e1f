"""What does not belong in a public text is seen, named in plain words, and ordinary Dutch passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.help.plain import personal_details

CERTAIN = [
    ("Bel mij op 0344 - 01 24 01.", "0344 - 01 24 01"),
    ("Mijn nummer is 06-12345678", "06-12345678"),
    ("Mail riet@voorbeeld.nl", "riet@voorbeeld.nl"),
    ("Ik woon op Waalstraat 12.", "Waalstraat 12"),
    ("Kom naar de Nieuwe Dijk 4a", "Nieuwe Dijk 4a"),
    ("Postcode 4001 BF", "4001 BF"),
    ("Huisnummer 14, bel aan", "Huisnummer 14"),
    ("Kijk op www.voorbeeld.nl/riet", "www.voorbeeld.nl/riet"),
    ("Mijn nummer is 111222333.", "111222333"),
    ("Riet zoekt hulp", "Riet"),
    ("Vraag naar Waterman", "Waterman"),
]
UNCERTAIN = [
    ("Ik ben vaak bij mevrouw Jansen.", "Jansen"),
    ("Ik heet Wim.", "Wim"),
    ("Ik woon in de Beatrixlaan.", "Beatrixlaan"),
]
PLAIN = [
    "Wie loopt op dinsdag met mij naar de markt? Ik loop met een rollator.",
    "Ik ben 79 jaar. Op maandag 3 december kan ik niet. Om 10 uur wel, 2 keer per week.",
    "Ik help u met Windows 11, met groep 8 en met 3 plafondlampen.",
    "Met de bus ben ik 2 uur onderweg. Onderweg drinken wij koffie. De weg is 4 km.",
    "Een kerstboom van 12 euro, 20 boterhammen, 1 glas wijn. De training duurt 45 minuten.",
    "Elke week een uur praten in Tiel, Drumpt of Kerk-Avezaath.",
]


@pytest.mark.parametrize(("text", "words"), CERTAIN)
def test_what_is_certainly_personal_is_refused_by_its_own_words(text, words):
    found = [each for each in personal_details(text, ("Riet Waterman",)) if each.certain]
    assert words in [each.words for each in found]
    assert all(each.words in each.sentence for each in found)


@pytest.mark.parametrize(("text", "words"), UNCERTAIN)
def test_what_may_be_personal_is_asked_about(text, words):
    assert [(each.words, each.certain) for each in personal_details(text)] == [(words, False)]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_dutch_passes(text):
    assert [each for each in personal_details(text, ("Riet Waterman",)) if each.certain] == []


@given(st.text(max_size=60), st.integers(10_000_000, 99_999_999), st.text(max_size=60))
def test_a_mobile_number_is_found_wherever_it_stands(before, digits, after):
    text = f"{before} 06{digits} {after}"
    assert any(f"06{digits}" in each.words.replace(" ", "") for each in personal_details(text))


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    assert isinstance(personal_details(text, (text[:20],)), list)
