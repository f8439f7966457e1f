"""Words have the same forms however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from search.wordforms import forms

WORDS = [f"{begin}{end}" for begin in ("wandel", "vrijwillig", "huiskamer", "boodschap", "mantelzorg", "timmer") for end in
         ("en", "ing", "ingen", "aars", "heid", "lijk", "tje", "ers", "t", "de", "achtig", "loos")]  # fmt: skip


def test_forms_are_the_same_for_eight_threads_as_for_one():
    expected = {word: forms.__wrapped__(word) for word in WORDS}
    with ThreadPoolExecutor(8) as pool:
        for word, found in pool.map(lambda word: (word, forms.__wrapped__(word)), WORDS * 60):
            assert found == expected[word]
