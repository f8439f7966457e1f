from __future__ import annotations

import pytest

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
