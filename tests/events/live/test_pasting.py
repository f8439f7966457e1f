from __future__ import annotations

import json

import pytest

from events.live.pasting import Pasted, pasted


def test_timeline_is_read_oldest_first_with_reposts_under_their_own_name():
    timeline = [
        {"created_at": "2026-11-02", "content": "<p>Later</p>", "account": {"display_name": "Noor"}},
        {
            "created_at": "2026-11-01",
            "content": "",
            "account": {"username": "doorgever"},
            "reblog": {
                "content": "<p>De burger aan het <b>stuur</b> &amp; ons erbij <a href='/x'>#transitie</a></p>",
                "account": {"display_name": "", "username": "eerste", "acct": "eerste@elders.example"},
            },
        },
        {"created_at": "2026-11-03", "content": "<p>later</p>", "account": {"display_name": "noor"}},
    ]
    assert pasted(json.dumps(timeline)) == [
        Pasted("De burger aan het stuur & ons erbij", "transitie", "eerste", "eerste@elders.example"),
        Pasted("Later", "", "Noor"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "[1]",
        "[",
        '["tekst"]',
        "{",
        '{"naam": 1}',
        '{"statuses": [1]}',
        "[" * 5000 + "]" * 5000,
        '[{"content":' * 3000 + "1" + "}]" * 3000,
    ],
)
def test_what_is_no_timeline_is_refused(source):
    with pytest.raises(ValueError):
        pasted(source)


def test_tag_in_the_middle_stays_in_the_sentence():
    assert pasted("De #wijk aan zet") == [Pasted("De #wijk aan zet", "wijk", "")]


def test_same_twenty_lines_give_the_same_notes():
    lines = "\n".join(f"Spreker {n % 3}: regel {n} #deel{n % 4}" for n in range(20))
    assert pasted(lines) == pasted(f"{lines}\n{lines}")
    assert len(pasted(lines)) == 20


def test_odd_values_are_no_crash():
    odd = [{"content": None, "account": 3, "reblog": "x"}, {"content": "<p>goed", "tags": 7}]
    assert pasted(json.dumps(odd)) == [Pasted("goed")]


def test_repost_keeps_where_it_came_from():
    assert pasted("RT @wim@elders.example: Mooi gezegd. #stuur") == [
        Pasted("Mooi gezegd.", "stuur", "wim", "@wim@elders.example")
    ]
    message = {"content": "Ook mooi", "url": "https://elders.example/@wim/7", "account": {"display_name": "Wim"}}
    assert pasted(json.dumps([message])) == [Pasted("Ook mooi", "", "Wim", "https://elders.example/@wim/7")]
    unsafe = {"content": "Niet mooi", "url": "javascript:alert(1)", "account": {"display_name": "Wim"}}
    assert pasted(json.dumps([unsafe])) == [Pasted("Niet mooi", "", "Wim", "")]


def test_signs_that_no_page_or_database_holds_are_left_out():
    odd = [{"content": "a\ud800b\x00c\u202ed <scr<b>ipt>x", "account": {"display_name": "N\udfffo\x07or"}}]
    (note,) = pasted(json.dumps(odd))
    assert note == Pasted("abcd ipt>x", "", "Noor")
    note.text.encode()


def test_thread_and_outbox_are_read_too():
    thread = {"ancestors": [], "descendants": [{"content": "<p>Ja, graag</p>", "account": {"username": "toos"}}]}
    assert pasted(json.dumps(thread)) == [Pasted("Ja, graag", "", "toos")]
    outbox = {
        "orderedItems": [
            {"type": "Create", "object": {"content": "<p>Tweede</p>", "published": "2026-11-02"}},
            {"type": "Announce", "object": "https://elders.example/1"},
            {"type": "Create", "object": {"content": "<p>Eerste</p>", "published": "2026-11-01"}},
        ]
    }
    assert pasted(json.dumps(outbox)) == [Pasted("Eerste"), Pasted("Tweede")]
