from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from bin.messages import CATALOGUE
from community.credits.wording import balance_words, time_words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "niets"),
        (30, "een half uur"),
        (-90, "1,5 uur"),
        (120, "2 uur"),
        (80, "1 uur en 20 minuten"),
        (1, "1 minuut"),
    ],
)
def test_time_as_people_say_it(minutes, words):
    assert time_words(minutes) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (120, "U heeft 2 uur tegoed"),
        (-60, "U kreeg 1 uur meer dan u gaf"),
        (0, "U gaf en kreeg evenveel tijd"),
    ],
)
def test_balance_never_sounds_like_a_debt(minutes, words):
    assert balance_words(minutes) == words


def test_nobody_reads_of_credits_or_points():
    """Every Dutch text of the portal that speaks of time calls it time."""
    with open(CATALOGUE, "rb") as handle:
        texts = {text for message in read_po(handle) for text in both(message.id)}
    assert len(texts) > 5000
    assert any("uur tegoed" in text for text in texts)
    words = re.compile(r"\b(credits?|puntjes|saldo|punten (geven|krijgen|verdienen|tegoed))\b", re.IGNORECASE)
    assert [text for text in texts if words.search(text)] == []


def both(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)
