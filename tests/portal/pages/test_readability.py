from __future__ import annotations

import pytest

from portal.pages.readability import (
    easier_words,
    hard_sentences,
    hard_words,
    is_passive,
    lix_of,
    read_texts,
    sentences_of,
)

LONG = "Wij vragen u om in de komende weken samen met uw buren na te denken over wat er in uw straat beter kan."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bel ons. Wij nemen op.", 2),
        ("De inloop begint om 9.30 uur en kost € 2.50 per keer.", 1),
        ("Neem bijv. uw buurman mee. Dat mag.", 2),
        ("Kop\nEerste zin. Tweede zin.", 3),
        ("“Kom binnen.” Zij lacht.", 2),
        ("Wat wilt u… weten? Zeg het maar.", 3),
        ("  \n 12 - 34 \n", 0),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int):
    assert len(sentences_of(text)) == count


def test_lix_is_words_a_sentence_plus_long_words_in_per_cent():
    assert lix_of(words=40, sentences=4, long_words=8) == 10 + 20
    assert lix_of(words=11, sentences=1, long_words=11) is None


def test_level_follows_the_number():
    easy = "De koffie staat klaar. U bent welkom. Wij zijn er elke dag. Kom maar langs."
    hard = "Maatschappelijke ondersteuning veronderstelt samenwerkingsverbanden tussen uiteenlopende organisaties in gemeentelijke beleidsvoorbereidingen, alsmede daaropvolgende evaluaties."
    assert read_texts([easy]).level == "easy"
    assert read_texts([hard]).level == "hard"
    assert read_texts(["Te kort."]).level == ""


def test_long_sentence_is_named_and_a_short_one_is_not():
    assert read_texts([LONG, "Bel ons gerust."]).long == [LONG]


@pytest.mark.parametrize(
    "sentence",
    [
        "Uw brief wordt door ons gelezen.",
        "De aanvraag werd afgewezen.",
        "U wordt deze week gebeld.",
        "De kosten worden vergoed.",
        "Dat is al geworden zoals het is besproken, en de brief wordt verstuurd.",
        "De formulieren worden morgen opgestuurd.",
        "Uw vraag wordt besproken in het team.",
    ],
)
def test_passive_voice_is_seen(sentence: str):
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wij lezen uw brief.",
        "Het wordt gezellig.",
        "Hij wordt tachtig.",
        "Het wordt koud, en wij hebben gebeld.",
        "Zo blijft iedereen gezond en wordt het leuk.",
        "Er worden veel gesprekken.",
        "Zij wordt geduldig.",
        "De soep wordt lekker en iedereen heeft geholpen.",
    ],
)
def test_no_passive_voice_where_there_is_none(sentence: str):
    assert not is_passive(sentence)


def test_hard_words_come_with_an_easier_one_and_are_counted():
    found = hard_words(["Middels dit formulier kunt u participeren.", "Indien u wilt participeren, belt u ons."])
    assert [(word.word, word.easier, word.count) for word in found] == [
        ("middels", "met", 1),
        ("participeren", "meedoen", 2),
        ("indien", "als", 1),
    ]


def test_hard_words_of_more_than_one_word_and_with_an_ending():
    found = hard_words(["Ten aanzien van de voorzieningen geldt: adequate hulp. Zij participeert, wij coördineerden."])
    assert [word.word for word in found] == [
        "ten aanzien van",
        "voorziening",
        "adequaat",
        "participeren",
        "coördineren",
    ]


@pytest.mark.parametrize("sentence", ["De tevensknop doet niets.", "Zij woont in Indiendorp.", "Wij doen dit nu."])
def test_part_of_another_word_is_no_hard_word(sentence: str):
    assert hard_words([sentence]) == []


def test_sentence_is_hard_when_it_is_long_or_holds_two_hard_words():
    two = "Indien nodig participeren wij."
    assert hard_sentences([LONG, two, "Indien nodig bellen wij."]) == [LONG, two]


@pytest.mark.parametrize(("language", "count"), [("nl", 150), ("en", 120)])
def test_list_is_long_and_every_word_has_an_easier_one(language: str, count: int):
    words = easier_words(language)
    assert len(words) >= count
    assert [hard for hard, easier in words.items() if not easier or hard != hard.lower()] == []
    assert [hard for hard, easier in words.items() if easier in words] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Your letter is read by a volunteer.",
        "The form was not sent.",
        "You will be called this week.",
        "All costs are always paid back.",
        "Nobody told us, and the meeting was quickly cancelled.",
        "It wasn't written down.",
    ],
)
def test_passive_voice_in_english_is_seen(sentence: str):
    assert is_passive(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "We read your letter.",
        "The office is closed today.",
        "You are tired and lonely.",
        "She is a trained volunteer.",
        "We are here, and we sent a card.",
        "He is fed up.",
        "Are you interested in a walk?",
    ],
)
def test_no_passive_voice_in_english_where_there_is_none(sentence: str):
    assert not is_passive(sentence, "en")


def test_english_is_not_read_by_dutch_rules():
    text = "Mr. Smith lives at no. 5, approx. two miles away. We utilized the additional rooms, e.g. the kitchen."
    assert len(sentences_of(text, "en")) == 2
    assert [(word.word, word.easier) for word in hard_words([text], "en")] == [
        ("utilise", "use"),
        ("additional", "more"),
    ]
    assert hard_words([text]) == []
    assert read_texts([text], "en").language == "en"
    assert read_texts([text], "fy").language == "nl"


def test_limits_of_english_are_its_own():
    plain = (
        "We help you fill in the forms. You sit down with one of us. Bring the letter and your bank card. It is free."
    )
    middle = "The volunteers accompany everybody through the appointment, because understanding a doctor is hard."
    assert read_texts([plain], "en").level == "easy"
    reading = read_texts([middle], "en")
    assert (reading.level, reading.lix) == ("hard", read_texts([middle]).lix)
    twenty_two = " ".join(["word"] * 22) + "."
    assert read_texts([twenty_two]).long
    assert not read_texts([twenty_two], "en").long
